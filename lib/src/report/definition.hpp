// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <scamdesk/document.hpp>

/// Reports are data: templates/reports/NAME.yaml says what is asked of the views and how it is shown.
namespace scamdesk::report {

/// How the values of a column are worded: a list of the report's form, or words written in the definition.
struct Words {
  std::string list;
  std::vector<std::pair<std::string, Text>> labels;
  bool empty() const { return list.empty() && labels.empty(); }
};

/// A column of a query. A column of the query named KEY_state tells why a value is missing.
struct Column {
  std::string key;
  Text title;
  Align align = Align::left;
  Words words;
  std::string ko, en;    ///< columns of the query that hold the words instead; empty: none
  bool plain = false;    ///< a number that is no quantity: no thousands separators
  bool time = false;     ///< an instant (RFC 3339), shown as Korean time
};

/// Bars drawn of two columns of a table.
struct Bars {
  Text title, unit;
  std::string label, value;
};

/// Rows of one SELECT over the documented views; `:round`, `:mission` are its parameters.
struct Query {
  std::string sql;
  std::vector<Column> columns;
};
/// One row for each number question: its sum over the rows that answered, and how many did.
struct Figures {
  std::string from;   ///< a view
  std::string where;  ///< over its columns
  std::vector<std::string> of;  ///< questions of the form
};
/// One mission's whole return as filed, section by section as the form has it.
struct AllAnswers {
  std::string from;  ///< the view of filed returns; a repeat's is FROM_REPEAT
};

struct TablePlan {
  std::string name;  ///< for machines
  Text title, note;
  std::variant<Query, Figures, AllAnswers> what;
  std::optional<Bars> bars;
};

struct Section {
  Text heading;
  int level = 1;
  std::vector<Text> points;  ///< said under the heading
  std::vector<TablePlan> tables;
};

struct Definition {
  std::string name;
  std::string version;
  Text title, subtitle;
  std::string form;                     ///< the form whose labels and lists are used
  std::vector<std::string> parameters;  ///< what a run must give
  std::vector<Section> sections;
};

/// Reads a definition. All faults at once: unknown keys with the nearest, missing words, a query that is not one SELECT.
/// Errors: bad_input with file, line and column.
Result<Definition> read_definition(std::string_view yaml, const std::string& file);
/// The one named `name` under `templates`/reports. Errors: not_found with the nearest name; bad_input.
Result<Definition> load_definition(const std::string& templates, const std::string& name);
/// All of them, by name.
Result<std::vector<Definition>> load_definitions(const std::string& templates);

}  // namespace scamdesk::report
