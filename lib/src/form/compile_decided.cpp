// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <limits>
#include <map>

#include "form/compile_types.hpp"
#include "form/expression/values.hpp"

/// Rules that hold or fail whatever the answers. Only what is certain is said: all else is left open.
namespace scamdesk::form {
namespace {

using Truth = std::optional<bool>;

/// Whether a part says the same wherever and whenever it is evaluated.
bool is_constant(const NodePtr& node) {
  static constexpr std::array<std::string_view, 6> changing{"today", "now", "position", "last", "once", "uuid"};
  const auto all = [](const std::vector<NodePtr>& nodes) { return std::all_of(nodes.begin(), nodes.end(), is_constant); };
  if (std::holds_alternative<Literal>(node->is)) { return true; }
  if (const auto* is = std::get_if<Unary>(&node->is)) { return is_constant(is->operand); }
  if (const auto* is = std::get_if<Binary>(&node->is)) { return is_constant(is->left) && is_constant(is->right); }
  const auto* call = std::get_if<Call>(&node->is);
  if (call == nullptr || std::find(changing.begin(), changing.end(), call->name) != changing.end()) { return false; }
  const bool of_self = call->arguments.empty() && call->name != "true" && call->name != "false";
  return !of_self && all(call->arguments);
}

Operator mirrored(Operator op) {
  switch (op) {
    case Operator::less: return Operator::greater;
    case Operator::less_equal: return Operator::greater_equal;
    case Operator::greater: return Operator::less;
    case Operator::greater_equal: return Operator::less_equal;
    default: return op;
  }
}

/// What one answer must be for all parts of an `and` to hold.
struct Demand {
  double least = -std::numeric_limits<double>::infinity();
  double most = std::numeric_limits<double>::infinity();
  bool above_least = false, below_most = false;  ///< the limit itself is excluded
  std::optional<std::string> text;
  bool impossible = false;

  void equal(const std::string& wanted) {
    impossible = impossible || (text && *text != wanted);
    text = wanted;
  }
  void bound(Operator op, double limit) {
    const bool excluded = op == Operator::less || op == Operator::greater;
    if (op == Operator::less || op == Operator::less_equal || op == Operator::equal) {
      below_most = limit < most ? excluded : below_most || (limit == most && excluded);
      most = std::min(most, limit);
    }
    if (op == Operator::greater || op == Operator::greater_equal || op == Operator::equal) {
      above_least = limit > least ? excluded : above_least || (limit == least && excluded);
      least = std::max(least, limit);
    }
    impossible = impossible || least > most || (least == most && (above_least || below_most));
  }
};

class Decision {
public:
  explicit Decision(const Form& form) : m_form(form) {}

  Truth of(const NodePtr& node) const {
    if (is_constant(node)) { return constant(node); }
    if (const auto* call = std::get_if<Call>(&node->is)) {
      if (call->name == "selected" && call->arguments.size() == 2 && no_choice(*call->arguments[0], *call->arguments[1])) { return false; }
      const bool passes = call->arguments.size() == 1 && (call->name == "not" || call->name == "boolean");
      const auto inner = passes ? of(call->arguments.front()) : std::nullopt;
      return inner && call->name == "not" ? Truth(!*inner) : inner;
    }
    const auto* binary = std::get_if<Binary>(&node->is);
    if (binary == nullptr) { return std::nullopt; }
    if (binary->op == Operator::equal && (no_choice(*binary->left, *binary->right) || no_choice(*binary->right, *binary->left))) {
      return false;
    }
    if (binary->op != Operator::and_ && binary->op != Operator::or_) { return std::nullopt; }
    const bool settling = binary->op == Operator::or_;  // what decides it alone
    const auto left = of(binary->left);
    const auto right = of(binary->right);
    if (left == settling || right == settling) { return settling; }
    if (left && right) { return !settling; }
    return settling ? std::nullopt : contradicted(node);
  }

private:
  Truth constant(const NodePtr& node) const {
    const Answers none;
    Context context;
    context.answers = &none;
    context.zone = m_form.zone;
    const auto value = evaluate(node, context);
    return value ? Truth(to_boolean(*value)) : std::nullopt;
  }

