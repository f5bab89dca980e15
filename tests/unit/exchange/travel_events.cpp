// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fstream>

#include "histories.hpp"

/// Desks, their keys and clocks, and what becomes of packages on their way.
namespace scamdesk::test {
namespace {

// Without waiting for the disk, as packages are many.
void put(const std::string& file, std::string_view bytes) {
  std::ofstream stream(file, std::ios::binary);
  stream << bytes;
  REQUIRE(stream.flush());
}

}  // namespace

// With headquarters' kit, or with its card alone; enrolled at once, or later.
void History::begin(Player& player) {
  auto& hq = *m_players[player.headquarters() ? 0 : below(m_players.size())];
  if (!hq.begun || !acts_as_headquarters(hq)) { return; }
  set_clock(hq);
  set_clock(player);
  const bool at_once = player.headquarters() || !chance(3);
  if (at_once) { hq.store.enrol(player.store); }
  harvest(hq);
  player.store.pin(hq.store);
  const auto kit = exchange::Packer(hq.store.ledger(), hq.store.registers(), hq.store.now(), hq.store.random()).kit(MissionCode(player.mission));
  player.begun = true;
  told(player, "begins");
  // One who knows the card of a desk that is lost before it has sent anything else knows no other of headquarters.
  const bool card_alone = chance(4) && &hq == &keeper();
  if (kit && !card_alone) {
    const auto file = hq.store.file("kit" + std::to_string(++m_packages) + ".sdpk");
    put(file, kit->bytes);
    merge(player, {file});
  }
  if (player.headquarters()) {
    player.store.vouch_for(hq.store);
    harvest(player);
  }
  count("desk begun");
}

void History::enrol_desk(Player& player) {
  auto* other = another(player);
  if (other == nullptr || !acts_as_headquarters(player)) { return; }
  const auto known = player.store.ledger().enrolment(other->store.key());
  if (known && (known->enrolled || !chance(3))) { return; }
  player.store.enrol(other->store);
  // As the manual says of a new key: the one before it is taken out, some time. Of a desk of headquarters, too, by one that
  // may not have heard that it did so itself as it rotated, and that may have been enrolled with that key.
  const auto& keys = other->keys;
  if (keys.size() < 2 || chance(2)) { return; }
  const auto former = player.store.ledger().enrolment(keys[keys.size() - 2]);
  if (former && former->enrolled) { player.store.revoke(*former, ""); }
}

// The last good revision is the last one held, or an earlier one. Mostly of a desk whose changes are here, so that
// there is one often enough.
void History::revoke_desk(Player& player) {
  if (!acts_as_headquarters(player)) { return; }
  auto& ledger = player.store.ledger();
  std::vector<Player*> heard, silent;
  for (const auto& one : m_players) {
    const bool may = one.get() != &player && one.get() != &keeper() && (!one->headquarters() || &player == &keeper());
    const auto known = ledger.enrolment(one->store.key());
    if (!may || !known || !known->enrolled) { continue; }
    const auto by_it = [&](const ledger::ChainHead& chain) { return chain.desk == known->key; };
    const bool wrote = std::ranges::any_of(ledger.chains(), by_it);
    (wrote ? heard : silent).push_back(one.get());
  }
  const auto& desks = heard.empty() || chance(3) ? silent : heard;
  if (desks.empty()) { return; }
  const auto* other = desks[below(desks.size())];
  const auto known = ledger.enrolment(other->store.key());
  std::vector<RevisionId> held;
  ledger.each_revision([&](const ledger::Revision& revision) {
    if (revision.desk == known->key) { held.push_back(revision.id); }
  });
  std::string last_good;
  if (!other->headquarters() && !held.empty() && !chance(4)) {
    last_good = to_string(held[below(held.size())].value());
  }
  player.store.revoke(*known, last_good);
  count(last_good.empty() ? "revoked" : "revoked with a last good revision");
}

void History::rotate_sealing(Player& player) {
  player.store.rotate();
  told(player, "rotates its sealing key");
  count("sealing key rotated");
}

void History::rotate_signing(Player& player) {
  if (player.headquarters() && !may_act(player)) { return; }
  if (!exchange::check_renewal(player.store.ledger(), player.store.registers())) {
    count("not rotated before it was enrolled");
    return;
  }
  player.store.rotate_signing();
  player.keys.push_back(player.store.key());
  told(player, "rotates its signing key to " + fingerprint(player.store.key().value()).substr(0, 9));
  count(player.headquarters() ? "headquarters' signing key rotated" : "signing key rotated");
}

// Hours slow or fast, or more than a day ahead.
void History::turn_clock(Player& player) {
  const auto hours = static_cast<int>(below(40)) - 20;
  player.slow_or_fast = chance(4) ? std::chrono::hours(30) : std::chrono::hours(chance(4) ? 0 : hours);
  told(player, "its clock is " + std::to_string(player.slow_or_fast.count()) + " minutes fast");
  if (player.slow_or_fast < std::chrono::hours(-1)) { count("clock slow"); }
  if (player.slow_or_fast > std::chrono::hours(1)) { count("clock fast"); }
}

// Empty when a real desk would have to send what cannot be sealed yet.
std::string History::pack(Player& player, const std::string& to) {
  auto& desk = player.store;
  const auto packed = exchange::Packer(desk.ledger(), desk.registers(), desk.now(), desk.random()).pack(MissionCode(to));
  if (!packed) {
    CHECK(packed.error().code == Errc::not_permitted);
    count("not packed without a key to seal to");
    return {};
  }
  count(packed->sealed ? "package sealed" : "package open");
  const auto file = desk.file("sent" + std::to_string(++m_packages) + ".sdpk");
  put(file, packed->bytes);
  return file;
}

void History::send(Player& player) {
  std::string to = "HQ";
  if (player.headquarters() && !chance(3)) {
    const auto* other = another(player);
    if (other == nullptr) { return; }
    to = other->mission;
  }
  post(player, to);
}

// The file of the package, empty when there is none.
std::string History::post(Player& player, const std::string& to) {
  const auto file = pack(player, to);
  if (file.empty()) { return file; }
  const auto from = std::ranges::find_if(m_players, [&](const auto& one) { return one.get() == &player; }) - m_players.begin();
  m_bag.push_back({file, static_cast<std::size_t>(from), to, m_bag.size()});
  told(player, "packs number " + std::to_string(m_bag.size() - 1) + " for " + to);
  return file;
}

// One desk of headquarters takes in a mission's package and says so; the next package builds on that, and comes to
// another desk of headquarters, of which the mission has heard nothing yet.
void History::pass_over(Player& player) {
  if (player.headquarters() || !may_act(player)) { return; }
  auto& ledger = player.store.ledger();
  const auto known = ledger.acknowledged_by(headquarters_code);
  Player* first = nullptr;
  Player* second = nullptr;
  for (const auto& one : m_players) {
    if (!one->begun || !acts_as_headquarters(*one)) { continue; }
    const auto key = one->store.key();
    const bool heard = std::ranges::any_of(known, [&](const auto& desk) { return desk.desk == key; });
    (heard || ledger.identity().headquarters == key ? first : second) = one.get();
  }
  if (first == nullptr || second == nullptr) { return; }
  for (auto* one : {first, second}) {
    set_clock(*one);
    if (!one->store.stands(player.store.key())) { one->store.enrol(player.store); }
    harvest(*one);
  }
  const auto earlier = post(player, "HQ");
  if (earlier.empty()) { return; }
  told(*first, "merges it, and answers");
  merge(*first, {earlier});
  const auto answer = post(*first, player.mission);
  if (answer.empty()) { return; }
  merge(player, {answer});
  add_dossier(player);
  harvest(player);
  const auto later = post(player, "HQ");
  if (later.empty()) { return; }
  told(*second, "merges that alone");
  merge(*second, {later});
}

// One package or some at once, of any age, for this desk or not.
void History::deliver(Player& player) {
  if (m_bag.empty()) { return; }
  const auto self = static_cast<std::size_t>(std::ranges::find_if(m_players, [&](const auto& one) { return one.get() == &player; }) - m_players.begin());
  std::vector<std::string> files;
  std::string numbers;
  for (std::size_t tries = 1 + below(8), i = 0; i < tries; ++i) {
    const auto recent = std::min<std::size_t>(m_bag.size(), chance(3) ? m_bag.size() : 8);
    const auto& sent = m_bag[m_bag.size() - 1 - below(recent)];
    if (sent.from == self || (sent.to != player.mission && !chance(12))) { continue; }
    auto& before = m_delivered[{sent.from, self}];
    if (before.contains(sent.no)) { count("package repeated"); }
    if (!before.empty() && *before.rbegin() > sent.no) { count("package out of order"); }
    if (sent.to != player.mission) { count("package astray"); }
    before.insert(sent.no);
    files.push_back(sent.file);
    numbers += " " + std::to_string(sent.no);
  }
  if (files.empty()) { return; }
  if (files.size() > 1) { count("packages at once"); }
  told(player, "merges" + numbers);
  merge(player, files);
}

MergeReport History::merge(Player& player, const std::vector<std::string>& files) {
  auto report = player.store.merge(files);
  static const std::map<Outcome, std::string> names{
      {Outcome::merged, "merged"}, {Outcome::known, "known"}, {Outcome::held, "held"}, {Outcome::refused, "refused"}};
  for (const auto& one : report.packages) {
    count("package " + names.at(one.outcome));
    std::string why;
    if (one.error) {
      why = ": " + word(one.error->problem, Lang::en);
      if (why.find("ahead of this desk's clock") != std::string::npos) { count("held for its clock"); }
      if (why.find("are missing") != std::string::npos) { count("held for a gap"); }
      if (why.find("not enrolled here yet") != std::string::npos) { count("held until enrolled"); }
      CHECK(one.error->code != Errc::bug);
      CHECK(one.error->code != Errc::io);
    }
    told(player, "  " + names.at(one.outcome) + why);
  }
  return report;
}

// Every desk in use packs for whom it may; true when anything was news to anybody.
bool History::go_round() {
  bool moved = false;
  for (auto& sender : m_players) {
    if (!in_use(*sender)) { continue; }
    std::set<std::string> addressees;
    for (auto& other : m_players) {
      if (other != sender && (sender->headquarters() || other->headquarters())) { addressees.insert(other->mission); }
    }
    for (const auto& to : addressees) {
      const auto file = pack(*sender, to);
      if (file.empty()) { continue; }
      for (auto& receiver : m_players) {
        if (receiver == sender || receiver->mission != to || !receiver->begun) { continue; }
        for (const auto& one : merge(*receiver, {file}).packages) { moved = moved || one.outcome == Outcome::merged; }
      }
    }
  }
  return moved;
}

}  // namespace scamdesk::test
