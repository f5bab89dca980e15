// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "form/expression/scalar.hpp"

namespace scamdesk::form::expression {
namespace {

double of_numbers(Operator op, double left, double right) {
  switch (op) {
    case Operator::add: return left + right;
    case Operator::subtract: return left - right;
    case Operator::multiply: return left * right;
    case Operator::divide: return left / right;
    default: return std::fmod(left, right);  // XPath's mod takes the sign of the left side, as fmod
  }
}

/// So many days later. Whole days from a day lead to a day; empty where no year of four digits names it.
std::optional<Value> later(const Moment& from, double days, const std::string& zone) {
  const double reached = days_of(from) + days;
  if (!(reached >= earliest_day && reached <= latest_day)) { return std::nullopt; }
  const auto* day = std::get_if<Date>(&from);
  if (day != nullptr && std::trunc(days) == days) {
    return Date{std::chrono::sys_days{*day} + std::chrono::days{std::llround(days)}};
  }
  return instant_of_days(days_of(instant_of(from, zone)) + days);
}

/// A day or a moment with a number of days added or taken away; empty for all other reckoning.
std::optional<Value> shifted(Operator op, const Scalar& left, const Scalar& right, const std::string& zone) {
  if (op != Operator::add && op != Operator::subtract) { return std::nullopt; }
  const auto from = moment_of(left, zone);
  const auto other = moment_of(right, zone);
  if (from && !other) {
    const double days = number_of(right, zone);
    return later(*from, op == Operator::add ? days : -days, zone);
  }
  if (other && !from && op == Operator::add) { return later(*other, number_of(left, zone), zone); }
  return std::nullopt;
}

}  // namespace

Value arithmetic(Operator op, const Scalar& left, const Scalar& right, const std::string& zone) {
  if (is_blank(left) || is_blank(right)) { return Blank{}; }
  if (auto moment = shifted(op, left, right, zone)) { return std::move(*moment); }
  return of_numbers(op, number_of(left, zone), number_of(right, zone));
}

}  // namespace scamdesk::form::expression
