// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "document/office/parts.hpp"

namespace scamdesk::document::office_module {
namespace {

constexpr double largest_serial = 2958466;  ///< the day after 9999-12-31

int hex_digit(char c) {
  if (c >= '0' && c <= '9') { return c - '0'; }
  if (c >= 'a' && c <= 'f') { return c - 'a' + 10; }
  if (c >= 'A' && c <= 'F') { return c - 'A' + 10; }
  return -1;
}

void add_utf8(std::string& out, unsigned code) {
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xc0 | code >> 6);
    out += static_cast<char>(0x80 | (code & 0x3f));
  } else {
    out += static_cast<char>(0xe0 | code >> 12);
    out += static_cast<char>(0x80 | (code >> 6 & 0x3f));
    out += static_cast<char>(0x80 | (code & 0x3f));
  }
}

/// The character that `_xHHHH_` stands for; surrogates stand for none.
std::optional<unsigned> escaped_at(std::string_view text) {
  if (text.size() < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_') { return std::nullopt; }
  unsigned code = 0;
  for (std::size_t i = 2; i < 6; ++i) {
    const int digit = hex_digit(text[i]);
    if (digit < 0) { return std::nullopt; }
    code = code << 4 | static_cast<unsigned>(digit);
  }
  if (code >= 0xd800 && code < 0xe000) { return std::nullopt; }
  return code;
}

std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto code = escaped_at(text);
    if (code) {
      add_utf8(out, *code);
    } else {
      out += text.front();
    }
    text.remove_prefix(code ? 7 : 1);
  }
  return out;
}

void add_runs(std::string& out, const pugi::xml_node& node) {
  for (const auto& inner : node.children()) {
    const auto name = local_name(inner);
    if (name == "t") {
      for (const auto& part : inner.children()) { out += part.value(); }
    }
    if (name == "r") { out += child(inner, "t").text().get(); }
  }
}

}  // namespace

std::string rich_text(const pugi::xml_node& node) {
  std::string out;
  add_runs(out, node);
  return out.find("_x") == std::string::npos ? out : unescaped(out);
}

std::optional<std::string> plain_number(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) { return std::nullopt; }
  std::array<char, 40> kept{};
  std::snprintf(kept.data(), kept.size(), "%.15g", value);
  const auto length = std::string_view(kept.data()).size();
  std::from_chars(kept.data(), kept.data() + length, value);
  if (value == 0) { return "0"; }
  std::array<char, 400> plain{};
  const auto written = std::to_chars(plain.data(), plain.data() + plain.size(), value, std::chars_format::fixed);
  return std::string(plain.data(), written.ptr);
}

std::optional<std::string> date_of(double serial, bool from_1904) {
  if (!(serial >= 0) || serial >= largest_serial) { return std::nullopt; }
  const auto seconds = static_cast<long long>(std::llround(serial * 86400.0));
  const auto day = seconds / 86400;
  const auto rest = seconds % 86400;
  std::array<char, 48> text{};
  if (day == 0 && !from_1904) {
    std::snprintf(text.data(), text.size(), "%02lld:%02lld:%02lld", rest / 3600, rest / 60 % 60, rest % 60);
    return std::string(text.data());
  }
  if (day == 60 && !from_1904) { return std::nullopt; }  // 1900-02-29, which spreadsheets believe in
  using namespace std::chrono;
  const sys_days epoch = from_1904 ? sys_days(year{1904} / 1 / 1) : sys_days(day < 60 ? year{1899} / 12 / 31 : year{1899} / 12 / 30);
  const year_month_day date(epoch + days(day));
  const int written = std::snprintf(text.data(), text.size(), "%04d-%02u-%02u", static_cast<int>(date.year()),
                                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  if (rest != 0) {
    const auto at = static_cast<std::size_t>(written);
    std::snprintf(text.data() + at, text.size() - at, "T%02lld:%02lld:%02lld", rest / 3600, rest / 60 % 60, rest % 60);
  }
  return std::string(text.data());
}

}  // namespace scamdesk::document::office_module
