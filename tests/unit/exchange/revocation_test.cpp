// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "desks.hpp"

using namespace scamdesk;
using test::cells;
using test::StoreDesk;

namespace {

/// Two desks of headquarters and a mission's that is about to be stolen: what it wrote first is good, the rest is not.
struct Theft {
  StoreDesk headquarters{"HQ"}, second{"HQ", "second"}, mission{"KH-PNH"};
  ledger::RecordKey honest, forged;
  std::string first, last_good;

  Theft() {
    for (auto* desk : {&second, &mission}) { headquarters.enrol(*desk); }
    for (auto* desk : {&second, &mission}) {
      desk->pin(headquarters);
      REQUIRE(desk->merge(headquarters.kit(desk == &second ? "HQ" : "KH-PNH")).outcome == Outcome::merged);
    }
    const auto no = mission.add("case", cells({{"file_no", "1"}, {"note", "true"}}));
    honest = *mission.ledger().record(no);
    last_good = to_string(mission.ledger().latest(1).front().id.value());
    first = mission.pack("HQ");
    mission.set(no, cells({{"note", "false"}, {"persons", "9"}}));
    forged = *mission.ledger().record(mission.add("case", cells({{"file_no", "2"}})));
  }
  void revoke(const std::string& last) {
    const auto enrolment = headquarters.ledger().enrolment(mission.key()).value();
    const auto good = exchange::good_heads(headquarters.ledger(), enrolment.key, last).value();
    headquarters.writing([&] {
      exchange::revoke(headquarters.ledger(), headquarters.registers(), enrolment, good, "stolen", headquarters.author());
      return true;
    });
  }
};

ledger::RecordState state_of(StoreDesk& desk, const ledger::RecordKey& key) {
  const auto no = desk.ledger().record_no(key);
  return no ? desk.ledger().state(*no) : ledger::RecordState();
}

std::string note_of(StoreDesk& desk, const ledger::RecordKey& key) {
  const auto cells = state_of(desk, key).cells;
  const auto found = cells.find("note");
  return found != cells.end() ? found->second.text : std::string();
}

bool is_sound(StoreDesk& desk) { return desk.ledger().verify().empty() && desk.registers().verify().empty(); }

}  // namespace

TEST_CASE("what a stolen desk wrote after its last good revision stays in the history and does not count") {
  Theft theft;
  auto& hq = theft.headquarters;
  REQUIRE(hq.merge(theft.mission.pack("HQ")).outcome == Outcome::merged);
  REQUIRE(note_of(hq, theft.honest) == "false");
  theft.revoke(theft.last_good.substr(0, 8));
  CHECK(note_of(hq, theft.honest) == "true");
  CHECK_FALSE(state_of(hq, theft.honest).cells.contains("persons"));
  CHECK(state_of(hq, theft.forged).counted == 0);
  CHECK(hq.ledger().history(*hq.ledger().record_no(theft.honest)).size() == 2);
  CHECK(is_sound(hq));
}

TEST_CASE("what others wrote after it has seen what is not good stands") {
  Theft theft;
  auto& hq = theft.headquarters;
  REQUIRE(hq.merge(theft.mission.pack("HQ")).outcome == Outcome::merged);
  hq.set(*hq.ledger().record_no(theft.honest), cells({{"status", "Closed"}}));
  theft.revoke(theft.last_good);
  const auto state = state_of(hq, theft.honest);
  CHECK(state.cells.at("status").text == "Closed");
  CHECK(state.cells.at("note").text == "true");
  CHECK(state.conflicts.empty());
  hq.set(*hq.ledger().record_no(theft.honest), cells({{"note", "found out"}}));
  CHECK(note_of(hq, theft.honest) == "found out");
  CHECK(is_sound(hq));
}

TEST_CASE("desks that hold more, less or the revocation first come to the same") {
  for (const bool here : {true, false}) {
    for (const bool there : {true, false}) {
      CAPTURE(here);
      CAPTURE(there);
      Theft theft;
      auto& hq = theft.headquarters;
      const auto all = theft.mission.pack("HQ");
      REQUIRE(hq.merge(here ? all : theft.first).outcome == Outcome::merged);
      theft.revoke(theft.last_good);
      if (there) { REQUIRE(theft.second.merge(all).outcome == Outcome::merged); }
      REQUIRE(theft.second.merge(hq.pack("HQ")).outcome == Outcome::merged);
      REQUIRE(hq.merge(theft.second.pack("HQ")).outcome == Outcome::merged);
      StoreDesk fresh("HQ", "fresh");
      fresh.enrol(hq);
      REQUIRE(fresh.merge(hq.kit("HQ")).outcome == Outcome::merged);
      const auto digest = hq.ledger().digest(Owner("KH-PNH"));
      for (auto* desk : {&hq, &theft.second, &fresh}) {
        CHECK(desk->ledger().digest(Owner("KH-PNH")) == digest);
        CHECK(note_of(*desk, theft.honest) == "true");
        CHECK(is_sound(*desk));
      }
    }
  }
}

TEST_CASE("a revoked desk's package that was long on its way comes in as far as it is good, and is refused beyond") {
  Theft theft;
  REQUIRE(theft.headquarters.merge(theft.first).outcome == Outcome::merged);
  theft.revoke("");
  REQUIRE(theft.second.merge(theft.headquarters.kit("HQ")).outcome == Outcome::merged);
  CHECK(theft.second.merge(theft.first).outcome == Outcome::known);
  const auto refused = theft.second.merge(theft.mission.pack("HQ"));
  CHECK(refused.outcome == Outcome::refused);
  CHECK(refused.error->code == Errc::not_permitted);
}

TEST_CASE("a desk that has learnt of its own revocation is told, and writes nothing that would not count") {
  Theft theft;
  auto& desk = theft.mission;
  theft.revoke("");
  REQUIRE(desk.merge(theft.headquarters.kit("KH-PNH")).outcome == Outcome::merged);
  const auto before = desk.ledger().size().revisions;
  const auto written = desk.writing([&] {
    return desk.registers().add(*desk.registers().find("case"), Owner("KH-PNH"), cells({{"file_no", "3"}}), desk.author());
  });
  REQUIRE_FALSE(written);
  CHECK(written.error().code == Errc::not_permitted);
  CHECK(desk.ledger().size().revisions == before);
}

TEST_CASE("a desk that is enrolled again speaks again") {
  Theft theft;
  auto& hq = theft.headquarters;
  const auto all = theft.mission.pack("HQ");
  REQUIRE(hq.merge(all).outcome == Outcome::merged);
  theft.revoke(theft.last_good);
  REQUIRE(note_of(hq, theft.honest) == "true");
  hq.enrol(theft.mission);
  CHECK(note_of(hq, theft.honest) == "false");
  CHECK(state_of(hq, theft.forged).counted == 1);
  CHECK(hq.ledger().digest(Owner("KH-PNH")) == theft.mission.ledger().digest(Owner("KH-PNH")));
  CHECK(is_sound(hq));
}

TEST_CASE("a last good revision that is not the desk's is told") {
  Theft theft;
  REQUIRE(theft.headquarters.merge(theft.first).outcome == Outcome::merged);
  for (const auto& named : {std::string("00000000"), theft.last_good.substr(0, 7), std::string("zz")}) {
    const auto heads = exchange::good_heads(theft.headquarters.ledger(), theft.mission.key(), named);
    REQUIRE_FALSE(heads);
    CHECK(heads.error().code == Errc::not_found);
  }
}
