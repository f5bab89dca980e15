// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdlib>
#include <doctest/doctest.h>
#include <set>

#include "histories.hpp"
#include "support/seed.hpp"

using namespace scamdesk;
using test::History;

/// The laws of merging over random histories. Some run by default; all of them with
///   SCAMDESK_HISTORIES=1000 build/dev/bin/test_exchange -tc="whatever happens*"
/// A failure prints the seed of its history, which SCAMDESK_TEST_SEED=… SCAMDESK_HISTORIES=1 makes again.
namespace {

unsigned histories() {
  const char* given = std::getenv("SCAMDESK_HISTORIES");
  return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10)) : 50;
}

std::vector<Owner> owners_of(const std::string& mission) {
  std::vector<Owner> owners{shared_owner};
  for (const std::string code : {"KH-PNH", "LA-VTE", "TH-BKK"}) {
    if (exchange::may_have(MissionCode(mission), Owner(code))) { owners.emplace_back(code); }
  }
  return owners;
}

/// The records that two desks settle otherwise, for the one who has to find out why.
std::string differing(test::StoreDesk& one, test::StoreDesk& other, const Owner& owner) {
  std::string lines;
  std::set<ledger::RecordKey> keys;
  for (auto* desk : {&one, &other}) {
    desk->ledger().each_revision([&](const ledger::Revision& revision) {
      if (revision.record.owner == owner) { keys.insert(revision.record); }
    });
  }
  for (const auto& key : keys) {
    std::string told;
    std::vector<ledger::RecordState> states;
    for (auto* desk : {&one, &other}) {
      const auto no = desk->ledger().record_no(key);
      const auto& state = states.emplace_back(no ? desk->ledger().state(*no) : ledger::RecordState());
      told += " counted " + std::to_string(state.counted) + ":";
      for (const auto& [path, cell] : state.cells) { told += " " + path + "=" + cell.text; }
    }
    if (states[0] != states[1]) { lines += key.form.value() + " " + to_string(key.id) + told + "\n"; }
  }
  return lines;
}

void check_one_digest(History& history) {
  auto& keeper = history.keeper().store.ledger();
  for (const auto& player : history.players()) {
    if (!history.in_use(*player)) { continue; }
    CAPTURE(player->mission);
    CAPTURE(fingerprint(player->store.key().value()));
    auto& desk = player->store;
    for (const auto& owner : owners_of(player->mission)) {
      CAPTURE(owner.value());
      const bool same = desk.ledger().digest(owner) == keeper.digest(owner);
      CHECK_MESSAGE(same, differing(desk, history.keeper().store, owner));
    }
    CHECK(desk.ledger().gaps().empty());
    for (const auto& fault : desk.ledger().verify()) { FAIL_CHECK(word(fault, Lang::en)); }
    for (const auto& fault : desk.registers().verify()) { FAIL_CHECK(word(fault, Lang::en)); }
  }
}

bool holds(const ledger::Ledger& ledger, const ledger::Revision& revision) {
  return std::ranges::any_of(ledger.chains(), [&](const ledger::ChainHead& chain) {
    const bool same = chain.desk == revision.desk && chain.owner == revision.record.owner;
    return same && ledger.id_at(chain, revision.place) == revision.id;
  });
}

// A desk that was taken out is heard no more, whichever of its keys signed what it still has to tell. How far its
// present key counts its revocation says. A former key of a mission's desk ended by that desk's own word and need never
// be revoked: what was written with it, and came to no desk in use before its writer was taken out, is lost with that.
bool is_lost_with_its_desk(History& history, const ledger::Revision& revision) {
  const auto& players = history.players();
  const auto wrote = [&](const auto& one) { return std::ranges::find(one->keys, revision.desk) != one->keys.end(); };
  const auto& writer = **std::ranges::find_if(players, wrote);
  if (history.in_use(writer) || revision.desk == writer.store.key()) { return false; }
  return std::ranges::none_of(players, [&](const auto& one) {
    return history.in_use(*one) && holds(one->store.ledger(), revision);
  });
}

