// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/ascii.hpp"
#include "base/text.hpp"
#include "register/bind.hpp"
#include "register/condition.hpp"
#include "register/impl.hpp"
#include "register/signed_blocks.hpp"

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

/// A word that is searched. Where a form has but one version, the codes that its columns hold are those of its lists.
struct Word {
  bool ascii = true;
  bool one_version = true;
};

/// Whether a column can hold a word at all: dates, numbers and most codes have no Hangul, and need not be read for it.
bool may_hold(const Form& form, const form::Question& question, const Word& word) {
  if (question.sensitive) { return false; }
  switch (question.type) {
    case Type::integer: case Type::decimal: case Type::date: case Type::date_time: case Type::record: return word.ascii;
    case Type::select_one: case Type::select_multiple: {
      const auto* list = form.list(question.list);
      return word.ascii || list == nullptr || !word.one_version ||
             std::any_of(list->choices.begin(), list->choices.end(),
                         [](const form::Choice& choice) { return !base::is_ascii(choice.name); });
    }
    case Type::text: case Type::calculate: case Type::note: case Type::group: case Type::repeat: break;
  }
  return true;
}

/// That one of a row's columns holds the word, which is bound once for each of them.
std::string holds_word(const Form& form, const TablePlan& plan, const Word& word, std::size_t& places) {
  std::string sql;
  const auto or_holds = [&](const std::string& column) {
    sql += fmt::format("{}{} LIKE ? ESCAPE '\\'", sql.empty() ? "" : " OR ", column);
    ++places;
  };
  if (plan.repeats.empty() && word.ascii) { or_holds("_number"); }
  for (const auto& column : plan.columns) {
    const auto& question = form.questions[static_cast<std::size_t>(column.question)];
    if (may_hold(form, question, word)) { or_holds(sql_name(column.name)); }
  }
  return sql.empty() ? "0" : sql;
}

/// One word found in the record or in one of its rows.
std::string finds_word(const Layout& layout, const Word& word, std::size_t& places) {
  const auto& form = *layout.form;
  places = 0;
  std::string sql = holds_word(form, layout.tables.front(), word, places);
  for (const auto& plan : layout.tables) {
    if (plan.repeats.empty() || plan.columns.empty()) { continue; }
    sql += fmt::format(" OR EXISTS (SELECT 1 FROM {0} WHERE {0}._no = r._no AND ({1}))",
                       sql_name(table_name(form, plan.repeat, Holds::current)), holds_word(form, plan, word, places));
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

/// The rows that a condition leaves, in (owner, number) order. A number grows beyond its four digits: its running part is
/// compared as a number, which no index does.
class InOrder {
public:
  InOrder(ledger::Database& db, const Form& form, std::string from, const std::vector<SqlValue>& values)
      : m_db(db), m_table(sql_name(table_name(form, {}, Holds::current))), m_from(std::move(from)), m_values(values) {}

  /// All of them, or as many as are wanted; 0: all.
  std::vector<std::int64_t> all(std::size_t limit) const {
    return numbers(fmt::format("{} ORDER BY _owner, rtrim(_number, '0123456789'), length(_number), _number, _no{}", m_from,
                               limit == 0 ? "" : fmt::format(" LIMIT {}", limit)));
  }

  /// The first of them. Where no number has outgrown its digits the index has the order, and what follows is not read.
  std::vector<std::int64_t> first(std::size_t limit) const {
    auto found = numbers(fmt::format("{} AND NOT {} ORDER BY _owner, _number, _no LIMIT {}", m_from, outgrown, limit));
    if (found.size() == limit && !outgrown_before(found.back())) { return found; }
    return all(limit);
  }

private:
  static constexpr std::string_view outgrown =
      "coalesce(length(_number) > length(rtrim(_number, '0123456789')) + 4, 0)";

  std::vector<std::int64_t> numbers(const std::string& sql) const {
    ledger::Statement rows(m_db, sql);
    bind_all(rows, 1, m_values);
    std::vector<std::int64_t> found;
    while (rows.step()) { found.push_back(rows.integer(0)); }
    return found;
  }

  /// Whether a longer number stands before this row: those of the row's own owner and year come after it.
  bool outgrown_before(std::int64_t no) const {
    ledger::Statement longer(m_db, fmt::format("SELECT 1 FROM {0}, (SELECT _owner AS o, coalesce(rtrim(_number, '0123456789'), '') AS n "
                                               "FROM {0} WHERE _no = ?) WHERE (_owner, _number) < (o, n) AND {1} LIMIT 1", m_table, outgrown));
    return longer.bind(no).step();
  }

  ledger::Database& m_db;
  std::string m_table, m_from;
  const std::vector<SqlValue>& m_values;
};

std::int64_t greatest_number(ledger::Database& db, const Form& form) {
  const auto table = sql_name(table_name(form, {}, Holds::current));
  ledger::Statement row(db, fmt::format("SELECT coalesce(max(_no), 0) FROM {}", table));
  row.step();
  return row.integer(0);
}

/// The records among which all the words are to be looked for, as a JSON array of first and last numbers. Nothing where
/// signatures leave more than a third: a word so frequent is met soon in the order of the list.
std::optional<std::string> where_to_look(ledger::Database& db, const FormTables& tables,
                                         const std::vector<std::string>& words) {
  std::vector<std::uint64_t> pairs;
  for (const auto& word : words) {
    const auto of_word = pairs_of(word);
    pairs.insert(pairs.end(), of_word.begin(), of_word.end());
  }
  if (pairs.empty() || tables.schema != "main") { return std::nullopt; }
  const auto greatest = greatest_number(db, *tables.layout.form);
  std::int64_t left = 0;
  std::string ranges;
  for (const auto& [first, last] : numbers_with(db, tables.layout, pairs)) {
    left += std::max(std::int64_t{0}, std::min(last, greatest) - first + 1);
    ranges += fmt::format("{}[{},{}]", ranges.empty() ? "" : ",", first, last);
  }
  if (left > greatest / 3) { return std::nullopt; }
  return "[" + ranges + "]";
}

}  // namespace

Result<std::vector<std::int64_t>> Registers::select(const Form& form, const Selection& selection) const {
  auto* tables = m_impl->tables_of(form.name.value());
  if (tables == nullptr) { return std::vector<std::int64_t>{}; }
  const auto text = base::to_nfc(selection.text);
  if (!text) { return fail(text.error()); }
  const auto words = words_of(*text);
  const auto table = sql_name(table_name(form, {}, Holds::current));
  std::string sql = fmt::format("SELECT _no FROM {} r WHERE 1", table);
  std::vector<SqlValue> values;
  const auto ranges = where_to_look(m_impl->db(), *tables, words);
  if (ranges) {
    sql = fmt::format("SELECT _no FROM (SELECT value ->> 0 AS _from, value ->> 1 AS _to FROM json_each(?)) "
                      "CROSS JOIN {} r NOT INDEXED WHERE _no BETWEEN _from AND _to", table);
    values.emplace_back(*ranges);
  }
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
  const bool one_version = m_impl->catalog.versions(form.name.value()).size() == 1;
  for (const auto& word : words) {
    std::size_t places = 0;
    sql += " AND " + finds_word(tables->layout, {base::is_ascii(word), one_version}, places);
    values.insert(values.end(), places, SqlValue(like(word)));
  }
  const InOrder rows(m_impl->db(), form, std::move(sql), values);
  return selection.limit == 0 || ranges ? rows.all(selection.limit) : rows.first(selection.limit);
}

}  // namespace scamdesk::records
