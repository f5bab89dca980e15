// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <scamdesk/time.hpp>

namespace scamdesk {

/// What to erase by law.
struct ErasureOrder {
  std::string form, id;             ///< a record, as people name it
  std::vector<std::string> fields;  ///< questions; empty: all of the record but its number
  std::string reason;               ///< a code of templates/codes/erasure_reason.csv, a colon, and the legal basis
};

/// What an erasure destroys here, and where the values may still be.
struct Erasure {
  std::string form, id, number, owner;
  bool changed = true;              ///< false: no value of it was left
  std::vector<std::string> fields;  ///< questions whose values are destroyed
  std::size_t revisions = 0;        ///< changes that lose values
  /// A desk that has said it holds them: its next package from headquarters destroys them there.
  struct Holder { std::string mission, fingerprint; };
  std::vector<Holder> holders;
  /// A file with personal data of the register that somebody made here, by the access log; 0 records: one record was shown.
  struct Copy { Instant time{}; std::string actor; };
  std::vector<Copy> exports;
  /// A package file that carried values, by this desk's own notes; copies of it may lie with the mission and on the way.
  /// Of one that came, the name is empty where it is not noted any more.
  struct Package { std::string file, mission, receipt; Instant time{}; };
  /// Made here, with their addressees, the oldest first: one too many rather than one too few.
  std::vector<Package> sent;
  /// Packages made before this are not noted any more; empty: all are.
  std::optional<Instant> sent_since;
  /// Those in which the values came here, with their senders.
  std::vector<Package> received;
  /// Packages that waited here, may carry the values, and were dropped: to be made again.
  struct Dropped { std::string file, mission; };
  std::vector<Dropped> dropped;
};

}  // namespace scamdesk
