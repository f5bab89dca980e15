// SPDX-License-Identifier: Apache-2.0
#include "register/uses.hpp"

#include <functional>

namespace scamdesk::records {
namespace {

using form::Node;

void visit(const form::NodePtr& node, const std::function<void(const form::Call&)>& on_call);

void visit_all(const std::vector<form::NodePtr>& nodes, const std::function<void(const form::Call&)>& on_call) {
  for (const auto& node : nodes) { visit(node, on_call); }
}

/// Parts of a node, whatever it is; literals and references have none.
struct Parts {
  const std::function<void(const form::Call&)>& on_call;
  void operator()(const form::Literal&) const {}
  void operator()(const form::Reference&) const {}
  void operator()(const form::Path& path) const {
    visit(path.start, on_call);
    for (const auto& step : path.steps) { visit_all(step.predicates, on_call); }
  }
  void operator()(const form::Filter& filter) const {
    visit(filter.base, on_call);
    visit_all(filter.predicates, on_call);
  }
  void operator()(const form::Unary& unary) const { visit(unary.operand, on_call); }
  void operator()(const form::Binary& binary) const {
    visit(binary.left, on_call);
    visit(binary.right, on_call);
  }
  void operator()(const form::Call& call) const {
    on_call(call);
    visit_all(call.arguments, on_call);
  }
};

void visit(const form::NodePtr& node, const std::function<void(const form::Call&)>& on_call) {
  if (node != nullptr) { std::visit(Parts{on_call}, node->is); }
}

}  // namespace

std::set<std::string> counted_registers(const form::Form& form) {
  std::set<std::string> registers;
  for (const auto& question : form.questions) {
    visit(question.calculation.root_ptr(), [&](const form::Call& call) {
      if (call.name != "instance" || call.arguments.size() != 1) { return; }
      const auto* literal = std::get_if<form::Literal>(&call.arguments.front()->is);
      if (literal == nullptr) { return; }
      if (const auto* name = std::get_if<std::string>(&literal->value)) { registers.insert(*name); }
    });
  }
  return registers;
}

bool calls(const form::Expression& expression, std::string_view function) {
  bool found = false;
  visit(expression.root_ptr(), [&](const form::Call& call) { found = found || call.name == function; });
  return found;
}

}  // namespace scamdesk::records
