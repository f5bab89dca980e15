// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "desk/impl.hpp"

namespace scamdesk::desk {

/// A conflict of a record, with the form that knows the questions of all its versions.
struct FoundConflict {
  records::Record record;
  ledger::Conflict conflict;
  form::FormPtr every;

  const form::Question* question() const;  ///< null for the record's own conflicts and the program's notes
  /// What a value says, masked where the question is sensitive.
  Text words(const Cell& cell) const;
  /// The same of what one revision stands for: a filing by its version.
  Text words(const ledger::Candidate& candidate, const ledger::Ledger& ledger) const;
  /// For machines: the same in English, but a blank is null, and a reason for no value {"na": …}.
  Data data(const ledger::Candidate& candidate, const ledger::Ledger& ledger) const;
};

/// All open ones of this desk.
std::vector<FoundConflict> all_conflicts(const Desk::Impl& desk);
/// The one that `id` names, as Desk::conflict.
Result<FoundConflict> find_conflict(const Desk::Impl& desk, const std::string& id);
OpenConflict describe(const Desk::Impl& desk, const FoundConflict& found);

}  // namespace scamdesk::desk
