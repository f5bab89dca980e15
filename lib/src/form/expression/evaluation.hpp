// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <forward_list>
#include <optional>
#include <string_view>
#include <vector>

#include "form/expression.hpp"
#include "form/expression/scalar.hpp"
#include "form/expression/tree.hpp"

namespace scamdesk::form::expression {

/// How many nodes one evaluation looks at. Predicates inside predicates go over all answers again for each answer: a
/// form from outside could make that last for days.
constexpr std::size_t most_steps = 1'000'000;
/// The longest text an expression makes: calculations that each double the one before would fill the memory.
constexpr std::size_t longest_text = std::size_t{1} << 20;

/// Flies inside an evaluation only; form::evaluate makes it a Result.
struct Fault {
  Error error;
};

/// Where a part of an expression stands: the node that `.` names and its place among those a predicate is asked of.
struct Standing {
  NodeItem node;
  std::size_t position = 1;
  std::size_t size = 1;
};

/// One evaluation of one expression. Every call throws Fault and nothing else.
class Evaluation {
public:
  /// `text` is for the columns of errors; empty when it is not known.
  Evaluation(std::string_view text, const Context& context);

  Value value(const NodePtr& node);
  /// The same without a copy of what stands in an answer or in the expression. Texts and nodes that are made on the way
  /// live as long as the evaluation, in a predicate as long as it is asked of one node.
  Operand operand(const NodePtr& node);
  /// The value, or the only item of a nodeset. Faults: several items.
  Scalar scalar(const NodePtr& node);
  Value one(const NodePtr& node) { return value_of(scalar(node)); }
  bool boolean(const NodePtr& node);
  std::string text(const NodePtr& node);
  /// The text, borrowed.
  std::string_view view(const NodePtr& node) { return view(scalar(node)); }
  std::string_view view(const Scalar& scalar);
  double number(const NodePtr& node);
  /// Faults: no nodeset.
  NodeSet nodes(const NodePtr& node);
  /// How many nodes; of another register's records without reading them.
  double count(const NodePtr& node);

  const Context& context() const { return m_context; }
  const Tree& tree() const { return m_tree; }
  const Standing& standing();
  /// The answer that `.` is where we stand.
  Scalar self();
  /// Where the whole expression stands, whatever predicate we are in.
  const NodeItem& outermost();

  [[noreturn]] void fault(const NodePtr& node, Message problem, std::optional<Message> hint = {}) const;

private:
  /// Counts nodes that are looked at. Faults: more than `most_steps`.
  void spend(std::size_t steps) const;

  // evaluate.cpp: operators
  Value of(const Literal& is, const NodePtr& node);
  Value of(const Reference& is, const NodePtr& node);
  Value of(const Path& is, const NodePtr& node);
  Value of(const Filter& is, const NodePtr& node);
  Value of(const Unary& is, const NodePtr& node);
  Value of(const Binary& is, const NodePtr& node);
  Value of(const Call& is, const NodePtr& node);
  bool compares(const Binary& is);
  Value unite(const Binary& is);
  Operand kept(Value value);
  /// The answer a reference names, where it is one; empty where that takes the general way.
  std::optional<CellView> answer(const Reference& is) const;

  // paths.cpp
  NodeSet along(const Path& path, NodeSet from);
  NodeSet along(const Step& step, bool more_steps, const NodeSet& from);
  NodeSet on_axis(const Step& step, bool more_steps, const NodeItem& from) const;
  NodeSet named_children(const Step& step, bool more_steps, const NodeItem& from) const;
  NodeSet siblings(const NodeItem& from, bool following) const;
  NodeSet beside(const NodeItem& from, bool following) const;
  NodeSet filter(NodeSet nodes, const std::vector<NodePtr>& predicates);

  // instances.cpp
  std::optional<InstanceQuery> instance_query(const Path& path, const NodePtr& node);
  Instances& instances(const InstanceQuery& query, const NodePtr& node) const;
  Value instance_values(const InstanceQuery& query, const NodePtr& node);
  NodePtr fold_condition(const NodePtr& node);
  NodePtr fold(const NodePtr& node);
  NodePtr fold_binary(const Binary& is, const NodePtr& node);
  NodePtr fold_comparison(const Binary& is, const NodePtr& node);

  std::string_view m_text;
  const Context& m_context;
  Tree m_tree;
  std::optional<NodeItem> m_outermost;  // made when it is first asked for: few expressions look at it
  std::optional<Standing> m_standing;   // in a predicate: its node
  std::forward_list<Value> m_kept;      // what operands borrow from
  mutable std::size_t m_spent = 0;
};

}  // namespace scamdesk::form::expression
