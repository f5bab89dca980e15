// SPDX-License-Identifier: Apache-2.0
#include "register/new_rows.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "register/impl.hpp"
#include "register/row_cells.hpp"

namespace scamdesk::records {

NewRows::NewRows(ledger::Database& db, const FormTables& tables)
    : m_table(tables.layout.tables.front()),
      m_insert(db, insert_sql(tables.layout, {&m_table, Holds::current}, tables.schema, "INSERT")) {}

const NewRows::Plan& NewRows::plan_of(const ledger::FieldList& fields) {
  const auto [at, fresh] = m_plans.try_emplace(&fields);
  if (!fresh) { return at->second; }
  const auto first = static_cast<int>(program_columns({&m_table, Holds::current}).size()) + 1;
  for (const auto& path : fields.paths) {
    const auto column = std::ranges::find(m_table.columns, path, &Column::name);
    const auto index = first + static_cast<int>(column - m_table.columns.begin());
    at->second.push_back(column == m_table.columns.end() ? Bound{} : Bound{index, &*column});
  }
  return at->second;
}

/// False when the cell leaves a mark.
bool NewRows::bind(const Bound& bound, const ledger::CellView& cell) {
  if (cell.has_value()) { return bind_value(m_insert, bound.index, bound.column->type, cell.text); }
  m_insert.bind_one(bound.index, nullptr);
  return cell.state == CellState::blank;
}

void NewRows::write(const ledger::NewRecords& block) {
  for (const auto& row : block.rows) {
    const auto& plan = plan_of(*row.fields);
    m_insert.reset();
    if (m_last != &plan) { m_insert.clear(); }  // a field that this one does not set is NULL
    m_last = &plan;
    block.read(row, m_cells);
    Marks marks;
    m_insert.bind_one(4, nullptr);
    for (std::size_t i = 0; i < plan.size(); ++i) {
      const auto& cell = m_cells[i];
      if (plan[i].index != 0) {
        if (!bind(plan[i], cell)) { marks.add(row.fields->paths[i], cell.has_value() ? "unreadable" : mark_of(cell.state)); }
      } else if (row.fields->paths[i] == "#" && cell.has_value()) {
        m_insert.bind_one(4, ledger::LastingText{cell.text});
      }
    }
    m_insert.bind_one(1, row.no);
    m_insert.bind_one(2, ledger::LastingText{block.owner.value()});
    m_insert.bind_one(3, ledger::LastingBlob{base::as_text(row.id.bytes)});
    m_insert.bind_one(5, 0);
    m_insert.bind_one(6, marks.text());
    m_insert.run();
  }
  m_insert.reset();
  m_insert.clear();  // what it bound goes with the block
  m_last = nullptr;
}

}  // namespace scamdesk::records
