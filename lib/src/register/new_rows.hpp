// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/new_records.hpp"
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
  struct Bound {
    int index = 0;  ///< of the parameter; 0: no column
    const Column* column = nullptr;
  };
  using Plan = std::vector<Bound>;

  const Plan& plan_of(const ledger::FieldList& fields);
  bool bind(const Bound& bound, const ledger::CellView& cell);

  const TablePlan& m_table;
  ledger::Statement m_insert;
  std::unordered_map<const ledger::FieldList*, Plan> m_plans;
  const Plan* m_last = nullptr;  // whose parameters are bound
  std::vector<ledger::CellView> m_cells;
};

}  // namespace scamdesk::records
