// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
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
  /// Packages that waited here, may carry the values, and were dropped: to be made again.
  struct Package { std::string file, mission; };
  std::vector<Package> dropped;
};

}  // namespace scamdesk
