// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/revision.hpp"

/// Erasure by law. A revision of kind `erase` names revisions of its record whose salt and values are destroyed, at every
/// desk that holds both. It says so in the paths of its own fields, which stand in its header and outlive its values:
///   `#erases/ID`      (blank)   the values of revision ID are destroyed
///   `#leaves/ID/PATH` (blank)   the law did not ask for this value of revision ID: it is read from where it is kept
///   `#keeps/ID/PATH`            the value
///   PATH              (erased)  what the record says there from now on
/// What stays is kept by revisions of their own, written before, one for each question of each revision: they destroy nothing.
/// So another erasure, made apart, that takes a question of the same change takes what is kept of that one alone. (What
/// one revision both takes and keeps is read too, and goes whole.)
/// What a revision says then is a function of the set of the record's revisions, whatever came first, and whether a
/// destroyed value is still there or not. A value stays when each erasure that names its revision leaves or keeps it.
/// Values of a revision of this kind are destroyed when another names it, or when it keeps what another does not leave.
namespace scamdesk::ledger {

/// What the erasures among the revisions of one record do. The revisions are borrowed.
class Erasures {
public:
  explicit Erasures(std::span<const Revision> history);

  bool none() const { return m_erasures.empty(); }
  /// True when salt and values of the revision are to be destroyed.
  bool destroys(const Revision& revision) const;
  /// The revisions as they are read.
  std::vector<Revision> applied(std::span<const Revision> history) const;

private:
  void read(Revision& revision) const;
  bool is_kept(const RevisionId& id, std::string_view path) const;
  Cell kept(const RevisionId& id, std::string_view path) const;

  std::vector<const Revision*> m_erasures;
  std::map<RevisionId, std::vector<const Revision*>> m_naming;
  std::map<std::string_view, std::vector<const Revision*>> m_keeping;  // by the path that says it
  std::set<RevisionId> m_spent;  // erasures whose own values are destroyed
};

/// Forgets salt and values; the hash of them stays.
void destroy(Revision& revision);

/// The revisions that an erasure names, by its header.
std::vector<RevisionId> named_by(const Revision& erasure);

/// True of a revision of kind `erase` that only keeps what an erasure leaves.
bool only_keeps(const Revision& erasure);

/// Of a value that is kept: whose it is. Empty of every other path.
struct Kept { RevisionId id; std::string_view path; };
std::optional<Kept> kept_by(std::string_view path);

/// The fields of the revisions that take the values of these paths out of a record (notes on changes among them), wherever
/// they were ever set: in this order, the erasure itself last. None when no value of them is left.
std::vector<Cells> erasing(std::span<const Revision> history, const std::function<bool(std::string_view path)>& taken);

}  // namespace scamdesk::ledger
