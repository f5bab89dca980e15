// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <fmt/format.h>
#include <limits>

#include "base/text.hpp"
#include "base/zone.hpp"
#include "form/expression/functions.hpp"

/// Days and moments. A date is a civil day without a zone; a dateTime without an offset is read in the form's zone.
namespace scamdesk::form::expression {
namespace {

using std::chrono::milliseconds;

constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr milliseconds a_day = std::chrono::days{1};

constexpr std::array<std::string_view, 12> month_names{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                       "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr std::array<std::string_view, 7> day_names{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
constexpr std::array<std::string_view, 7> korean_day_names{"일", "월", "화", "수", "목", "금", "토"};

Value today(Arguments& in) { return day_of(in.context().now, in.zone()); }

Scalar today_of(const Context& context) { return {day_of(context.now, context.zone), true}; }

Value now(Arguments& in) { return in.context().now; }

/// `1970-1-2`, which people type, as 1970-01-02; any other text as it is.
std::string with_zeros(const std::string& text) {
  const auto parts = base::split(text, '-');
  if (parts.size() != 3 || parts[0].size() != 4 || text.size() > 10) { return text; }
  return fmt::format("{}-{:0>2}-{:0>2}", parts[0], parts[1], parts[2]);
}

std::size_t place_of(std::string_view name, std::span<const std::string_view> names) {
  return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// `Sat Nov 21 2026 16:46:13 GMT-0700 (…)`, as engines in JavaScript store a moment, as 2026-11-21T16:46:13-07:00; any
/// other text as it is.
std::string without_script(const std::string& text) {
  const auto parts = base::split(text, ' ');
  if (parts.size() < 6 || parts[5].size() != 8 || !parts[5].starts_with("GMT")) { return text; }
  const auto month = place_of(parts[1], month_names);
  if (month == month_names.size() || place_of(parts[0], day_names) == day_names.size()) { return text; }
  return fmt::format("{}-{:02}-{}T{}{}:{}", parts[3], month + 1, parts[2], parts[4], parts[5].substr(3, 3),
                     parts[5].substr(6));
}

/// A day or moment out of whatever it is written as; empty when it is none.
std::optional<Moment> moment_in(Arguments& in, const Value& value) {
  const auto* number = std::get_if<double>(&value);
  if (number != nullptr && *number >= earliest_day && *number <= latest_day) { return instant_of_days(*number); }
  if (const auto* text = std::get_if<std::string>(&value)) {
    return read_moment(without_script(with_zeros(*text)), in.zone());
  }
  return moment_of(value, in.zone());
}

Moment moment_or_fault(Arguments& in, const Value& value) {
  const auto moment = moment_in(in, value);
  if (!moment) {
    in.fault(message("{0} is no date that exists", in.described(0)),
             message("write dates like 2025-10-15, and times like 2025-10-15T09:30:00+09:00"));
  }
  return *moment;
}

/// A number of days from 1970-01-01T00:00Z names a moment, and a moment that is a midnight in the zone is that day.
Value date(Arguments& in) {
  const auto value = in.one(0);
  if (is_blank(value)) { return Blank{}; }
  const auto moment = moment_or_fault(in, value);
  const auto day = day_of(moment, in.zone());
  const bool midnight = instant_of(moment, in.zone()) == instant_of(Moment(day), in.zone());
  return midnight ? Value(day) : Value(std::get<Instant>(moment));
}

Value decimal_date_time(Arguments& in) {
  const auto value = in.one(0);
  if (is_blank(value)) { return Blank{}; }
  if (std::holds_alternative<double>(value)) { return value; }
  return days_of(instant_of(moment_or_fault(in, value), in.zone()));
}

/// The part of its day, in the zone, that a time of day `06:00:00.000-07:00` or a dateTime is.
Value decimal_time(Arguments& in) {
  const auto value = in.one(0);
  if (is_blank(value)) { return Blank{}; }
  const auto text = text_of(value, in.zone());
  const auto moment = read_moment(text.find('T') == std::string::npos ? "1970-01-01T" + text : text, in.zone());
  if (!moment) { return nan; }
  const auto local = base::to_local(instant_of(*moment, in.zone()), in.zone());
  const auto since_midnight = local - std::chrono::floor<std::chrono::days>(local);
  return static_cast<double>(since_midnight.count()) / static_cast<double>(a_day.count());
}

/// Abbreviated, as CLDR has them.
std::string month_name(unsigned month, Lang lang) {
  return lang == Lang::ko ? fmt::format("{}월", month) : std::string(month_names[month - 1]);
}
std::string day_name(unsigned day, Lang lang) {
  return std::string((lang == Lang::ko ? korean_day_names : day_names)[day]);
}

/// One `%x` of ODK's list; anything else stands for itself.
std::string formatted(char sign, const base::LocalTime& local, Lang lang) {
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const Date day{midnight};
  const std::chrono::hh_mm_ss time{local - midnight};
  const auto month = static_cast<unsigned>(day.month());
  switch (sign) {
    case 'Y': return fmt::format("{:04}", static_cast<int>(day.year()));
    case 'y': return fmt::format("{:02}", static_cast<int>(day.year()) % 100);
    case 'm': return fmt::format("{:02}", month);
    case 'n': return fmt::format("{}", month);
    case 'b': return month_name(month, lang);
    case 'd': return fmt::format("{:02}", static_cast<unsigned>(day.day()));
    case 'e': return fmt::format("{}", static_cast<unsigned>(day.day()));
    case 'H': return fmt::format("{:02}", time.hours().count());
    case 'h': return fmt::format("{}", time.hours().count());
    case 'M': return fmt::format("{:02}", time.minutes().count());
    case 'S': return fmt::format("{:02}", time.seconds().count());
    case '3': return fmt::format("{:03}", time.subseconds().count());
    case 'a': return day_name(std::chrono::weekday{midnight}.c_encoding(), lang);
    default: return {'%', sign};
  }
}

/// Blank for what is no date: it is for display, and date() is there to refuse.
Value format_date(Arguments& in) {
  const auto moment = moment_in(in, in.one(0));
  if (!moment) { return Blank{}; }
  const auto local = base::to_local(instant_of(*moment, in.zone()), in.zone());
  const auto pattern = in.text(1);
  std::string result;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] == '%' && i + 1 < pattern.size()) {
      result += formatted(pattern[++i], local, in.context().lang);
    } else {
      result += pattern[i];
    }
  }
  return result;
}

constexpr std::array<Function, 8> table{{
    {{"today", 0, 0}, today, nullptr, today_of},
    {{"now", 0, 0}, now},
    {{"date", 1, 1}, date},
    {{"date-time", 1, 1}, date},
    {{"decimal-date-time", 1, 1}, decimal_date_time},
    {{"decimal-time", 1, 1}, decimal_time},
    {{"format-date", 2, 2}, format_date},
    {{"format-date-time", 2, 2}, format_date},
}};

}  // namespace

std::span<const Function> date_functions() { return table; }

}  // namespace scamdesk::form::expression
