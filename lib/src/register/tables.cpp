// SPDX-License-Identifier: Apache-2.0
#include "register/tables.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace scamdesk::records {
namespace {

using form::Form;
using form::Question;
using form::Type;

std::string underscored(std::string_view name) {
  std::string result(name);
  std::replace(result.begin(), result.end(), '-', '_');
  return result;
}

/// A question of an older version, set into the joined form: its place is found again by the names of its repeats.
void adopt(const Form& from, const Question& question, Form& into) {
  const form::VersionMap map(into);
  const auto now = map.name_of(question.name);
  if (!now.empty() && now != question.name) { return; }  // read under its new name
  Question copy = question;
  copy.required = copy.relevant = copy.constraint = copy.calculation = copy.choice_filter = copy.default_value = {};
  const auto around = question.repeat < 0 ? std::string() : from.questions[static_cast<std::size_t>(question.repeat)].name;
  const auto around_now = map.name_of(around);
  copy.repeat = around.empty() ? -1 : into.index_of(around_now.empty() ? around : around_now);
  copy.parent = copy.repeat;
  into.questions.push_back(std::move(copy));
}

/// A reason for no value that an older version allows stays told from a blank, whatever its question is called now.
void allow_reasons(const Question& older, Form& joined) {
  const auto now = form::VersionMap(joined).name_of(older.name);
  const int index = joined.index_of(now.empty() ? older.name : now);
  if (index < 0) { return; }
  auto& question = joined.questions[static_cast<std::size_t>(index)];
  question.may_be_not_available = question.may_be_not_available || older.may_be_not_available;
  question.may_be_not_applicable = question.may_be_not_applicable || older.may_be_not_applicable;
}

/// The version that names the other one as older stands before it.
const form::FormPtr& newest(std::span<const form::FormPtr> versions) {
  const auto* found = &versions.front();
  for (std::size_t steps = 0; steps < versions.size(); ++steps) {
    const auto follows = [&](const form::FormPtr& other) {
      return std::any_of(other->changes.begin(), other->changes.end(),
                         [&](const form::Change& change) { return change.from == (*found)->version; });
    };
    const auto next = std::find_if(versions.begin(), versions.end(), follows);
    if (next == versions.end()) { break; }
    found = &*next;
  }
  return *found;
}

std::string_view program_type(std::string_view column) {
  if (column == "_no") { return "INTEGER PRIMARY KEY"; }
  if (column == "_id") { return "BLOB NOT NULL"; }
  if (column == "_owner" || column == "_row" || column == "_parent") { return "TEXT NOT NULL"; }
  if (column == "_number" || column == "_marks" || column == "_filed_at" || column == "_filed_by") { return "TEXT"; }
  return column == "_parent_n" ? "INTEGER" : "INTEGER NOT NULL";
}

}  // namespace

Layout lay_out(form::FormPtr form) {
  Layout layout;
  layout.tables.push_back({});
  std::vector<std::size_t> table_of(form->questions.size());
  for (std::size_t i = 0; i < form->questions.size(); ++i) {
    const auto& question = form->questions[i];
    const auto around = question.repeat < 0 ? 0 : table_of[static_cast<std::size_t>(question.repeat)];
    if (question.type == Type::repeat) {
      table_of[i] = layout.tables.size();
      auto repeats = layout.tables[around].repeats;
      repeats.push_back(question.name);
      layout.tables.push_back({question.name, std::move(repeats), static_cast<int>(i), {}});
    } else if (question.holds_value()) {
      layout.tables[around].columns.push_back({question.name, static_cast<int>(i), question.type});
      layout.calculated = layout.calculated || !question.calculation.empty();
    }
  }
  layout.form = std::move(form);
  return layout;
}

form::FormPtr join_versions(std::span<const form::FormPtr> versions) {
  if (versions.size() == 1) { return versions.front(); }
  const auto& leading = newest(versions);
  auto joined = std::make_shared<Form>(*leading);
  for (const auto& version : versions) {
    if (version == leading) { continue; }
    for (const auto& question : version->questions) {
      if (question.type == Type::group || question.type == Type::note) { continue; }
      if (joined->index_of(question.name) < 0) { adopt(*version, question, *joined); }
      allow_reasons(question, *joined);
    }
  }
  return joined;
}

std::string sql_name(std::string_view name) {
  std::string result = "\"";
  for (const char c : name) { result.append(c == '"' ? 2 : 1, c); }
  return result += '"';
}

std::string table_name(const Form& form, std::string_view repeat, Holds holds) {
  std::string name = fmt::format("{}_{}", static_cast<char>(holds), underscored(form.name.value()));
  if (!repeat.empty()) { name.append("_").append(underscored(repeat)); }
  return name;
}

std::string_view sql_type(Type type) {
  switch (type) {
    case Type::integer: return "INTEGER";
    case Type::calculate: return "ANY";
    case Type::text: case Type::decimal: case Type::date: case Type::date_time: case Type::select_one:
    case Type::select_multiple: case Type::record: case Type::note: case Type::group: case Type::repeat: break;
  }
  return "TEXT";
}

std::vector<TableRef> all_tables(const Layout& layout) {
  std::vector<TableRef> tables;
  for (const auto& plan : layout.tables) { tables.push_back({&plan, Holds::current}); }
  if (layout.survey()) {
    for (const auto& plan : layout.tables) { tables.push_back({&plan, Holds::filed}); }
  }
  return tables;
}

std::vector<std::string_view> program_columns(const TableRef& table) {
  if (!table.plan->repeats.empty()) { return {"_no", "_parent", "_row", "_n", "_parent_n", "_marks"}; }
  std::vector<std::string_view> columns{"_no", "_owner", "_id", "_number", "_retired", "_marks"};
  if (table.holds == Holds::filed) {
    columns.insert(columns.end(), {"_version", "_filed_at", "_filed_by", "_nil", "_accepted", "_reopened",
                                   "_changed_since_filed"});
  }
  return columns;
}

std::vector<std::string> table_ddl(const Layout& layout, const TableRef& table, std::string_view schema) {
  const auto name = table_name(*layout.form, table.plan->repeat, table.holds);
  const bool rows = !table.plan->repeats.empty();
  std::string columns;
  for (const auto column : program_columns(table)) {
    const auto type = rows && column == "_no" ? "INTEGER NOT NULL" : program_type(column);
    columns += fmt::format("{}{} {}", columns.empty() ? "" : ", ", column, type);
  }
  for (const auto& column : table.plan->columns) {
    columns += fmt::format(", {} {}", sql_name(column.name), sql_type(column.type));
  }
  if (rows) { columns += ", PRIMARY KEY (_no, _parent, _row)"; }
  std::vector<std::string> statements{
      fmt::format("CREATE TABLE {}.{} ({}) STRICT{}", schema, sql_name(name), columns, rows ? ", WITHOUT ROWID" : "")};
  // One index serves one owner's records, a short number, and the next free number.
  if (!rows && table.holds == Holds::current && !layout.survey()) {
    statements.push_back(fmt::format("CREATE INDEX {}.{} ON {} (_owner, _number)", schema, sql_name(name + "_by_owner"),
                                     sql_name(name)));
  }
  return statements;
}

}  // namespace scamdesk::records
