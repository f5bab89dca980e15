// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include "form/expression/scalar.hpp"

namespace scamdesk::form::expression {
namespace {

/// No text that is shorter is a day or a moment.
constexpr std::size_t shortest_moment = 10;

/// JavaRosa's tolerance (XPathEqExpr), so that 0.1 + 0.2 = 0.3.
constexpr double tolerance = 1e-12;

bool equal(double left, double right) { return left == right || std::abs(left - right) < tolerance; }

/// Numbers, by any operator but `!=`; NaN is unequal to all and in no order.
bool holds(Operator op, double left, double right) {
  switch (op) {
    case Operator::equal: return equal(left, right);
    case Operator::less: return left < right && !equal(left, right);
    case Operator::less_equal: return left < right || equal(left, right);
    case Operator::greater: return left > right && !equal(left, right);
    default: return left > right || equal(left, right);
  }
}

const std::string_view* text_in(const Scalar& scalar) { return std::get_if<std::string_view>(&scalar.value); }
bool is_truth(const Scalar& scalar) { return std::holds_alternative<bool>(scalar.value); }
bool is_none(const Scalar& scalar) { return std::holds_alternative<Blank>(scalar.value); }

/// The text of no characters, which a blank equals. A blank itself is none: it equals no other blank.
bool is_empty_text(const Scalar& scalar) {
  const auto* text = text_in(scalar);
  return text != nullptr && text->empty();
}

/// A number in the order of days.
double ordinal(const Date& day) {
  return static_cast<int>(day.year()) * 10'000.0 + static_cast<unsigned>(day.month()) * 100 + static_cast<unsigned>(day.day());
}

/// Two moments; a day beside a moment is its midnight in the zone.
bool holds(Operator op, const Moment& left, const Moment& right, const std::string& zone) {
  const auto* left_day = std::get_if<Date>(&left);
  const auto* right_day = std::get_if<Date>(&right);
  if (left_day != nullptr && right_day != nullptr) { return holds(op, ordinal(*left_day), ordinal(*right_day)); }
  if (left.index() == right.index()) { return holds(op, days_of(left), days_of(right)); }
  return holds(op, days_of(instant_of(left, zone)), days_of(instant_of(right, zone)));
}

/// `!=` says exactly when `=` does not hold.
bool holds(Operator op, const Scalar& left, const Scalar& right, const std::string& zone) {
  if (op == Operator::not_equal) { return !holds(Operator::equal, left, right, zone); }
  const bool equality = op == Operator::equal;
  if (is_none(left)) { return equality && is_empty_text(right); }
  if (is_none(right)) { return equality && is_empty_text(left); }
  if (equality && (is_truth(left) || is_truth(right))) { return left.truth == right.truth; }
  const auto* left_text = equality ? text_in(left) : nullptr;
  const auto* right_text = left_text != nullptr ? text_in(right) : nullptr;
  if (right_text != nullptr) {
    if (*left_text == *right_text) { return true; }
    if (std::min(left_text->size(), right_text->size()) < shortest_moment) { return false; }
  }
  const auto left_moment = moment_of(left, zone);
  const auto right_moment = left_moment ? moment_of(right, zone) : std::nullopt;
  if (left_moment && right_moment) { return holds(op, *left_moment, *right_moment, zone); }
  if (right_text != nullptr) { return false; }
  return holds(op, number_of(left, zone), number_of(right, zone));
}

/// The one value, or the nth of several nodes.
Scalar side(const Operand& operand, std::size_t nth) {
  return operand.several == nullptr ? operand.one : scalar_of(CellView((*operand.several)[nth].cell));
}

}  // namespace

bool compare(Operator op, const Operand& left, const Operand& right, const std::string& zone) {
  const auto count = [](const Operand& operand) { return operand.several == nullptr ? 1 : operand.several->size(); };
  for (std::size_t i = 0; i < count(left); ++i) {
    const auto one = side(left, i);
    for (std::size_t j = 0; j < count(right); ++j) {
      if (holds(op, one, side(right, j), zone)) { return true; }
    }
  }
  return false;
}

bool compare(Operator op, const Value& left, const Value& right, const std::string& zone) {
  return compare(op, operand_of(left), operand_of(right), zone);
}

}  // namespace scamdesk::form::expression
