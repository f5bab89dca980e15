// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "desks.hpp"

namespace scamdesk::test {

/// A random history of two to six desks of headquarters and three missions: whatever officers do, whatever becomes of
/// packages on their way. One seed gives one history.
class History {
public:
  struct Player {
    Player(const std::string& code, const std::string& name, bool exercise)
        : mission(code), store(code, name, exercise) {
      store.ledger().database().exec("PRAGMA synchronous = OFF");  // no power fails here, and histories are many
    }
    std::string mission;
    StoreDesk store;
    std::vector<DeskKey> keys = {};          ///< that it ever signed with
    std::chrono::minutes slow_or_fast = {};  ///< how wrong its clock is
    bool begun = false;
    bool headquarters() const { return mission == "HQ"; }
  };

  explicit History(unsigned seed);
  /// So many things happen.
  void live(int events);
  /// Clocks are set right, the desks in use enrolled, and packages go round until nothing moves. False when that never ends.
  bool come_together();

  const std::vector<std::unique_ptr<Player>>& players() const { return m_players; }
  /// The desk of headquarters that is never revoked.
  Player& keeper() { return *m_players[m_keeper]; }
  /// In use: not revoked, as far as the keeper knows.
  bool in_use(const Player& player);
  /// Every revision that was written at any desk.
  const std::map<RevisionId, ledger::Revision>& written() const { return m_written; }
  /// How often each thing happened.
  const std::map<std::string, std::size_t>& counts() const { return m_counts; }
  /// What happened, a line each.
  const std::string& story() const { return m_story; }

private:
  struct Sent {
    std::string file;
    std::size_t from = 0;
    std::string to;
    std::size_t no = 0;
  };
  using Event = void (History::*)(Player&);

  std::size_t below(std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(m_rng); }
  bool chance(std::size_t in) { return below(in) == 0; }
  std::string value(const Owner& owner);
  void happen(Player& player);
  void told(const Player& player, const std::string& what);
  void count(const std::string& what, std::size_t times = 1) { m_counts[what] += times; }
  void harvest(Player& player);
  void set_clock(Player& player) { player.store.set_now(m_now + player.slow_or_fast); }
  Owner owner_for(const Player& player);
  std::optional<std::int64_t> any_record(Player& player, std::string_view form);
  bool may_act(Player& player) { return !player.store.ledger().is_revoked(player.store.key()); }
  bool acts_as_headquarters(Player& player) { return player.headquarters() && may_act(player); }
  Player* another(Player& player);

  // work_events.cpp: what officers write
  void add_dossier(Player& player);
  void add_shared(Player& player);
  void change(Player& player);
  void retire_or_reinstate(Player& player);
  void work_on_return(Player& player);
  void file_or_reopen(Player& player);
  void accept_return(Player& player);
  void settle_conflict(Player& player);
  std::size_t choice(Player& player, const records::Record& record, const ledger::Conflict& conflict);
  void hand_over(Player& player);

  // travel_events.cpp: desks, keys, clocks and packages
  void begin(Player& player);
  void enrol_desk(Player& player);
  void revoke_desk(Player& player);
  void rotate_sealing(Player& player);
  void rotate_signing(Player& player);
  void turn_clock(Player& player);
  void send(Player& player);
  void deliver(Player& player);
  void pass_over(Player& player);
  std::string post(Player& player, const std::string& to);
  std::string pack(Player& player, const std::string& to);
  MergeReport merge(Player& player, const std::vector<std::string>& files);
  bool go_round();

  std::mt19937 m_rng;
  Instant m_now = *parse_instant("2025-10-15T00:00:00Z");
  bool m_exercise;
  std::vector<std::unique_ptr<Player>> m_players;
  std::size_t m_keeper = 0;
  std::vector<Sent> m_bag;
  std::map<std::pair<std::size_t, std::size_t>, std::set<std::size_t>> m_delivered;  ///< by sender and receiver
  std::map<std::pair<DeskKey, Owner>, std::uint64_t> m_harvested;
  std::map<RevisionId, ledger::Revision> m_written;
  std::map<std::string, std::size_t> m_counts;
  std::string m_story;
  std::size_t m_values = 0;
  std::size_t m_packages = 0;
};

}  // namespace scamdesk::test
