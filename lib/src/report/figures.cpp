// SPDX-License-Identifier: Apache-2.0
#include "report/figures.hpp"

#include <fmt/format.h>
#include <span>

#include "report/cells.hpp"

namespace scamdesk::report {
namespace {

/// For each question four columns: sum, answered, not available, not applicable; before them the number of rows.
std::string query_of(const Figures& figures, const std::vector<const form::Question*>& questions) {
  std::string sql = "SELECT COUNT(*)";
  for (const auto* question : questions) {
    sql += fmt::format(", SUM(\"{0}\"), COUNT(\"{0}\")", question->name);
    for (const auto& [allowed, state] : {std::pair(question->may_be_not_available, "not_available"),
                                         std::pair(question->may_be_not_applicable, "not_applicable")}) {
      sql += allowed ? fmt::format(", COUNT(*) FILTER (WHERE \"{}_state\" = '{}')", question->name, state) : ", 0";
    }
  }
  return sql + fmt::format(" FROM \"{}\" WHERE {}", figures.from, figures.where);
}

std::int64_t number(const Data& datum) {
  const auto* value = std::get_if<std::int64_t>(&datum.value());
  return value == nullptr ? 0 : *value;
}

std::vector<TableCell> row_of(const form::Form& form, const form::Question& question, std::span<const Data> data,
                              std::int64_t filed) {
  const std::int64_t answered = number(data[1]);
  const std::int64_t not_available = number(data[2]);
  const std::int64_t not_applicable = number(data[3]);
  const auto count = [](std::int64_t n) { return TableCell(Text{grouped(n), grouped(n)}, Data(n)); };
  return {TableCell(question.label, Data(question.name)), answer_cell(form, question, data[0], {}), count(answered),
          count(filed), count(not_available), count(not_applicable),
          count(filed - answered - not_available - not_applicable)};
}

std::vector<TableColumn> columns() {
  const auto figure = [](const char* key, const Message& title) {
    return TableColumn{key, word(title), Align::right};
  };
  return {{"figure", word(message("Figure")), Align::left},
          figure("total", message("Total")),
          figure("answered", message("Answered")),
          figure("of", message("Of")),
          figure("not_available", message("Not available")),
          figure("not_applicable", message("Not applicable")),
          figure("blank", message("Blank"))};
}

}  // namespace

Result<Table> figures_table(const Figures& figures, SqlRunner& sql, const RunInput& input) {
  if (!input.form) { return fail(Errc::config, message("the form of this report is not known here")); }
  std::vector<const form::Question*> questions;
  for (const auto& name : figures.of) {
    const auto* question = input.form->find(name);
    if (question == nullptr || question->type != form::Type::integer || question->sensitive) {
      return fail(Errc::config, message("no figure of form {0}: {1}", input.form->name.value(), name));
    }
    questions.push_back(question);
  }
  const auto rows = sql.select(query_of(figures, questions), input.parameters);
  if (!rows) { return fail(rows.error()); }
  if (rows->rows.size() != 1 || rows->rows.front().size() != 1 + 4 * questions.size()) {
    return fail(Errc::bug, message("a query of totals gave no totals"));
  }
  const std::span<const Data> data(rows->rows.front());
  Table table;
  table.columns = columns();
  for (std::size_t i = 0; i < questions.size(); ++i) {
    table.rows.push_back(row_of(*input.form, *questions[i], data.subspan(1 + 4 * i, 4), number(data[0])));
  }
  return table;
}

}  // namespace scamdesk::report
