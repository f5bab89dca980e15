// SPDX-License-Identifier: Apache-2.0
#include "register/rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "register/row_cells.hpp"

namespace scamdesk::records {
namespace {

using form::Type;
using ledger::Statement;

constexpr std::size_t most_updates = 64;  ///< prepared updates kept for one form

std::optional<std::string_view> short_number(const Cells& cells) {
  const auto found = cells.find("#");
  if (found == cells.end() || !found->second.has_value()) { return std::nullopt; }
  return found->second.text;
}

std::string replace_sql(const Layout& layout, const TableRef& table, std::string_view schema) {
  std::string places = "?";
  for (auto rest = column_count(table) - 1; rest > 0; --rest) { places += ", ?"; }
  return fmt::format("INSERT OR REPLACE INTO {} VALUES ({})", table_columns(layout, table, schema), places);
}

ledger::BlobView bytes_of(const Uuid& id) {
  return {{reinterpret_cast<const char*>(id.bytes.data()), id.bytes.size()}};
}

}  // namespace

/// One table's INSERT: the program's columns by position, then the questions out of a map of cells.
class FormWriter::RowWriter {
public:
  RowWriter(ledger::Database& db, const Layout& layout, const TableRef& table, std::string_view schema)
      : m_statement(db, replace_sql(layout, table, schema)) {
    const auto first = static_cast<int>(program_columns(table).size()) + 1;
    for (const auto& column : table.plan->columns) {
      m_columns.push_back({&column, first + static_cast<int>(m_columns.size())});
    }
    std::sort(m_columns.begin(), m_columns.end(),
              [](const Bound& a, const Bound& b) { return a.column->name < b.column->name; });
  }

  Statement& begin() {
    m_statement.reset();
    return m_statement;
  }

  /// Both the columns and the cells stand in the order of their names: one walk.
  void questions(const Cells& cells, Marks& marks) {
    auto cell = cells.begin();
    for (const auto& bound : m_columns) {
      while (cell != cells.end() && cell->first < bound.column->name) { ++cell; }
      if (cell == cells.end() || cell->first != bound.column->name) {
        m_statement.bind_one(bound.index, nullptr);
      } else if (cell->second.has_value()) {
        if (!bind_value(m_statement, bound.index, bound.column->type, cell->second.text)) {
          marks.add(bound.column->name, "unreadable");
        }
      } else {
        m_statement.bind_one(bound.index, nullptr);
        marks.add(bound.column->name, mark_of(cell->second.state));
      }
    }
  }

private:
  struct Bound { const Column* column; int index; };

