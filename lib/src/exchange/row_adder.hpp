// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "exchange/import.hpp"
#include "exchange/row_maker.hpp"
#include "exchange/row_rules.hpp"
#include "register/bulk.hpp"

namespace scamdesk::exchange {

/// New records out of the rows of one file: their columns' answers and the form's defaults, checked, straight into the
/// ledger's bytes.
class RowAdder {
public:
  RowAdder(records::Registers& registers, const ImportOrder& order, const records::Author& author, const RowMaker& maker);

  /// Errors: not_permitted when this desk may not write such records.
  Status open();
  /// False when new records of this form or file need more than that.
  bool serves() const { return m_bulk != nullptr; }

  /// True when a row may be looked at together with records, those of earlier rows among them.
  bool looks_at_records() const;

  /// Findings that keep the row out. `cells` by the maker's columns.
  Result<std::vector<RowRules::Finding>> check(const std::vector<ledger::CellView>& cells);
  /// Adds the row that was checked last: the record's number.
  std::int64_t add();
  /// The store may be read, though some rows are not in it yet.
  void pause() {
    if (m_bulk) { m_bulk->pause(); }
  }
  /// All is written, and the store free for others.
  void settle() {
    if (m_bulk) { m_bulk->settle(); }
  }

private:
  std::optional<Cells> defaults() const;
  void lay_out(const Cells& defaults);
  Cells cells() const;
  const ledger::FieldList& fields();

  records::Registers& m_registers;
  const ImportOrder& m_order;
  const form::Form& m_form;
  const records::Author& m_author;
  const RowMaker& m_maker;
  std::unique_ptr<form::Instances> m_instances;
  std::vector<std::string> m_names;            // what a record may answer, in order: columns and defaults
  std::vector<std::size_t> m_columns;          // by name: the column; beyond the last for a default
  std::vector<std::string> m_defaults;         // by name
  std::vector<ledger::CellView> m_cells;       // by name
  std::vector<std::uint32_t> m_numbers;        // by name: those of the maker
  std::vector<ledger::CellView> m_values;      // of the fields that are set
  std::optional<RowRules> m_rules;
  std::string m_set, m_last_set;               // by name: whether it is answered
  std::unordered_map<std::string, const ledger::FieldList*> m_lists;
  const ledger::FieldList* m_last_list = nullptr;
  std::unique_ptr<records::Registers::Bulk> m_bulk;
};

}  // namespace scamdesk::exchange
