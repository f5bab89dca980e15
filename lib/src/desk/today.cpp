// SPDX-License-Identifier: Apache-2.0
#include "desk/survey.hpp"
#include "exchange/succession.hpp"
#include "survey/queries.hpp"
#include "survey/status.hpp"

namespace scamdesk {
namespace {

void add_task(std::vector<Task>& tasks, const Message& what, std::string command) {
  tasks.push_back({word(what), std::move(command)});
}

/// How long until a day, as people say it.
Message until(Date today, Date due) {
  const int days = days_between(today, due);
  if (days < 0) { return message("{0} days overdue", -days); }
  if (days == 0) { return message("due today"); }
  return message("due in {0} days", days);
}

/// What the checks of a draft leave to do.
void add_finding_tasks(std::vector<Task>& tasks, const std::vector<CheckFinding>& findings, const Return& shown, const Message& due) {
  const auto& id = shown.round.value();
  std::size_t hard = 0, soft = 0, carried = 0;
  for (const auto& finding : findings) {
    if (!finding.stops_filing()) { continue; }
    if (finding.check.starts_with("unconfirmed.")) { ++carried; } else { ++(finding.severity == "hard" ? hard : soft); }
  }
  if (carried > 0) {
    add_task(tasks, message("Round {0}: {1} answers of the last round wait to be confirmed or changed, {2}", id, carried, due),
             "scamdesk return fill " + id);
  }
  if (hard > 0) {
    add_task(tasks, message("Round {0}: {1} hard checks, {2} blanks, {3}", id, hard, shown.blank, due), "scamdesk return check " + id);
  }
  if (soft > 0) {
    add_task(tasks, message("Round {0}: {1} soft checks need correcting or a reason, {2}", id, soft, due), "scamdesk return check " + id);
  }
  if (hard + soft + carried == 0) {
    add_task(tasks, message("Round {0}: ready to finalise, {1} blanks, {2}", id, shown.blank, due), "scamdesk return finalise " + id);
  }
}

/// What a mission has to do for one open round.
Status add_return_tasks(std::vector<Task>& tasks, Desk::Impl& impl, const Round& round) {
  const MissionCode& own = impl.identity().mission;
  const auto expected = round.expected.find(own);
  if (expected == round.expected.end() || expected->second.exempt) { return {}; }
  const auto& id = round.id.value();
  const auto due = until(seoul_date(impl.options.now), survey::due_of(round, own));
  const auto returns = survey::Returns::of(impl.registers, round, own);
  if (!returns) { return fail(returns.error()); }
  if (!returns->begun()) {
    add_task(tasks, message("Round {0}: the return is not begun, {1}", id, due), "scamdesk return start " + id);
    return {};
  }
  const auto shown = returns->show();
  if (!shown) { return fail(shown.error()); }
  if (!shown->conflicts.empty()) {
    add_task(tasks, message("Round {0}: {1} answers are in conflict", id, shown->conflicts.size()), "scamdesk conflict list");
  }
  if (shown->state == "draft" || shown->state == "reopened") {
    const auto findings = returns->check(impl.options.now);
    if (!findings) { return fail(findings.error()); }
    add_finding_tasks(tasks, *findings, *shown, due);
  }
  return {};
}

/// What headquarters has to do for one open round.
Status add_round_tasks(std::vector<Task>& tasks, Desk::Impl& impl, const survey::Roster& roster, const Round& round) {
  const auto status = survey::status(round, roster, impl.registers, impl.ledger, impl.options.now);
  if (!status) { return fail(status.error()); }
  add_task(tasks, message("Round {0}: {1} of {2} missions have not filed, {3}", round.id.value(), status->missing, status->expected, until(seoul_date(impl.options.now), round.due)),
           "scamdesk round status " + round.id.value());
  return {};
}

/// Queries that wait for this desk: a mission's answer, or headquarters' word on the answer.
Status add_query_tasks(std::vector<Task>& tasks, Desk::Impl& impl) {
  if (impl.registers.find("query") == nullptr) { return {}; }
  QueryFilter filter;
  filter.state = impl.headquarters() ? "answered" : "open";
  const auto waiting = survey::Queries(impl.registers).list(filter);
  if (!waiting) { return fail(waiting.error()); }
  if (waiting->empty()) { return {}; }
  add_task(tasks, impl.headquarters() ? message("{0} queries are answered: close them or ask again", waiting->size())
                                      : message("{0} queries of headquarters wait for an answer", waiting->size()),
           impl.headquarters() ? "scamdesk query list --state answered" : "scamdesk query list");
  return {};
}

/// Forks come first: the longer both lines go on, the more there is to put together.
void add_fork_tasks(std::vector<Task>& tasks, const ledger::Ledger& ledger) {
  for (const auto& fork : exchange::to_public(ledger)) {
    if (fork.own) {
      add_task(tasks, message("This desk went on from an old copy of itself: mend it"), "scamdesk desk repair");
    } else {
      add_task(tasks, message("{0} {1} went on from an old copy of itself: send it a package, and have it mended there with 'scamdesk desk repair'", fork.mission, fork.fingerprint.substr(0, 9)),
               "scamdesk pack --to " + fork.mission + " -o " + fork.mission + ".sdpk");
    }
  }
}

}  // namespace

Result<std::vector<Task>> Desk::today() {
  return desk::reading(*m_impl, [&]() -> Result<std::vector<Task>> {
    std::vector<Task> tasks;
    add_fork_tasks(tasks, m_impl->ledger);
    const auto rounds = survey::Rounds(m_impl->registers).list();
    if (!rounds) { return fail(rounds.error()); }
    const auto roster = desk::roster(*m_impl);
    if (!roster) { return fail(roster.error()); }
    std::size_t open = 0;
    for (const auto& round : *rounds) {
      if (!round.open) { continue; }
      ++open;
      auto status = m_impl->headquarters() ? add_round_tasks(tasks, *m_impl, *roster, round) : add_return_tasks(tasks, *m_impl, round);
      if (!status) { return fail(status.error()); }
    }
    if (auto status = add_query_tasks(tasks, *m_impl); !status) { return fail(status.error()); }
    const auto held = m_impl->ledger.held().size();
    if (held > 0) { add_task(tasks, held == 1 ? message("1 package is held") : message("{0} packages are held", held), "scamdesk desk gaps"); }
    if (const auto conflicts = m_impl->registers.conflicts().size(); conflicts > 0 && m_impl->headquarters()) {
      add_task(tasks, conflicts == 1 ? message("1 conflict is open") : message("{0} conflicts are open", conflicts), "scamdesk conflict list");
    }
    if (!m_impl->headquarters()) {
      if (const auto unsent = m_impl->ledger.unacknowledged(headquarters_code); unsent > 0) {
        add_task(tasks, unsent == 1 ? message("1 change is not yet acknowledged by headquarters")
                                    : message("{0} changes are not yet acknowledged by headquarters", unsent),
                 "scamdesk pack -o " + m_impl->identity().mission.value() + ".sdpk");
      }
    }
    if (open == 0) {
      if (m_impl->headquarters()) {
        add_task(tasks, message("No round is open"), "scamdesk round open 2025-10 --form scam-survey --due 2025-10-31");
      } else {
        add_task(tasks, message("No round is open here: merge headquarters' kit"), "scamdesk merge FILE.sdpk");
      }
    }
    return tasks;
  });
}

}  // namespace scamdesk
