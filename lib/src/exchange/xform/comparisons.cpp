// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/translator.hpp"

/// Comparisons: a blank equals the empty text alone, a boolean is compared as one, decimals with JavaRosa's tolerance.
namespace scamdesk::exchange::xform {

using form::Operator;

namespace {

bool is_empty_text(const form::NodePtr& node) {
  const auto* literal = std::get_if<form::Literal>(&node->is);
  const auto* text = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
  return text != nullptr && text->empty();
}

constexpr std::string_view tolerance = "0.000000000001";

}  // namespace

std::string Translator::comparison(const form::Binary& is) {
  if (is.op == Operator::equal) { return equality(is); }
  if (is.op == Operator::not_equal) {
    const bool sets = (is_path(is.left) && !is_single(is.left)) || (is_path(is.right) && !is_single(is.right));
    if (!sets) { return "not(" + equality(is) + ")"; }
    // One of several answers that differs is enough; one that is blank differs from all but the empty text.
    const auto& set = is_path(is.left) && !is_single(is.left) ? is.left : is.right;
    const auto& other = &set == &is.left ? is.right : is.left;
    if (is_empty_text(other)) { return "(" + nodes(set) + " != '')"; }
    return "(" + nodes(set) + " != " + (is_path(other) ? nodes(other) : value(other)) + " or " + nodes(set) + " = '')";
  }
  return order(is);
}

std::string Translator::equality(const form::Binary& is) {
  if (is_empty_text(is.left) || is_empty_text(is.right)) {
    const auto& other = is_empty_text(is.right) ? is.left : is.right;
    if (is_path(other) && !is_single(other)) { return "(count(" + nodes(other) + ") = 0 or " + rows_and_blanks(other) + " = '')"; }
    const auto none = blank(other);
    return none.empty() ? "false()" : "(" + none + ")";
  }
  if (kinds().of(is.left) == Kind::boolean) { return same_truth(is.left, is.right); }
  if (kinds().of(is.right) == Kind::boolean) { return same_truth(is.right, is.left); }
  const auto left = kinds().of(is.left);
  const auto right = kinds().of(is.right);
  if (is_number(left) || is_number(right)) { return same_number(is); }
  return same_text(is);
}

std::string Translator::same_truth(const form::NodePtr& truth, const form::NodePtr& other) {
  const auto same = condition(truth) + " = " + condition(other);
  std::string answered;
  for (const auto& side : {truth, other}) {
    const auto none = blank(side);
    if (!none.empty()) { answered += "not(" + none + ") and "; }
  }
  return "(" + answered + same + ")";
}

std::string Translator::same_number(const form::Binary& is) {
  const auto exact = [&](const form::NodePtr& side) { return kinds().of(side) == Kind::whole || kinds().of(side) == Kind::day; };
  const bool sets = (is_path(is.left) && !is_single(is.left)) || (is_path(is.right) && !is_single(is.right));
  if (sets) {  // a set beside a number: any of its answers
    const auto side = [&](const form::NodePtr& node) { return is_path(node) ? nodes(node) : number(node); };
    if (is_path(is.left) && is_path(is.right)) { throw NotCarried{message("several answers stand where one is needed")}; }
    return "(" + side(is.left) + " = " + side(is.right) + ")";
  }
  if (exact(is.left) && exact(is.right)) {
    const auto side = [&](const form::NodePtr& node) { return is_path(node) ? "number(" + number(node) + ")" : number(node); };
    return "(" + side(is.left) + " = " + side(is.right) + ")";
  }
  return "(abs(" + number(is.left) + " - " + number(is.right) + ") < " + std::string(tolerance) + ")";
}

std::string Translator::same_text(const form::Binary& is) {
  const auto side = [&](const form::NodePtr& node) { return is_path(node) ? nodes(node) : value(node); };
  const auto left_none = blank(is.left);
  const auto right_none = blank(is.right);
  const auto same = side(is.left) + " = " + side(is.right);
  if (left_none.empty() || right_none.empty()) { return "(" + same + ")"; }
  const bool left_set = is_path(is.left) && !is_single(is.left);
  if (left_set) { return "(" + answered(is.left) + " = " + side(is.right) + ")"; }
  return "(" + same + " and not(" + left_none + "))";  // two blanks are not the same answer
}

std::string Translator::order(const form::Binary& is) {
  const auto side = [&](const form::NodePtr& node) {
    if (is_path(node)) { return nodes(node); }
    return is_time(kinds().of(node)) ? plain(node) : is_number(kinds().of(node)) ? number(node) : value(node);
  };
  const bool exact = kinds().of(is.left) != Kind::number && kinds().of(is.right) != Kind::number;
  const bool sets = (is_path(is.left) && !is_single(is.left)) || (is_path(is.right) && !is_single(is.right));
  const bool turned = is.op == Operator::greater || is.op == Operator::greater_equal;
  const auto less = turned ? side(is.right) : side(is.left);
  const auto more = turned ? side(is.left) : side(is.right);
  const bool or_equal = is.op == Operator::less_equal || is.op == Operator::greater_equal;
  if (exact || sets) {
    const std::string word = turned ? (or_equal ? " >= " : " > ") : (or_equal ? " <= " : " < ");
    return "(" + side(is.left) + word + side(is.right) + ")";
  }
  return "(" + less + " - " + more + (or_equal ? " < " : " <= -") + std::string(tolerance) + ")";
}

}  // namespace scamdesk::exchange::xform
