// SPDX-License-Identifier: Apache-2.0
#include "survey/returns.hpp"

#include <algorithm>
#include <iterator>

#include "base/text.hpp"
#include "survey/carry.hpp"
#include "survey/difference.hpp"
#include "survey/findings.hpp"
#include "survey/interview.hpp"
#include "survey/jumps.hpp"
#include "survey/overrides.hpp"
#include "survey/queries.hpp"

namespace scamdesk::survey {
namespace {

/// A file's rows are told apart by what they were prefilled with.
bool is_row_key(const form::Form& form, const form::Question& question) {
  const auto& repeat = form.questions[static_cast<std::size_t>(question.repeat)];
  return repeat.prefill && repeat.prefill->into == question.name;
}

bool is_filed(const ledger::RecordState& state) { return state.filed && !state.reopened; }

/// A nil return answers every count with its nil value; what it says in words does not matter.
bool is_nil(const form::Form& form, const Cells& cells) {
  bool any = false;
  for (const auto& question : form.questions) {
    if (!question.nil || question.repeat >= 0) { continue; }
    const auto found = cells.find(question.name);
    if (found == cells.end() || found->second != Cell::of(*question.nil)) { return false; }
    any = true;
  }
  return any;
}

/// Paths in `all` that are not in `kept`: the answers whose questions are not relevant.
std::string left_out(const Cells& all, const Cells& kept) {
  std::vector<std::string> paths;
  for (const auto& [path, cell] : all) {
    if (!path.starts_with('#') && path.find("/#") == std::string::npos && !kept.contains(path)) { paths.push_back(path); }
  }
  return base::join(paths, " ");
}

Error reason_missing() {
  return {Errc::bad_input, message("a reason is needed"), message("give it with --reason \"…\"")};
}

}  // namespace

Returns::Returns(records::Registers& registers, Round round, MissionCode mission, form::FormPtr form)
    : m_registers(registers), m_round(std::move(round)), m_mission(std::move(mission)), m_form(std::move(form)) {}

Result<Returns> Returns::of(records::Registers& registers, Round round, MissionCode mission) {
  auto form = registers.pinned(round.form_hash);
  if (!form) {
    return fail(Errc::not_found, message("the form of round {0} has not arrived yet", round.id.value()),
                message("merge headquarters' kit first: 'scamdesk merge FILE'"));
  }
  Returns returns(registers, std::move(round), std::move(mission), std::move(*form));
  if (auto status = returns.load(); !status) { return fail(status.error()); }
  return returns;
}

Status Returns::load() {
  const std::string key = m_round.id.value();
  m_row = m_registers.find_keyed(*m_form, Owner(m_mission.value()), {&key, 1});
  if (!m_row) { return {}; }
  return m_registers.read(*m_row).map([&](records::Record&& record) { m_state = std::move(record.state); });
}

ledger::RecordKey Returns::key() const {
  const std::string round = m_round.id.value();
  return {Owner(m_mission.value()), m_form->name, records::keyed_id(*m_form, {&round, 1})};
}

std::string Returns::seed() const { return records::seed_of(key()); }

Answers Returns::answers() const { return form::to_answers(*m_form, m_state.cells); }

Answers Returns::confirmed_answers() const {
  Cells cells = m_state.cells;
  for (const auto& waiting : unconfirmed(m_state.cells, answers())) {
    const auto* question = m_form->find(leaf_of(waiting.path));
    const bool names_row = question != nullptr && question->repeat >= 0 && is_row_key(*m_form, *question);
    if (!names_row) { cells.erase(waiting.path); }
  }
  return form::to_answers(*m_form, cells);
}

Status Returns::require_begun() const {
  if (begun()) { return {}; }
  return fail(Errc::not_found, message("the return of {0} for round {1} is not begun", m_mission.value(), m_round.id.value()),
              message("begin it: 'scamdesk return start {0}'", m_round.id.value()));
}

Status Returns::require_filed() const {
  if (m_state.filed) { return {}; }
  return fail(Errc::not_found, message("{0} has not filed round {1}", m_mission.value(), m_round.id.value()),
              message("'scamdesk round status {0}' shows who has", m_round.id.value()));
}

Result<records::Record> Returns::record() const {
  if (auto status = require_begun(); !status) { return fail(status.error()); }
  return m_registers.read(*m_row);
}

Status Returns::require_open_draft() const {
  if (auto status = require_begun(); !status) { return status; }
  if (!is_filed(m_state)) { return {}; }
  return fail(Errc::not_permitted, message("the return for round {0} is filed", m_round.id.value()),
              message("reopen it first: 'scamdesk return reopen {0} --reason \"…\"'", m_round.id.value()));
}

Cells Returns::prefilled(const Mission& mission) const {
  Cells cells{{"round", Cell::of(m_round.id.value())}};
  for (const auto& question : m_form->questions) {
    if (!question.prefill) { continue; }
    int number = 0;
    for (const auto& country : Roster::countries(mission)) {
      const std::string row = question.name + "/" + country + "/";
      cells[row + "#"] = Cell::of(std::to_string(++number));
      cells[row + question.prefill->into] = Cell::of(country);
    }
  }
  return cells;
}

Result<Cells> Returns::beginning(const Mission& mission, const records::Author& author) const {
  auto answers = form::to_answers(*m_form, prefilled(mission));
  const auto instances = m_registers.instances(Owner(m_mission.value()));
  return form::calculate(*m_form, answers, {author.now, instances.get(), seed()}, true).map([&] { return form::to_cells(*m_form, answers); });
}

Result<Return> Returns::start(const Mission& mission, const records::Author& author) {
  if (begun()) { return show(); }
  return begin(prefilled(mission), author);
}

Result<Return> Returns::begin(Cells cells, const records::Author& author) {
  if (auto added = m_registers.add(*m_form, Owner(m_mission.value()), cells, author); !added) {
    return fail(added.error());
  }
  if (auto status = load(); !status) { return fail(status.error()); }
  return show();
}

Result<std::vector<PastReturn>> Returns::past() const {
  return past_returns(m_registers, m_round, m_mission).map([&](std::vector<PastReturn>&& filed) {
    const form::VersionMap map(*m_form);
    for (auto& one : filed) { one.cells = map.read(one.cells); }
    return std::move(filed);
  });
}

Result<PastReturn> Returns::before_this() const {
  auto past = past_returns(m_registers, m_round, m_mission);
  if (!past) { return fail(past.error()); }
  if (past->empty()) {
    return fail(Errc::not_found, message("{0} filed nothing in an earlier round of {1}", m_mission.value(), m_round.form.value()),
                message("'scamdesk round list' shows the rounds"));
  }
  return std::move(past->front());
}

Result<Return> Returns::start_from_last(const Mission& mission, const records::Author& author) {
  if (begun()) { return show(); }
  const auto last = before_this();
  if (!last) { return fail(last.error()); }
  auto cells = prefilled(mission);
  cells.merge(carried(*m_form, *last, cells));
  return begin(std::move(cells), author);
}

Result<Return> Returns::confirm(const std::vector<std::string>& names, const records::Author& author) {
  if (auto status = require_open_draft(); !status) { return fail(status.error()); }
  if (names.empty()) { return write(all_confirmed(m_state.cells), author); }
  Cells clearing;
  for (const auto& name : names) {
    auto some = confirmed(*m_form, answers(), m_state.cells, name);
    if (!some) { return fail(some.error()); }
    clearing.merge(*some);
  }
  return write(clearing, author);
}

Result<Table> Returns::diff(const std::optional<Round>& against, Instant now) const {
  if (auto status = require_begun(); !status) { return fail(status.error()); }
  const auto before = against ? filed_in(m_registers, *against, m_round.form, m_mission) : before_this();
  if (!before) { return fail(before.error()); }
  const auto current = is_filed(m_state) ? form::to_answers(*m_form, m_state.filed->cells)
                                         : m_registers.answers(*m_form, key(), m_state.cells, now);
  auto table = difference(*m_form, *before, current);
  table.head = {{"mission", m_mission.value()}, {"round", m_round.id.value()}, {"against", before->round.id.value()}};
  table.title = word(message("{0} {1}: what changed since {2}", m_mission.value(), m_round.id.value(), before->round.id.value()));
  return table;
}

Result<Return> Returns::nil(const Mission& mission, const records::Author& author) {
  if (auto begun_now = start(mission, author); !begun_now) { return begun_now; }
  if (auto status = require_open_draft(); !status) { return fail(status.error()); }
  Cells cells;
  for (const auto& question : m_form->questions) {
    if (question.nil && question.repeat < 0) { cells[question.name] = Cell::of(*question.nil); }
  }
  return write(cells, author);
}

Result<Return> Returns::set(const Assignments& given, const records::Author& author) {
  if (auto status = require_open_draft(); !status) { return fail(status.error()); }
  return m_registers.assign(*m_form, answers(), given, author, false).and_then([&](const Cells& cells) {
    return write(cells, author);
  });
}

Result<Return> Returns::put(const Cells& cells, const records::Author& author) {
  if (cells.empty()) { return show(); }
  if (auto status = require_open_draft(); !status) { return fail(status.error()); }
  return write(cells, author);
}

std::string Returns::state_id() const {
  std::string heads;
  for (const auto& head : m_state.heads) { heads += to_string(head.value()).substr(0, 16); }
  return heads;
}

Result<Return> Returns::write(const Cells& cells, const records::Author& author) {
  auto change = cells;
  change.merge(cleared(m_state.cells, cells));  // an answer given is an answer confirmed
  if (auto written = m_registers.change(*m_row, change, author); !written) { return fail(written.error()); }
  if (auto status = load(); !status) { return fail(status.error()); }
  return show();
}

Result<std::vector<CheckFinding>> Returns::check(Instant now) const {
  if (auto status = require_begun(); !status) { return fail(status.error()); }
  const auto instances = m_registers.instances(Owner(m_mission.value()));
  const auto given = answers();
  const form::CheckContext context{now, instances.get(), seed()};
  auto found = form::check(*m_form, given, context).map(to_public);
  if (!found) { return found; }
  lay_overrides(*found, *m_form, given, m_state.cells);
  if (auto added = add_waiting(context, *found); !added) { return fail(added.error()); }
  const auto past = this->past();
  if (!past) { return fail(past.error()); }
  std::ranges::move(jumps(*m_form, given, *past), std::back_inserter(*found));
  return found;
}

Result<Interview> Returns::interview(Instant now) const {
  if (auto status = require_open_draft(); !status) { return fail(status.error()); }
  const auto past = this->past();
  if (!past) { return fail(past.error()); }
  const auto instances = m_registers.instances(Owner(m_mission.value()));
  return questions_to_ask(*m_form, m_state.cells, past->empty() ? nullptr : &past->front(), {now, instances.get(), seed()})
      .map([&](std::vector<AskedQuestion>&& asked) {
        return Interview{m_round.id, m_mission, m_form->title, std::move(asked), {}};
      });
}

Status Returns::add_waiting(const form::CheckContext& context, std::vector<CheckFinding>& findings) const {
  const auto waiting = unconfirmed(m_state.cells, answers());
  if (waiting.empty()) { return {}; }
  return form::relevant_only(*m_form, answers(), context).map([&](const Answers& relevant) {
    std::ranges::move(to_findings(waiting, *m_form, form::to_cells(*m_form, relevant)), std::back_inserter(findings));
  });
}

Result<CheckFinding> Returns::override_check(const std::string& check, const std::string& reason, const records::Author& author) {
  if (auto status = require_open_draft(); !status) { return fail(status.error()); }
  if (reason.empty()) { return fail(reason_missing()); }
  const auto findings = this->check(author.now);
  if (!findings) { return fail(findings.error()); }
  auto finding = overridable(*findings, *m_form, check);
  if (!finding) { return finding; }
  if (finding->overridden && finding->overridden->holds && finding->overridden->reason == reason) { return finding; }
  const Cells change{{override_path(*finding, *m_form, answers()), to_override(*finding, reason, author)}};
  if (auto written = write(change, author); !written) { return fail(written.error()); }
  finding->overridden = FindingOverride{reason, author.actor, author.now, true};
  return finding;
}

Result<std::vector<CheckFinding>> Returns::overrides(bool filed, Instant now) const {
  if (!filed && !has_overrides(m_state.cells)) { return std::vector<CheckFinding>(); }
  auto findings = filed && m_state.filed ? Result<std::vector<CheckFinding>>(from_json(m_state.filed->findings)) : check(now);
  if (findings) { std::erase_if(*findings, [](const CheckFinding& finding) { return !finding.overridden; }); }
  return findings;
}

std::string Returns::state_word() const {
  if (!m_state.filed) { return "draft"; }
  if (m_state.reopened) { return "reopened"; }
  if (m_state.filed->accepted) { return "accepted"; }
  return Queries(m_registers).waiting(m_round.id, m_mission) > 0 ? "queried" : "filed";
}

Return Returns::describe(const Cells& cells) const {
  Return result;
  result.mission = m_mission;
  result.round = m_round.id;
  result.state = state_word();
  result.nil = is_filed(m_state) ? m_state.filed->nil : is_nil(*m_form, m_state.cells);
  if (m_state.filed) {
    result.version = m_state.filed->version;
    result.finalised_at = m_state.filed->time;
    result.changed_since_filed = m_state.changed_since_filed;
  }
  result.answers = form::to_answers(*m_form, cells);
  for (const auto& conflict : m_state.conflicts) { result.conflicts.push_back(conflict.path); }
  for (auto& waiting : unconfirmed(cells, result.answers)) { result.unconfirmed.push_back(std::move(waiting.name)); }
  return result;
}

Result<Return> Returns::show() const {
  if (auto status = require_begun(); !status) { return fail(status.error()); }
  auto shown = describe(m_state.cells);
  if (!is_filed(m_state)) { shown.answers = m_registers.answers(*m_form, key(), m_state.cells, m_state.last_change); }
  return counted(std::move(shown), m_state.last_change);
}

Result<Return> Returns::counted(Return shown, Instant now) const {
  const auto instances = m_registers.instances(Owner(m_mission.value()));
  return form::progress(*m_form, shown.answers, {now, instances.get(), seed()}).map([&](form::Progress&& progress) {
    shown.relevant = progress.relevant;
    shown.blank = progress.blank;
    shown.not_asked = std::move(progress.not_asked);
    return std::move(shown);
  });
}

Result<Return> Returns::show_filed() const {
  if (auto status = require_begun(); !status) { return fail(status.error()); }
  if (!m_state.filed) {
    return fail(Errc::not_found, message("{0} has not filed round {1}", m_mission.value(), m_round.id.value()));
  }
  return counted(describe(m_state.filed->cells), m_state.filed->time);
}

Result<Return> Returns::show_version(std::size_t version) const {
  if (auto status = require_begun(); !status) { return fail(status.error()); }
  const auto filings = m_registers.filings(*m_row);
  const ledger::Filing* found = nullptr;
  for (const auto& filing : filings) {  // of two that stood apart, the one that stands
    const bool stands = m_state.filed && filing.revision == m_state.filed->revision;
    if (filing.version == version && (found == nullptr || stands)) { found = &filing; }
  }
  if (found == nullptr) {
    return fail(Errc::not_found, message("{0} has filed no version {1} of round {2}", m_mission.value(), version, m_round.id.value()),
                message("versions filed: {0}", filings.empty() ? 0 : filings.back().version));
  }
  auto shown = counted(describe(found->cells), found->time);
  if (!shown) { return shown; }
  auto& result = *shown;
  result.changed_since_filed = false;
  result.state = found->accepted ? "accepted" : "filed";
  result.nil = found->nil;
  result.version = found->version;
  result.finalised_at = found->time;
  result.overrides = from_json(found->findings);
  std::erase_if(result.overrides, [](const CheckFinding& finding) { return !finding.overridden; });
  return shown;
}

Result<Return> Returns::accept(const records::Author& author) {
  if (auto status = require_filed(); !status) { return fail(status.error()); }
  if (std::ranges::find(m_state.conflicts, "#filed", &ledger::Conflict::path) != m_state.conflicts.end()) {
    return fail(Errc::not_permitted, message("{0}: which filing stands is in conflict", m_mission.value()),
                message("settle it first: 'scamdesk conflict list'"));
  }
  if (m_state.filed->accepted) { return show(); }
  Queries queries(m_registers);  // a version that was filed before its query arrived may have passed the check already
  if (auto closed = queries.close_passed(m_round.id, m_mission, from_json(m_state.filed->findings), author); !closed) { return fail(closed.error()); }
  if (const auto waiting = queries.waiting(m_round.id, m_mission); waiting > 0) {
    return fail(Errc::not_permitted, message("{0} queries on the return of {1} are not closed", waiting, m_mission.value()),
                message("'scamdesk query list {0} --mission {1}' shows them", m_round.id.value(), m_mission.value()));
  }
  const Cells body{{"#filed", Cell::of(to_string(m_state.filed->revision.value()))}};
  if (auto marked = m_registers.mark(*m_row, ledger::Change::accept, body, author); !marked) { return fail(marked.error()); }
  if (auto status = load(); !status) { return fail(status.error()); }
  return show();
}

Result<Return> Returns::finalise(const records::Author& author) {
  if (auto status = require_begun(); !status) { return fail(status.error()); }
  if (is_filed(m_state)) { return show(); }
  const auto findings = check(author.now);
  if (!findings) { return fail(findings.error()); }
  if (auto refused = refusal(*findings, m_round.id); refused) { return fail(std::move(*refused)); }
  const auto instances = m_registers.instances(Owner(m_mission.value()));
  const auto relevant = form::relevant_only(*m_form, answers(), {author.now, instances.get(), seed()});
  if (!relevant) { return fail(relevant.error()); }
  Cells body{{"#findings", Cell::of(to_json(*findings))}};
  if (is_nil(*m_form, m_state.cells)) { body["#nil"] = Cell::of("yes"); }
  if (auto paths = left_out(m_state.cells, form::to_cells(*m_form, *relevant)); !paths.empty()) {
    body["#left_out"] = Cell::of(std::move(paths));
  }
  if (auto marked = m_registers.mark(*m_row, ledger::Change::finalise, body, author); !marked) { return fail(marked.error()); }
  if (auto closed = Queries(m_registers).close_passed(m_round.id, m_mission, *findings, author); !closed) { return fail(closed.error()); }
  if (auto status = load(); !status) { return fail(status.error()); }
  return show();
}

Result<Return> Returns::reopen(const std::string& reason, const records::Author& author) {
  if (auto status = require_begun(); !status) { return fail(status.error()); }
  if (!is_filed(m_state)) { return show(); }
  if (reason.empty()) { return fail(reason_missing()); }
  if (auto marked = m_registers.mark(*m_row, ledger::Change::reopen, {{"#reason", Cell::of(reason)}}, author); !marked) {
    return fail(marked.error());
  }
  if (auto status = load(); !status) { return fail(status.error()); }
  return show();
}

}  // namespace scamdesk::survey
