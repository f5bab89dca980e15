// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <scamdesk/package.hpp>
#include <scamdesk/progress.hpp>

#include "exchange/ahead.hpp"
#include "exchange/judge.hpp"
#include "register/arrivals.hpp"

namespace scamdesk::exchange {

/// A transaction of its own, or the caller's.
class Scope {
public:
  explicit Scope(ledger::Database& database) {
    if (!database.in_transaction()) { m_own.emplace(database); }
  }
  void commit() {
    if (m_own) { m_own->commit(); }
  }

private:
  std::optional<ledger::Transaction> m_own;
};

/// Folds packages into a desk: set union, so that any order, repetition and grouping gives the same desk.
/// Each package is one transaction (none of its own when the caller has one open). A known one writes nothing.
class Merger {
public:
  Merger(ledger::Ledger& ledger, records::Registers& registers, Instant now)
      : m_ledger(ledger), m_registers(registers), m_now(now), m_arrivals(registers.arrivals()) {}

  /// These files, then, as long as something moves, those held before. One bad package never stops the others.
  /// A fault of the store ends it; with `fault` it is left there, and the report tells of the packages until then.
  MergeReport merge(const std::vector<std::filesystem::path>& files, Progress* progress, std::optional<ledger::StoreFault>* fault = nullptr);

private:
  /// A package to be decided on: a file, or one that the desk holds.
  struct Offer {
    std::filesystem::path file;
    std::optional<std::int64_t> held_no;
    PackageResult result;
    std::optional<Hash> hash;  // once it could be read
    std::size_t tried_at = 0;  // how many had come in when it was tried last
    bool tried = false;
    bool done = false;  // its result stands
  };

  /// How many were looked at, from the first on.
  std::size_t attempt_all(std::vector<Offer>& offers, Progress* progress);
  MergeReport report_on(std::vector<Offer>& offers, std::size_t looked_at) const;
  void attempt(Offer& offer) { attempt(offer, prepare(bytes_of(offer))); }
  void attempt(Offer& offer, Prepared prepared);
  void decide(Offer& offer, Prepared prepared);
  Ahead::Known known() const;
  Result<std::string> bytes_of(const Offer& offer) const;
  void take(Offer& offer, const Package& package, News& news);
  std::uint64_t receive(const Package& package, News& news);
  /// From the revision skimmed last on: new records, as long as there are any, or a batch of whatever comes. True while
  /// the reader skimmed one that is not taken.
  bool take_new(ledger::RunReader& reader, ledger::Revision& revision, Runs& bytes, std::int64_t arrival);
  bool take_batch(ledger::RunReader& reader, ledger::Revision& revision, std::int64_t arrival, std::uint64_t& added);
  void keep_enrolments();
  void drop_held(MergeReport& report);
  void release(const Offer& offer);
  void try_again(std::vector<Offer>& offers, std::vector<Offer>& held_before);
  void hold(const Offer& offer);
  void note(const Offer& offer);
  std::vector<Offer> held_before(const std::vector<Offer>& offers) const;

  ledger::Ledger& m_ledger;
  records::Registers& m_registers;
  Instant m_now;
  std::size_t m_came_in = 0;
  std::set<std::int64_t> m_touched;  // beside those that m_arrivals brought
  std::unique_ptr<records::Registers::Arrivals> m_arrivals;
  std::set<std::int64_t> m_desks_touched;  // records of register `desk`
};

}  // namespace scamdesk::exchange
