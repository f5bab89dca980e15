// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>

#include "base/worker.hpp"
#include "ledger/new_records.hpp"
#include "register/impl.hpp"
#include "register/new_rows.hpp"

namespace scamdesk::records {

/// New records of one form and owner, many at once, their cells canonical and checked. Each is put into the ledger's
/// bytes where it is added, and written by a thread of its own: between an `add` and `settle` nothing else may use the
/// store, but for reading after `pause`. Destroyed without `settle`, it leaves the rest unwritten, for a transaction that is rolled back.
class Registers::Bulk {
public:
  Bulk(Impl& impl, const form::Form& form, const Owner& owner, const Author& author);
  Bulk(Bulk&&) = delete;

  /// True of forms whose records need one row each, nothing worked out and nothing read through a map of changes.
  static bool serves(Impl& impl, const form::Form& form);

  /// The fields that such records set; the first path is `#`, the short number.
  const ledger::FieldList& fields(const std::vector<std::string_view>& paths) { return m_lists.of(paths); }
  /// The record's number. `values` in the order of the fields; the first is filled in here.
  std::int64_t add(const ledger::FieldList& fields, std::span<ledger::CellView> values);
  /// The store may be read until the next `add`, though some records are not in it yet.
  void pause() { m_worker.drain(); }
  /// Everything is written, and the store free for others until the next `add`.
  void settle();

private:
  void push();

  Impl& m_impl;
  ledger::RecordKey m_kind;
  Author m_author;
  std::string m_prefix;
  std::int64_t& m_next_number;
  base::UuidSequence m_ids;
  ledger::FieldLists m_lists;
  NewRows m_rows;
  std::optional<ledger::NewRecordsMaker> m_maker;
  std::string m_number;
  base::Worker m_worker;  // the last: it ends before what its jobs use
};

}  // namespace scamdesk::records
