// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ledger/ledger.hpp"

/// Notes of packages, so that "I sent it on Tuesday" can be settled: of this desk alone, they do not travel and no digest
/// counts them. Old ones go, so that a folder of rubbish does not grow the desk.
namespace scamdesk::ledger {

struct PackedNote {
  Hash package;
  MissionCode to;
  std::string file;
  Instant made{};
  std::uint64_t revisions = 0;
  std::vector<ChainHead> heads;         ///< of the chains in it
  std::optional<Instant> acknowledged;  ///< when the addressee's word came that it holds them all
  std::vector<std::uint64_t> from{};    ///< the first place of each; none of a package that was noted before this was
};

enum class Came : std::uint8_t { merged = 0, known = 1, held = 2, refused = 3 };  ///< as kept

struct CameNote {
  Hash package;
  MissionCode mission;  ///< that it claims
  std::string file;     ///< its name, without folders
  Instant time{};       ///< when it first got this outcome
  Came outcome = Came::merged;
  std::string reason;   ///< as the floor above keeps messages
  std::uint64_t revisions = 0;
};

/// Every call throws StoreFault on a fault of the store; writing needs a Transaction.
class PackageNotes {
public:
  static constexpr std::size_t most = 5000;  ///< of each kind

  explicit PackageNotes(Database& db) : m_db(db) {}

  void add(const PackedNote& note);
  void acknowledge(const Hash& package, Instant when);
  /// The oldest first.
  std::vector<PackedNote> packed() const;
  /// Those for one addressee of which no word has come.
  std::vector<PackedNote> unacknowledged(const MissionCode& to) const;
  /// When the first package to that addressee was made at or after a moment; empty: none was.
  std::optional<Instant> first_packed(const MissionCode& to, Instant since) const;
  /// When the oldest that is noted was made, where older ones were and are not any longer.
  std::optional<Instant> packed_since() const;
  /// When the last one was made.
  std::optional<Instant> last_packed(const MissionCode& to) const;

  /// What became of a package. True when that is not noted already; that it is known says something of one that was held
  /// or refused before, and of no other.
  bool is_news(const CameNote& note) const;
  void add(const CameNote& note);
  /// The oldest first.
  std::vector<CameNote> came() const;

  /// The packages in which these revisions came here first: each once, the oldest first; whether they are noted or not.
  struct Bringing { Hash package; DeskKey from; Instant time{}; };
  std::vector<Bringing> bringing(const std::vector<Revision>& revisions) const;

private:
  Database& m_db;
};

}  // namespace scamdesk::ledger
