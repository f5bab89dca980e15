// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

#include "base/text.hpp"
#include "form/expression/functions.hpp"

/// Texts. Lengths and positions count characters (code points), so 감금 has two.
namespace scamdesk::form::expression {
namespace {

/// A byte within a character of UTF-8, not its first.
bool goes_on(char byte) { return (byte & 0xc0) == 0x80; }

std::vector<std::string_view> characters(std::string_view text) {
  std::vector<std::string_view> all;
  for (std::size_t start = 0; start < text.size();) {
    std::size_t end = start + 1;
    while (end < text.size() && goes_on(text[end])) { ++end; }
    all.push_back(text.substr(start, end - start));
    start = end;
  }
  return all;
}

/// Characters `from` to before `to`, counted from 0 and kept within the text.
std::string slice(const std::string& text, double from, double to) {
  const auto all = characters(text);
  const auto size = static_cast<double>(all.size());
  std::string result;
  const auto last = static_cast<std::size_t>(std::clamp(to, 0.0, size));
  for (auto i = static_cast<std::size_t>(std::clamp(from, 0.0, size)); i < last; ++i) { result += all[i]; }
  return result;
}

Value string(Arguments& in) { return std::string(in.view_or_self(0)); }

/// Every byte that does not go on with a character begins one.
Value string_length(Arguments& in) {
  const auto text = in.view_or_self(0);
  return static_cast<double>(text.size() - static_cast<std::size_t>(std::count_if(text.begin(), text.end(), goes_on)));
}

Value contains(Arguments& in) {
  const auto text = in.view(0);
  return text.find(in.view(1)) != std::string_view::npos;
}
Value starts_with(Arguments& in) {
  const auto text = in.view(0);
  return text.starts_with(in.view(1));
}
Value ends_with(Arguments& in) {
  const auto text = in.view(0);
  return text.ends_with(in.view(1));
}

/// XPath 1.0 section 4.2: half rounds up, and NaN or an infinity less an infinity gives nothing.
Value substring(Arguments& in) {
  const auto half_up = [](double value) { return std::floor(value + 0.5); };
  const double first = half_up(in.number(1));
  const double end = in.has(2) ? first + half_up(in.number(2)) : std::numeric_limits<double>::infinity();
  if (std::isnan(first) || std::isnan(end)) { return std::string(); }
  return slice(in.text(0), first - 1, end - 1);
}

/// From 0, the end not included; negative counts from the end.
Value substr(Arguments& in) {
  const auto text = in.text(0);
  const auto size = static_cast<double>(characters(text).size());
  const auto place = [size](double at) { return at < 0 ? size + std::trunc(at) : std::trunc(at); };
  const double from = in.number(1);
  const double to = in.has(2) ? in.number(2) : size;
  if (std::isnan(from) || std::isnan(to)) { return std::string(); }
  return slice(text, place(from), place(to));
}

Value substring_before(Arguments& in) {
  const auto text = in.text(0);
  const auto at = text.find(in.text(1));
  return at == std::string::npos ? std::string() : text.substr(0, at);
}

Value substring_after(Arguments& in) {
  const auto text = in.text(0);
  const auto mark = in.text(1);
  const auto at = text.find(mark);
  return at == std::string::npos ? std::string() : text.substr(at + mark.size());
}

Value normalize_space(Arguments& in) {
  std::string result;
  bool gap = false;
  for (const char c : in.view_or_self(0)) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
      gap = !result.empty();
      continue;
    }
    if (gap) { result += ' '; }
    gap = false;
    result += c;
  }
  return result;
}

Value translate(Arguments& in) {
  const auto text = in.text(0);
  const auto from_text = in.text(1);
  const auto to_text = in.text(2);
  const auto from = characters(from_text);
  const auto to = characters(to_text);
  std::string result;
  for (const auto character : characters(text)) {
    const auto at = static_cast<std::size_t>(std::find(from.begin(), from.end(), character) - from.begin());
    if (at == from.size()) {
      result += character;
    } else if (at < to.size()) {
      result += to[at];
    }
  }
  return result;
}

/// The whole value must match; a blank does only where the pattern lets it.
Value regex(Arguments& in) {
  const auto text = in.view(0);
  base::Patterns own;
  auto* patterns = in.context().patterns != nullptr ? in.context().patterns : &own;
  const auto pattern = patterns->get(in.view(1));
  if (!pattern) { in.fault(pattern.error().problem, pattern.error().hint); }
  const auto matched = (*pattern)->matches_whole(text);
  if (!matched) { in.fault(matched.error().problem, matched.error().hint); }
  return *matched;
}

/// The texts from an argument on, with `mark` between them.
std::string joined(Arguments& in, std::size_t first, const std::string& mark) {
  std::string result;
  bool between = false;
  for (const auto& each : in.spread(first)) {
    if (std::exchange(between, true)) { result += mark; }
    result += text_of(each, in.zone());
    if (result.size() > longest_text) { in.fault(message("a text of more than {0} bytes", longest_text)); }
  }
  return result;
}

Value concat(Arguments& in) { return joined(in, 0, {}); }

Value join(Arguments& in) { return joined(in, 1, in.text(0)); }

constexpr std::array<Function, 14> table{{
    {{"string", 0, 1}, string},
    {{"string-length", 0, 1}, string_length},
    {{"contains", 2, 2}, contains},
    {{"starts-with", 2, 2}, starts_with},
    {{"ends-with", 2, 2}, ends_with},
    {{"substring", 2, 3}, substring},
    {{"substr", 2, 3}, substr},
    {{"substring-before", 2, 2}, substring_before},
    {{"substring-after", 2, 2}, substring_after},
    {{"normalize-space", 0, 1}, normalize_space},
    {{"translate", 3, 3}, translate},
    {{"regex", 2, 2}, regex},
    {{"concat", 0, -1}, concat},
    {{"join", 1, -1}, join},
}};

}  // namespace

std::span<const Function> text_functions() { return table; }

}  // namespace scamdesk::form::expression
