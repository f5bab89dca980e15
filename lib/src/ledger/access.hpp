// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "ledger/database.hpp"
#include "ledger/revision.hpp"

namespace scamdesk::ledger {

/// How personal data was disclosed. Numbers are kept in stores.
enum class Disclosed : std::uint8_t { shown = 0, history = 1, exported = 2 };

/// One disclosure of personal data: who, when, from where, whose, what, why. Never the data.
struct Access {
  Instant time{};
  std::string actor;
  std::string origin;   ///< account@machine
  Disclosed action = Disclosed::shown;
  FormName form;
  std::optional<RecordKey> record;  ///< none: `records` records of the register
  std::uint64_t records = 1;
  std::vector<std::string> fields;
  std::string reason;   ///< a code
  std::string note;     ///< the officer's own words
  bool given = true;    ///< false: the reason was given with an earlier disclosure, of the record or of its case, and held still
  bool operator==(const Access&) const = default;
};

/// The access log of a desk. Each entry's hash is made of the hash before it, so that none can be changed, taken out or put
/// in without all that follow changing; what was cut off at its end is found with a head that was noted before.
/// No entry is ever removed: the law asks for two years at least.
/// Every call throws StoreFault on a fault of the store; reading a store that never had such a log finds it empty.
class AccessLog {
public:
  explicit AccessLog(Database& db) : m_db(db) {}

  /// In the caller's transaction.
  void add(const Access& access);
  /// The newest so many, the newest first; 0: all.
  std::vector<Access> latest(std::size_t limit) const;
  /// The last disclosure of a record for which this officer gave a reason, at or after `since`.
  std::optional<Access> last_given(const RecordKey& record, const std::string& actor, Instant since) const;

  struct Head { std::uint64_t length = 0; Hash hash; };
  Head head() const;
  /// The places of entries that are not as they were written.
  std::vector<std::uint64_t> verify() const;

private:
  bool is_there() const;
  Database& m_db;
};

}  // namespace scamdesk::ledger
