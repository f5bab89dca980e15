// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk::ledger {

/// What a revision does to its record. The numbers are written; none is ever reused.
enum class Change : std::uint8_t {
  set = 1,
  retire = 2,
  reinstate = 3,
  finalise = 4,
  reopen = 5,
  accept = 6,
  enrol = 7,
  revoke = 8,
  erase = 9,
  resolve = 10
};

/// Names a record for life.
struct RecordKey {
  Owner owner;
  FormName form;  ///< the register
  Uuid id;
  auto operator<=>(const RecordKey&) const = default;
};

/// One change to one record. `id` is BLAKE2b-256 of the canonical header; the header holds the hash of the body
/// (salt and values), so that values can be destroyed by law while the chain still verifies.
struct Revision {
  // header
  DeskKey desk;
  RecordKey record;
  std::uint64_t place = 0;          ///< in the chain of (desk, owner), from 1
  RevisionId previous;              ///< the one before it in the chain; zero at place 1
  std::vector<RevisionId> parents;  ///< the record's heads the writer saw, sorted
  Instant time{};
  std::string actor;
  Change change = Change::set;
  // body
  std::array<std::uint8_t, 16> salt{};
  Cells cells;  ///< the fields set, by path; for finalise also `#findings`, for retire and others `#reason`,
                ///< for accept and for a resolution of filings `#filed`, the finalise that they name;
                ///< for erase see erasure.hpp
  /// Where salt and values were destroyed by law: the hash of the body that the header names. Its cells then are `erased`.
  std::optional<Hash> destroyed = {};
  // derived
  RevisionId id;
  bool operator==(const Revision&) const = default;
};

/// Canonical bytes; see the manual page scamdesk-revision(5).
std::string header_bytes(const Revision& revision);
std::string body_bytes(const Revision& revision);
/// Computes the id.
RevisionId identify(const Revision& revision);

}  // namespace scamdesk::ledger
