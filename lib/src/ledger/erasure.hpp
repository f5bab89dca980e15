// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <set>
#include <span>
#include <string_view>
#include <vector>

#include "ledger/revision.hpp"

/// Erasure by law. A revision of kind `erase` names revisions of its record whose salt and values are destroyed, at every
/// desk that holds both. It says so in the paths of its own fields, which stand in its header and outlive its values:
///   `#erases/ID`      (blank)   the values of revision ID are destroyed
///   `#keeps/ID/PATH`            a value of revision ID that the law did not ask for, and that is read from here instead
///   PATH              (erased)  what the record says there from now on
/// What a revision says then is a function of the set of the record's revisions, whatever came first, and whether a
/// destroyed value is still there or not. A value stays when each erasure that names its revision keeps it. Values of an
/// erasure are destroyed too when another names it, or when it keeps what another, unseen by it, does not.
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

  std::vector<const Revision*> m_erasures;
  std::map<RevisionId, std::vector<const Revision*>> m_naming;
  std::set<RevisionId> m_spent;  // erasures whose own values are destroyed
};

/// Forgets salt and values; the hash of them stays.
void destroy(Revision& revision);

/// The revisions that an erasure names, by its header.
std::vector<RevisionId> named_by(const Revision& erasure);

/// The fields of an erasure that takes the values of these paths out of a record (notes on changes among them), wherever
/// they were ever set. Empty when no value of them is left.
Cells erasing(std::span<const Revision> history, const std::function<bool(std::string_view path)>& taken);

}  // namespace scamdesk::ledger
