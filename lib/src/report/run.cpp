// SPDX-License-Identifier: Apache-2.0
#include "report/run.hpp"

#include <algorithm>

#include "document/writers.hpp"
#include "report/answers.hpp"
#include "report/cells.hpp"
#include "report/figures.hpp"

namespace scamdesk::report {
namespace {

/// `{name}` becomes the parameter or the words of that name; other braces stay as they are.
std::string filled(std::string text, const RunInput& input, Lang lang) {
  const auto replace = [&](const std::string& name, const std::string& value) {
    const std::string slot = '{' + name + '}';
    for (auto at = text.find(slot); at != std::string::npos; at = text.find(slot, at + value.size())) {
      text.replace(at, slot.size(), value);
    }
  };
  for (const auto& [name, value] : input.words) { replace(name, value.in(lang)); }
  for (const auto& [name, value] : input.parameters) { replace(name, value); }
  return text;
}

Text filled(const Text& text, const RunInput& input) {
  return {filled(text.ko, input, Lang::ko), filled(text.en, input, Lang::en)};
}

/// Where a column's datum, its reason for missing and its words stand in a query's rows.
struct Source {
  std::size_t value = 0;
  std::optional<std::size_t> state, ko, en;
};

std::optional<std::size_t> position(const SqlRows& rows, const std::string& column) {
  const auto found = std::find(rows.columns.begin(), rows.columns.end(), column);
  if (column.empty() || found == rows.columns.end()) { return std::nullopt; }
  return static_cast<std::size_t>(found - rows.columns.begin());
}

TableCell cell_of(const Column& column, const Source& source, const std::vector<Data>& row, const form::Form* form) {
  const Data& datum = row[source.value];
  if (is_null(datum)) { return missing_cell(source.state ? plain_text(row[*source.state]) : std::string()); }
  if (source.ko && source.en) { return {Text{plain_text(row[*source.ko]), plain_text(row[*source.en])}, datum}; }
  if (!column.words.empty()) { return {labels(column.words, form, plain_text(datum)), datum}; }
  if (column.time) {
    if (const auto instant = parse_instant(plain_text(datum))) { return {korean_time(*instant), datum}; }
  }
  if (const auto* number = std::get_if<std::int64_t>(&datum.value()); number != nullptr && !column.plain) {
    const auto text = grouped(*number);
    return {Text{text, text}, datum};
  }
  const auto text = plain_text(datum);
  return {Text{text, text}, datum};
}

class Run {
public:
  Run(const Definition& definition, SqlRunner& sql, const RunInput& input)
      : m_definition(definition), m_sql(sql), m_input(input) {}

