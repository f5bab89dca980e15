// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <tuple>

#include "desk/records.hpp"
#include "desk/sql_view.hpp"
#include "desk/survey.hpp"
#include "report/definition.hpp"
#include "survey/past.hpp"

namespace scamdesk {
namespace {

bool asks_for(const report::Definition& definition, std::string_view parameter) {
  return std::find(definition.parameters.begin(), definition.parameters.end(), parameter) != definition.parameters.end();
}

/// The mission a report is about: the one named; at a mission, its own.
Status name_mission(Desk::Impl& desk, const std::string& named, report::RunInput& input) {
  const auto mission = desk::mission_for(desk, named);
  if (!mission) { return fail(mission.error()); }
  input.parameters["mission"] = mission->code.value();
  input.words["mission_name"] = mission->name;
  return {};
}

/// What of a return rests on a conflict: what was filed of it, when that is one of the values.
std::optional<report::OpenFigure> filed_figure(const records::Record& record, const ledger::Conflict& conflict) {
  if (!record.state.filed) { return std::nullopt; }
  report::OpenFigure figure{"filed_" + record.form->plural, record.key.owner.value(), {}, conflict.path};
  if (conflict.path == "#filed") { return figure; }
  const auto& cells = record.state.filed->cells;
  const auto filed = cells.find(conflict.path);
  if (survey::leaf_of(conflict.path).starts_with('#') || filed == cells.end()) { return std::nullopt; }
  if (std::ranges::find(conflict.candidates, filed->second, &ledger::Candidate::cell) == conflict.candidates.end()) { return std::nullopt; }
  figure.question = survey::leaf_of(conflict.path);
  figure.field = survey::name_of(form::to_answers(*record.form, record.state.cells), conflict.path);
  return figure;
}

std::optional<report::OpenFigure> record_figure(const records::Record& record, const ledger::Conflict& conflict) {
  const auto number = desk::number_of(record.state);
  report::OpenFigure figure{record.form->plural, record.key.owner.value(), {}, {}};
  if (conflict.path != "#retired") {
    figure.question = survey::leaf_of(conflict.path);
    if (figure.question.starts_with('#')) { return std::nullopt; }
  }
  figure.field = (number.empty() ? to_string(record.key.id).substr(0, 8) : number) + ' ' +
                 survey::name_of(form::to_answers(*record.form, record.state.cells), conflict.path);
  return figure;
}

/// The filed answers of a round, and the registers' records, that are values of open conflicts; of one mission when it
/// is named.
std::vector<report::OpenFigure> open_figures(const Desk::Impl& desk, const RoundId& round, const std::string& mission) {
  std::vector<report::OpenFigure> open;
  for (const auto& [record, conflict] : desk.registers.conflicts()) {
    if (!mission.empty() && mission != record.key.owner.value()) { continue; }
    const bool survey = record.form->kind == form::Kind::survey;
    if (survey) {
      const auto of = record.state.cells.find(record.form->key.front());
      if (of == record.state.cells.end() || of->second.text != round.value()) { continue; }
    }
    if (auto figure = survey ? filed_figure(record, conflict) : record_figure(record, conflict)) { open.push_back(std::move(*figure)); }
  }
  std::ranges::sort(open, {}, [](const report::OpenFigure& figure) { return std::tie(figure.from, figure.mission, figure.field); });
  return open;
}

/// A title before it is known what the report is about: `{round}` reads ROUND, as in the command's usage.
std::string with_words(std::string_view title) {
  std::string words;
  bool inside = false;
  for (const char c : title) {
    if (c == '{' || c == '}') {
      inside = c == '{';
    } else {
      words += inside && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return words;
}

}  // namespace

Result<Table> list_reports(const std::string& templates) {
  const auto definitions = report::load_definitions(templates);
  if (!definitions) { return fail(definitions.error()); }
  Table table{"scamdesk.reports/1", "reports", {}, word(message("Reports")),
              {{"report", word(message("Report"))}, {"title", word(message("Title"))}}, {}, {}};
  for (const auto& definition : *definitions) {
    const Text title{with_words(definition.title.ko), with_words(definition.title.en)};
    table.rows.push_back({TableCell(definition.name), TableCell(title, title.ko)});
  }
  return table;
}

Result<Document> Desk::report(const std::string& name, const std::string& round_id, const std::string& mission) {
  return desk::reading(*m_impl, [&]() -> Result<Document> {
    const auto definition = report::load_definition(m_impl->options.templates, name);
    if (!definition) { return fail(definition.error()); }
    const auto view = desk::round_view(*m_impl, round_id);
    if (!view) { return fail(view.error()); }
    const auto& round = view->status.round;
    const auto form = m_impl->registers.pinned(round.form_hash);
    if (!form) { return fail(form.error()); }
    if (auto laid = desk::lay_sql_tables(*m_impl); !laid) { return fail(laid.error()); }
    report::RunInput input{{{"round", round.id.value()}}, {}, desk::coverage_of(view->status), *form};
    if (asks_for(*definition, "mission")) {
      if (auto named = name_mission(*m_impl, mission, input); !named) { return fail(named.error()); }
    }
    const auto about = input.parameters.find("mission");
    input.open_conflicts = open_figures(*m_impl, round.id, about == input.parameters.end() ? std::string() : about->second);
    desk::DeskSql sql(*m_impl);
    return report::run(*definition, sql, input);
  });
}

}  // namespace scamdesk
