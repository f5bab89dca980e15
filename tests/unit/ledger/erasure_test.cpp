// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "ledger/erasure.hpp"
#include "ledger/run.hpp"
#include "support/revision_builder.hpp"
#include "support/seed.hpp"
#include "support/temp_ledger.hpp"

using namespace scamdesk;
using namespace scamdesk::ledger;
using test::record;
using test::TempLedger;

namespace {

constexpr std::string_view secret = "M70919283";

bool takes_passport(std::string_view path) { return path.substr(path.rfind('/') + 1) == "passport"; }
bool takes_name(std::string_view path) { return path.substr(path.rfind('/') + 1) == "name"; }
bool takes_all(std::string_view path) { return path != "#"; }

std::vector<NewRevision> as_erasures(const RecordKey& key, std::vector<Cells> cells) {
  std::vector<NewRevision> revisions;
  for (auto& each : cells) { revisions.push_back({key, Change::erase, std::move(each), "officer"}); }
  return revisions;
}

void erase(TempLedger& desk, const RecordKey& key, bool (*taken)(std::string_view), Instant now = *parse_instant("2025-10-15T00:00:00Z")) {
  desk.write_all(as_erasures(key, erasing(desk->history(*desk->record_no(key)), taken)), now);
}

std::string file_of(const TempLedger& desk) {
  std::ifstream file(desk.file(), std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Every block as it is read, and every header beside it.
bool holds(const Ledger& desk, std::string_view value) {
  bool found = false;
  desk.each_revision([&](const Revision& revision) {
    for (const auto& [path, cell] : revision.cells) { found = found || cell.text.find(value) != std::string::npos; }
  });
  return found;
}

RecordState state_of(const Ledger& desk, const RecordKey& key) { return desk.state(*desk.record_no(key)); }

const RecordKey person = record("a person");

/// A mission's desk with a person: the passport set with the name, and corrected.
void write_person(TempLedger& mission) {
  mission.write(person, {{"#", Cell::of("PNH-25-0001")}, {"name", Cell::of("Kim")}, {"passport", Cell::of("M1")}});
  mission.write(person, {{"passport", Cell::of(std::string(secret))}, {"#reason", Cell::of("a slip")}});
}

}  // namespace

TEST_CASE("an erased value is gone from the ledger and reads erased, and what was set beside it stays") {
  TempLedger mission("mission"), headquarters("headquarters", "HQ");
  write_person(mission);
  headquarters.receive_all(*mission);
  erase(headquarters, person, takes_passport);
  mission.receive_all(*headquarters);
  for (auto* desk : {&mission, &headquarters}) {
    const auto state = state_of(**desk, person);
    CHECK(state.cells.at("passport").state == CellState::erased);
    CHECK(state.cells.at("name") == Cell::of("Kim"));
    CHECK(state.cells.at("#") == Cell::of("PNH-25-0001"));
    CHECK(state.conflicts.empty());
    CHECK_FALSE(holds(**desk, secret));
    CHECK_FALSE(holds(**desk, "M1"));
    CHECK((*desk)->verify().empty());
    CHECK((*desk)->needs_scrub());
    (*desk)->scrub();
    CHECK_FALSE((*desk)->needs_scrub());
    CHECK(file_of(*desk).find(secret) == std::string::npos);
  }
  CHECK(mission->digest({}) == headquarters->digest({}));
}

TEST_CASE("the history of an erased record tells who changed what and when, and no value of it") {
  TempLedger desk("desk", "HQ");
  write_person(desk);
  const auto before = desk->history(*desk->record_no(person));
  erase(desk, person, takes_all);
  const auto after = desk->history(*desk->record_no(person));
  REQUIRE(after.size() == 4);  // the erasure, and what keeps the number
  for (std::size_t i = 0; i < 2; ++i) {
    CHECK(after[i].id == before[i].id);
    CHECK(identify(after[i]) == before[i].id);
    CHECK(after[i].actor == "officer");
    CHECK(after[i].cells.at("passport").state == CellState::erased);
  }
  CHECK(after[1].cells.at("#reason").state == CellState::erased);
  CHECK(after[0].cells.at("#") == Cell::of("PNH-25-0001"));
}

TEST_CASE("a value that comes after its erasure is dropped on arrival, by whichever way it comes") {
  TempLedger mission("mission"), headquarters("headquarters", "HQ"), late("late", "HQ");
  write_person(mission);
  const auto old = mission->read_chain(mission->chains().front(), 1);
  headquarters.receive_all(*mission);
  erase(headquarters, person, takes_passport);
  const auto erasure = headquarters->read_chain(headquarters->chains()[headquarters->chains()[0].desk == headquarters->identity().key ? 0 : 1], 1);
  late.receive(erasure);
  CHECK(state_of(*late, person).counted == 0);
  late.receive(old);
  CHECK_FALSE(holds(*late, secret));
  CHECK(late->verify().empty());
  CHECK(late->digest({}) == headquarters->digest({}));
  SUBCASE("and once more it changes nothing") {
    CHECK(late.receive(old).added == 0);
    CHECK_FALSE(holds(*late, secret));
  }
}

TEST_CASE("a record of a revision whose values are gone passes on with its header and the hash of them") {
  TempLedger desk("desk", "HQ"), next("next", "HQ");
  write_person(desk);
  erase(desk, person, takes_passport);
  const auto chain = desk->read_chain(desk->chains().front(), 1);
  RunWriter run;
  for (const auto& revision : chain) { run.add(revision); }
  CHECK(run.bytes().find(secret) == std::string::npos);
  RunReader reader(run.bytes(), {chain.front().desk, chain.front().record.owner, 1, {}});
  std::vector<Revision> read;
  for (Revision one; reader.next(one); one = {}) { read.push_back(one); }
  CHECK(reader.sound());
  CHECK(read == chain);
  next.receive(read);
  CHECK(next->digest({}) == desk->digest({}));
}

TEST_CASE("a run that says that values are gone, and lacks none, is refused") {
  TempLedger desk("desk", "HQ");
  write_person(desk);
  const auto chain = desk->read_chain(desk->chains().front(), 1);
  RunWriter run;
  for (const auto& revision : chain) { run.add(revision); }
  auto bytes = run.bytes();
  bytes.front() = 2;
  RunReader reader(bytes, {chain.front().desk, chain.front().record.owner, 1, {}});
  for (Revision one; reader.next(one);) {}
  CHECK_FALSE(reader.sound());
}

TEST_CASE("a second erasure takes what the first kept, and repeats what still stays") {
  TempLedger desk("desk", "HQ");
  write_person(desk);
  desk.write(person, {{"status", Cell::of("found")}});
  erase(desk, person, takes_passport);
  erase(desk, person, takes_name);
  CHECK_FALSE(holds(*desk, "Kim"));
  CHECK_FALSE(holds(*desk, secret));
  const auto state = state_of(*desk, person);
  CHECK(state.cells.at("name").state == CellState::erased);
  CHECK(state.cells.at("passport").state == CellState::erased);
  CHECK(state.cells.at("#") == Cell::of("PNH-25-0001"));
  CHECK(state.cells.at("status") == Cell::of("found"));
  CHECK(desk->verify().empty());
  CHECK(erasing(desk->history(*desk->record_no(person)), takes_passport).empty());
}

TEST_CASE("a value written without having seen the erasure stands apart from it, for someone to settle") {
  TempLedger mission("mission"), headquarters("headquarters", "HQ");
  write_person(mission);
  headquarters.receive_all(*mission);
  erase(headquarters, person, takes_passport);
  mission.write(person, {{"passport", Cell::of("M2")}});
  mission.receive_all(*headquarters);
  const auto state = state_of(*mission, person);
  REQUIRE(state.conflicts.size() == 1);
  CHECK(state.conflicts.front().path == "passport");
}

TEST_CASE("two erasures that did not see each other take each its own, and what neither asked for stays") {
  TempLedger mission("mission"), one("one", "HQ"), other("other", "HQ"), late("late", "HQ");
  mission.write(person, {{"#", Cell::of("PNH-25-0001")}, {"name", Cell::of("Kim")}, {"passport", Cell::of(std::string(secret))}, {"sex", Cell::of("f")}});
  mission.write(person, {{"name", Cell::of("Kim Gana")}, {"sex", Cell::blank()}, {"city", Cell::of("Phnom Penh")}});
  for (auto* desk : {&one, &other}) { desk->receive_all(*mission); }
  erase(one, person, takes_passport);
  erase(other, person, takes_name);
  SUBCASE("met at headquarters first") {
    one.receive_all(*other);
    other.receive_all(*one);
    mission.receive_all(*other);
  }
  SUBCASE("met at the mission first") {
    mission.receive_all(*one);
    mission.receive_all(*other);
    one.receive_all(*mission);
    other.receive_all(*mission);
  }
  late.receive_all(*one);  // which never had the values
  for (auto* desk : {&mission, &one, &other, &late}) {
    CHECK_FALSE(holds(**desk, secret));
    CHECK_FALSE(holds(**desk, "Kim"));
    const auto state = state_of(**desk, person);
    CHECK(state.cells.at("name").state == CellState::erased);
    CHECK(state.cells.at("passport").state == CellState::erased);
    CHECK(state.cells.at("city") == Cell::of("Phnom Penh"));
    CHECK(state.cells.at("#") == Cell::of("PNH-25-0001"));
    CHECK_FALSE(state.cells.contains("sex"));
    CHECK(state.conflicts.empty());
    const auto history = (*desk)->history(*(*desk)->record_no(person));
    CHECK(history.front().cells.at("sex") == Cell::of("f"));
    CHECK((*desk)->verify().empty());
    CHECK((*desk)->digest({}) == mission->digest({}));
  }
  erase(one, person, [](std::string_view path) { return path == "city"; });  // one more, and the rest is left again
  CHECK_FALSE(holds(*one, "Phnom Penh"));
  CHECK(state_of(*one, person).cells.at("#") == Cell::of("PNH-25-0001"));
  CHECK(one->history(*one->record_no(person)).front().cells.at("sex") == Cell::of("f"));
  CHECK(one->verify().empty());
}

TEST_CASE("a desk as it was before erasures shows what they left, and what they took as erased") {
  TempLedger desk("desk", "HQ");
  desk.write(person, {{"#", Cell::of("PNH-25-0001")}, {"name", Cell::of("Kim")}, {"passport", Cell::of("M1")}, {"city", Cell::of("Poipet")}});
  desk.write(person, {{"passport", Cell::of(std::string(secret))}, {"city", Cell::of("Phnom Penh")}}, Change::set, *parse_instant("2025-10-16T00:00:00Z"));
  erase(desk, person, takes_passport, *parse_instant("2025-10-20T00:00:00Z"));
  erase(desk, person, takes_name, *parse_instant("2025-10-22T00:00:00Z"));
  const auto at = [&](const char* time) {
    auto past = Ledger::as_of(*desk, *parse_instant(time));
    REQUIRE(past);
    CHECK_FALSE(holds(*past, secret));
    return state_of(*past, person).cells;
  };
  const Cell erased{CellState::erased, {}};
  const auto first = at("2025-10-15T12:00:00Z"), second = at("2025-10-17T00:00:00Z"), third = at("2025-10-21T00:00:00Z"), now = at("2025-10-23T00:00:00Z");
  CHECK(first == Cells{{"#", Cell::of("PNH-25-0001")}, {"name", erased}, {"passport", erased}, {"city", Cell::of("Poipet")}});
  CHECK(second == Cells{{"#", Cell::of("PNH-25-0001")}, {"name", erased}, {"passport", erased}, {"city", Cell::of("Phnom Penh")}});
  CHECK(third == second);
  CHECK(now == second);
}

TEST_CASE("what was filed before is filed still, its erased answers erased") {
  TempLedger desk("desk", "HQ");
  write_person(desk);
  desk.write(person, {{"#findings", Cell::of("[]")}}, Change::finalise);
  erase(desk, person, takes_passport);
  const auto state = state_of(*desk, person);
  REQUIRE(state.filed);
  CHECK(state.filed->cells.at("passport").state == CellState::erased);
  CHECK(state.filed->cells.at("name") == Cell::of("Kim"));
  CHECK_FALSE(state.changed_since_filed);
}

TEST_CASE("an erasure means the same in any order, grouping and repetition, at desks that had the value and at those that never did") {
  const auto seed = test::seed();
  CAPTURE(seed);
  std::mt19937_64 dice(seed);
  for (int round = 0; round < 60; ++round) {
    CAPTURE(round);
    TempLedger mission("mission"), one("one", "HQ"), other("other", "HQ");
    std::vector<std::pair<RevisionId, bool (*)(std::string_view)>> orders;  // what was seen, and what of it taken
    const auto travel = [&](TempLedger& from, TempLedger& to) { to.receive_all(*from); };
    for (int step = 0; step < 14; ++step) {
      auto& desk = *std::array{&mission, &one, &other}[dice() % 3];
      const auto key = record(std::to_string(dice() % 2));
      const auto no = desk->record_no(key);
      const auto taken = std::array{takes_passport, takes_name, takes_all}[dice() % 3];
      const auto fields = no && dice() % 3 == 0 ? erasing(desk->history(*no), taken) : std::vector<Cells>();
      if (!fields.empty() && &desk != &mission) {
        for (const auto& seen : desk->history(*no)) { orders.emplace_back(seen.id, taken); }
        desk.write_all(as_erasures(key, fields));
      } else if (dice() % 4 == 0) {
        travel(*std::array{&mission, &one, &other}[dice() % 3], desk);
      } else {
        desk.write(key, {{"passport", Cell::of(std::string(secret) + std::to_string(dice() % 3))}, {"name", Cell::of(std::to_string(dice() % 3))}},
                   dice() % 6 == 0 ? Change::finalise : Change::set);
      }
    }
    std::vector<std::vector<Revision>> chains;
    for (auto* desk : {&mission, &one, &other}) {
      for (const auto& chain : (*desk)->chains()) { chains.push_back((*desk)->read_chain(chain, 1)); }
    }
    std::optional<Hash> digest;
    for (int reader = 0; reader < 3; ++reader) {
      TempLedger desk("reader", "HQ");
      for (int pass = 0; pass < 2; ++pass) {  // a second pass brings what was missing, and repeats
        std::ranges::shuffle(chains, dice);
        for (const auto& chain : chains) {
          const auto cut = 1 + dice() % chain.size();
          desk.receive({chain.begin(), chain.begin() + static_cast<std::ptrdiff_t>(cut)});
        }
      }
      for (const auto& chain : chains) { desk.receive(chain); }
      CHECK(desk->verify().empty());
      if (digest) { CHECK(desk->digest({}) == *digest); }
      digest = desk->digest({});
      // Settling does not ask whether the values are there.
      for (const auto& name : {"0", "1"}) {
        const auto key = record(name);
        if (!desk->record_no(key)) { continue; }
        std::vector<Revision> with_values;
        for (const auto& chain : chains) {
          std::ranges::copy_if(chain, std::back_inserter(with_values), [&](const Revision& one_of) { return one_of.record == key; });
        }
        std::ranges::stable_sort(with_values, {}, [](const Revision& revision) { return revision.destroyed.has_value(); });
        CHECK(settle(with_values).cells == state_of(*desk, key).cells);
        for (const auto& revision : desk->history(*desk->record_no(key))) {
          if (revision.change == Change::erase) { continue; }
          for (const auto& [path, cell] : revision.cells) {
            const bool asked_for = std::ranges::any_of(orders, [&, &path = path](const auto& order) { return order.first == revision.id && order.second(path); });
            CHECK((cell.state == CellState::erased) == asked_for);  // each takes its own, and no more
          }
        }
      }
    }
  }
}
