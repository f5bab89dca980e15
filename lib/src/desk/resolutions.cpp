// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "desk/conflicts.hpp"
#include "exchange/authority.hpp"
#include "exchange/enrol.hpp"

namespace scamdesk {
namespace {

using desk::FoundConflict;
using ledger::Change;

/// What is written to settle a conflict, and its words.
struct Decision {
  Change change = Change::resolve;
  Cells cells;
  Text words;
};

Result<const ledger::Candidate*> taken(const FoundConflict& found, std::size_t number) {
  const auto& candidates = found.conflict.candidates;
  if (number >= 1 && number <= candidates.size()) { return &candidates[number - 1]; }
  return fail(Errc::usage, message("this conflict has no value {0}; it has 1 to {1}", number, candidates.size()),
              message("'scamdesk conflict show ID' shows them"));
}

/// A revision and all it has seen.
std::vector<ledger::Revision> up_to(const RevisionId& last, std::vector<ledger::Revision> history) {
  std::set<RevisionId> seen{last};
  std::vector<ledger::Revision> part;
  for (auto revision = history.rbegin(); revision != history.rend(); ++revision) {  // each stands after its parents
    if (!seen.contains(revision->id)) { continue; }
    seen.insert(revision->parents.begin(), revision->parents.end());
    part.push_back(std::move(*revision));
  }
  return part;
}

/// What makes the answers read again as they did when a filing was made.
Cells as_stood(const ledger::RecordState& now, const Cells& then) {
  const auto conflicted = [&](const std::string& path) {
    return std::ranges::any_of(now.conflicts, [&](const ledger::Conflict& conflict) { return conflict.path == path; });
  };
  Cells change;
  for (const auto& [path, cell] : now.cells) {
    if (!then.contains(path)) { change.emplace(path, Cell::blank()); }
  }
  for (const auto& conflict : now.conflicts) {
    const bool field = conflict.path != "#retired" && conflict.path != "#filed";
    if (field && !then.contains(conflict.path)) { change.emplace(conflict.path, Cell::blank()); }
  }
  for (const auto& [path, cell] : then) {
    const auto present = now.cells.find(path);
    if (conflicted(path) || present == now.cells.end() || present->second != cell) { change.emplace(path, cell); }
  }
  return change;
}

/// True when a filing was reopened: what is worked on since is left alone.
bool reopened(const std::vector<ledger::Revision>& history, const RevisionId& filing) {
  return std::ranges::any_of(history, [&](const ledger::Revision& revision) {
    if (revision.change != Change::reopen) { return false; }
    const auto seen = up_to(revision.id, history);
    return std::ranges::any_of(seen, [&](const ledger::Revision& one) { return one.id == filing; });
  });
}

Decision standing(const Desk::Impl& desk, const FoundConflict& found, const RevisionId& filing) {
  const auto history = desk.ledger.history(found.record.no);
  Decision decision;
  if (!reopened(history, filing)) {
    decision.cells = as_stood(found.record.state, ledger::settle(up_to(filing, history)).cells);
  }
  decision.cells["#filed"] = Cell::of(to_string(filing.value()));
  return decision;
}

/// The key of a desk of headquarters that came after this one; empty when it was not renewed.
std::optional<DeskKey> successor_of(const Desk::Impl& desk, const DeskKey& former) {
  const auto form = desk.registers.find(exchange::desk_register.value());
  for (const auto& enrolment : desk.ledger.all_enrolments()) {
    if (enrolment.role != ledger::Role::headquarters) { continue; }
    const std::array key{to_string(enrolment.key.value())};
    const auto no = desk.ledger.record_no({shared_owner, exchange::desk_register, records::keyed_id(*form, key)});
    const auto names_it = [&](const ledger::Revision& revision) {
      return revision.desk == former && revision.cells.contains(std::string(exchange::end_note));
    };
    if (no && std::ranges::any_of(desk.ledger.history(*no), names_it)) { return enrolment.key; }
  }
  return std::nullopt;
}

/// A desk of headquarters that renewed its key says how much of the one before is good. To settle on less would take out
/// whom that key alone had enrolled, unseen, at every desk that pinned the present one: that is a revocation's to say.
Status check_good(const Desk::Impl& desk, const FoundConflict& found, const ledger::Candidate* chosen) {
  if (found.record.key.form != exchange::desk_register || found.conflict.path != "last_good") { return {}; }
  const auto about = exchange::enrolment_of(found.record.state.cells);
  const auto own = about ? successor_of(desk, about->key) : std::nullopt;
  if (!own || (chosen != nullptr && chosen->desk == *own)) { return {}; }
  const auto& candidates = found.conflict.candidates;
  if (std::ranges::find(candidates, *own, &ledger::Candidate::desk) == candidates.end()) { return {}; }
  return fail(Errc::not_permitted,
              message("the desk itself says with its present key how much of its former one is good, and others rest on that"),
              message("take its word; if it is not to be believed, 'scamdesk desk trust revoke {0}' takes it out",
                      fingerprint(own->value()).substr(0, 9)));
}

Result<Decision> take(const Desk::Impl& desk, const FoundConflict& found, std::size_t number) {
  const auto candidate = taken(found, number);
  if (!candidate) { return fail(candidate.error()); }
  const auto& chosen = **candidate;
  if (auto status = check_good(desk, found, &chosen); !status) { return fail(status.error()); }
  Decision decision;
  if (found.conflict.path == "#filed") {
    decision = standing(desk, found, chosen.revision);
  } else if (found.conflict.path == "#retired") {
    decision.change = chosen.cell.has_value() ? Change::retire : Change::reinstate;
  } else {
    decision.cells[found.conflict.path] = chosen.cell;
  }
  decision.words = found.words(chosen, desk.ledger);
  return decision;
}

Result<Decision> give(Desk::Impl& desk, const FoundConflict& found, const OpenConflict& described, Assignment value) {
  if (!described.takes_value) {
    return fail(Errc::usage, message("{0}: only one of its values can be taken", described.field),
                message("give --take N; 'scamdesk conflict show {0}' shows them", described.id));
  }
  if (auto status = check_good(desk, found, nullptr); !status) { return fail(status.error()); }
  value.name = described.field;
  const auto& form = *found.every;
  return desk.registers.assign(form, form::to_answers(form, found.record.state.cells), {value}, desk.author(), false)
      .map([&](Cells&& cells) {
        Decision decision;
        decision.words = found.words(cells.begin()->second);
        decision.cells = std::move(cells);
        return decision;
      });
}

Result<Decision> decide(Desk::Impl& desk, const FoundConflict& found, const OpenConflict& described, const Resolution& given) {
  if ((given.take == 0) == !given.value) {
    return fail(Errc::usage, message("exactly one of --take and --value is needed"), message("'scamdesk conflict show {0}' shows the values", described.id));
  }
  if (given.reason.empty()) {
    return fail(Errc::bad_input, message("a reason is needed"), message("give it with --reason \"…\""));
  }
  auto decision = given.value ? give(desk, found, described, *given.value) : take(desk, found, given.take);
  if (decision) { decision->cells["#reason"] = Cell::of(given.reason); }
  return decision;
}

}  // namespace

Result<ConflictResolved> Desk::resolve_conflict(const std::string& id, const Resolution& resolution) {
  return desk::writing(*m_impl, [&]() -> Result<ConflictResolved> {
    const auto found = desk::find_conflict(*m_impl, id);
    if (!found) { return fail(found.error()); }
    auto described = desk::describe(*m_impl, *found);
    const auto decision = decide(*m_impl, *found, described, resolution);
    if (!decision) { return fail(decision.error()); }
    const auto written = m_impl->registers.decide(found->record.no, decision->change, decision->cells, m_impl->author());
    if (!written) { return fail(written.error()); }
    if (written->key.form == exchange::desk_register) { exchange::keep_desks(m_impl->ledger, m_impl->registers, {written->no}); }
    return ConflictResolved{std::move(described), decision->words, m_impl->registers.conflicts().size()};
  });
}

}  // namespace scamdesk
