// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "form/form.hpp"
#include "ledger/database.hpp"

/// The tables that a form makes, all STRICT, their names always quoted (dashes become underscores):
///
/// `r_FORM`: one row for each record, its current values.
///   `_no` the ledger's record number; `_owner`; `_id` the UUID's 16 bytes; `_number` the short number; `_retired` 0 or 1;
///   `_marks` JSON, NULL when there is nothing to say: {"question": "not_available" | "not_applicable" | "erased" |
///   "unreadable", "#conflict": ["path", …]}; then a column for each question outside any repeat: INTEGER for integers,
///   ANY for calculations (INTEGER, REAL or TEXT), TEXT for all else (decimals normalised text, several choices separated
///   by one space). NULL is a blank or one of the marks.
/// `r_FORM_REPEAT`: one row for each row of a repeat.
///   `_no`; `_parent` the ids of the rows around it, '' when there are none; `_row` its id; `_n` its number; `_parent_n`
///   the number of the row around it; `_marks`; the questions.
/// `f_FORM`, `f_FORM_REPEAT` of a survey: the same of the filed version, and `_version _filed_at _filed_by _nil _accepted
///   _reopened _changed_since_filed`.
///
/// The documented views over them are in views.hpp.
namespace scamdesk::records {

struct Column {
  std::string name;  ///< the question's, and the column's
  int question = 0;  ///< index in the form
  form::Type type = form::Type::text;
};

/// The table of a record, or of a repeat's rows.
struct TablePlan {
  std::string repeat;                ///< empty: the record itself
  std::vector<std::string> repeats;  ///< from the outermost to this one; empty: the record itself
  int question = -1;                 ///< index of the repeat
  std::vector<Column> columns;       ///< in form order
};

/// What one form's tables look like; `form` joins all versions that this desk knows.
struct Layout {
  form::FormPtr form;
  std::vector<TablePlan> tables;  ///< the record's first, then the repeats' in form order
  bool calculated = false;        ///< some question has a calculation
  bool survey() const { return form->kind == form::Kind::survey; }
};

Layout lay_out(form::FormPtr form);

/// One definition out of several versions of a form: the one that the others lead to by its `changes:`, or the first; and
/// at the end the questions that only others have and that none of its changes gave another name or place.
form::FormPtr join_versions(std::span<const form::FormPtr> versions);

/// Which of a form's values a table holds.
enum class Holds : char { current = 'r', filed = 'f' };

std::string sql_name(std::string_view name);
/// `r_case`, `f_scam_survey_sites`; not quoted.
std::string table_name(const form::Form& form, std::string_view repeat, Holds holds);
std::string_view sql_type(form::Type type);

/// All tables of a form with what they hold.
struct TableRef { const TablePlan* plan; Holds holds; };
std::vector<TableRef> all_tables(const Layout& layout);

/// The statements that make one table and its index in `schema` (`main` or `temp`).
std::vector<std::string> table_ddl(const Layout& layout, const TableRef& table, std::string_view schema);

/// Program columns of a table, in order, before its questions.
std::vector<std::string_view> program_columns(const TableRef& table);

}  // namespace scamdesk::records
