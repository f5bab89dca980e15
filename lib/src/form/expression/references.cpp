// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "form/expression.hpp"

namespace scamdesk::form {
namespace {

/// Walks a tree in the order of its text.
class Gatherer {
public:
  std::vector<std::string> names;

  void visit(const NodePtr& node) {
    if (node != nullptr) {
      std::visit([this](const auto& is) { gather(is); }, node->is);
    }
  }

private:
  void visit_all(const std::vector<NodePtr>& nodes) {
    for (const auto& node : nodes) { visit(node); }
  }
  void gather(const Literal&) {}
  void gather(const Reference& is) {
    if (std::find(names.begin(), names.end(), is.name) == names.end()) { names.push_back(is.name); }
  }
  void gather(const Path& is) {
    visit(is.start);
    for (const auto& step : is.steps) { visit_all(step.predicates); }
  }
  void gather(const Filter& is) {
    visit(is.base);
    visit_all(is.predicates);
  }
  void gather(const Unary& is) { visit(is.operand); }
  void gather(const Binary& is) {
    visit(is.left);
    visit(is.right);
  }
  void gather(const Call& is) { visit_all(is.arguments); }
};

}  // namespace

namespace {

/// Copies a tree, with a slot in each of its references.
class Binder {
public:
  explicit Binder(const std::function<int(std::string_view)>& slot_of) : m_slot_of(slot_of) {}

  NodePtr copy(const NodePtr& node) const {
    if (node == nullptr) { return nullptr; }
    return std::visit([&](const auto& is) { return std::make_shared<const Node>(Node{bound(is), node->at}); }, node->is);
  }

private:
  std::vector<NodePtr> all(const std::vector<NodePtr>& nodes) const {
    std::vector<NodePtr> copies;
    for (const auto& node : nodes) { copies.push_back(copy(node)); }
    return copies;
  }
  static Literal bound(const Literal& is) { return is; }
  Reference bound(const Reference& is) const { return {is.name, m_slot_of(is.name)}; }
  Path bound(const Path& is) const {
    Path path{is.absolute, copy(is.start), {}};
    for (const auto& step : is.steps) { path.steps.push_back({step.axis, step.test, all(step.predicates)}); }
    return path;
  }
  Filter bound(const Filter& is) const { return {copy(is.base), all(is.predicates)}; }
  Unary bound(const Unary& is) const { return {is.op, copy(is.operand)}; }
  Binary bound(const Binary& is) const { return {is.op, copy(is.left), copy(is.right)}; }
  Call bound(const Call& is) const { return {is.name, all(is.arguments), is.function}; }

  const std::function<int(std::string_view)>& m_slot_of;
};

}  // namespace

Expression Expression::bound(const std::function<int(std::string_view name)>& slot_of) const {
  Expression copy(*this);
  copy.m_root = Binder(slot_of).copy(m_root);
  return copy;
}

std::vector<std::string> references(const Expression& expression) {
  Gatherer gatherer;
  gatherer.visit(expression.root_ptr());
  return std::move(gatherer.names);
}

}  // namespace scamdesk::form
