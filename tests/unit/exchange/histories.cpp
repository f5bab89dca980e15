// SPDX-License-Identifier: Apache-2.0
#include "histories.hpp"

#include <algorithm>
#include <array>

namespace scamdesk::test {
namespace {

const std::array<std::string, 3> missions{"KH-PNH", "LA-VTE", "TH-BKK"};

std::string name_of(ledger::Change change) {
  switch (change) {
    case ledger::Change::set: return "set";
    case ledger::Change::retire: return "retire";
    case ledger::Change::reinstate: return "reinstate";
    case ledger::Change::finalise: return "finalise";
    case ledger::Change::reopen: return "reopen";
    case ledger::Change::accept: return "accept";
    case ledger::Change::enrol: return "enrol";
    case ledger::Change::revoke: return "revoke";
    case ledger::Change::erase: return "erase";
    case ledger::Change::resolve: return "resolve";
  }
  return {};
}

}  // namespace

// The first desk is headquarters', and every other begins with its kit. There are two more of headquarters at most.
History::History(unsigned seed) : m_rng(seed), m_exercise(!chance(3)) {
  const auto desks = 2 + below(5);
  for (std::size_t i = 0; i < desks; ++i) {
    const bool headquarters = i == 0 || (i > 1 && i < 4 && chance(2));
    const auto& code = headquarters ? std::string("HQ") : missions[below(missions.size())];
    m_players.push_back(std::make_unique<Player>(code, std::to_string(seed) + "." + std::to_string(i), m_exercise));
    m_players.back()->keys.push_back(m_players.back()->store.key());
    if (headquarters && i > 0 && chance(2)) { m_keeper = i; }
  }
  m_players.front()->begun = true;
  for (auto& player : m_players) {
    if (!player->begun && (m_keeper == static_cast<std::size_t>(&player - m_players.data()) || !chance(4))) { begin(*player); }
  }
}

void History::live(int events) {
  for (int i = 0; i < events; ++i) {
    m_now += std::chrono::minutes(1 + below(180));
    auto& player = *m_players[below(m_players.size())];
    set_clock(player);
    if (player.begun) {
      happen(player);
    } else if (chance(3)) {
      begin(player);
    }
  }
}

void History::happen(Player& player) {
  static const std::vector<std::pair<std::size_t, Event>> events{
      {3, &History::add_dossier},    {4, &History::add_shared},     {18, &History::change},         {5, &History::retire_or_reinstate},
      {4, &History::work_on_return}, {5, &History::file_or_reopen}, {4, &History::accept_return},   {8, &History::settle_conflict},
      {3, &History::hand_over},      {4, &History::enrol_desk},     {3, &History::revoke_desk},     {1, &History::rotate_sealing},
      {2, &History::rotate_signing}, {2, &History::turn_clock},     {14, &History::send},
      {20, &History::deliver},       {3, &History::pass_over}};
  std::size_t all = 0;
  for (const auto& [weight, event] : events) { all += weight; }
  auto drawn = below(all);
  for (const auto& [weight, event] : events) {
    if (drawn < weight) {
      (this->*event)(player);
      break;
    }
    drawn -= weight;
  }
  harvest(player);
}

/// Every value is written once, and names the owner it belongs to.
std::string History::value(const Owner& owner) { return owner.value() + "~" + std::to_string(++m_values) + "~"; }

void History::told(const Player& player, const std::string& what) {
  const auto at = std::ranges::find_if(m_players, [&](const auto& one) { return one.get() == &player; });
  m_story += to_string(player.store.now()) + " desk " + std::to_string(at - m_players.begin()) + " " + player.mission + ": " + what + "\n";
}

void History::harvest(Player& player) {
  auto& ledger = player.store.ledger();
  for (const auto& chain : ledger.chains()) {
    if (std::ranges::find(player.keys, chain.desk) == player.keys.end() || chain.branch != 0) { continue; }
    auto& seen = m_harvested[{chain.desk, chain.owner}];
    ledger.visit_chain(chain, seen + 1, [&](const ledger::Revision& revision) {
      m_written.emplace(revision.id, revision);
      count(name_of(revision.change));
      if (revision.cells.contains("continues")) { count("handover"); }
      told(player, name_of(revision.change) + " " + revision.record.owner.value() + " " + revision.record.form.value() + " " +
                       to_string(revision.record.id).substr(0, 13) + " place " + std::to_string(revision.place) + " of " +
                       fingerprint(revision.desk.value()).substr(0, 9));
    });
    seen = std::max(seen, chain.length);
  }
}

Owner History::owner_for(const Player& player) {
  return Owner(player.headquarters() ? missions[below(missions.size())] : player.mission);
}

std::optional<std::int64_t> History::any_record(Player& player, std::string_view form) {
  std::vector<std::int64_t> counted;
  for (const auto no : player.store.ledger().records(FormName(std::string(form)), {})) {
    if (player.store.ledger().state(no).counted > 0) { counted.push_back(no); }
  }
  if (counted.empty()) { return std::nullopt; }
  return counted[below(counted.size())];
}

History::Player* History::another(Player& player) {
  auto& other = *m_players[below(m_players.size())];
  return &other == &player ? nullptr : &other;
}

bool History::in_use(const Player& player) { return player.begun && !keeper().store.ledger().is_revoked(player.store.key()); }

bool History::come_together() {
  m_now += std::chrono::hours(24 * 5);
  for (auto& player : m_players) { player->slow_or_fast = {}; }
  for (int round = 0; round < 20; ++round) {
    m_now += std::chrono::hours(1);
    for (auto& player : m_players) {
      set_clock(*player);
      auto& hq = keeper().store;
      if (player->begun && !hq.stands(player->store.key())) { hq.enrol(player->store); }
      harvest(keeper());
    }
    if (!go_round()) { return true; }
  }
  return false;
}

}  // namespace scamdesk::test
