// SPDX-License-Identifier: Apache-2.0
#include <charconv>
#include <fmt/format.h>

#include <scamdesk/time.hpp>

namespace scamdesk {
namespace {

using namespace std::chrono;

constexpr hours seoul_offset{9};

/// A number of exactly `digits` digits at the front of `text`, which it takes off.
std::optional<int> take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) { return std::nullopt; }
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') { return std::nullopt; }
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) { return false; }
  text.remove_prefix(1);
  return true;
}

/// `YYYY-MM-DD` at the front. Rules read days by the million: one look at each character, no more.
std::optional<Date> take_date(std::string_view& text) {
  if (text.size() < 10 || text[4] != '-' || text[7] != '-') { return std::nullopt; }
  unsigned wrong = 0;
  const auto digit = [&](std::size_t at) {
    const auto value = static_cast<unsigned>(static_cast<unsigned char>(text[at])) - '0';
    wrong |= value > 9 ? 1U : 0U;
    return value;
  };
  const auto pair = [&](std::size_t at) { return digit(at) * 10 + digit(at + 1); };
  const unsigned y = pair(0) * 100 + pair(2), m = pair(5), d = pair(8);
  const Date date{year{static_cast<int>(y)}, month{m}, day{d}};
  if (wrong != 0 || !date.ok()) { return std::nullopt; }
  text.remove_prefix(10);
  return date;
}

/// `.` and one or more digits, kept to milliseconds; no fraction is 0.
std::optional<milliseconds> take_fraction(std::string_view& text) {
  if (!take(text, '.')) { return milliseconds{0}; }
  int value = 0;
  int digits = 0;
  for (; !text.empty() && text.front() >= '0' && text.front() <= '9'; text.remove_prefix(1), ++digits) {
    if (digits < 3) { value = value * 10 + (text.front() - '0'); }
  }
  if (digits == 0) { return std::nullopt; }
  for (; digits < 3; ++digits) { value *= 10; }
  return milliseconds{value};
}

std::optional<minutes> take_offset(std::string_view& text) {
  if (take(text, 'Z')) { return minutes{0}; }
  const bool west = !text.empty() && text.front() == '-';
  if (!west && (text.empty() || text.front() != '+')) { return std::nullopt; }
  text.remove_prefix(1);
  const auto h = take_number(text, 2);
  if (!h || *h > 14 || !take(text, ':')) { return std::nullopt; }
  const auto m = take_number(text, 2);
  if (!m || *m > 59) { return std::nullopt; }
  const minutes offset = hours{*h} + minutes{*m};
  return west ? -offset : offset;
}

}  // namespace

std::string to_string(Instant instant) {
  const auto day_start = floor<days>(instant);
  const hh_mm_ss time{instant - day_start};
  return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", to_string(Date{day_start}), time.hours().count(),
                     time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<Instant> parse_instant(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !take(text, 'T')) { return std::nullopt; }
  const auto h = take_number(text, 2);
  if (!h || *h > 23 || !take(text, ':')) { return std::nullopt; }
  const auto m = take_number(text, 2);
  if (!m || *m > 59) { return std::nullopt; }
  int s = 0;
  if (take(text, ':')) {
    const auto seconds_read = take_number(text, 2);
    if (!seconds_read || *seconds_read > 59) { return std::nullopt; }
    s = *seconds_read;
  }
  const auto fraction = take_fraction(text);
  if (!fraction) { return std::nullopt; }
  const auto offset = take_offset(text);
  if (!offset || !text.empty()) { return std::nullopt; }
  return sys_days{*date} + hours{*h} + minutes{*m} + seconds{s} + *fraction - *offset;
}

std::string to_string(Date date) {
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()));
}

std::optional<Date> parse_date(std::string_view text) {
  const auto date = take_date(text);
  if (!date || !text.empty()) { return std::nullopt; }
  return date;
}

Date seoul_date(Instant instant) { return Date{floor<days>(instant + seoul_offset)}; }

Instant seoul_midnight(Date date) { return sys_days{date} - seoul_offset; }

int days_between(Date from, Date to) { return static_cast<int>((sys_days{to} - sys_days{from}).count()); }

}  // namespace scamdesk
