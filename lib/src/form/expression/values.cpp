// SPDX-License-Identifier: Apache-2.0
#include "form/expression/values.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>

#include "base/text.hpp"
#include "base/zone.hpp"

namespace scamdesk::form::expression {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double milliseconds_a_day = 86'400'000;
/// Whole numbers up to here are exact.
constexpr double exact_limit = 9'007'199'254'740'992;

template <class... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <class... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

/// XPath's numbers: an optional minus, digits, at most one point; no plus, no exponent, no thousands.
bool is_number(std::string_view text) {
  if (!text.empty() && text.front() == '-') { text.remove_prefix(1); }
  bool digit = false;
  bool point = false;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      digit = true;
    } else if (c == '.' && !point) {
      point = true;
    } else {
      return false;
    }
  }
  return digit;
}

/// Digits alone, few enough to be exact: what most answers are.
std::optional<double> short_whole(std::string_view text) {
  constexpr std::size_t most_digits = 15;
  if (text.empty() || text.size() > most_digits) { return std::nullopt; }
  std::int64_t whole = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') { return std::nullopt; }
    whole = whole * 10 + (c - '0');
  }
  return static_cast<double>(whole);
}

/// The shortest digits that name the number, as `d.ddde±x`.
std::string scientific(double number) {
  std::array<char, 64> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific).ptr;
  return {text.data(), end};
}

double parse(const std::string& text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// `digits` ("12345", without a point) cut after `keep` of them, half up; it may grow by a carry in front.
std::string round_digits(std::string digits, std::size_t keep) {
  const bool up = digits[keep] >= '5';
  digits.resize(keep);
  if (!up) { return digits; }
  for (std::size_t i = keep; i > 0; --i) {
    if (digits[i - 1] != '9') {
      ++digits[i - 1];
      return digits;
    }
    digits[i - 1] = '0';
  }
  return "1" + digits;
}

}  // namespace

double number_of_text(std::string_view text, const std::string& zone) {
  if (const auto whole = short_whole(text)) { return *whole; }
  text = base::trim(text);
  if (is_number(text)) {
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
    return number;
  }
  const auto moment = read_moment(text, zone);
  return moment ? days_of(*moment) : nan;
}

std::optional<Moment> read_moment(std::string_view text, const std::string& zone) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') { return std::nullopt; }
  if (text.size() == 10) {
    const auto date = parse_date(text);
    return date ? std::optional<Moment>(*date) : std::nullopt;
  }
  if (const auto instant = parse_instant(text)) { return *instant; }
  const auto as_utc = parse_instant(std::string(text) + "Z");
  if (!as_utc) { return std::nullopt; }
  return base::from_local(base::LocalTime{as_utc->time_since_epoch()}, zone);
}

std::optional<Moment> moment_of(const Value& value, const std::string& zone) {
  if (const auto* date = std::get_if<Date>(&value)) { return *date; }
  if (const auto* instant = std::get_if<Instant>(&value)) { return *instant; }
  if (const auto* text = std::get_if<std::string>(&value)) { return read_moment(*text, zone); }
  return std::nullopt;
}

Instant instant_of(const Moment& moment, const std::string& zone) {
  if (const auto* instant = std::get_if<Instant>(&moment)) { return *instant; }
  const auto midnight = std::chrono::sys_days{std::get<Date>(moment)}.time_since_epoch();
  return base::from_local(base::LocalTime{midnight}, zone);
}

Date day_of(const Moment& moment, const std::string& zone) {
  if (const auto* date = std::get_if<Date>(&moment)) { return *date; }
  const auto local = base::to_local(std::get<Instant>(moment), zone);
  return Date{std::chrono::floor<std::chrono::days>(local)};
}

double days_of(const Moment& moment) {
  if (const auto* date = std::get_if<Date>(&moment)) {
    return static_cast<double>(std::chrono::sys_days{*date}.time_since_epoch().count());
  }
  return static_cast<double>(std::get<Instant>(moment).time_since_epoch().count()) / milliseconds_a_day;
}

Instant instant_of_days(double days) {
  return Instant{std::chrono::milliseconds{std::llround(days * milliseconds_a_day)}};
}

Value value_of(const Cell& cell) { return cell.has_value() && !cell.text.empty() ? Value(cell.text) : Value(Blank{}); }

double number_of(const Value& value, const std::string& zone) {
  return std::visit(
      Overloaded{[](const Blank&) { return nan; }, [](bool is) { return is ? 1.0 : 0.0; }, [](double is) { return is; },
                 [&](const std::string& is) { return number_of_text(is, zone); },
                 [](const Date& is) { return days_of(is); }, [](const Instant& is) { return days_of(is); },
                 [&](const NodeSet& is) { return is.empty() ? nan : number_of_text(is.front().cell.text, zone); }},
      value);
}

