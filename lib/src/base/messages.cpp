// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <cstring>
#include <fmt/args.h>
#include <fmt/format.h>

#include <scamdesk/error.hpp>

#include "embedded/ko_mo.hpp"

namespace scamdesk {
namespace {

/// A compiled gettext catalogue (the .mo format: two tables of length and offset, the ids sorted by bytes).
class Catalogue {
public:
  explicit Catalogue(std::string_view bytes)
      : m_bytes(bytes), m_count(number(8)), m_ids(number(12)), m_words(number(16)) {}

  std::string_view find(std::string_view id) const {
    std::uint32_t low = 0;
    std::uint32_t high = m_count;
    while (low < high) {
      const std::uint32_t middle = (low + high) / 2;
      const auto entry = string(m_ids, middle);
      if (entry == id) { return string(m_words, middle); }
      (entry < id ? low : high) = entry < id ? middle + 1 : middle;
    }
    return {};
  }

private:
  std::uint32_t number(std::size_t at) const {
    std::uint32_t value = 0;
    std::memcpy(&value, m_bytes.data() + at, sizeof value);
    return value;
  }
  std::string_view string(std::uint32_t table, std::uint32_t index) const {
    return m_bytes.substr(number(table + 8 * index + 4), number(table + 8 * index));
  }

  std::string_view m_bytes;
  std::uint32_t m_count;
  std::uint32_t m_ids;
  std::uint32_t m_words;
};

std::string_view translated(std::string_view id, Lang lang) {
  if (lang == Lang::en || id.empty()) { return id; }
  const auto words = Catalogue(embedded::ko_mo).find(id);
  return words.empty() ? id : words;
}

}  // namespace

std::string word(const Message& message, Lang lang) {
  const auto pattern = translated(message.id, lang);
  if (message.args.empty()) { return std::string(pattern); }
  fmt::dynamic_format_arg_store<fmt::format_context> args;
  for (const auto& arg : message.args) { args.push_back(arg.in(lang)); }
  return fmt::vformat(pattern, args);
}

Text word(const Message& message) { return {word(message, Lang::ko), word(message, Lang::en)}; }

}  // namespace scamdesk
