// SPDX-License-Identifier: Apache-2.0
#include "commands/return/answers.hpp"

#include <algorithm>
#include <charconv>

#include "commands/return/findings.hpp"

namespace scamdesk::cli {
namespace {

Data value_data(const Cell& cell, const QuestionInfo* question) {
  switch (cell.state) {
    case CellState::blank: return {};
    case CellState::not_available: return Data::Object{{"na", "not_available"}};
    case CellState::not_applicable: return Data::Object{{"na", "not_applicable"}};
    case CellState::erased: return Data::Object{{"na", "erased"}};
    case CellState::value: break;
  }
  std::int64_t number = 0;
  const auto* end = cell.text.data() + cell.text.size();
  const bool whole = question != nullptr && question->type == "integer" &&
                     std::from_chars(cell.text.data(), end, number).ptr == end;
  return whole ? Data(number) : Data(cell.text);
}

const QuestionInfo* find(const FormInfo* form, std::string_view name) {
  if (form == nullptr) { return nullptr; }
  const auto found = std::ranges::find(form->questions, name, &QuestionInfo::name);
  return found == form->questions.end() ? nullptr : &*found;
}

Data::Object answers_data(const Answers& answers, const FormInfo* form) {
  Data::Object data;
  for (const auto& [name, cell] : answers.cells) {
    if (cell.state != CellState::blank) { data.emplace_back(name, value_data(cell, find(form, name))); }
  }
  for (const auto& [name, rows] : answers.repeats) {
    Data::Array list;
    for (const auto& row : rows) {
      auto one = answers_data(row.answers, form);
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

Text value_words(const Cell& cell) {
  switch (cell.state) {
    case CellState::blank: return {};
    case CellState::not_available: return said("not available");
    case CellState::not_applicable: return said("not applicable");
    case CellState::erased: return said("erased");
    case CellState::value: return plain(cell.text);
  }
  return {};
}

Table answer_table(const Answers& answers, const FormInfo& form, std::string_view repeat) {
  Table table;
  table.columns = {{"name", said("Question")}, {"label", said("Label")}, {"answer", said("Answer")}};
  for (const auto& question : form.questions) {
    if (question.repeat != repeat) { continue; }
    const auto cell = answers.cells.find(question.name);
    const auto words = cell == answers.cells.end() ? Text{} : value_words(cell->second);
    table.rows.push_back({question.name, {question.label, {}}, {words, {}}});
  }
  return table;
}

void add_repeats(Document& document, const Answers& answers, const FormInfo& form, int level) {
  for (const auto& [name, rows] : answers.repeats) {
    for (const auto& row : rows) {
      document.blocks.emplace_back(Heading{level, plain(name + "[" + std::to_string(row.number) + "]")});
      document.blocks.emplace_back(answer_table(row.answers, form, name));
      add_repeats(document, row.answers, form, level + 1);
    }
  }
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
  if (state == "accepted") { return said("accepted"); }
  return plain(state);
}

Data return_data(const Return& filled, const FormInfo* form) {
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
                      {"answers", answers_data(filled.answers, form)}};
}

Document return_page(const Return& filled, const FormInfo& form) {
  Document document;
  document.schema = "scamdesk.return/1";
  document.title = word(message("{0} {1}: {2}", filled.mission.value(), filled.round.value(), form.title));
  const auto state = state_word(filled.state);
  document.subtitle = filled.relevant == 0 ? state
                                           : word(message("{0}; {1} of {2} questions are blank", state, filled.blank,
                                                          filled.relevant));
  document.blocks.emplace_back(answer_table(filled.answers, form, ""));
  add_repeats(document, filled.answers, form, 2);
  if (!filled.unconfirmed.empty()) {
    document.blocks.emplace_back(Heading{2, said("Carried over from the last round, to be confirmed or changed")});
    document.blocks.emplace_back(Paragraph{plain(join(filled.unconfirmed, ", "))});
  }
  for (const auto& path : filled.conflicts) {
    document.blocks.emplace_back(Paragraph{word(message("{0} is in conflict: see 'scamdesk conflict list'", path))});
  }
  if (!filled.overrides.empty()) {
    document.blocks.emplace_back(Heading{2, said("Overridden checks")});
    document.blocks.emplace_back(findings_table(filled.overrides));
  }
  document.data = return_data(filled, &form);
  return document;
}

Result<Exit> changed(Session& session, const Return& filled, const char* words) {
  const auto what = message(words, filled.mission.value(), filled.round.value(), filled.blank, filled.relevant);
  return done(session, what, return_data(filled, nullptr));
}

}  // namespace scamdesk::cli
