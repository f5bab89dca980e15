// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "form/expression.hpp"

/// Answers seen as XPath sees a document: the root, its questions and rows, and so on inwards. Groups are no nodes.
namespace scamdesk::form::expression {

using Rows = std::vector<std::pair<std::string, std::size_t>>;

class Tree {
public:
  explicit Tree(const Context& context);

  // nodes
  NodeItem document() const;
  NodeItem root() const;
  /// The node an expression stands on: `.` is the value being checked, `..` the row or the record it is in.
  NodeItem standing() const;
  /// Every node of that name: rows we stand in are fixed, all others are taken. Empty optional: an unknown name.
  std::optional<NodeSet> named(std::string_view name, const Rows& fixed) const;
  /// The answer of that name where it is one, because we stand in the rows around it; empty for all else, which
  /// named() knows.
  std::optional<CellView> only(std::string_view name) const;
  /// The rows we stand in.
  Rows frames() const;
  /// Names of the repeats around a question; empty optional: an unknown name.
  std::optional<std::vector<std::string>> enclosing(std::string_view name) const;

  // the neighbours of a node, in document order
  NodeSet children(const NodeItem& node) const;
  /// The children of that name; a question without an answer is a blank node.
  NodeSet children(const NodeItem& node, std::string_view name) const;
  NodeSet parent(const NodeItem& node) const;
  /// The node and all under it.
  NodeSet descendants(const NodeItem& node) const;
  /// A name that is a group's: it holds no answer and questions lie under it.
  bool is_transparent(const NodeItem& node, std::string_view name) const;

  static bool is_document(const NodeItem& node);
  /// The node an expression stands on, whatever its name.
  static bool is_standing(const NodeItem& node);
  static bool is_root(const NodeItem& node) { return node.rows.empty() && node.name.empty(); }
  static bool is_row(const NodeItem& node) { return !node.rows.empty() && node.rows.back().first == node.name; }
  static bool same(const NodeItem& one, const NodeItem& other) {
    return one.name == other.name && one.rows == other.rows;
  }

private:
  const Answers* scope(const Rows& rows) const;
  const Answers* scope_of(const NodeItem& node) const;
  NodeItem row(Rows rows) const;
  NodeSet rows_of(const Rows& around, std::string_view repeat) const;
  /// The children of that name of the root or of a row.
  NodeSet under(const Rows& rows, std::string_view name) const;
  bool is_repeat(std::string_view name) const;
  bool belongs(std::string_view name, const Rows& rows) const;
  void gather(std::string_view name, const std::vector<std::string>& around, const Rows& fixed, Rows& at,
              NodeSet& found) const;

  const Context& m_context;
};

}  // namespace scamdesk::form::expression
