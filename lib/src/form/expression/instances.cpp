// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <span>

#include "form/expression/evaluation.hpp"
#include "form/expression/values.hpp"

/// instance('case')/root/item[…]/field: what does not depend on the item is worked out here, so that whoever holds the
/// records is asked about their own fields alone, and may ask a database.
namespace scamdesk::form::expression {
namespace {

NodePtr made(std::size_t at, decltype(Node::is) is) { return std::make_shared<const Node>(Node{std::move(is), at}); }

NodePtr made_boolean(std::size_t at, bool is) { return made(at, Call{is ? "true" : "false", {}}); }

/// A value as a part of a tree; null for a blank.
NodePtr made_literal(std::size_t at, const Value& value) {
  if (std::holds_alternative<Blank>(value)) { return nullptr; }
  if (const auto* is = std::get_if<bool>(&value)) { return made_boolean(at, *is); }
  if (const auto* is = std::get_if<double>(&value)) { return made(at, Literal{*is}); }
  if (const auto* is = std::get_if<Instant>(&value)) { return made(at, Literal{to_string(*is)}); }
  return made(at, Literal{to_text(value)});
}

bool is_plain_child(const Step& step) {
  return step.axis == Axis::child && step.predicates.empty() && step.test != "*" &&
         step.test.find('(') == std::string::npos;
}
bool is_plain_self(const Step& step) {
  return step.axis == Axis::self && step.test == "node()" && step.predicates.empty();
}

/// The field a path inside a predicate names: `x` or `./x`; null for any other path.
const std::string* field_of(const Path& path) {
  if (path.steps.size() == 1 && is_plain_child(path.steps[0])) { return &path.steps[0].test; }
  if (path.steps.size() == 2 && is_plain_self(path.steps[0]) && is_plain_child(path.steps[1])) {
    return &path.steps[1].test;
  }
  return nullptr;
}

/// Without arguments these speak of the item or of its place.
bool speaks_of_item(const Call& call) {
  static constexpr std::array<std::string_view, 6> names{"position", "last",          "string",
                                                         "number",   "string-length", "normalize-space"};
  return call.arguments.empty() && std::find(names.begin(), names.end(), call.name) != names.end();
}

bool depends(const NodePtr& node) {
  const auto any = [](const auto& nodes) { return std::any_of(nodes.begin(), nodes.end(), depends); };
  if (const auto* is = std::get_if<Path>(&node->is)) {
    return is->start == nullptr ? !is->absolute : depends(is->start);
  }
  if (const auto* is = std::get_if<Filter>(&node->is)) { return depends(is->base); }
  if (const auto* is = std::get_if<Unary>(&node->is)) { return depends(is->operand); }
  if (const auto* is = std::get_if<Binary>(&node->is)) { return depends(is->left) || depends(is->right); }
  if (const auto* is = std::get_if<Call>(&node->is)) { return speaks_of_item(*is) || any(is->arguments); }
  return false;
}

/// All of them joined by one operator, as a tree no higher than it must be.
NodePtr joined(std::size_t at, Operator op, std::span<const NodePtr> nodes) {
  if (nodes.size() == 1) { return nodes.front(); }
  const std::size_t half = nodes.size() / 2;
  return made(at, Binary{op, joined(at, op, nodes.first(half)), joined(at, op, nodes.subspan(half))});
}

bool is_connective(Operator op) { return op == Operator::and_ || op == Operator::or_; }

/// The call that a path must start with to be a question to another register.
const Call* instance_call(const Path& path) {
  const auto* call = path.start != nullptr ? std::get_if<Call>(&path.start->is) : nullptr;
  return call != nullptr && call->name == "instance" && call->arguments.size() == 1 ? call : nullptr;
}

}  // namespace

std::optional<InstanceQuery> Evaluation::instance_query(const Path& path, const NodePtr& node) {
  const auto* call = instance_call(path);
  if (call == nullptr) { return std::nullopt; }
  const auto& steps = path.steps;
  const bool shaped = (steps.size() == 2 || steps.size() == 3) && is_plain_child(steps[0]) &&
                      steps[1].axis == Axis::child && (steps.size() == 2 || is_plain_child(steps[2]));
  if (!shaped) {
    fault(node, message("records are asked for as in instance('case')/root/item[status = 'Active']/kind"));
  }
  InstanceQuery query{text(call->arguments.front()), nullptr, steps.size() == 3 ? steps[2].test : std::string()};
  std::vector<NodePtr> conditions;
  for (const auto& predicate : steps[1].predicates) {
    if (!depends(predicate) && std::holds_alternative<double>(value(predicate))) {
      fault(predicate, message("records have no position to ask for"));
    }
    conditions.push_back(fold_condition(predicate));
  }
  if (!conditions.empty()) { query.predicate = joined(node->at, Operator::and_, conditions); }
  return query;
}

Instances& Evaluation::instances(const InstanceQuery& query, const NodePtr& node) const {
  if (m_context.instances == nullptr) {
    fault(node, message("instance('{0}'): no records can be asked here", query.instance));
  }
  return *m_context.instances;
}

Value Evaluation::instance_values(const InstanceQuery& query, const NodePtr& node) {
  if (query.field.empty()) {
    fault(node, message("an item is no value"),
          message("count() the items, or name a field of theirs: …/item[…]/field"));
  }
  auto cells = instances(query, node).values(query);
  if (!cells) { throw Fault{std::move(cells.error())}; }
  NodeSet nodes;
  nodes.reserve(cells->size());
  for (auto& cell : *cells) { nodes.push_back({std::move(cell), query.field, {}}); }
  return nodes;
}

double Evaluation::count(const NodePtr& node) {
  const auto* path = std::get_if<Path>(&node->is);
  const auto query = path != nullptr ? instance_query(*path, node) : std::nullopt;
  if (!query) { return static_cast<double>(nodes(node).size()); }
  const auto count = instances(*query, node).count({query->instance, query->predicate, {}});
  if (!count) { throw Fault{count.error()}; }
  return static_cast<double>(*count);
}

/// What stands where a truth is needed, as a condition on the item.
NodePtr Evaluation::fold_condition(const NodePtr& node) {
  if (!depends(node)) { return made_boolean(node->at, boolean(node)); }
  auto folded = fold(node);
  return folded != nullptr ? folded : made_boolean(node->at, false);
}

/// The same with its outer parts as literals; null when it is blank whatever the item.
NodePtr Evaluation::fold(const NodePtr& node) {
  if (!depends(node)) { return made_literal(node->at, one(node)); }
  if (const auto* is = std::get_if<Path>(&node->is)) {
    const auto* field = field_of(*is);
    if (is->start == nullptr && field != nullptr) {
      return made(node->at, Path{false, nullptr, {{Axis::child, *field, {}}}});
    }
  }
  if (const auto* is = std::get_if<Unary>(&node->is)) {
    auto operand = fold(is->operand);
    return operand != nullptr ? made(node->at, Unary{is->op, std::move(operand)}) : nullptr;
  }
  if (const auto* is = std::get_if<Binary>(&node->is); is != nullptr && is->op != Operator::unite) {
    return fold_binary(*is, node);
  }
  if (const auto* is = std::get_if<Call>(&node->is); is != nullptr && !speaks_of_item(*is)) {
    Call call{is->name, {}, is->function};
    for (const auto& argument : is->arguments) {
      auto folded = fold(argument);
      call.arguments.push_back(folded != nullptr ? std::move(folded) : made(argument->at, Literal{std::string()}));
    }
    return made(node->at, std::move(call));
  }
  fault(node, message("inside instance()/root/item[ ] the item's own fields and ${name} may stand, nothing else"));
}

NodePtr Evaluation::fold_binary(const Binary& is, const NodePtr& node) {
  if (is_connective(is.op)) { return made(node->at, Binary{is.op, fold_condition(is.left), fold_condition(is.right)}); }
  if (is_comparison(is.op)) { return fold_comparison(is, node); }
  auto left = fold(is.left);
  auto right = fold(is.right);
  if (left == nullptr || right == nullptr) { return nullptr; }  // arithmetic with a blank is blank
  return made(node->at, Binary{is.op, std::move(left), std::move(right)});
}

/// A side that is a nodeset outside compares when any of its answers does. A blank equals no field and differs from all.
NodePtr Evaluation::fold_comparison(const Binary& is, const NodePtr& node) {
  const auto sides = [this](const NodePtr& side) {
    if (depends(side)) { return std::vector{fold(side)}; }
    const auto outer = value(side);
    const auto* nodes = std::get_if<NodeSet>(&outer);
    if (nodes == nullptr) { return std::vector{made_literal(side->at, outer)}; }
    std::vector<NodePtr> all;
    for (const auto& item : *nodes) { all.push_back(made_literal(side->at, value_of(item.cell))); }
    if (all.empty()) { all.push_back(nullptr); }
    return all;
  };
  const bool with_blank = is.op == Operator::not_equal;
  std::vector<NodePtr> any;
  const auto right_sides = sides(is.right);
  for (const auto& left : sides(is.left)) {
    for (const auto& right : right_sides) {
      const bool decided = left == nullptr || right == nullptr;
      if (decided && with_blank) { return made_boolean(node->at, true); }
      if (!decided) { any.push_back(made(node->at, Binary{is.op, left, right})); }
    }
  }
  return any.empty() ? made_boolean(node->at, false) : joined(node->at, Operator::or_, any);
}

}  // namespace scamdesk::form::expression
