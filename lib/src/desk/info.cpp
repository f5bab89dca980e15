// SPDX-License-Identifier: Apache-2.0
#include "desk/disclosure.hpp"
#include "desk/records.hpp"
#include "desk/survey.hpp"
#include "survey/status.hpp"

namespace scamdesk {

namespace desk {

Text change_label(ledger::Change change) {
  switch (change) {
    case ledger::Change::set: return word(message("set"));
    case ledger::Change::retire: return word(message("retired"));
    case ledger::Change::reinstate: return word(message("reinstated"));
    case ledger::Change::finalise: return word(message("finalised"));
    case ledger::Change::reopen: return word(message("reopened"));
    case ledger::Change::accept: return word(message("accepted"));
    case ledger::Change::enrol: return word(message("enrolled"));
    case ledger::Change::revoke: return word(message("revoked"));
    case ledger::Change::erase: return word(message("erased"));
    case ledger::Change::resolve: return word(message("resolved"));
  }
  return {};
}

}  // namespace desk

using desk::reading;

Result<DeskInfo> Desk::info() {
  return reading(*m_impl, [&]() -> Result<DeskInfo> {
    const auto& identity = m_impl->identity();
    DeskInfo info;
    info.mission = identity.mission;
    info.headquarters = m_impl->headquarters();
    info.exercise = identity.exercise;
    info.fingerprint = fingerprint(identity.key.value());
    if (!identity.headquarters.value().is_zero()) { info.headquarters_fingerprint = fingerprint(identity.headquarters.value()); }
    info.has_passphrase = m_impl->ledger.has_lock();
    info.can_be_sealed_to = !identity.sealing.is_zero();
    const auto roster = desk::roster(*m_impl);
    if (!roster) { return fail(roster.error()); }
    if (info.headquarters) { info.mission_name = word(message("Headquarters")); }
    if (const auto* mission = roster->find(identity.mission)) { info.mission_name = mission->name; }
    const auto size = m_impl->ledger.size();
    info.records = size.records;
    info.revisions = size.revisions;
    info.held = m_impl->ledger.held().size();
    info.conflicts = m_impl->registers.conflicts().size();
    const auto rounds = survey::Rounds(m_impl->registers).list();
    if (!rounds) { return fail(rounds.error()); }
    for (const auto& round : *rounds) {
      if (round.open) { info.open_rounds.push_back(round.id.value()); }
    }
    return info;
  });
}

Result<Hash> Desk::digest(const std::optional<Owner>& owner) {
  return reading(*m_impl, [&]() -> Result<Hash> {
    if (owner && *owner != shared_owner && *owner != m_impl->own()) {  // a mistyped code would give the hash of nothing
      const auto known = desk::roster(*m_impl).and_then([&](const survey::Roster& roster) { return roster.require(owner->value()); });
      if (!known) { return fail(known.error()); }
    }
    return m_impl->ledger.digest(owner);
  });
}

Result<std::vector<Message>> Desk::verify(bool rebuild) {
  const auto check = [&]() -> Result<std::vector<Message>> {
    if (rebuild) { m_impl->registers.rebuild(); }
    auto faults = m_impl->ledger.verify();
    const auto tables = m_impl->registers.verify();
    faults.insert(faults.end(), tables.begin(), tables.end());
    for (const auto place : ledger::AccessLog(m_impl->ledger.database()).verify()) { faults.push_back(desk::access_fault(place)); }
    if (m_impl->ledger.needs_scrub()) {
      faults.push_back(message("values that were erased by law may still stand in the free space of the file: the next command that writes clears it"));
    }
    return faults;
  };
  return rebuild ? desk::writing(*m_impl, check) : reading(*m_impl, check);
}

Result<Table> Desk::log(std::size_t limit) {
  return reading(*m_impl, [&]() -> Result<Table> {
    Table table{"scamdesk.log/1", "entries", {}, word(message("Log")),
                {{"time", word(message("Time (UTC)")), Align::left, false, true},
                 {"actor", word(message("Officer"))},
                 {"change", word(message("Change"))},
                 {"owner", word(message("Owner"))},
                 {"register", word(message("Register"))},
                 {"record", word(message("Record")), Align::left, false, true},
                 {"fields", word(message("Fields")), Align::right},
                 {"revision", word(message("Revision")), Align::left, false, true}},
                {}, {}};
    for (const auto& revision : m_impl->ledger.latest(limit)) {
      const auto change = desk::change_label(revision.change);
      table.rows.push_back({to_string(revision.time), revision.actor, TableCell(change, change.en),
                            revision.record.owner.value(), revision.record.form.value(), desk::id_cell(revision.record.id),
                            revision.cells.size(), to_string(revision.id.value()).substr(0, 12)});
    }
    return table;
  });
}

}  // namespace scamdesk
