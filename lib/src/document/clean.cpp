// SPDX-License-Identifier: Apache-2.0
#include "document/clean.hpp"

#include <algorithm>
#include <cstdint>

#include <scamdesk/text.hpp>

namespace scamdesk::document {
namespace {

constexpr std::string_view replacement = "\xef\xbf\xbd";

/// Length of the well-formed sequence at the front; 0 when there is none.
std::size_t sequence_length(std::string_view text) {
  const auto lead = static_cast<std::uint8_t>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length == 0 || length > text.size()) { return 0; }
  return is_utf8(text.substr(0, length)) ? length : 0;
}

/// Overrides and isolates of direction, and line separators, which terminals and browsers obey.
bool turns_reading(std::string_view sequence) {
  if (sequence.size() != 3 || sequence[0] != '\xe2') { return false; }
  const auto second = static_cast<std::uint8_t>(sequence[1]);
  const auto third = static_cast<std::uint8_t>(sequence[2]);
  return (second == 0x80 && third >= 0xa8 && third <= 0xae) || (second == 0x81 && third >= 0xa6 && third <= 0xa9);
}

bool is_control(std::string_view sequence) {
  const auto lead = static_cast<std::uint8_t>(sequence.front());
  if (sequence.size() == 1) { return (lead < 0x20 && lead != '\n') || lead == 0x7f; }
  return lead == 0xc2 && static_cast<std::uint8_t>(sequence[1]) < 0xa0;
}

bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

}  // namespace

std::string well_formed(std::string_view text) {
  if (is_utf8(text)) { return std::string(text); }
  std::string result;
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    result += length == 0 ? replacement : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return result;
}

std::string showable(std::string_view text) {
  if (is_plain(text)) { return std::string(text); }
  std::string result;
  result.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    const auto sequence = text.substr(0, std::max<std::size_t>(length, 1));
    if (sequence == "\t") {
      result += ' ';
    } else if (length == 0 || turns_reading(sequence)) {
      result += replacement;
    } else if (is_control(sequence)) {
      if (sequence != "\r") { result += replacement; }
    } else {
      result += sequence;
    }
    text.remove_prefix(sequence.size());
  }
  return result;
}

std::string one_line(std::string_view text) {
  std::string line = showable(text);
  std::replace(line.begin(), line.end(), '\n', ' ');
  return line;
}

}  // namespace scamdesk::document
