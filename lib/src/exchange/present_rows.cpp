// SPDX-License-Identifier: Apache-2.0
#include "exchange/present_rows.hpp"

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
                                               rows.integer(1) != 0, {}, 0});
  }
}

std::optional<std::string> PresentRows::key_of(const Cells& cells) const {
  std::string text;
  for (const auto& column : m_key) {
    const auto cell = cells.find(column.name);
    if (cell == cells.end() || !cell->second.has_value()) { return std::nullopt; }
    append(text, cell->second.text);
  }
  return text;
}

const PresentRows::Entry* PresentRows::find(const std::string& key) const {
  const auto found = m_entries.find(key);
  return found == m_entries.end() ? nullptr : &found->second;
}

Hash PresentRows::answers_of(const Cells& cells) const {
  std::string answers;
  for (const auto& column : m_columns) {
    const auto cell = cells.find(column.name);
    if (cell == cells.end()) {
      append(answers, {});
    } else if (cell->second.has_value()) {
      append(answers, cell->second.text);
    } else {
      return {};
    }
  }
  return base::blake2b(answers);
}

}  // namespace scamdesk::exchange
