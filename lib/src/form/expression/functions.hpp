// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>

#include "form/expression/evaluation.hpp"
#include "form/expression/values.hpp"

/// The function table: one entry makes one function of the language. The entries stand in functions/*.cpp.
namespace scamdesk::form::expression {

/// What a function is called with. Nothing is evaluated before it is asked for, so if() and coalesce() stay lazy.
class Arguments {
public:
  Arguments(Evaluation& evaluation, const NodePtr& node, const Call& call)
      : m_evaluation(evaluation), m_node(node), m_call(call) {}

  std::size_t size() const { return m_call.arguments.size(); }
  bool has(std::size_t i) const { return i < size(); }
  const NodePtr& node(std::size_t i) const { return m_call.arguments[i]; }

  Value value(std::size_t i) { return m_evaluation.value(node(i)); }
  Value one(std::size_t i) { return m_evaluation.one(node(i)); }
  bool boolean(std::size_t i) { return m_evaluation.boolean(node(i)); }
  std::string text(std::size_t i) { return m_evaluation.text(node(i)); }
  Scalar scalar(std::size_t i) { return m_evaluation.scalar(node(i)); }
  /// The text, borrowed: it lives as long as the call at least.
  std::string_view view(std::size_t i) { return m_evaluation.view(node(i)); }
  double number(std::size_t i) { return m_evaluation.number(node(i)); }
  NodeSet nodes(std::size_t i) { return m_evaluation.nodes(node(i)); }
  double count(std::size_t i) { return m_evaluation.count(node(i)); }

  /// The argument, or `.` when there is none.
  Scalar scalar_or_self(std::size_t i) { return has(i) ? scalar(i) : m_evaluation.self(); }
  std::string_view view_or_self(std::size_t i) { return m_evaluation.view(scalar_or_self(i)); }
  /// All arguments from `first` on, nodesets as their items.
  std::vector<Value> spread(std::size_t first);

  Evaluation& evaluation() { return m_evaluation; }
  const Context& context() const { return m_evaluation.context(); }
  const std::string& zone() const { return context().zone; }
  /// Where the call stands in its expression.
  std::size_t at() const { return m_node->at; }
  [[noreturn]] void fault(Message problem, std::optional<Message> hint = {}) const {
    m_evaluation.fault(m_node, std::move(problem), std::move(hint));
  }
  /// An argument in words that hold no answer: `${name}`, or `value 2`.
  Message described(std::size_t i) const;

private:
  Evaluation& m_evaluation;
  const NodePtr& m_node;
  const Call& m_call;
};

struct Function {
  FunctionInfo info;
  Value (*run)(Arguments&);
  bool (*truth)(Arguments&) = nullptr;             ///< the same as a truth, for those that rules are made of
  Scalar (*constant)(const Context&) = nullptr;    ///< the same without arguments
};

std::span<const Function> logic_functions();
std::span<const Function> number_functions();
std::span<const Function> text_functions();
std::span<const Function> choice_functions();
std::span<const Function> set_functions();
std::span<const Function> date_functions();
std::span<const Function> identity_functions();

/// Null when there is none.
const Function* find(std::string_view name);

}  // namespace scamdesk::form::expression
