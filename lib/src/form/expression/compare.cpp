// SPDX-License-Identifier: Apache-2.0
#include <cmath>

#include "form/expression/values.hpp"

namespace scamdesk::form::expression {
namespace {

/// JavaRosa's tolerance (XPathEqExpr), so that 0.1 + 0.2 = 0.3.
constexpr double tolerance = 1e-12;

/// One side of a comparison: a value that is no nodeset, or one item of a nodeset.
struct Side {
  Value value;
  bool truth = false;  ///< as a boolean; a node's text `false` is false
};

std::vector<Side> sides_of(const Value& value) {
  const auto* nodes = std::get_if<NodeSet>(&value);
  if (nodes == nullptr) { return {{value, to_boolean(value)}}; }
  if (nodes->empty()) { return {{Blank{}, false}}; }
  std::vector<Side> sides;
  for (const auto& item : *nodes) { sides.push_back({value_of(item.cell), to_boolean(NodeSet{item})}); }
  return sides;
}

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

bool is_text(const Value& value) { return std::holds_alternative<std::string>(value); }
bool is_truth(const Value& value) { return std::holds_alternative<bool>(value); }

/// The text of no characters, which a blank equals. A blank itself is none: it equals no other blank.
bool is_empty_text(const Value& value) {
  const auto* text = std::get_if<std::string>(&value);
  return text != nullptr && text->empty();
}

/// Two moments; a day beside a moment is its midnight in the zone.
bool holds(Operator op, const Moment& left, const Moment& right, const std::string& zone) {
  if (left.index() == right.index()) { return holds(op, days_of(left), days_of(right)); }
  return holds(op, days_of(instant_of(left, zone)), days_of(instant_of(right, zone)));
}

/// `!=` says exactly when `=` does not hold.
bool holds(Operator op, const Side& left, const Side& right, const std::string& zone) {
  if (op == Operator::not_equal) { return !holds(Operator::equal, left, right, zone); }
  const bool equality = op == Operator::equal;
  if (std::holds_alternative<Blank>(left.value)) { return equality && is_empty_text(right.value); }
  if (std::holds_alternative<Blank>(right.value)) { return equality && is_empty_text(left.value); }
  if (equality && (is_truth(left.value) || is_truth(right.value))) { return left.truth == right.truth; }
  const auto left_moment = moment_of(left.value, zone);
  const auto right_moment = left_moment ? moment_of(right.value, zone) : std::nullopt;
  if (left_moment && right_moment) { return holds(op, *left_moment, *right_moment, zone); }
  if (equality && is_text(left.value) && is_text(right.value)) { return left.value == right.value; }
  return holds(op, number_of(left.value, zone), number_of(right.value, zone));
}

}  // namespace

bool compare(Operator op, const Value& left, const Value& right, const std::string& zone) {
  const auto right_sides = sides_of(right);
  for (const auto& one : sides_of(left)) {
    for (const auto& other : right_sides) {
      if (holds(op, one, other, zone)) { return true; }
    }
  }
  return false;
}

}  // namespace scamdesk::form::expression