  Statement m_statement;
  std::vector<Bound> m_columns;
};

FormWriter::FormWriter(ledger::Database& db, const Layout& layout, std::string_view schema)
    : m_db(db), m_layout(layout), m_schema(schema) {
  for (const auto& table : all_tables(layout)) {
    const auto name = table_name(*layout.form, table.plan->repeat, table.holds);
    m_writers.emplace(name, std::make_unique<RowWriter>(db, layout, table, schema));
    m_removals.emplace_back(db, fmt::format("DELETE FROM {}.{} WHERE _no = ?", schema, sql_name(name)));
  }
  if (schema == "main") { m_signed.emplace(db, layout); }
}

FormWriter::~FormWriter() = default;

FormWriter::RowWriter* FormWriter::writer(const std::string& repeat, Holds holds) const {
  const auto found = m_writers.find(table_name(*m_layout.form, repeat, holds));
  return found == m_writers.end() ? nullptr : found->second.get();
}

void FormWriter::add(std::int64_t no, const ledger::RecordKey& key, const Cells& cells) {
  changed(no);
  if (m_records == nullptr) { m_records = writer({}, Holds::current); }
  auto& statement = m_records->begin();
  Marks marks;
  statement.bind_one(1, no);
  statement.bind_one(2, key.owner.value());
  statement.bind_one(3, bytes_of(key.id));
  statement.bind_one(4, short_number(cells));
  statement.bind_one(5, 0);
  m_records->questions(cells, marks);
  statement.bind_one(6, marks.text());
  statement.run();
  if (m_layout.tables.size() > 1) { write_repeats(no, form::to_answers(*m_layout.form, cells), Holds::current); }
}

void FormWriter::write(const RecordRows& rows) {
  changed(rows.no);
  remove_rows(rows.no);
  for (const auto holds : {Holds::current, Holds::filed}) {
    const auto& given = rows.answers;
    const auto* answers = holds == Holds::current ? &given.current : given.filed ? &*given.filed : nullptr;
    auto* table = writer({}, holds);
    if (answers == nullptr || table == nullptr) { continue; }
    auto& statement = table->begin();
    Marks marks;
    statement.bind_one(1, rows.no);
    statement.bind_one(2, rows.key.owner.value());
    statement.bind_one(3, bytes_of(rows.key.id));
    statement.bind_one(4, short_number(rows.state.cells));
    statement.bind_one(5, rows.state.retired ? 1 : 0);
    table->questions(answers->cells, marks);
    marks.add(rows.state.conflicts);
    marks.add(*m_layout.form, holds == Holds::current ? given.current_mappings : given.filed_mappings);
    marks.add_version(given.version);
    statement.bind_one(6, marks.text());
    if (holds == Holds::filed) {
      const auto& filed = *rows.state.filed;
      statement.bind_one(7, static_cast<std::int64_t>(filed.version));
      statement.bind_one(8, to_string(filed.time));
      statement.bind_one(9, filed.actor);
      statement.bind_one(10, filed.nil ? 1 : 0);
      statement.bind_one(11, filed.accepted ? 1 : 0);
      statement.bind_one(12, rows.state.reopened ? 1 : 0);
      statement.bind_one(13, rows.state.changed_since_filed ? 1 : 0);
    }
    statement.run();
    write_repeats(rows.no, *answers, holds);
  }
}

void FormWriter::write_repeats(std::int64_t no, const Answers& answers, Holds holds) {
  for (const auto& [repeat, rows] : answers.repeats) { write_rows(no, repeat, rows, holds, {}, 0); }
}

void FormWriter::write_rows(std::int64_t no, const std::string& repeat, const std::vector<AnswerRow>& rows, Holds holds,
                            const std::string& parent, int parent_number) {
  auto* table = writer(repeat, holds);
  if (table == nullptr) { return; }
  for (const auto& row : rows) {
    auto& statement = table->begin();
    Marks marks;
    statement.bind_one(1, no);
    statement.bind_one(2, parent);
    statement.bind_one(3, row.id);
    statement.bind_one(4, row.number);
    if (parent_number > 0) { statement.bind_one(5, parent_number); } else { statement.bind_one(5, nullptr); }
    table->questions(row.answers.cells, marks);
    statement.bind_one(6, marks.text());
    statement.run();
    const auto inside = parent.empty() ? row.id : parent + "/" + row.id;
    for (const auto& [name, within] : row.answers.repeats) { write_rows(no, name, within, holds, inside, row.number); }
  }
}

void FormWriter::remove(std::int64_t no) {
  changed(no);
  remove_rows(no);
}

void FormWriter::remove_rows(std::int64_t no) {
  for (auto& removal : m_removals) { removal.bind(no).run(); }
}

void FormWriter::changed(std::int64_t no) {
  if (m_signed) { m_signed->changed(no); }
}

void FormWriter::sign() {
  if (m_signed) { m_signed->sign(); }
}

bool FormWriter::change(std::int64_t no, const Cells& cells) {
  if (m_layout.survey() || m_layout.calculated) { return false; }
  std::string names;
  std::vector<std::pair<const Column*, const Cell*>> set;
  const auto& columns = m_layout.tables.front().columns;
  for (const auto& [path, cell] : cells) {
    const auto column = std::find_if(columns.begin(), columns.end(), [&name = path](const Column& c) { return c.name == name; });
    const bool plain = cell.state == CellState::value || cell.state == CellState::blank;
    if (column == columns.end() || !plain) { return false; }
    if (column->type == Type::integer && cell.has_value() && !whole(cell.text)) { return false; }
    names += (names.empty() ? "" : ", ") + sql_name(column->name) + " = ?";
    set.emplace_back(&*column, &cell);
  }
  if (set.empty()) { return false; }
  if (std::ranges::any_of(set, [&](const auto& one) { return is_signed(*m_layout.form, *one.first); })) { changed(no); }
  auto found = m_updates.find(names);
  if (found == m_updates.end()) {
    if (m_updates.size() == most_updates) { m_updates.clear(); }
    const auto table = sql_name(table_name(*m_layout.form, {}, Holds::current));
    found = m_updates.emplace(names, Statement(m_db, fmt::format("UPDATE {}.{} SET {} WHERE _no = ? AND _marks IS NULL",
                                                                 m_schema, table, names))).first;
  }
  auto& statement = found->second;
  statement.reset();
  int index = 0;
  for (const auto& [column, cell] : set) {
    ++index;
    if (cell->has_value()) { bind_value(statement, index, column->type, cell->text); } else { statement.bind_one(index, nullptr); }
  }
  statement.bind_one(++index, no);
  statement.run();
  return m_db.changes() == 1;
}

}  // namespace scamdesk::records
