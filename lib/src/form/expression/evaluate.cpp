// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <scamdesk/text.hpp>

#include "form/expression/evaluation.hpp"
#include "form/expression/functions.hpp"
#include "form/expression/lexer.hpp"
#include "form/expression/values.hpp"

namespace scamdesk::form::expression {
Evaluation::Evaluation(std::string_view text, const Context& context)
    : m_text(text), m_context(context), m_tree(context), m_outermost(m_tree.standing()), m_standing{m_outermost} {}

void Evaluation::fault(const NodePtr& node, Message problem, std::optional<Message> hint) const {
  auto error = error_at(m_text, std::min(node->at, m_text.size()), std::move(problem), std::move(hint));
  if (m_text.empty()) { error.place.reset(); }
  throw Fault{std::move(error)};
}

Value Evaluation::value(const NodePtr& node) {
  return std::visit([&](const auto& is) { return of(is, node); }, node->is);
}

Value Evaluation::one(const NodePtr& node) {
  auto only = single(value(node));
  if (!only) {
    fault(node, message("several answers stand where one is needed"),
          message("choose one row, as in ${name}[1], or ask for their sum(), min(), max() or join()"));
  }
  return std::move(*only);
}

std::string Evaluation::text(const NodePtr& node) { return text_of(one(node), m_context.zone); }

double Evaluation::number(const NodePtr& node) { return number_of(one(node), m_context.zone); }

NodeSet Evaluation::nodes(const NodePtr& node) {
  auto found = value(node);
  if (auto* set = std::get_if<NodeSet>(&found)) { return std::move(*set); }
  fault(node, message("a question or a path is needed here"));
}

Value Evaluation::of(const Literal& is, const NodePtr&) {
  return std::visit([](const auto& literal) { return Value(literal); }, is.value);
}

Value Evaluation::of(const Reference& is, const NodePtr& node) {
  auto found = m_tree.named(is.name, m_tree.frames());
  if (!found) { fault(node, message("{0}: no such question", is.name)); }
  return std::move(*found);
}

Value Evaluation::of(const Filter& is, const NodePtr&) { return filter(nodes(is.base), is.predicates); }

Value Evaluation::of(const Unary& is, const NodePtr&) {
  const auto operand = one(is.operand);
  if (is_blank(operand)) { return Blank{}; }
  return -number_of(operand, m_context.zone);
}

Value Evaluation::of(const Binary& is, const NodePtr&) {
  if (is.op == Operator::and_) { return boolean(is.left) && boolean(is.right); }
  if (is.op == Operator::or_) { return boolean(is.left) || boolean(is.right); }
  if (is.op == Operator::unite) { return unite(is); }
  if (is_comparison(is.op)) {
    const auto left = value(is.left);
    return compare(is.op, left, value(is.right), m_context.zone);
  }
  const auto left = one(is.left);
  const auto right = one(is.right);
  return arithmetic(is.op, left, right, m_context.zone);
}

Value Evaluation::unite(const Binary& is) {
  auto all = nodes(is.left);
  for (auto& item : nodes(is.right)) {
    const bool known = std::any_of(all.begin(), all.end(), [&](const auto& have) { return Tree::same(have, item); });
    if (!known) { all.push_back(std::move(item)); }
  }
  return all;
}

Value Evaluation::of(const Call& is, const NodePtr& node) {
  const auto* function = find(is.name);
  if (function == nullptr) {
    const auto names = function_names();
    const auto near = nearest(is.name, names);
    fault(node, message("{0}(): no such function", is.name),
          near ? std::optional(message("did you mean {0}()?", *near)) : std::nullopt);
  }
  if (auto wrong = wrong_arguments(function->info, is.arguments.size())) { fault(node, std::move(*wrong)); }
  Arguments arguments(*this, node, is);
  return function->run(arguments);
}

}  // namespace scamdesk::form::expression

namespace scamdesk::form {
namespace {

Result<Value> run(const NodePtr& node, std::string_view text, const Context& context) {
  if (node == nullptr) { return Value(Blank{}); }
  try {
    return expression::Evaluation(text, context).value(node);
  } catch (expression::Fault& fault) { return fail(std::move(fault.error)); }
}

}  // namespace

Result<Value> evaluate(const Expression& expression, const Context& context) {
  return run(expression.root_ptr(), expression.text(), context);
}

Result<Value> evaluate(const NodePtr& node, const Context& context) { return run(node, {}, context); }

}  // namespace scamdesk::form