  /// Whether a question of choices is asked to be what its list does not have.
  bool no_choice(const Node& side, const Node& other) const {
    const auto* reference = std::get_if<Reference>(&side.is);
    const auto* question = reference == nullptr ? nullptr : m_form.find(reference->name);
    const auto* literal = std::get_if<Literal>(&other.is);
    const auto* text = literal == nullptr ? nullptr : std::get_if<std::string>(&literal->value);
    if (question == nullptr || text == nullptr || text->empty() || text->find(' ') != std::string::npos) { return false; }
    const bool selects = question->type == Type::select_one || question->type == Type::select_multiple;
    const auto* list = selects ? m_form.list(question->list) : nullptr;
    return list != nullptr && list->find(*text) == nullptr;
  }

  /// An `and` whose parts ask the same answer to be two things at once.
  Truth contradicted(const NodePtr& node) const {
    std::map<std::string, Demand> demands;
    gather(node, demands);
    const auto impossible = [](const auto& demand) { return demand.second.impossible; };
    return std::any_of(demands.begin(), demands.end(), impossible) ? Truth(false) : std::nullopt;
  }

  void gather(const NodePtr& node, std::map<std::string, Demand>& demands) const {
    const auto* binary = std::get_if<Binary>(&node->is);
    if (binary == nullptr) { return; }
    if (binary->op == Operator::and_) {
      gather(binary->left, demands);
      gather(binary->right, demands);
    } else if (expression::is_comparison(binary->op) && binary->op != Operator::not_equal) {
      demand(binary->op, *binary->left, *binary->right, demands);
      demand(mirrored(binary->op), *binary->right, *binary->left, demands);
    }
  }

  /// Of one answer alone: a repeat's may be several, seen from outside its rows.
  void demand(Operator op, const Node& side, const Node& other, std::map<std::string, Demand>& demands) const {
    const auto* reference = std::get_if<Reference>(&side.is);
    const auto* question = reference == nullptr ? nullptr : m_form.find(reference->name);
    const auto* literal = std::get_if<Literal>(&other.is);
    if (question == nullptr || question->repeat >= 0 || literal == nullptr) { return; }
    auto& wanted = demands[reference->name];
    if (const auto* text = std::get_if<std::string>(&literal->value); text != nullptr && op == Operator::equal) {
      const bool plain = question->type == Type::text || question->type == Type::select_one;
      if (plain) { wanted.equal(*text); }
    } else if (const auto* number = std::get_if<double>(&literal->value)) {
      wanted.bound(op, *number);
    }
  }

  const Form& m_form;
};

/// A choice_filter as it is asked of one choice: the columns that the choice has stand in it as texts.
NodePtr asked_of(const Choice& choice, const Form& form, const NodePtr& node) {
  const auto each = [&](const NodePtr& part) { return asked_of(choice, form, part); };
  Node changed = *node;
  if (auto* is = std::get_if<Unary>(&changed.is)) { is->operand = each(is->operand); }
  if (auto* is = std::get_if<Binary>(&changed.is)) { is->left = each(is->left), is->right = each(is->right); }
  if (auto* is = std::get_if<Call>(&changed.is)) { std::transform(is->arguments.begin(), is->arguments.end(), is->arguments.begin(), each); }
  const auto* path = std::get_if<Path>(&node->is);
  const bool name = path != nullptr && !path->absolute && path->start == nullptr && path->steps.size() == 1 &&
                    path->steps[0].axis == Axis::child && path->steps[0].predicates.empty();
  if (name && form.find(path->steps[0].test) == nullptr) {
    const auto& column = path->steps[0].test;
    const auto found = choice.columns.find(column);
    if (column == "name") { changed.is = Literal{choice.name}; }
    if (found != choice.columns.end() && !found->second.empty()) { changed.is = Literal{found->second}; }
  }
  return std::make_shared<const Node>(std::move(changed));
}

}  // namespace

bool can_offer(const Form& form, const Question& question, const Choice& choice) {
  if (question.choice_filter.empty()) { return true; }
  return Decision(form).of(asked_of(choice, form, question.choice_filter.root_ptr())) != Truth(false);
}

std::optional<bool> decided(const Form& form, const Expression& expression) {
  return expression.empty() ? std::nullopt : Decision(form).of(expression.root_ptr());
}

}  // namespace scamdesk::form
