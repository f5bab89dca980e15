// SPDX-License-Identifier: Apache-2.0
#include "survey/exercise/returns.hpp"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "survey/exercise/figures.hpp"

namespace scamdesk::survey::exercise {
namespace {

using Json = nlohmann::ordered_json;

/// No register to compare with: the return is made to agree with the case files anyway.
class NoRecords : public form::Instances {
public:
  Result<std::size_t> count(const form::InstanceQuery&) override { return std::size_t{0}; }
  Result<std::vector<Cell>> values(const form::InstanceQuery&) override { return std::vector<Cell>(); }
};

/// Calculates what is calculated, drops what is irrelevant, and answers with the hard findings.
Result<std::vector<form::Finding>> settle(const form::Form& form, Answers& answers, Instant now) {
  NoRecords none;
  const form::CheckContext context{now, &none, "exercise"};
  if (const auto done = form::calculate(form, answers, context, true); !done) { return fail(done.error()); }
  auto relevant = form::relevant_only(form, answers, context);
  if (!relevant) { return fail(relevant.error()); }
  answers = std::move(*relevant);
  auto findings = form::check(form, answers, context);
  if (findings) {
    std::erase_if(*findings, [](const auto& finding) { return finding.severity != form::Severity::hard; });
  }
  return findings;
}

/// The scope that holds `countries[2].alert_areas[1].area_name`; null when there is no such row.
Answers* scope_of(Answers& answers, std::string_view field) {
  auto* scope = &answers;
  auto parts = base::split(field, '.');
  parts.pop_back();
  for (const auto part : parts) {
    const auto bracket = part.find('[');
    const auto rows = scope->repeats.find(part.substr(0, bracket));
    if (bracket == std::string_view::npos || rows == scope->repeats.end()) { return nullptr; }
    int number = 0;
    std::from_chars(part.data() + bracket + 1, part.data() + part.size(), number);
    const auto row =
        std::find_if(rows->second.begin(), rows->second.end(), [&](const auto& r) { return r.number == number; });
    if (row == rows->second.end()) { return nullptr; }
    scope = &row->answers;
  }
  return scope;
}

/// Answers what is required and blank by its type, and takes back an answer that a constraint or check refuses.
void mend(const form::Form& form, Answers& answers, const form::Finding& finding, std::string_view day) {
  const auto name = finding.field.substr(finding.field.find_last_of('.') + 1);
  const auto* question = form.find(name);
  auto* scope = question ? scope_of(answers, finding.field) : nullptr;
  if (scope == nullptr || !question->holds_value()) { return; }
  if (!finding.check.starts_with("required.")) {
    scope->cells.erase(name);
  } else if (auto cell = form::canonical(form, *question, plain_answer(form, *question, day)); cell) {
    scope->cells[name] = std::move(*cell);
  }
}

Status mend_all(const form::Form& form, Answers& answers, std::string_view day, Instant now) {
  constexpr int tries = 4;
  for (int tried = 0;; ++tried) {
    const auto findings = settle(form, answers, now);
    if (!findings) { return fail(findings.error()); }
    if (findings->empty()) { return {}; }
    if (tried == tries) {
      Error error{Errc::bad_input,
                  message("{0}: no return can be invented that passes its hard checks", form.name.value())};
      for (const auto& finding : *findings) {
        error.more.push_back({Errc::bad_input, message("{0}: {1}", finding.field, finding.message)});
      }
      return fail(std::move(error));
    }
    for (const auto& finding : *findings) { mend(form, answers, finding, day); }
  }
}

void answer_nil(const form::Form& form, Answers& answers) {
  const auto fill = [&](Answers& scope, int repeat) {
    for (const auto& question : form.questions) {
      if (question.nil && question.repeat == repeat) { scope.cells[question.name] = Cell::of(*question.nil); }
    }
  };
  fill(answers, -1);
  for (auto& [name, rows] : answers.repeats) {
    for (auto& row : rows) { fill(row.answers, form.index_of(name)); }
  }
}

/// Reports that do not add up, as happens in a hurry; in a form without them, a required answer forgotten.
Status spoil(const form::Form& form, Answers& answers, Instant now) {
  Answers spoilt = answers;
  if (const auto closed = spoilt.cells.find("reports_closed");
      closed != spoilt.cells.end() && closed->second.has_value()) {
    closed->second.text = std::to_string(std::stoll(closed->second.text) + 1);
  }
  for (auto question = form.questions.begin();; ++question) {
    const auto findings = settle(form, spoilt, now);
    if (!findings) { return fail(findings.error()); }
    if (!findings->empty() || question == form.questions.end()) { break; }
    if (!question->required.empty() && !question->read_only) { spoilt.cells.erase(question->name); }
  }
  answers = std::move(spoilt);
  return {};
}

Json to_value(const form::Question& question, const Cell& cell) {
  if (cell.state == CellState::not_available) { return {{"na", "not_available"}}; }
  if (cell.state == CellState::not_applicable) { return {{"na", "not_applicable"}}; }
  std::int64_t number = 0;
  const auto* end = cell.text.data() + cell.text.size();
  if (question.type == form::Type::integer && std::from_chars(cell.text.data(), end, number).ptr == end) {
    return number;
  }
  return cell.text;
}

Json to_object(const form::Form& form, const Answers& scope, int repeat) {
  Json result = Json::object();
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    const auto& question = form.questions[i];
    if (question.repeat != repeat) { continue; }
    if (question.type == form::Type::repeat) {
      const auto rows = scope.repeats.find(question.name);
      if (rows == scope.repeats.end() || rows->second.empty()) { continue; }
      auto& list = result[question.name] = Json::array();
      for (const auto& row : rows->second) { list.push_back(to_object(form, row.answers, static_cast<int>(i))); }
    } else if (const auto cell = scope.cells.find(question.name);
               cell != scope.cells.end() && cell->second.state != CellState::blank && !question.read_only &&
               question.type != form::Type::calculate) {
      result[question.name] = to_value(question, cell->second);
    }
  }
  return result;
}

}  // namespace

Result<Answers> make_return(const form::Form& form, const Calendar& calendar, const MissionPlan& plan,
                            const Tally& tally, const std::string& seed, Instant now) {
  Dice dice("return/" + seed + "/" + plan.mission.code.value());
  Answers answers;
  Sheet sheet(form, answers, dice);
  Figures(calendar, plan, tally, dice).fill(sheet);
  if (plan.fate == Fate::nil) { answer_nil(form, answers); }
  for (const auto& key : form.key) { answers.cells[key] = Cell::of("EXERCISE"); }
  auto done = mend_all(form, answers, calendar.text(calendar.days()), now);
  if (done && plan.fate == Fate::wrong) { done = spoil(form, answers, now); }
  if (!done) { return fail(done.error()); }
  return answers;
}

std::string to_json(const form::Form& form, const Answers& answers) {
  Json file = Json::object();
  file["answers"] = to_object(form, answers, -1);
  return file.dump(1) + '\n';
}

}  // namespace scamdesk::survey::exercise
