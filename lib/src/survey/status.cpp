// SPDX-License-Identifier: Apache-2.0
#include "survey/status.hpp"

#include "survey/findings.hpp"
#include "survey/rounds.hpp"

namespace scamdesk {

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::missing: return "missing";
    case Standing::filed: return "filed";
    case Standing::nil: return "nil";
    case Standing::late: return "late";
    case Standing::exempt: return "exempt";
  }
  return "missing";
}

}  // namespace scamdesk

namespace scamdesk::survey {
namespace {

Standing standing_of(const MissionStanding& mission, bool exempt) {
  if (mission.finalised_at) {
    if (mission.late) { return Standing::late; }
    return mission.nil ? Standing::nil : Standing::filed;
  }
  return exempt ? Standing::exempt : Standing::missing;
}

/// Fills in what the mission's record says of its filing.
void read_filing(MissionStanding& mission, const Round& round, const records::Record& record, const ledger::Ledger& ledger) {
  const auto& state = record.state;
  mission.draft = !state.filed || state.reopened;
  if (!state.filed) { return; }
  mission.nil = state.filed->nil;
  mission.version = state.filed->version;
  mission.first_finalised_at = state.filed->first;
  mission.finalised_at = state.filed->time;
  mission.received_at = ledger.arrived(record.no, state.filed->revision);
  const auto day = seoul_date(state.filed->first);
  mission.late = day > due_of(round, mission.mission);
  mission.after_lock = mission.late && round.lock && day >= *round.lock;
  mission.changed_since_filed = state.changed_since_filed;
  mission.overridden = from_json(state.filed->findings);
  mission.findings = mission.overridden.size();
  std::erase_if(mission.overridden, [](const CheckFinding& finding) { return !finding.overridden; });
}

void count(RoundStatus& status, Standing standing) {
  ++status.expected;
  switch (standing) {
    case Standing::missing: ++status.missing; break;
    case Standing::filed: ++status.filed; break;
    case Standing::nil: ++status.nil; break;
    case Standing::late: ++status.late; break;
    case Standing::exempt: ++status.exempt; break;
  }
}

/// The expected missions in roster order; one that left the roster comes last.
std::vector<MissionCode> in_roster_order(const Round& round, const Roster& roster) {
  std::vector<MissionCode> codes;
  for (const auto& mission : roster.missions()) {
    if (round.expected.contains(mission.code)) { codes.push_back(mission.code); }
  }
  for (const auto& [code, expected] : round.expected) {
    if (roster.find(code) == nullptr) { codes.push_back(code); }
  }
  return codes;
}

}  // namespace

Result<RoundStatus> status(const Round& round, const Roster& roster, const records::Registers& registers,
                           const ledger::Ledger& ledger, Instant as_of) {
  RoundStatus result;
  result.round = round;
  result.as_of = as_of;
  const auto form = registers.pinned(round.form_hash);
  if (!form) { return fail(form.error()); }
  const std::string key = round.id.value();
  for (const auto& code : in_roster_order(round, roster)) {
    MissionStanding mission;
    mission.mission = code;
    if (const auto no = registers.find_keyed(**form, Owner(code.value()), {&key, 1})) {
      const auto record = registers.read(*no);
      if (!record) { return fail(record.error()); }
      read_filing(mission, round, *record, ledger);
    }
    mission.standing = standing_of(mission, round.expected.at(code).exempt);
    count(result, mission.standing);
    result.missions.push_back(std::move(mission));
  }
  return result;
}

}  // namespace scamdesk::survey
