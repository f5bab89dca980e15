// SPDX-License-Identifier: Apache-2.0
#include "form/personal.hpp"

#include <algorithm>
#include <optional>

namespace scamdesk::form {
namespace {

constexpr std::size_t fewest_digits = 7;  // of any of these numbers

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }
/// Bytes of Hangul and other scripts end a number as a space does.
bool is_word(char c) { return is_digit(c) || is_letter(c) || c == '_'; }

/// Digits with single hyphens, dots or spaces between groups of them: `+82 10-1234-5678`.
struct Run {
  bool plus = false;
  std::string digits;
  std::vector<std::size_t> groups;  ///< how many digits each has
  std::size_t end = 0;              ///< behind the last digit

  bool is(std::initializer_list<std::size_t> sizes) const { return std::ranges::equal(groups, sizes); }
};

Run read_run(std::string_view text, std::size_t at) {
  Run run;
  run.plus = text[at] == '+';
  if (run.plus) { ++at; }
  while (at < text.size() && is_digit(text[at])) {
    run.groups.push_back(0);
    for (; at < text.size() && is_digit(text[at]); ++at, ++run.groups.back()) { run.digits += text[at]; }
    run.end = at;
    if (at < text.size() && (text[at] == '-' || text[at] == ' ' || text[at] == '.')) { ++at; }
  }
  return run;
}

int number(std::string_view digits) { return (digits[0] - '0') * 10 + (digits[1] - '0'); }

/// The seventh digit says century, sex and nationality.
bool is_resident_registration(const Run& run) {
  if (run.plus || !(run.is({13}) || run.is({6, 7}))) { return false; }
  const std::string_view digits = run.digits;
  const int month = number(digits.substr(2)), day = number(digits.substr(4));
  return month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

bool is_phone(const Run& run) {
  const auto count = run.digits.size();
  if (run.plus) { return count >= 8 && count <= 15; }
  const auto starts = [&](std::string_view with) { return run.digits.starts_with(with); };
  const bool grouped = run.groups.size() == 3 && run.groups.back() == 4 && (run.groups[1] == 3 || run.groups[1] == 4);
  const bool mobile = starts("01") && run.digits[2] != '2' && run.digits[2] != '3' && run.digits[2] != '4' && run.digits[2] != '5';
  if (mobile && run.groups.front() == 3 && grouped) { return true; }
  if (mobile && run.groups.size() == 1) { return count == 10 || count == 11; }
  const bool area = run.groups.front() == 2 ? starts("02") : run.groups.front() == 3 && run.digits[0] == '0' && run.digits[1] >= '3';
  return area && grouped;
}

/// Luhn's sum.
bool passes_check_digit(std::string_view digits) {
  int sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    const int digit = digits[digits.size() - 1 - i] - '0';
    const int twice = digit * 2;
    sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
  }
  return sum % 10 == 0;
}

bool is_card(const Run& run) {
  const auto count = run.digits.size();
  const bool shape = (run.groups.size() == 1 && count >= 14 && count <= 19) || run.is({4, 4, 4, 4}) || run.is({4, 6, 5}) || run.is({4, 6, 4});
  return !run.plus && shape && run.digits.front() >= '2' && run.digits.front() <= '6' && passes_check_digit(run.digits);
}

std::optional<PersonalNumber> kind_of(const Run& run) {
  if (is_resident_registration(run)) { return PersonalNumber::resident_registration; }
  if (is_card(run)) { return PersonalNumber::card; }
  return is_phone(run) ? std::optional(PersonalNumber::phone) : std::nullopt;
}

/// How long a passport number is that begins here; 0: there is none.
std::size_t passport_at(std::string_view text) {
  const auto fits = [&](std::string_view shape) {
    if (text.size() < shape.size() || (text.size() > shape.size() && is_word(text[shape.size()]))) { return false; }
    return std::equal(shape.begin(), shape.end(), text.begin(), [](char want, char c) { return want == 'A' ? is_letter(c) : is_digit(c); });
  };
  return fits("A00000000") || fits("A000A0000") ? 9 : 0;
}

/// A run may begin with what is no part of the number, a year say: each group of it is a beginning.
std::optional<FoundNumber> number_at(std::string_view text, std::size_t at) {
  auto run = read_run(text, at);
  while (!run.groups.empty()) {
    const bool ends = run.end == text.size() || !is_word(text[run.end]);
    if (const auto kind = ends ? kind_of(run) : std::nullopt) { return FoundNumber{*kind, at, run.end - at}; }
    const auto last = run.groups.back();
    run.digits.resize(run.digits.size() - last);
    run.groups.pop_back();
    run.end -= last + 1;
  }
  return std::nullopt;
}

}  // namespace

std::vector<FoundNumber> personal_numbers(std::string_view text) {
  std::vector<FoundNumber> found;
  if (static_cast<std::size_t>(std::ranges::count_if(text, is_digit)) < fewest_digits) { return found; }
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i > 0 && is_word(text[i - 1])) { continue; }
    if (is_letter(text[i])) {
      const auto length = passport_at(text.substr(i));
      if (length > 0) { found.push_back({PersonalNumber::passport, i, length}); }
    } else if (is_digit(text[i]) || text[i] == '+') {
      if (const auto number = number_at(text, i)) {
        found.push_back(*number);
        i += number->length - 1;
      }
    }
  }
  return found;
}

std::string without_numbers(std::string_view text) {
  std::string hidden;
  std::size_t at = 0;
  for (const auto& number : personal_numbers(text)) {
    hidden += text.substr(at, number.at - at);
    for (const char c : text.substr(number.at, number.length)) { is_digit(c) ? hidden += "•" : hidden += c; }
    at = number.at + number.length;
  }
  return hidden += text.substr(at);
}

Message name_of(PersonalNumber kind) {
  switch (kind) {
    case PersonalNumber::resident_registration: return message("a resident registration number");
    case PersonalNumber::passport: return message("a passport number");
    case PersonalNumber::phone: return message("a phone number");
    case PersonalNumber::card: return message("a card number");
  }
  return {};
}

bool is_free_text(const Question& question) {
  return question.type == Type::text && !question.sensitive && question.constraint.empty() && question.appearance != "numbers";
}

}  // namespace scamdesk::form
