// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "histories.hpp"

/// What officers write at a desk.
namespace scamdesk::test {

using ledger::Change;

void History::add_dossier(Player& player) {
  if (!may_act(player)) { return; }
  auto& desk = player.store;
  const auto owner = owner_for(player);
  auto given = cells({{"line", value(owner)}, {"count", std::to_string(below(3))}});
  if (chance(3)) { given["passport"] = Cell::of(value(owner)); }
  static_cast<void>(desk.writing([&] { return desk.registers().add(*desk.registers().find("dossier"), owner, given, desk.author()); }));
}

// Of a few addresses, so that desks meet in one record without knowing of each other.
void History::add_shared(Player& player) {
  if (!may_act(player)) { return; }
  auto& desk = player.store;
  const bool ad = !chance(3);
  const auto given = ad ? cells({{"url", "https://example.com/" + std::to_string(below(4))}, {"platform", value(shared_owner)}})
                        : cells({{"name", value(shared_owner)}, {"aliases/a/alias", value(shared_owner)}, {"aliases/a/#", "1"}});
  static_cast<void>(
      desk.writing([&] { return desk.registers().add(*desk.registers().find(ad ? "ad" : "site"), shared_owner, given, desk.author()); }));
}

void History::change(Player& player) {
  auto& desk = player.store;
  static const std::array<std::pair<const char*, const char*>, 4> texts{
      {{"dossier", "line"}, {"dossier", "passport"}, {"ad", "platform"}, {"site", "name"}}};
  const auto& [form, question] = texts[below(texts.size())];
  const auto no = any_record(player, form);
  if (!no) { return; }
  const auto owner = desk.ledger().record(*no)->owner;
  auto given = cells({{question, chance(6) ? owner.value() + "~same" : value(owner)}});
  if (form == std::string_view("dossier") && chance(2)) { given["count"] = chance(4) ? Cell::blank() : Cell::of(std::to_string(below(5))); }
  static_cast<void>(desk.writing([&] { return desk.registers().change(*no, given, desk.author()); }));
}

void History::retire_or_reinstate(Player& player) {
  auto& desk = player.store;
  const auto no = any_record(player, chance(3) ? "site" : "dossier");
  if (!no) { return; }
  const auto mark = desk.ledger().state(*no).retired ? Change::reinstate : Change::retire;
  static_cast<void>(desk.writing([&] { return desk.registers().mark(*no, mark, cells({{"#reason", "twice"}}), desk.author()); }));
}

void History::work_on_return(Player& player) {
  auto& desk = player.store;
  const auto owner = owner_for(player);
  const auto form = desk.registers().find("yearly");
  const std::vector<std::string> round{chance(4) ? "2026" : "2025"};
  const auto no = desk.registers().find_keyed(*form, owner, round);
  const auto given = cells({{"round", round.front()}, {"reports", std::to_string(below(9))}, {"remark", value(owner)}});
  if (no) {
    const auto state = desk.ledger().state(*no);
    if (state.filed && !state.reopened) { return; }
  }
  static_cast<void>(desk.writing([&] { return desk.registers().add(*form, owner, given, desk.author()); }));
}

void History::file_or_reopen(Player& player) {
  auto& desk = player.store;
  const auto no = any_record(player, "yearly");
  if (!no) { return; }
  const auto state = desk.ledger().state(*no);
  const bool filed = state.filed && !state.reopened;
  const auto note = filed ? cells({{"#reason", "wrong"}}) : cells({{"#findings", "[]"}});
  static_cast<void>(
      desk.writing([&] { return desk.registers().mark(*no, filed ? Change::reopen : Change::finalise, note, desk.author()); }));
}

void History::accept_return(Player& player) {
  auto& desk = player.store;
  const auto no = any_record(player, "yearly");
  if (!no || !acts_as_headquarters(player)) { return; }
  const auto state = desk.ledger().state(*no);
  if (!state.filed || state.filed->accepted) { return; }
  const auto note = cells({{"#filed", to_string(state.filed->revision.value())}});
  static_cast<void>(desk.writing([&] { return desk.registers().mark(*no, Change::accept, note, desk.author()); }));
}

// Of two words on how much a desk's former key wrote is good, the desk's own is taken: no command takes another's, since
// it would take out whom that key alone enrolled, at all desks that pinned the present one.
std::size_t History::choice(Player& player, const records::Record& record, const ledger::Conflict& conflict) {
  const auto chosen = below(conflict.candidates.size());
  if (conflict.path != "last_good") { return chosen; }
  const auto about = exchange::enrolment_of(player.store.ledger().history(record.no).front().cells);
  const auto is_its_own = [&](const ledger::Candidate& candidate) {
    return about && std::ranges::any_of(m_players, [&](const auto& one) {
      const std::set<DeskKey> keys(one->keys.begin(), one->keys.end());
      return keys.contains(about->key) && keys.contains(candidate.desk);
    });
  };
  const auto own = std::ranges::find_if(conflict.candidates, is_its_own);
  return own == conflict.candidates.end() ? chosen : static_cast<std::size_t>(own - conflict.candidates.begin());
}

void History::settle_conflict(Player& player) {
  auto& desk = player.store;
  const auto open = desk.registers().conflicts();
  if (open.empty()) { return; }
  count("conflict met");
  const auto& [record, conflict] = open[below(open.size())];
  const auto& taken = conflict.candidates[choice(player, record, conflict)];
  auto decision = Change::resolve;
  auto given = cells({{"#reason", "as it is"}});
  if (conflict.path == "#retired") {
    decision = taken.cell.has_value() ? Change::retire : Change::reinstate;
  } else if (conflict.path == "#filed") {
    given["#filed"] = Cell::of(to_string(taken.revision.value()));
  } else {
    given[conflict.path] = taken.cell;
  }
  static_cast<void>(desk.writing([&] {
    auto decided = desk.registers().decide(record.no, decision, given, desk.author());
    if (record.key.form == exchange::desk_register) { exchange::keep_desks(desk.ledger(), desk.registers(), {record.no}); }
    return decided;
  }));
}

// To another mission: a record of its own there, which names the one it goes on from.
void History::hand_over(Player& player) {
  auto& desk = player.store;
  const auto no = any_record(player, "dossier");
  if (!no || !acts_as_headquarters(player)) { return; }
  const auto from = *desk.ledger().record(*no);
  const auto to = owner_for(player);
  if (to == from.owner) { return; }
  const auto given = cells({{"line", value(to)}, {"continues", to_string(from.id)}});
  static_cast<void>(desk.writing([&] { return desk.registers().add(*desk.registers().find("dossier"), to, given, desk.author()); }));
  static_cast<void>(desk.writing([&] { return desk.registers().mark(*no, Change::retire, cells({{"#reason", "handed over"}}), desk.author()); }));
}

}  // namespace scamdesk::test
