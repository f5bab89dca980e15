// SPDX-License-Identifier: Apache-2.0
#include "form/choice_filter.hpp"

#include <algorithm>

namespace scamdesk::form {
namespace {

std::optional<std::string> column_of(const Choice& choice, const std::string& name) {
  if (name == "name") { return choice.name; }
  if (name == "label") { return choice.label.ko; }
  const auto found = choice.columns.find(name);
  return found == choice.columns.end() ? std::nullopt : std::optional(found->second);
}

/// The value as a literal of the language, which knows no escapes: a value with both quotes cannot be asked for anyway.
std::string literal(std::string value) {
  if (value.find('\'') == std::string::npos) { return '\'' + value + '\''; }
  std::replace(value.begin(), value.end(), '"', '\'');
  return '"' + value + '"';
}

/// Finds the column names in the order of the text.
class Columns {
public:
  struct Found {
    std::size_t at;
    std::size_t size;
    std::string value;
  };
  explicit Columns(const Choice& choice) : m_choice(choice) {}
  std::vector<Found> found;

  void visit(const NodePtr& node) {
    if (node != nullptr) {
      std::visit([&](const auto& is) { look(is, *node); }, node->is);
    }
  }

private:
  void look(const Literal&, const Node&) {}
  void look(const Reference&, const Node&) {}
  void look(const Unary& is, const Node&) { visit(is.operand); }
  void look(const Binary& is, const Node&) {
    visit(is.left);
    visit(is.right);
  }
  void look(const Call& is, const Node&) {
    for (const auto& argument : is.arguments) { visit(argument); }
  }
  void look(const Filter&, const Node&) {}  // its predicates speak of its own items
  void look(const Path& is, const Node& node) {
    if (is.start != nullptr || is.absolute || is.steps.size() != 1 || is.steps[0].axis != Axis::child) { return; }
    if (auto value = column_of(m_choice, is.steps[0].test)) {
      found.push_back({node.at, is.steps[0].test.size(), std::move(*value)});
    }
  }

  const Choice& m_choice;
};

}  // namespace

Result<Expression> filter_for(const Expression& choice_filter, const Choice& choice) {
  Columns columns(choice);
  columns.visit(choice_filter.root_ptr());
  auto found = std::move(columns.found);
  std::sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.at > b.at; });
  auto text = choice_filter.text();
  for (const auto& column : found) { text.replace(column.at, column.size, literal(column.value)); }
  return Expression::parse(text);
}

}  // namespace scamdesk::form
