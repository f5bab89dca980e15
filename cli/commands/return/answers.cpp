// SPDX-License-Identifier: Apache-2.0
#include "commands/return/answers.hpp"

#include <algorithm>

#include <scamdesk/assignment.hpp>

#include "commands/return/findings.hpp"

namespace scamdesk::cli {
namespace {

/// Without the form: only what was answered.
Data::Object answers_data(const Answers& answers) {
  Data::Object data;
  for (const auto& [name, cell] : answers.cells) {
    if (cell.state != CellState::blank) { data.emplace_back(name, value_data(cell)); }
  }
  for (const auto& [name, rows] : answers.repeats) {
    Data::Array list;
    for (const auto& row : rows) {
      auto one = answers_data(row.answers);
      one.insert(one.begin(), {"#", Data(row.number)});
      list.emplace_back(std::move(one));
    }
    data.emplace_back(name, std::move(list));
  }
  return data;
}

Data names_data(const std::vector<std::string>& names) {
  Data::Array list;
  for (const auto& name : names) { list.emplace_back(name); }
  return list;
}

}  // namespace

Result<std::string> take_known_round(Session& session, std::vector<std::string>& words) {
  const auto rounds = session.desk().and_then([](Desk* desk) { return desk->rounds(); });
  if (!rounds) { return fail(rounds.error()); }
  const bool named = !words.empty() && std::ranges::any_of(*rounds, [&](const Round& round) { return round.id.value() == words.front(); });
  return named ? take_round(words) : std::string();
}

Text state_word(const std::string& state) {
  if (state == "draft") { return said("draft"); }
  if (state == "filed") { return said("filed"); }
  if (state == "reopened") { return said("reopened"); }
  if (state == "queried") { return said("queried"); }
  if (state == "accepted") { return said("accepted"); }
  return plain(state);
}

Data value_data(const Cell& cell) {
  switch (cell.state) {
    case CellState::blank: return {};
    case CellState::not_available: return Data::Object{{"na", "not_available"}};
    case CellState::not_applicable: return Data::Object{{"na", "not_applicable"}};
    case CellState::erased: return Data::Object{{"na", "erased"}};
    case CellState::value: break;
  }
  return in_file(cell.text);
}

Data return_data(const Return& filled) { return return_data(filled, answers_data(filled.answers)); }

Data return_data(const Return& filled, Data::Object answers) {
  const auto filed_at = filled.finalised_at ? Data(to_string(*filled.finalised_at)) : Data();
  return Data::Object{{"schema", "scamdesk.return/1"},
                      {"mission", filled.mission.value()},
                      {"round", filled.round.value()},
                      {"state", filled.state},
                      {"nil", filled.nil},
                      {"version", filled.version},
                      {"finalised_at", filed_at},
                      {"changed_since_filed", filled.changed_since_filed},
                      {"relevant", filled.relevant},
                      {"blank", filled.blank},
                      {"conflicts", names_data(filled.conflicts)},
                      {"unconfirmed", names_data(filled.unconfirmed)},
                      {"overrides", findings_data(filled.overrides)},
                      {"not_asked", names_data(filled.not_asked)},
                      {"answers", std::move(answers)}};
}

Result<Exit> changed(Session& session, const Return& filled, const char* words) {
  const auto what = message(words, filled.mission.value(), filled.round.value(), filled.blank, filled.relevant);
  return done(session, what, return_data(filled));
}

}  // namespace scamdesk::cli
