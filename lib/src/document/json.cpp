// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <fmt/format.h>

#include <scamdesk/document.hpp>

#include "document/clean.hpp"

namespace scamdesk {
namespace {

class JsonText {
public:
  explicit JsonText(bool indented) : m_indented(indented) {}

  void add(const Data& data) {
    std::visit([this](const auto& value) { add_value(value); }, data.value());
  }
  std::string take() {
    if (m_indented) { m_text += '\n'; }
    return std::move(m_text);
  }

private:
  void add_value(std::monostate) { m_text += "null"; }
  void add_value(bool value) { m_text += value ? "true" : "false"; }
  void add_value(std::int64_t value) { m_text += std::to_string(value); }
  void add_value(double value) {
    // A negative zero would be read back as the integer 0.
    m_text += !std::isfinite(value) ? "null" : value == 0 ? "0" : fmt::format("{}", value);
  }
  void add_value(const std::string& value) {
    m_text += '"';
    for (const char c : document::well_formed(value)) { add_character(c); }
    m_text += '"';
  }
  void add_value(const Data::Array& array) {
    add_items('[', ']', array, [this](const Data& item) { add(item); });
  }
  void add_value(const Data::Object& object) {
    add_items('{', '}', object, [this](const auto& member) {
      add_value(member.first);
      m_text += m_indented ? ": " : ":";
      add(member.second);
    });
  }

  template <class Items, class Each>
  void add_items(char open, char close, const Items& items, Each each) {
    m_text += open;
    ++m_depth;
    bool first = true;
    for (const auto& item : items) {
      if (!first) { m_text += ','; }
      first = false;
      break_line();
      each(item);
    }
    --m_depth;
    if (!first) { break_line(); }
    m_text += close;
  }
  void break_line() {
    if (!m_indented) { return; }
    m_text += '\n';
    m_text.append(2 * m_depth, ' ');
  }
  void add_character(char c) {
    switch (c) {
      case '"': m_text += "\\\""; return;
      case '\\': m_text += "\\\\"; return;
      case '\n': m_text += "\\n"; return;
      case '\r': m_text += "\\r"; return;
      case '\t': m_text += "\\t"; return;
      default: break;
    }
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) {
      m_text += fmt::format("\\u{:04x}", byte);
    } else {
      m_text += c;
    }
  }

  bool m_indented;
  std::size_t m_depth = 0;
  std::string m_text;
};

}  // namespace

std::string to_json(const Data& data, bool indented) {
  JsonText text(indented);
  text.add(data);
  return text.take();
}

}  // namespace scamdesk
