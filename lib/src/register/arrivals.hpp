// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "base/worker.hpp"
#include "ledger/new_records.hpp"
#include "register/impl.hpp"
#include "register/new_rows.hpp"

namespace scamdesk::records {

/// Other desks' new records, many at once: taken out of runs that were checked, and written by a thread of its own.
/// Between a `take` and `settle` nothing else may use the store.
class Registers::Arrivals {
public:
  explicit Arrivals(Impl& impl);
  Arrivals(Arrivals&&) = delete;

  /// Begins at the revision that a reader of a chain skimmed last. False when the chain is not held exactly up to there.
  bool begin(const ledger::Revision& first, Instant came, std::int64_t arrival);
  /// Takes that revision; false when it is more than a new record's answers in a table of its own: then settle, and let
  /// Ledger::receive take it.
  bool take(const ledger::Revision& revision, const ledger::RunReader& reader);
  /// All that was taken is written.
  void settle();
  /// The store is left alone, for a transaction that is rolled back.
  void abandon() noexcept { m_worker.abandon(); }

  std::uint64_t count() const { return m_count; }
  /// True of the numbers that records taken here were given.
  bool brought(std::int64_t record_no) const;

private:
  void push();
  /// Null for a register whose records need more than their rows.
  NewRows* rows_of(const FormName& form);

  Impl& m_impl;
  ledger::NewRecordsTaker m_taker;
  ledger::FieldLists m_lists;
  std::vector<const ledger::FieldList*> m_run_lists;  ///< by their number in the run
  std::map<FormName, std::unique_ptr<NewRows>> m_rows;
  FormName m_form{std::string()};                     ///< of the revision taken last
  NewRows* m_form_rows = nullptr;
  std::set<std::pair<Owner, std::string>> m_changed;
  std::vector<std::pair<std::int64_t, std::int64_t>> m_numbers;  ///< first and last of each block, ascending
  std::uint64_t m_count = 0;
  std::size_t m_layouts = 0;                                     ///< how often tables were laid out when m_rows was made
  base::Worker m_worker;  // the last: it ends before what its jobs use
};

}  // namespace scamdesk::records
