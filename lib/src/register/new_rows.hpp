// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/bulk_insert.hpp"
#include "ledger/new_records.hpp"
#include "register/signed_blocks.hpp"
#include "register/tables.hpp"

namespace scamdesk::records {

struct FormTables;

/// Puts blocks of new records into a form's table: cells by position, nothing copied. The form calculates nothing, and
/// the records have no rows in repeats.
class NewRows {
public:
  NewRows(ledger::Database& db, const FormTables& tables);
  void write(const ledger::NewRecords& block);

private:
  struct Place {
    std::size_t index = 0;  ///< of the table's column; 0: no table holds it
    const Column* column = nullptr;  ///< null for the short number
    bool is_signed = false;
  };
  using Plan = std::vector<Place>;
  using Row = ledger::BulkInsert::Row;

  const Plan& plan_of(const ledger::FieldList& fields);
  void fill(const ledger::NewRecords& block, const ledger::NewRecords::Row& from, Row& row);
  std::string_view answer(const Place& place, const ledger::CellView& cell, Row& row);

  const TablePlan& m_table;
  ledger::BulkInsert m_insert;
  std::unordered_map<const ledger::FieldList*, Plan> m_plans;
  std::vector<ledger::CellView> m_cells;
  std::optional<std::string> m_marks;  ///< of the row at hand
  const form::Form& m_form;
  std::optional<NewSignatures> m_signatures;  ///< none of tables in `temp`
};

}  // namespace scamdesk::records
