// SPDX-License-Identifier: Apache-2.0
#include "register/new_rows.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "register/impl.hpp"
#include "register/row_cells.hpp"

namespace scamdesk::records {
namespace {

/// Where the program's columns stand: see program_columns.
namespace at {
enum : std::size_t { no, owner, id, number, retired, marks, questions };
}

}  // namespace

NewRows::NewRows(ledger::Database& db, const FormTables& tables)
    : m_table(tables.layout.tables.front()),
      m_insert(db, table_columns(tables.layout, {&m_table, Holds::current}, tables.schema),
               column_count({&m_table, Holds::current})),
      m_form(*tables.layout.form) {
  if (tables.schema == "main") { m_signatures.emplace(db, tables.layout); }
}

const NewRows::Plan& NewRows::plan_of(const ledger::FieldList& fields) {
  const auto [found, fresh] = m_plans.try_emplace(&fields);
  if (!fresh) { return found->second; }
  for (const auto& path : fields.paths) {
    const auto column = std::ranges::find(m_table.columns, path, &Column::name);
    if (column != m_table.columns.end()) {
      const auto index = at::questions + static_cast<std::size_t>(column - m_table.columns.begin());
      found->second.push_back({index, &*column, is_signed(m_form, *column)});
    } else {
      found->second.push_back({path == "#" ? std::size_t{at::number} : 0, nullptr, false});
    }
  }
  return found->second;
}

/// What leaves a mark: text that its column cannot hold, and a state other than blank.
std::string_view NewRows::answer(const Place& place, const ledger::CellView& cell, Row& row) {
  if (place.index == 0) { return {}; }
  if (!cell.has_value()) { return place.column == nullptr ? std::string_view() : mark_of(cell.state); }
  if (place.column == nullptr) {
    row[place.index] = ledger::LastingText{cell.text};
    return {};
  }
  const auto value = column_value(place.column->type, cell.text);
  if (!value) { return "unreadable"; }
  row[place.index] = *value;
  return {};
}

void NewRows::fill(const ledger::NewRecords& block, const ledger::NewRecords::Row& from, Row& row) {
  row[at::no] = from.no;
  row[at::owner] = ledger::LastingText{block.owner.value()};
  row[at::id] = ledger::LastingBlob{base::as_text(from.id.bytes)};
  row[at::retired] = std::int64_t{0};
  const auto& plan = plan_of(*from.fields);
  block.read(from, m_cells);
  if (m_signatures) { m_signatures->begin_row(from.no); }
  Marks marks;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    if (m_signatures && plan[i].is_signed && m_cells[i].has_value()) { m_signatures->text(m_cells[i].text); }
    marks.add(from.fields->paths[i], answer(plan[i], m_cells[i], row));
  }
  m_marks = marks.text();
  if (m_marks) { row[at::marks] = ledger::LastingText{*m_marks}; }
}

void NewRows::write(const ledger::NewRecords& block) {
  auto next = block.rows.begin();
  m_insert.run([&](Row& row) {
    if (next == block.rows.end()) { return false; }
    fill(block, *next++, row);
    return true;
  });
  if (m_signatures) { m_signatures->finish(); }
}

}  // namespace scamdesk::records
