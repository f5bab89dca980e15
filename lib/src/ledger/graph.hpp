// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "ledger/revision.hpp"

namespace scamdesk::ledger {

/// The revisions of one record that count, each after its parents, and who descends from whom.
/// Nodes are positions in that order; the order itself depends on the set alone.
class Graph {
public:
  explicit Graph(std::span<const Revision> revisions);

  using Marks = std::vector<std::uint8_t>;  // one per node, 0 or 1

  std::size_t size() const { return m_nodes.size(); }
  const Revision& operator[](std::size_t node) const { return *m_nodes[node]; }
  std::span<const std::uint32_t> parents(std::size_t node) const;

  /// Sorted; empty when every parent is held.
  const std::vector<RevisionId>& missing() const { return m_missing; }
  std::size_t pending() const { return m_pending; }
  bool is_line() const { return m_is_line; }  ///< each revision saw the one before it

  Marks none() const { return Marks(size(), 0); }
  /// All ancestors of the marked nodes, without the nodes themselves unless one is another's ancestor.
  Marks ancestors(const Marks& of) const;
  Marks descendants(const Marks& of) const;
  /// Those of the marked that have no marked descendant.
  Marks latest(const Marks& of) const;

private:
  void order(const std::vector<const Revision*>& held);
  void add(const Revision* revision, std::span<const std::uint32_t> parents);

  std::vector<const Revision*> m_nodes;
  std::vector<std::uint32_t> m_parents;  // of all nodes, one after another
  std::vector<std::size_t> m_starts{0};
  std::vector<RevisionId> m_missing;
  std::size_t m_pending = 0;
  bool m_is_line = true;
};

}  // namespace scamdesk::ledger
