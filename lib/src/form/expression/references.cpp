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

std::vector<std::string> references(const Expression& expression) {
  Gatherer gatherer;
  gatherer.visit(expression.root_ptr());
  return std::move(gatherer.names);
}

}  // namespace scamdesk::form
