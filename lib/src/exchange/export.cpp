// SPDX-License-Identifier: Apache-2.0
#include "exchange/export.hpp"

#include <map>

namespace scamdesk::exchange {
namespace {

/// Where a column stands: the questions of a form in their order, each row of a repeat after the one before it.
using Position = std::vector<int>;

struct Flat { std::string name; Text title; Cell cell; };
using FlatRow = std::map<Position, Flat>;

bool is_exported(const form::Question& question, bool personal) {
  return question.holds_value() && (personal || !question.sensitive);
}

class Flattener {
public:
  Flattener(const form::Form& form, bool personal) : m_form(form), m_personal(personal) {}

  FlatRow flatten(const Answers& answers) {
    m_row.clear();
    scope(answers, -1, {}, "");
    return std::move(m_row);
  }

private:
  // A repeat's rows are told apart by their number before the questions in them are.
  void scope(const Answers& answers, int repeat, const Position& before, const std::string& prefix) {
    for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
      const auto& question = m_form.questions[i];
      if (question.repeat != repeat) { continue; }
      auto position = before;
      position.push_back(static_cast<int>(i));
      if (question.type == form::Type::repeat) {
        const auto rows = answers.repeats.find(question.name);
        if (rows == answers.repeats.end()) { continue; }
        for (const auto& row : rows->second) {
          auto inner = position;
          inner.push_back(row.number);
          scope(row.answers, static_cast<int>(i), inner, prefix + question.name + "[" + std::to_string(row.number) + "].");
        }
      } else if (is_exported(question, m_personal)) {
        const auto cell = answers.cells.find(question.name);
        m_row[position] = {prefix + question.name, question.label, cell == answers.cells.end() ? Cell::blank() : cell->second};
      }
    }
  }

  const form::Form& m_form;
  bool m_personal;
  FlatRow m_row;
};

TableCell table_cell(const Cell& cell) {
  switch (cell.state) {
    case CellState::not_available: return "@not_available";
    case CellState::not_applicable: return "@not_applicable";
    case CellState::value: return in_file(cell.text);
    case CellState::blank:
    case CellState::erased: break;
  }
  return TableCell::blank();
}

std::string number_of(const ledger::RecordState& state) {
  const auto number = state.cells.find("#");
  return number == state.cells.end() ? std::string() : number->second.text;
}

/// The tables of a form: the record's own, and one for each repeat.
class Sheets {
public:
  Sheets(const form::Form& form, bool personal) : m_form(form), m_personal(personal) { add_table(-1, form.name.value()); }

  void add(const records::Record& record) {
    m_id = to_string(record.key.id);
    m_number = number_of(record.state);
    const auto answers = form::to_answers(m_form, record.state.cells);
    add_rows(answers, -1, {});
  }
  std::vector<Table> finish() { return std::move(m_tables); }

private:
  void add_table(int repeat, const std::string& name) {
    Table table{"scamdesk.records/1", name, {}, {name, name}, {{"id", {"id", "id"}}, {"number", word(message("Number"))}}, {}, {}};
    for (int around = repeat < 0 ? -1 : at(repeat).repeat; around >= 0; around = at(around).repeat) {
      table.columns.push_back({"#" + at(around).name, {}, Align::right});
    }
    if (repeat >= 0) { table.columns.push_back({"#", {}, Align::right}); }
    for (const auto& question : m_form.questions) {
      if (question.repeat != repeat || !is_exported(question, m_personal)) { continue; }
      const bool figures = question.type == form::Type::integer || question.type == form::Type::decimal;
      table.columns.push_back({question.name, question.label, figures ? Align::right : Align::left});
    }
    m_of[repeat] = m_tables.size();
    m_tables.push_back(std::move(table));
    for (int i = 0; i < static_cast<int>(m_form.questions.size()); ++i) {
      if (at(i).type == form::Type::repeat && at(i).repeat == repeat) { add_table(i, at(i).name); }
    }
  }

  /// `numbers` are those of the rows around, the innermost last.
  void add_rows(const Answers& answers, int repeat, const std::vector<int>& numbers) {
    std::vector<TableCell> cells{m_id, m_number};
    for (auto i = numbers.size(); i > 1; --i) { cells.emplace_back(numbers[i - 2]); }
    if (!numbers.empty()) { cells.emplace_back(numbers.back()); }
    for (const auto& question : m_form.questions) {
      if (question.repeat != repeat || !is_exported(question, m_personal)) { continue; }
      const auto found = answers.cells.find(question.name);
      cells.push_back(table_cell(found == answers.cells.end() ? Cell::blank() : found->second));
    }
    m_tables[m_of[repeat]].rows.push_back(std::move(cells));
    for (const auto& [name, rows] : answers.repeats) {
      for (const auto& row : rows) {
        auto inner = numbers;
        inner.push_back(row.number);
        add_rows(row.answers, m_form.index_of(name), inner);
      }
    }
  }

  const form::Question& at(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }

  const form::Form& m_form;
  bool m_personal;
  std::vector<Table> m_tables;
  std::map<int, std::size_t> m_of;
  std::string m_id, m_number;
};

}  // namespace

Result<std::vector<Table>> export_sheets(const records::Registers& registers, const form::FormPtr& form, bool personal) {
  const auto selected = registers.select(*form, {});
  if (!selected) { return fail(selected.error()); }
  Sheets sheets(*form, personal);
  for (const auto no : *selected) {
    const auto record = registers.read(no);
    if (!record) { return fail(record.error()); }
    sheets.add(*record);
  }
  return sheets.finish();
}

Result<Table> export_records(const records::Registers& registers, const form::FormPtr& form, bool personal) {
  Table table{"scamdesk.records/1", "records", {{"register", form->name.value()}}, form->title,
              {{"id", {"id", "id"}}, {"number", word(message("Number"))}}, {}, {}};
  const auto selected = registers.select(*form, {});
  if (!selected) { return fail(selected.error()); }
  Flattener flattener(*form, personal);
  std::map<Position, std::pair<std::string, Text>> columns;
  for (const auto& [position, flat] : flattener.flatten({})) { columns.try_emplace(position, flat.name, flat.title); }
  std::vector<std::pair<records::Record, FlatRow>> rows;
  for (const auto no : *selected) {
    auto record = registers.read(no);
    if (!record) { return fail(record.error()); }
    auto row = flattener.flatten(form::to_answers(*form, record->state.cells));
    for (const auto& [position, flat] : row) { columns.try_emplace(position, flat.name, flat.title); }
    rows.emplace_back(std::move(*record), std::move(row));
  }
  for (const auto& [position, column] : columns) { table.columns.push_back({column.first, column.second}); }
  for (const auto& [record, row] : rows) {
    std::vector<TableCell> cells{to_string(record.key.id), number_of(record.state)};
    for (const auto& [position, column] : columns) {
      const auto found = row.find(position);
      cells.push_back(found == row.end() ? TableCell::blank() : table_cell(found->second.cell));
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

}  // namespace scamdesk::exchange
