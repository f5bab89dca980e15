// SPDX-License-Identifier: Apache-2.0
#include "commands/return/workbooks.hpp"

#include <algorithm>
#include <filesystem>

namespace scamdesk::cli {
namespace {

using Outcome = WorkbookTaken::Outcome;

TableCell outcome_cell(Outcome outcome) {
  switch (outcome) {
    case Outcome::taken: return {said("imported"), Data("imported")};
    case Outcome::known: return {said("known already"), Data("known")};
    case Outcome::partly: return {said("in part"), Data("partly")};
    case Outcome::refused: return {said("refused"), Data("refused")};
  }
  return {};
}

TableCell errors_cell(const std::vector<Error>& errors, Lang lang) {
  Data::Array list;
  for (const auto& error : errors) { list.push_back(error_data(error, lang)); }
  return {plain(errors.size()), Data(list)};
}

Table as_table(const std::vector<WorkbookTaken>& taken, Lang lang) {
  Table table;
  table.schema = "scamdesk.workbooks-import/1";
  table.rows_key = "workbooks";
  table.columns = {{"file", said("File")},
                   {"mission", said("Mission")},
                   {"round", said("Round")},
                   {"outcome", said("Outcome")},
                   {"changed", said("Changed"), Align::right},
                   {"blank", said("Blanks"), Align::right},
                   {"attested", said("Attested")},
                   {"errors", said("Errors"), Align::right}};
  for (const auto& one : taken) {
    const bool read = one.outcome != Outcome::refused;
    table.rows.push_back({one.file, one.mission.value(), one.round.value(), outcome_cell(one.outcome), one.changed,
                          read ? TableCell(one.blank) : TableCell(), {yes_or_no(one.attested), Data(one.attested)},
                          errors_cell(one.errors, lang)});
  }
  return table;
}

bool is_bad(const WorkbookTaken& one) { return one.outcome == Outcome::refused || one.outcome == Outcome::partly; }

Exit exit_of(const std::vector<WorkbookTaken>& taken) {
  const auto bad = std::ranges::find_if(taken, is_bad);
  if (bad == taken.end()) { return Exit::ok; }
  return taken.size() == 1 && bad->outcome == Outcome::refused ? to_exit(bad->errors.front().code) : Exit::findings;
}

}  // namespace

bool is_workbook(const std::string& file) {
  std::error_code ignored;
  return file.ends_with(".xlsx") || file.ends_with(".XLSX") || std::filesystem::is_directory(file, ignored);
}

Result<Exit> import_workbooks(Session& session, const std::string& round, const std::string& mission, const std::vector<std::string>& files) {
  const auto taken = session.desk().and_then(
      [&](Desk* desk) { return desk->import_workbooks(round, mission, files, session.progress()); });
  if (!taken) { return fail(taken.error()); }
  if (auto shown = session.show(as_table(*taken, session.lang())); !shown) { return fail(shown.error()); }
  for (const auto& one : *taken) {
    for (const auto& error : one.errors) { session.report(error); }
  }
  const auto of = [&](Outcome outcome) { return std::ranges::count(*taken, outcome, &WorkbookTaken::outcome); };
  session.say(message("workbooks: {0} (imported {1}, known already {2}, in part {3}, refused {4})", taken->size(), of(Outcome::taken),
                      of(Outcome::known), of(Outcome::partly), of(Outcome::refused)));
  return exit_of(*taken);
}

}  // namespace scamdesk::cli