std::string text_of(const Value& value, const std::string& zone) {
  return std::visit(
      Overloaded{[](const Blank&) { return std::string(); }, [](bool is) { return std::string(is ? "true" : "false"); },
                 [](double is) { return number_text(is); }, [](const std::string& is) { return is; },
                 [](const Date& is) { return to_string(is); },
                 [&](const Instant& is) { return base::to_string(is, zone); },
                 [](const NodeSet& is) { return is.empty() ? std::string() : is.front().cell.text; }},
      value);
}

bool is_exact_whole(double number) { return std::trunc(number) == number && std::abs(number) < exact_limit; }

std::string number_text(double number) {
  if (std::isnan(number)) { return "NaN"; }
  if (std::isinf(number)) { return number < 0 ? "-Infinity" : "Infinity"; }
  if (number == 0) { return "0"; }
  std::array<char, 512> text{};
  if (!is_exact_whole(number)) {
    const auto end =
        std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific, 14).ptr;
    number = parse({text.data(), end});
  }
  const auto end = std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed).ptr;
  return {text.data(), end};
}

double round_to(double number, int places) {
  if (!std::isfinite(number) || number == 0) { return number; }
  const auto shown = scientific(std::abs(number));
  const auto mark = shown.find('e');
  std::string digits = shown.substr(0, 1);
  if (mark > 2) { digits += shown.substr(2, mark - 2); }
  int exponent = 0;  // of the first digit
  const char* from = shown.data() + mark + (shown[mark + 1] == '+' ? 2 : 1);
  std::from_chars(from, shown.data() + shown.size(), exponent);
  const long long keep = static_cast<long long>(exponent) + 1 + places;
  if (keep >= static_cast<long long>(digits.size())) { return number; }
  if (keep < 0) { return std::copysign(0.0, number); }
  const auto rounded = round_digits(std::move(digits), static_cast<std::size_t>(keep));
  const double result = rounded.empty() ? 0.0 : parse(rounded + "e" + std::to_string(-places));
  return std::copysign(result, number);
}

bool is_blank(const Value& value) {
  if (std::holds_alternative<Blank>(value)) { return true; }
  if (const auto* text = std::get_if<std::string>(&value)) { return text->empty(); }
  const auto* nodes = std::get_if<NodeSet>(&value);
  return nodes != nullptr && (nodes->empty() || (nodes->size() == 1 && nodes->front().cell.text.empty()));
}

std::optional<Value> single(const Value& value) {
  const auto* nodes = std::get_if<NodeSet>(&value);
  if (nodes == nullptr) { return value; }
  if (nodes->size() > 1) { return std::nullopt; }
  return nodes->empty() ? Value(Blank{}) : value_of(nodes->front().cell);
}

}  // namespace scamdesk::form::expression

namespace scamdesk::form {
namespace {

/// For whoever has no form at hand; evaluation uses the form's own zone.
const std::string default_zone = "Asia/Seoul";

bool is_true(const NodeItem& item) {
  return item.cell.has_value() && !item.cell.text.empty() && item.cell.text != "false";
}

}  // namespace

bool to_boolean(const Value& value) {
  if (const auto* is = std::get_if<bool>(&value)) { return *is; }
  if (const auto* is = std::get_if<double>(&value)) { return *is != 0 && !std::isnan(*is); }
  if (const auto* is = std::get_if<std::string>(&value)) { return !is->empty(); }
  // A calculation keeps its true() or false() as text; the node of it is still the boolean that was meant.
  if (const auto* is = std::get_if<NodeSet>(&value)) {
    return is->size() > 1 || (is->size() == 1 && is_true(is->front()));
  }
  return !std::holds_alternative<Blank>(value);
}

double to_number(const Value& value) { return expression::number_of(value, default_zone); }

std::string to_text(const Value& value) { return expression::text_of(value, default_zone); }

Cell to_cell(const Value& value) {
  if (const auto* is = std::get_if<NodeSet>(&value)) { return is->empty() ? Cell::blank() : is->front().cell; }
  if (const auto* is = std::get_if<double>(&value); is != nullptr && !std::isfinite(*is)) { return Cell::blank(); }
  if (const auto* is = std::get_if<Instant>(&value)) { return Cell::of(to_string(*is)); }
  auto text = to_text(value);
  return text.empty() ? Cell::blank() : Cell::of(std::move(text));
}

}  // namespace scamdesk::form
