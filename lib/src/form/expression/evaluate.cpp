// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <scamdesk/text.hpp>

#include "form/expression/evaluation.hpp"
#include "form/expression/functions.hpp"
#include "form/expression/lexer.hpp"
#include "form/expression/values.hpp"

namespace scamdesk::form::expression {
namespace {

/// `.` alone.
bool is_dot(const Path& path) {
  return path.start == nullptr && !path.absolute && path.steps.size() == 1 && path.steps[0].axis == Axis::self &&
         path.steps[0].test == "node()" && path.steps[0].predicates.empty();
}

}  // namespace

Evaluation::Evaluation(std::string_view text, const Context& context)
    : m_text(text), m_context(context), m_tree(context) {}

const NodeItem& Evaluation::outermost() {
  if (!m_outermost) { m_outermost = m_tree.standing(); }
  return *m_outermost;
}

const Standing& Evaluation::standing() {
  if (!m_standing) { m_standing = Standing{outermost()}; }
  return *m_standing;
}

Scalar Evaluation::self() {
  if (m_standing) { return scalar_of(CellView(m_standing->node.cell)); }
  return m_context.self ? scalar_of(*m_context.self) : Scalar{};
}

void Evaluation::fault(const NodePtr& node, Message problem, std::optional<Message> hint) const {
  auto error = error_at(m_text, std::min(node->at, m_text.size()), std::move(problem), std::move(hint));
  if (m_text.empty()) { error.place.reset(); }
  throw Fault{std::move(error)};
}

void Evaluation::spend(std::size_t steps) const {
  m_spent += std::min(steps, most_steps + 1);
  if (m_spent > most_steps) {
    throw Fault{Error{Errc::bad_input, message("the expression looks at more than {0} answers", most_steps),
                      message("avoid conditions on all answers inside conditions on all answers"), {}, {}}};
  }
}

Value Evaluation::value(const NodePtr& node) {
  return std::visit([&](const auto& is) { return of(is, node); }, node->is);
}

std::optional<CellView> Evaluation::answer(const Reference& is) const {
  if (is.slot >= 0 && m_context.slots != nullptr) { return m_context.slots[is.slot]; }
  return m_tree.only(is.name);
}

Operand Evaluation::operand(const NodePtr& node) {
  if (const auto* reference = std::get_if<Reference>(&node->is)) {
    if (const auto cell = answer(*reference)) { return {scalar_of(*cell)}; }
  } else if (const auto* literal = std::get_if<Literal>(&node->is)) {
    if (const auto* text = std::get_if<std::string>(&literal->value)) { return {{std::string_view(*text), !text->empty()}}; }
  } else if (const auto* call = std::get_if<Call>(&node->is)) {
    const auto* function = call->function;
    if (function != nullptr && function->constant != nullptr && call->arguments.empty()) {
      return {function->constant(m_context)};
    }
  } else if (const auto* path = std::get_if<Path>(&node->is)) {
    if (!m_standing && m_context.self && is_dot(*path)) { return {self()}; }
  }
  return kept(value(node));
}

Operand Evaluation::kept(Value value) {
  const bool borrowed = std::holds_alternative<std::string>(value) || std::holds_alternative<NodeSet>(value);
  return operand_of(borrowed ? m_kept.emplace_front(std::move(value)) : value);
}

Scalar Evaluation::scalar(const NodePtr& node) {
  const auto found = operand(node);
  if (found.several != nullptr) {
    fault(node, message("several answers stand where one is needed"),
          message("choose one row, as in ${name}[1], or ask for their sum(), min(), max() or join()"));
  }
  return found.one;
}

bool Evaluation::boolean(const NodePtr& node) {
  if (const auto* is = std::get_if<Binary>(&node->is)) {
    if (is->op == Operator::and_) { return boolean(is->left) && boolean(is->right); }
    if (is->op == Operator::or_) { return boolean(is->left) || boolean(is->right); }
    if (is_comparison(is->op)) { return compares(*is); }
  } else if (const auto* call = std::get_if<Call>(&node->is)) {
    const auto* function = call->function;
    if (function != nullptr && function->truth != nullptr && accepts(function->info, call->arguments.size())) {
      Arguments arguments(*this, node, *call);
      return function->truth(arguments);
    }
  }
  const auto found = operand(node);
  return found.several != nullptr || found.one.truth;
}

std::string Evaluation::text(const NodePtr& node) { return text_of(scalar(node), m_context.zone); }

std::string_view Evaluation::view(const Scalar& scalar) {
  if (const auto* text = std::get_if<std::string_view>(&scalar.value)) { return *text; }
  if (is_blank(scalar)) { return {}; }
  return std::get<std::string>(m_kept.emplace_front(text_of(scalar, m_context.zone)));
}

double Evaluation::number(const NodePtr& node) { return number_of(scalar(node), m_context.zone); }

NodeSet Evaluation::nodes(const NodePtr& node) {
  auto found = value(node);
  if (auto* set = std::get_if<NodeSet>(&found)) { return std::move(*set); }
  fault(node, message("a question or a path is needed here"));
}

Value Evaluation::of(const Literal& is, const NodePtr&) {
  return std::visit([](const auto& literal) { return Value(literal); }, is.value);
}

Value Evaluation::of(const Reference& is, const NodePtr& node) {
  if (is.slot >= 0 && m_context.slots != nullptr) {
    const auto& cell = m_context.slots[is.slot];
    return NodeSet{{Cell{cell.state, std::string(cell.text)}, is.name, m_tree.frames()}};
  }
  auto found = m_tree.named(is.name, m_tree.frames());
  if (!found) { fault(node, message("{0}: no such question", is.name)); }
  spend(found->size());
  return std::move(*found);
}

Value Evaluation::of(const Filter& is, const NodePtr&) { return filter(nodes(is.base), is.predicates); }

Value Evaluation::of(const Unary& is, const NodePtr&) {
  const auto only = scalar(is.operand);
  if (is_blank(only)) { return Blank{}; }
  return -number_of(only, m_context.zone);
}

Value Evaluation::of(const Binary& is, const NodePtr& node) {
  if (is.op == Operator::and_ || is.op == Operator::or_ || is_comparison(is.op)) { return boolean(node); }
  if (is.op == Operator::unite) { return unite(is); }
  const auto left = scalar(is.left);
  const auto right = scalar(is.right);
  return arithmetic(is.op, left, right, m_context.zone);
}

bool Evaluation::compares(const Binary& is) {
  const auto left = operand(is.left);
  const auto right = operand(is.right);
  if (left.several != nullptr && right.several != nullptr) { spend(left.several->size() * right.several->size()); }
  return compare(is.op, left, right, m_context.zone);
}

Value Evaluation::unite(const Binary& is) {
  auto all = nodes(is.left);
  auto others = nodes(is.right);
  spend((all.size() + others.size()) * others.size());
  for (auto& item : others) {
    const bool known = std::any_of(all.begin(), all.end(), [&](const auto& have) { return Tree::same(have, item); });
    if (!known) { all.push_back(std::move(item)); }
  }
  return all;
}

Value Evaluation::of(const Call& is, const NodePtr& node) {
  const auto* function = is.function != nullptr ? is.function : find(is.name);
  if (function == nullptr) {
    const auto names = function_names();
    const auto near = nearest(is.name, names);
    fault(node, message("{0}(): no such function", is.name),
          near ? std::optional(message("did you mean {0}()?", *near)) : std::nullopt);
  }
  const auto given = is.arguments.size();
  if (!accepts(function->info, given)) { fault(node, *wrong_arguments(function->info, given)); }
  Arguments arguments(*this, node, is);
  return function->run(arguments);
}

}  // namespace scamdesk::form::expression

namespace scamdesk::form {
namespace {

template <class Yield>
auto run(std::string_view text, const Context& context, const Yield& yield) -> Result<decltype(yield(std::declval<expression::Evaluation&>()))> {
  try {
    expression::Evaluation evaluation(text, context);
    return yield(evaluation);
  } catch (expression::Fault& fault) { return fail(std::move(fault.error)); }
}

}  // namespace

Result<Value> evaluate(const Expression& expression, const Context& context) {
  if (expression.empty()) { return Value(Blank{}); }
  return run(expression.text(), context, [&](auto& evaluation) { return evaluation.value(expression.root_ptr()); });
}

Result<bool> holds(const Expression& expression, const Context& context) {
  if (expression.empty()) { return false; }
  return run(expression.text(), context, [&](auto& evaluation) { return evaluation.boolean(expression.root_ptr()); });
}

Result<Value> evaluate(const NodePtr& node, const Context& context) {
  if (node == nullptr) { return Value(Blank{}); }
  return run({}, context, [&](auto& evaluation) { return evaluation.value(node); });
}

}  // namespace scamdesk::form
