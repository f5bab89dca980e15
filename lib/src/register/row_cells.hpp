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

/// False when the text cannot stand in a column of that type. The text is not copied: it lives until the row is written.
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

/// `INSERT INTO main."r_case" (…) VALUES (?, …)`: the program's columns, then the questions, by position.
std::string insert_sql(const Layout& layout, const TableRef& table, std::string_view schema, std::string_view verb);

}  // namespace scamdesk::records