bool counts(History& history, const ledger::Revision& revision) {
  const auto& ledger = history.keeper().store.ledger();
  if (!ledger.is_revoked(revision.desk)) { return !is_lost_with_its_desk(history, revision); }
  const auto good = ledger.last_good(revision.desk);
  return std::ranges::any_of(good, [&](const auto& head) { return head.owner == revision.record.owner && revision.place <= head.length; });
}

void check_nothing_lost(History& history) {
  for (const auto& player : history.players()) {
    if (!player->headquarters() || !history.in_use(*player)) { continue; }
    std::map<RevisionId, ledger::Revision> held;
    player->store.ledger().each_revision([&](const ledger::Revision& revision) { held.emplace(revision.id, revision); });
    for (const auto& [id, revision] : history.written()) {
      const auto found = held.find(id);
      if (found == held.end()) {
        CAPTURE(to_string(id.value()));
        CAPTURE(fingerprint(revision.desk.value()));
        CHECK_FALSE(counts(history, revision));
      } else {
        CHECK(found->second == revision);
      }
    }
  }
}

/// A value of that owner: its code, a number, each with a ~ behind it. The code alone may stand before bytes that are no
/// value: a revocation of a desk of headquarters names the heads of all its chains.
bool has_value(std::string_view bytes, const std::string& code) {
  const auto tag = code + "~";
  for (auto at = bytes.find(tag); at != std::string_view::npos; at = bytes.find(tag, at + 1)) {
    const auto number = bytes.substr(at + tag.size(), 8);
    const auto digits = number.find_first_not_of("0123456789");
    if (digits != 0 && digits != std::string_view::npos && number[digits] == '~') { return true; }
  }
  return false;
}

// Of the store's own rows: what the ledger would answer is not asked.
void check_nothing_told(History& history) {
  for (const auto& player : history.players()) {
    if (player->headquarters()) { continue; }
    CAPTURE(player->mission);
    auto& database = player->store.ledger().database();
    ledger::Statement owners(database, "SELECT DISTINCT name FROM name WHERE no IN (SELECT owner FROM chain UNION SELECT owner FROM record)");
    while (owners.step()) { CHECK((owners.text(0) == "*" || owners.text(0) == player->mission)); }
    const auto foreign = [&](std::string_view text) {
      const auto tag = text.find('~');
      return tag != std::string_view::npos && text.substr(0, tag) != "*" && text.substr(0, tag) != player->mission;
    };
    player->store.ledger().each_revision([&](const ledger::Revision& revision) {
      CHECK((revision.record.owner == shared_owner || revision.record.owner.value() == player->mission));
      for (const auto& [path, cell] : revision.cells) { CHECK_FALSE(foreign(cell.text)); }
    });
    const auto bytes = player->store.store_bytes();
    for (const std::string code : {"KH-PNH", "LA-VTE", "TH-BKK"}) {
      if (code != player->mission) { CHECK_FALSE(has_value(bytes, code)); }
    }
  }
}

}  // namespace

TEST_CASE("whatever happens to desks and packages: one digest for each owner, nothing lost, nothing told to others") {
  const auto first = test::seed();
  std::map<std::string, std::size_t> counts;
  for (unsigned i = 0; i < histories(); ++i) {
    const auto seed = first + i;
    CAPTURE(seed);
    History history(seed);
    history.live(90);
    const bool ended = history.come_together();
    INFO(history.story());
    REQUIRE(ended);
    check_one_digest(history);
    check_nothing_lost(history);
    check_nothing_told(history);
    for (const auto& [what, times] : history.counts()) { counts[what] += times; }
  }
  if (histories() < 50) { return; }
  // So few may do without what is rare; of many more they may not.
  if (histories() >= 500) { CHECK(counts["revoked with a last good revision"] > 0); }
  for (const auto& [what, times] : counts) { MESSAGE(what << ": " << times); }
  for (const std::string what :
       {"set", "retire", "reinstate", "finalise", "reopen", "accept", "enrol", "revoke", "resolve", "handover", "conflict met",
        "sealing key rotated", "signing key rotated", "headquarters' signing key rotated",
        "clock slow", "clock fast", "held for its clock", "held for a gap", "held until enrolled", "package sealed",
        "package open", "package repeated", "package out of order", "package astray", "packages at once",
        "package merged", "package known", "package held", "package refused"}) {
    CAPTURE(what);
    CHECK(counts[what] > 0);
  }
}
