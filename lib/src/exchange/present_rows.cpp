// SPDX-License-Identifier: Apache-2.0
#include "exchange/present_rows.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/hash.hpp"
#include "register/tables.hpp"

namespace scamdesk::exchange {
namespace {

// No answer holds a NUL, so it parts answers safely.
void append(std::string& text, std::string_view answer) { text.append(answer).push_back('\0'); }

std::string column_list(const std::vector<RowColumn>& key, const std::vector<RowColumn>& columns) {
  std::string list;
  for (const auto* some : {&key, &columns}) {
    for (const auto& column : *some) { list += ", " + records::sql_name(column.name); }
  }
  return list;
}

}  // namespace

PresentRows::PresentRows(ledger::Database& database, const form::Form& form, const Owner& owner,
                         const std::vector<RowColumn>& key, const std::vector<RowColumn>& columns)
    : m_key(key), m_columns(columns) {
  for (const auto& column : m_key) {
    const auto at = std::ranges::find(m_columns, column.name, &RowColumn::name);
    m_key_columns.push_back(static_cast<std::size_t>(at - m_columns.begin()));
  }
  ledger::Statement rows(database, fmt::format("SELECT _no, _retired, _marks IS NULL{} FROM {} WHERE _owner = ?",
                                               column_list(key, columns),
                                               records::sql_name(records::table_name(form, {}, records::Holds::current))));
  rows.bind(owner.value());
  std::string key_text, answers;
  while (rows.step()) {
    key_text.clear();
    answers.clear();
    int column = 3;
    for (std::size_t i = 0; i < m_key.size(); ++i) { append(key_text, rows.text(column++)); }
    for (std::size_t i = 0; i < m_columns.size(); ++i) { append(answers, rows.text(column++)); }
    const bool plain = rows.integer(2) != 0;
    m_entries.insert_or_assign(key_text, Entry{rows.integer(0), plain ? base::blake2b(answers) : Hash(),
                                               rows.integer(1) != 0});
  }
}

bool PresentRows::serves(const std::vector<RowColumn>& key, const std::vector<RowColumn>& columns) const {
  return std::ranges::equal(key, m_key, {}, &RowColumn::name, &RowColumn::name) &&
         std::ranges::equal(columns, m_columns, {}, &RowColumn::name, &RowColumn::name);
}

bool PresentRows::key_of(const FlatCells& cells, std::string& key) const {
  key.clear();
  for (const auto column : m_key_columns) {
    if (!cells[column].has_value()) { return false; }
    append(key, cells[column].text);
  }
  return true;
}

PresentRows::Entry* PresentRows::find(const std::string& key) {
  const auto found = m_entries.find(key);
  return found == m_entries.end() ? nullptr : &found->second;
}

Hash PresentRows::answers_of(const FlatCells& cells) {
  m_scratch.clear();
  for (const auto& cell : cells) {
    if (cell.state == CellState::not_available || cell.state == CellState::not_applicable) {
      m_scratch.append({'\x01', static_cast<char>(cell.state)});  // no answer either
    }
    append(m_scratch, cell.text);
  }
  return base::blake2b(m_scratch);
}

}  // namespace scamdesk::exchange
