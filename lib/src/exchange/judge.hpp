// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <vector>

#include <scamdesk/package.hpp>

#include "exchange/package.hpp"
#include "exchange/runs.hpp"
#include "exchange/trust.hpp"

namespace scamdesk::exchange {

/// Why a package does not come in: held until what is missing is there, or refused for good.
struct Objection {
  Outcome outcome = Outcome::refused;
  Error error;
};
template <class T>
using Judged = tl::expected<T, Objection>;

/// How far a package or a revision may be ahead of this desk's clock.
inline constexpr std::chrono::hours allowed_ahead{24};

/// What of a package is news here. All of it empty: the package is known.
struct News {
  std::vector<Run> runs;  ///< with something new; views into `bytes` and the package
  std::optional<Runs> bytes;
  std::vector<ledger::Checkpoint> checkpoints;
  bool holdings = false;  ///< the sender holds something else than was known of it
  bool card = false;  ///< the sender's, later than the one kept here
  bool none() const { return runs.empty() && checkpoints.empty() && !holdings && !card; }
};

/// Decides on one package, reading only: what is new, or why it does not come in. The answer depends on the package and
/// on what the desk holds, never on the order in which it came to hold it.
class Judge {
public:
  Judge(const ledger::Ledger& ledger, const records::Registers& registers, Instant now);
  /// Opens the package where it is sealed to this desk and carries something new. `unpacked`: what it carries, when that was
  /// unpacked and identified before.
  Judged<News> judge(Package& package, std::optional<Runs> unpacked = {});

private:
  using Heads = std::vector<ledger::ChainHead>;

  Judged<void> check_address(const Header& header) const;
  Judged<void> check_sender(const Header& header) const;
  Judged<void> check_segments(const Header& header) const;
  Judged<void> check_standing(const Header& header) const;
  Judged<void> open(Package& package) const;
  Judged<void> check_runs(const Header& header, std::vector<Run>& runs);
  Judged<void> check_run(Run& run, const ledger::Enrolment& author);
  bool is_plain(const Run& run, const ledger::Enrolment& author) const;
  void learn(const ledger::Revision& revision, const ledger::RunReader& reader, bool bad);
  Judged<void> check_continues(const Segment& segment) const;
  void note_erasure(const ledger::Enrolment& author, const ledger::Revision& revision, const ledger::RunReader& reader);
  Judged<void> check_lacking() const;
  void note_facts(const Header& header, News& news) const;
  bool is_held(const Segment& segment) const;
  bool departs(const Segment& segment) const;
  std::string name_of(const DeskKey& desk) const;

  const ledger::Ledger& m_ledger;
  Instant m_latest;
  Trust m_trust;
  std::map<std::pair<DeskKey, Owner>, Heads> m_chains;
  struct Lacking { RevisionId id; ledger::RecordKey record; };
  std::vector<Lacking> m_lacking;   // come without their values
  std::set<RevisionId> m_erased;    // erasures that come with them name these
};

}  // namespace scamdesk::exchange
