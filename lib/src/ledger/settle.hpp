// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "ledger/revision.hpp"

namespace scamdesk::ledger {

/// One value that stands for a field, and the revision that set it.
struct Candidate {
  RevisionId revision;
  Instant time{};
  std::string actor;
  DeskKey desk;
  Cell cell;
  bool operator==(const Candidate&) const = default;
};
/// A field set apart to different values. The current one is first: the greatest (time, id).
struct Conflict {
  std::string path;  ///< `#retired` when a retirement stands beside a change, `#filed` when two filings do
  std::vector<Candidate> candidates;
  bool operator==(const Conflict&) const = default;
};
/// What was filed: exactly the ancestors of a finalise.
struct Filing {
  RevisionId revision;
  Instant time{};
  std::string actor;
  Instant first{};          ///< when the first of its versions was filed
  std::size_t version = 1;  ///< 1 for the first filing, one more after each reopening
  bool nil = false;         ///< `#nil` was set in it
  bool accepted = false;
  Cells cells;           ///< the values as they stood, without the paths that `#left_out` names (split by spaces)
  std::string findings;  ///< `#findings`: what the checks said, as JSON
  bool operator==(const Filing&) const = default;
};

/// A record as a pure function of the set of its revisions.
struct RecordState {
  Cells cells;  ///< current values by path; blanks that were set on purpose are left out
  std::vector<Conflict> conflicts;
  std::vector<RevisionId> heads;    ///< sorted
  std::vector<RevisionId> missing;  ///< parents that are not held; what descends from them is pending
  std::size_t counted = 0;          ///< revisions that count
  std::size_t pending = 0;
  bool retired = false;
  std::optional<Filing> filed;  ///< the current filing; empty when never finalised
  bool reopened = false;        ///< a later version is being worked on
  bool changed_since_filed = false;
  Instant last_change{};
  bool operator==(const RecordState&) const = default;
};

/// Any order, any repetition, same answer. No database, no clock.
/// A revision counts once all its ancestors are in the set. A field's candidates are the revisions that set it and have
/// no counted descendant that sets it; equal values agree. Notes on a change (`#reason`, `#findings`, `#nil`) are no
/// cells. A retirement holds when every change was seen by it or saw one; otherwise the record stays live, with the
/// conflict `#retired`, until a retirement or reinstatement that has seen them all.
/// Two filings that did not see each other are the conflict `#filed`, until a filing that has seen them, or a resolution
/// that names in its note `#filed` the one of them that stands. An acceptance names a filing likewise.
/// What an erasure names is read as it says (erasure.hpp), whether the values are still there or not.
RecordState settle(std::span<const Revision> revisions);

/// All that was ever filed, by version, then time: each as it was filed.
std::vector<Filing> filings(std::span<const Revision> revisions);

}  // namespace scamdesk::ledger