  Result<Document> document() {
    m_document.schema = "scamdesk.report/1";
    m_document.title = filled(m_definition.title, m_input);
    m_document.subtitle = filled(m_definition.subtitle, m_input);
    for (const auto& section : m_definition.sections) {
      m_document.blocks.emplace_back(Heading{section.level, filled(section.heading, m_input)});
      for (const auto& point : section.points) {
        m_document.blocks.emplace_back(Item{2, filled(point, m_input), false});
      }
      for (const auto& plan : section.tables) {
        auto added = add(plan, section.level);
        if (!added) { return fail(std::move(added.error())); }
      }
    }
    m_document.data = data();
    return std::move(m_document);
  }

private:
  Status add(const TablePlan& plan, int level) {
    if (const auto* answers = std::get_if<AllAnswers>(&plan.what)) { return add_answers(*answers, level); }
    const auto* figures = std::get_if<Figures>(&plan.what);
    m_reads = figures == nullptr ? Reads() : Reads{{figures->from, {}}};
    auto table = std::holds_alternative<Query>(plan.what) ? query_table(std::get<Query>(plan.what), plan.name)
                                                          : figures_table(std::get<Figures>(plan.what), m_sql, m_input);
    if (!table) { return fail(std::move(table.error())); }
    table->rows_key = plan.name;
    table->title = filled(plan.title, m_input);
    add_note(*table, plan.note);
    mark_open(*table, m_input.open_conflicts, m_reads);
    m_document.blocks.emplace_back(std::move(*table));
    if (plan.bars) { add_bars(*plan.bars, std::get<Table>(m_document.blocks.back())); }
    return {};
  }
  Status add_answers(const AllAnswers& answers, int level) {
    auto blocks = answer_blocks(answers, level, m_sql, m_input);
    if (!blocks) { return fail(std::move(blocks.error())); }
    for (auto& block : *blocks) {
      if (auto* table = std::get_if<Table>(&block)) {
        add_note(*table, {});
        mark_open(*table, m_input.open_conflicts, {{answers.from, {}}});
      }
      m_document.blocks.push_back(std::move(block));
    }
    return {};
  }
  Result<Table> query_table(const Query& query, const std::string& name) {
    const auto rows = m_sql.select(query.sql, m_input.parameters);
    if (!rows) { return fail(rows.error()); }
    m_reads = rows->reads;
    Table table;
    std::vector<Source> sources;
    for (const auto& column : query.columns) {
      const auto value = position(*rows, column.key);
      if (!value) {
        return fail(Errc::config, message("report {0}: the query of {1} has no column {2}", m_definition.name, name, column.key));
      }
      sources.push_back({*value, position(*rows, column.key + "_state"), position(*rows, column.ko), position(*rows, column.en)});
      table.columns.push_back({column.key, column.title, column.align});
    }
    for (const auto& row : rows->rows) {
      std::vector<TableCell> cells;
      for (std::size_t i = 0; i < query.columns.size(); ++i) {
        cells.push_back(cell_of(query.columns[i], sources[i], row, m_input.form.get()));
      }
      table.rows.push_back(std::move(cells));
    }
    return table;
  }
  void add_note(Table& table, const Text& more) {
    table.note = note(m_input.coverage);
    if (more.empty()) { return; }
    const auto words = filled(more, m_input);
    table.note.ko += '\n' + words.ko;
    table.note.en += '\n' + words.en;
  }
  /// Rows without a figure have no bar: a blank is not a zero.
  void add_bars(const Bars& bars, const Table& table) {
    Chart chart{filled(bars.title, m_input), {}, bars.unit};
    const auto column = [&](const std::string& key) {
      return static_cast<std::size_t>(std::find_if(table.columns.begin(), table.columns.end(),
                                                   [&](const TableColumn& c) { return c.key == key; }) -
                                      table.columns.begin());
    };
    const std::size_t label = column(bars.label);
    const std::size_t value = column(bars.value);
    if (label == table.columns.size() || value == table.columns.size()) { return; }
    for (const auto& row : table.rows) {
      const auto* number = std::get_if<std::int64_t>(&row[value].data.value());
      if (number != nullptr) { chart.bars.emplace_back(row[label].text, static_cast<double>(*number)); }
    }
    if (!chart.bars.empty()) { m_document.blocks.emplace_back(std::move(chart)); }
  }
  Data data() const {
    Data::Object object{{"schema", m_document.schema}, {"report", m_definition.name}};
    for (const auto& [name, value] : m_input.parameters) { object.emplace_back(name, value); }
    object.emplace_back("coverage", to_data(m_input.coverage));
    const Data whole = document::to_data(m_document);
    for (const auto& member : std::get<Data::Object>(whole.value())) {
      if (member.first != "schema") { object.push_back(member); }
    }
    return Data(std::move(object));
  }

  const Definition& m_definition;
  SqlRunner& m_sql;
  const RunInput& m_input;
  Document m_document;
  Reads m_reads;  ///< of the table being made
};

}  // namespace

Result<Document> run(const Definition& definition, SqlRunner& sql, const RunInput& input) {
  for (const auto& parameter : definition.parameters) {
    if (input.parameters.find(parameter) == input.parameters.end()) {
      return fail(Errc::usage, message("report {0} needs a {1}", definition.name, parameter),
                  message("give it with --{0}", parameter));
    }
  }
  return Run(definition, sql, input).document();
}

}  // namespace scamdesk::report
