// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "form/changes.hpp"
#include "ledger/database.hpp"
#include "ledger/settle.hpp"
#include "register/tables.hpp"

/// Cells on their way into the columns of a form's tables.
namespace scamdesk::records {

/// A whole number as it is written in an answer.
std::optional<std::int64_t> whole(std::string_view text);

/// An answer as a column of that type holds it; empty when it cannot stand there. The text is not copied.
std::optional<ledger::ColumnValue> column_value(form::Type type, std::string_view text);
/// Binds that, or NULL and says false. The text lives until the row is written.
bool bind_value(ledger::Statement& statement, int index, form::Type type, std::string_view text);

/// What `_marks` says of a cell without a value; empty: nothing.
std::string_view mark_of(CellState state);

/// The marks of a row, as they are written.
class Marks {
public:
  void add(const std::string& question, std::string_view mark);
  void add(const std::vector<ledger::Conflict>& conflicts);
  /// What was read through the map, by the answer's name without its rows: {"risk": "renamed danger, recoded hi"}. A code
  /// of a sensitive question is not told.
  void add(const form::Form& form, const std::vector<form::Mapping>& mappings);
  void add_version(const std::optional<std::string>& version) { m_version = version; }
  std::optional<std::string> text() const;

private:
  struct Mark { std::string question, what; };
  std::vector<Mark> m_marks;
  std::vector<std::string> m_conflicts;
  std::map<std::string, std::vector<std::string>> m_mapped;
  std::optional<std::string> m_version;
};

/// `main."r_case" (_no, …)`: the program's columns, then the questions.
std::string table_columns(const Layout& layout, const TableRef& table, std::string_view schema);
/// How many these are.
std::size_t column_count(const TableRef& table);

}  // namespace scamdesk::records
