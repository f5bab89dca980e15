// SPDX-License-Identifier: Apache-2.0
#include "survey/rounds.hpp"

#include <algorithm>

#include <scamdesk/text.hpp>

namespace scamdesk::survey {
namespace {

std::string text_of(const Answers& answers, std::string_view name) {
  const auto found = answers.cells.find(name);
  return found == answers.cells.end() ? std::string() : found->second.text;
}

Round to_round(const Answers& answers) {
  Round round;
  round.id = RoundId(text_of(answers, "id"));
  round.form = FormName(text_of(answers, "form"));
  round.form_hash = parse_hash(text_of(answers, "form_hash")).value_or(Hash{});
  round.due = parse_date(text_of(answers, "due")).value_or(Date{});
  round.lock = parse_date(text_of(answers, "lock"));
  round.open = text_of(answers, "state") != "closed";
  round.opened_on = parse_date(text_of(answers, "opened_on")).value_or(Date{});
  const auto rows = answers.repeats.find("expected");
  if (rows == answers.repeats.end()) { return round; }
  for (const auto& row : rows->second) {
    Expected expected;
    expected.extended_to = parse_date(text_of(row.answers, "extended_to"));
    expected.exempt = text_of(row.answers, "exempt") == "yes";
    expected.reason = text_of(row.answers, expected.exempt ? "exempt_reason" : "extension_reason");
    round.expected.emplace(MissionCode(text_of(row.answers, "expected_mission")), expected);
  }
  return round;
}

std::string row_path(const MissionCode& mission, std::string_view question) {
  return "expected/" + mission.value() + "/" + std::string(question);
}

Cells to_cells(const Round& round) {
  Cells cells;
  cells["id"] = Cell::of(round.id.value());
  cells["form"] = Cell::of(round.form.value());
  cells["form_hash"] = Cell::of(to_string(round.form_hash));
  cells["due"] = Cell::of(to_string(round.due));
  if (round.lock) { cells["lock"] = Cell::of(to_string(*round.lock)); }
  cells["state"] = Cell::of("open");
  cells["opened_on"] = Cell::of(to_string(round.opened_on));
  int number = 0;
  for (const auto& [mission, expected] : round.expected) {
    cells[row_path(mission, "#")] = Cell::of(std::to_string(++number));
    cells[row_path(mission, "expected_mission")] = Cell::of(mission.value());
  }
  return cells;
}

/// What a round is opened with; extensions and exemptions come later and do not make it another round.
bool same_opening(const Round& a, const Round& b) {
  const auto same_mission = [](const auto& left, const auto& right) { return left.first == right.first; };
  return a.form == b.form && a.form_hash == b.form_hash && a.due == b.due && a.lock == b.lock &&
         std::equal(a.expected.begin(), a.expected.end(), b.expected.begin(), b.expected.end(), same_mission);
}

Status require_reason(const std::string& reason) {
  if (!reason.empty()) { return {}; }
  return fail(Errc::bad_input, message("a reason is needed"), message("give it with --reason \"…\""));
}

Status require_expected(const Round& round, const MissionCode& mission) {
  if (round.expected.contains(mission)) { return {}; }
  return fail(Errc::not_found, message("{0}: not expected in round {1}", mission.value(), round.id.value()),
              message("'scamdesk round status {0}' names the missions expected", round.id.value()));
}

}  // namespace

Date due_of(const Round& round, const MissionCode& mission) {
  const auto found = round.expected.find(mission);
  return found != round.expected.end() && found->second.extended_to ? *found->second.extended_to : round.due;
}

Result<form::FormPtr> Rounds::form() const {
  if (auto form = m_registers.find("round")) { return form; }
  return fail(Errc::config, message("the form '{0}' is missing from the templates", "round"),
              message("install the templates again, or name their folder with --templates"));
}

Result<std::vector<Round>> Rounds::list() const { return list_but({}); }

Result<std::vector<Round>> Rounds::others(const RoundId& round) const { return list_but(row_of(round).value_or(0)); }

Result<std::vector<Round>> Rounds::list_but(std::optional<std::int64_t> left_out) const {
  const auto form = this->form();
  if (!form) { return fail(form.error()); }
  const auto rows = m_registers.select(**form, {});
  if (!rows) { return fail(rows.error()); }
  std::vector<Round> rounds;
  for (const auto no : *rows) {
    if (no == left_out) { continue; }
    const auto record = m_registers.read(no);
    if (!record) { return fail(record.error()); }
    rounds.push_back(to_round(form::to_answers(**form, record->state.cells)));
  }
  std::sort(rounds.begin(), rounds.end(), [](const Round& a, const Round& b) { return a.id < b.id; });
  return rounds;
}

Result<Round> Rounds::find(const std::string& id) const {
  const auto rounds = list();
  if (!rounds) { return fail(rounds.error()); }
  if (id.empty()) {
    const auto open = std::count_if(rounds->begin(), rounds->end(), [](const Round& round) { return round.open; });
    if (open == 1) {
      return *std::find_if(rounds->begin(), rounds->end(), [](const Round& round) { return round.open; });
    }
    if (open == 0) {
      return fail(Errc::not_found, message("no round is open here"),
                  message("merge headquarters' kit first: 'scamdesk merge FILE'"));
    }
    return fail(Errc::usage, message("{0} rounds are open: name one", open), message("'scamdesk round list' shows them"));
  }
  std::vector<std::string> ids;
  for (const auto& round : *rounds) {
    if (round.id.value() == id) { return round; }
    ids.push_back(round.id.value());
  }
  const auto near = nearest(id, ids);
  return fail(Errc::not_found, message("{0}: no such round", id),
              near ? message("did you mean {0}? 'scamdesk round list' shows all", *near)
                   : message("'scamdesk round list' shows the rounds; a mission receives them in headquarters' kit"));
}

Result<Round> Rounds::open(const Round& round, const form::Source& source, const records::Author& author) {
  if (const auto standing = find(round.id.value())) {
    if (same_opening(*standing, round)) { return *standing; }
    return fail(Errc::bad_input, message("{0}: this round was opened with another form or other dates", round.id.value()),
                message("choose another id; 'scamdesk round extend' changes a mission's due date"));
  }
  const auto form = this->form();
  if (!form) { return fail(form.error()); }
  if (auto published = m_registers.publish(source, author); !published) { return fail(published.error()); }
  return m_registers.add(**form, shared_owner, to_cells(round), author).map([&](const auto&) { return round; });
}

Result<std::int64_t> Rounds::row_of(const RoundId& round) const {
  return form().and_then([&](const form::FormPtr& form) -> Result<std::int64_t> {
    const std::string key = round.value();
    if (const auto no = m_registers.find_keyed(*form, shared_owner, {&key, 1})) { return *no; }
    return fail(Errc::not_found, message("{0}: no such round", round.value()));
  });
}

Status Rounds::change(const Round& round, const Cells& cells, const records::Author& author) {
  return row_of(round.id)
      .and_then([&](std::int64_t no) { return m_registers.change(no, cells, author); })
      .map([](const auto&) {});
}

Status Rounds::extend(const Round& round, const MissionCode& mission, Date due, const std::string& reason,
                      const records::Author& author) {
  if (auto status = require_expected(round, mission); !status) { return status; }
  if (auto status = require_reason(reason); !status) { return status; }
  if (due <= round.due) {
    return fail(Errc::bad_input, message("{0} is not after the due date {1}", to_string(due), to_string(round.due)),
                message("give a later day with --due YYYY-MM-DD"));
  }
  return change(round,
                {{row_path(mission, "extended_to"), Cell::of(to_string(due))},
                 {row_path(mission, "extension_reason"), Cell::of(reason)}},
                author);
}

Status Rounds::exempt(const Round& round, const MissionCode& mission, const std::string& reason,
                      const records::Author& author) {
  if (auto status = require_expected(round, mission); !status) { return status; }
  if (auto status = require_reason(reason); !status) { return status; }
  return change(
      round,
      {{row_path(mission, "exempt"), Cell::of("yes")}, {row_path(mission, "exempt_reason"), Cell::of(reason)}},
      author);
}

Status Rounds::close(const Round& round, const records::Author& author) {
  return change(round, {{"state", Cell::of("closed")}}, author);
}

}  // namespace scamdesk::survey
