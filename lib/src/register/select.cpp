// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "register/bind.hpp"
#include "register/condition.hpp"
#include "register/impl.hpp"

namespace scamdesk::records {
namespace {

using form::Form;
using form::Type;

/// `%word%` with LIKE's own signs escaped.
std::string like(std::string_view word) {
  std::string pattern = "%";
  for (const char c : word) {
    if (c == '%' || c == '_' || c == '\\') { pattern += '\\'; }
    pattern += c;
  }
  return pattern += '%';
}

/// All that people may search in a table's row, as one text.
std::string haystack(const Form& form, const TablePlan& plan) {
  std::string sql;
  for (const auto& column : plan.columns) {
    if (form.questions[static_cast<std::size_t>(column.question)].sensitive) { continue; }
    sql += fmt::format("{}coalesce({}, '')", sql.empty() ? "" : " || char(10) || ", sql_name(column.name));
  }
  return sql.empty() ? "''" : sql;
}

/// One word found in the record or in one of its rows; the word is bound once for each table.
std::string finds_word(const Layout& layout, std::size_t& places) {
  const auto& form = *layout.form;
  std::string sql = fmt::format("coalesce(_number, '') || char(10) || {} LIKE ? ESCAPE '\\'", haystack(form, layout.tables.front()));
  places = 1;
  for (const auto& plan : layout.tables) {
    if (plan.repeats.empty() || plan.columns.empty()) { continue; }
    sql += fmt::format(" OR EXISTS (SELECT 1 FROM {0} WHERE {0}._no = r._no AND {1} LIKE ? ESCAPE '\\')",
                       sql_name(table_name(form, plan.repeat, Holds::current)), haystack(form, plan));
    ++places;
  }
  return "(" + sql + ")";
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n') {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::exchange(word, {}));
    }
  }
  if (!word.empty()) { words.push_back(std::move(word)); }
  return words;
}

/// The column of a byte, in characters from 1.
std::size_t column_of(std::string_view text, std::size_t byte) {
  const auto before = text.substr(0, byte);
  return 1 + static_cast<std::size_t>(std::count_if(before.begin(), before.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

Result<SqlCondition> condition_of(const Form& form, const std::string& where, const std::optional<Instant>& now) {
  const auto expression = form::Expression::parse(where);
  if (!expression) { return fail(expression.error()); }
  if (expression->empty()) { return SqlCondition{"1", {}}; }
  auto condition = to_sql(form, expression->root(), {.over_view = false, .sensitive = false, .now = now});
  if (!condition && condition.error().place) {
    auto error = condition.error();
    error.place->column = column_of(where, error.place->column - 1);
    return fail(std::move(error));
  }
  return condition;
}

}  // namespace

Result<std::vector<std::int64_t>> Registers::select(const Form& form, const Selection& selection) const {
  auto* tables = m_impl->tables_of(form.name.value());
  if (tables == nullptr) { return std::vector<std::int64_t>{}; }
  std::string sql = fmt::format("SELECT _no FROM {} r WHERE 1", sql_name(table_name(form, {}, Holds::current)));
  std::vector<SqlValue> values;
  if (!selection.retired) { sql += " AND NOT _retired"; }
  if (selection.owner) {
    sql += " AND _owner = ?";
    values.emplace_back(selection.owner->value());
  }
  if (!selection.where.empty()) {
    auto condition = condition_of(*tables->layout.form, selection.where, selection.now);
    if (!condition) { return fail(std::move(condition.error())); }
    sql += " AND " + condition->sql;
    values.insert(values.end(), condition->values.begin(), condition->values.end());
  }
  const auto text = base::to_nfc(selection.text);
  if (!text) { return fail(text.error()); }
  for (const auto& word : words_of(*text)) {
    std::size_t places = 0;
    sql += " AND " + finds_word(tables->layout, places);
    values.insert(values.end(), places, SqlValue(like(word)));
  }
  // A number grows beyond its four digits: its running part is compared as a number.
  sql += " ORDER BY _owner, rtrim(_number, '0123456789'), length(_number), _number, _no";
  if (selection.limit > 0) { sql += fmt::format(" LIMIT {}", selection.limit); }
  ledger::Statement rows(m_impl->db(), sql);
  bind_all(rows, 1, values);
  std::vector<std::int64_t> numbers;
  while (rows.step()) { numbers.push_back(rows.integer(0)); }
  return numbers;
}

}  // namespace scamdesk::records
