// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <doctest/doctest.h>
#include <map>

#include "desks.hpp"

/// Desks of headquarters that take out one another, or the keys by which they are known themselves: what comes of it does
/// not depend on whose word came first.
using namespace scamdesk;
using test::cells;
using test::StoreDesk;

namespace {

using Stand = std::map<DeskKey, bool>;  // what is known of each key: whether it is enrolled

void begin(StoreDesk& desk, StoreDesk& headquarters) {
  headquarters.enrol(desk);
  desk.pin(headquarters);
  const auto& self = desk.ledger().identity();
  REQUIRE(desk.merge(headquarters.kit(self.mission.value())).outcome == Outcome::merged);
  if (self.role == ledger::Role::headquarters) { desk.vouch_for(headquarters); }
}

/// With headquarters' card alone: nothing that the other wrote is known.
void begin_with_card(StoreDesk& second, StoreDesk& first) {
  first.enrol(second);
  second.pin(first);
  second.vouch_for(first);
}

void revoke(StoreDesk& by, const DeskKey& key) { by.revoke(by.ledger().enrolment(key).value(), ""); }

Stand stand(StoreDesk& at) {
  Stand keys;
  for (const auto& desk : at.ledger().all_enrolments()) { keys[desk.key] = desk.enrolled; }
  return keys;
}

bool believes(StoreDesk& at, const DeskKey& key) {
  const auto desk = at.ledger().enrolment(key);
  return desk && desk->enrolled && !at.ledger().is_revoked(key);
}

bool is_sound(StoreDesk& desk) { return desk.ledger().verify().empty() && desk.registers().verify().empty(); }

}  // namespace

TEST_CASE("who takes out the key that enrolled it, and calls nothing of it good, does not fall with it") {
  std::vector<Stand> ends;
  for (const bool rotated_first : {true, false}) {
    CAPTURE(rotated_first);
    StoreDesk first("HQ"), second("HQ", "second"), third("HQ", "third"), mission("KH-PNH");
    const auto former = first.key();
    begin_with_card(second, first);
    begin(third, first);
    begin(mission, first);
    first.rotate_signing();
    second.set_now(first.now() + std::chrono::hours(1));
    second.enrol(first);  // its new card came by another way: of its rotation nothing was heard
    revoke(second, former);
    const std::array packages{first.pack("KH-PNH"), second.pack("KH-PNH")};
    for (const auto& package : {packages[rotated_first ? 0 : 1], packages[rotated_first ? 1 : 0]}) {
      CHECK(mission.merge(package).outcome == Outcome::merged);
    }
    CHECK(believes(mission, first.key()));
    CHECK(believes(mission, second.key()));
    CHECK(believes(mission, third.key()));  // the key's successor knows better how far it is good
    CHECK(mission.ledger().is_revoked(former));
    CHECK(is_sound(mission));
    ends.push_back(stand(mission));
  }
  CHECK(ends[0] == ends[1]);
}

TEST_CASE("what the thief of a key lets another desk say of that key does not undo its revocation") {
  for (const bool rogue_first : {true, false}) {
    CAPTURE(rogue_first);
    StoreDesk first("HQ"), second("HQ", "second"), third("HQ", "third"), rogue("HQ", "rogue"), mission("KH-PNH");
    for (auto* desk : {&third, &second}) { begin(*desk, first); }
    begin(mission, first);
    const auto stolen = first.ledger().identity().key;
    const auto before = first.pack("HQ");
    begin(rogue, first);  // written with the stolen key
    rogue.set_now(rogue.now() + std::chrono::hours(20));
    revoke(rogue, stolen);  // later, and calls everything good
    static_cast<void>(second.merge(before));
    revoke(second, stolen);
    const auto of_rogue = rogue.pack("HQ");
    const auto of_second = second.pack("HQ");
    if (rogue_first) { static_cast<void>(third.merge(first.pack("HQ"))); }
    for (const auto& package : {rogue_first ? of_rogue : of_second, rogue_first ? of_second : of_rogue}) {
      static_cast<void>(third.merge(package));
    }
    REQUIRE(mission.merge(third.pack("KH-PNH")).outcome == Outcome::merged);
    for (auto* desk : {&third, &mission}) {
      CHECK(believes(*desk, second.key()));
      CHECK_FALSE(believes(*desk, rogue.key()));
      CHECK_FALSE(believes(*desk, stolen));
      CHECK(is_sound(*desk));
    }
  }
}

TEST_CASE("two desks of headquarters that take each other out unseen are both out where others are left, whoever was heard first") {
  StoreDesk first("HQ"), second("HQ", "second"), third("HQ", "third"), fourth("HQ", "fourth"), mission("KH-PNH");
  for (auto* desk : {&third, &fourth, &second}) { begin(*desk, first); }
  begin(mission, first);
  for (auto* desk : {&third, &fourth}) { REQUIRE(desk->merge(first.pack("HQ")).outcome == Outcome::merged); }
  for (auto* desk : {&first, &second}) { desk->set_now(third.now() + std::chrono::hours(1)); }
  revoke(first, second.key());
  revoke(second, first.key());
  REQUIRE(third.merge(first.pack("HQ")).outcome == Outcome::merged);
  REQUIRE(fourth.merge(second.pack("HQ")).outcome == Outcome::merged);
  CHECK(believes(third, first.key()));
  CHECK(believes(fourth, second.key()));
  const auto of_third = third.kit("HQ");
  REQUIRE(third.merge(fourth.kit("HQ")).outcome == Outcome::merged);
  REQUIRE(fourth.merge(of_third).outcome == Outcome::merged);
  REQUIRE(mission.merge(fourth.kit("KH-PNH")).outcome == Outcome::merged);
  for (auto* desk : {&third, &fourth, &mission}) {
    CHECK_FALSE(believes(*desk, first.key()));
    CHECK_FALSE(believes(*desk, second.key()));
    CHECK(believes(*desk, third.key()));
    CHECK(believes(*desk, fourth.key()));
    CHECK(desk->ledger().digest(shared_owner) == mission.ledger().digest(shared_owner));
    CHECK(is_sound(*desk));
  }
}

TEST_CASE("where two that take each other out would leave nobody, the one nearest to the pinned key stands") {
  StoreDesk first("HQ"), second("HQ", "second"), third("HQ", "third"), fourth("HQ", "fourth"), mission("KH-PNH");
  begin(second, first);
  for (auto* desk : {&third, &fourth}) { begin(*desk, first); }  // of whom the second never heard
  begin(mission, first);
  REQUIRE(third.merge(first.pack("HQ")).outcome == Outcome::merged);
  for (auto* desk : {&first, &second}) { desk->set_now(third.now() + std::chrono::hours(1)); }
  revoke(first, second.key());
  revoke(second, first.key());
  REQUIRE(third.merge(first.pack("HQ")).outcome == Outcome::merged);
  REQUIRE(fourth.merge(second.pack("HQ")).outcome == Outcome::merged);
  REQUIRE(third.merge(fourth.kit("HQ")).outcome == Outcome::merged);  // to whom it would seal, it does not know
  REQUIRE(mission.merge(third.pack("KH-PNH")).outcome == Outcome::merged);
  for (auto* desk : {&third, &mission}) {
    CHECK(believes(*desk, first.key()));
    CHECK_FALSE(believes(*desk, second.key()));
    CHECK(believes(*desk, third.key()));
    CHECK(is_sound(*desk));
  }
}

TEST_CASE("a key that was renewed does not take its successor out, whoever holds it now") {
  StoreDesk first("HQ"), third("HQ", "third"), mission("KH-PNH");
  begin(third, first);
  begin(mission, first);
  const auto copy = StoreDesk::Copy{first.store_bytes()};
  const auto now = first.now();
  first.rotate_signing();
  REQUIRE(third.merge(first.pack("HQ")).outcome == Outcome::merged);
  StoreDesk thief(copy, "thief", now);
  thief.enrol(first);
  revoke(thief, first.key());
  REQUIRE(mission.merge(thief.pack("KH-PNH")).outcome == Outcome::merged);  // before it heard of the new key
  CHECK_FALSE(believes(mission, first.key()));
  CHECK(mission.merge(third.pack("KH-PNH")).outcome == Outcome::merged);
  for (auto* desk : {&third, &mission}) {
    CHECK(believes(*desk, first.key()));
    CHECK(believes(*desk, third.key()));
    CHECK(is_sound(*desk));
  }
}

TEST_CASE("a desk of headquarters that mends its fork does not unseat whom its other branch enrolled") {
  StoreDesk first("HQ"), third("HQ", "third"), mission("KH-PNH");
  begin(mission, first);
  const auto copy = StoreDesk::Copy{first.store_bytes()};
  begin(third, first);
  StoreDesk back(copy, "back", first.now());
  back.add("ad", cells({{"url", "https://example.com/1"}}));
  REQUIRE(back.merge(third.kit("HQ")).outcome == Outcome::merged);
  REQUIRE(exchange::is_forked(back.ledger()));
  back.rotate_signing();
  REQUIRE(mission.merge(back.kit("KH-PNH")).outcome == Outcome::merged);
  for (auto* desk : {&back, &mission}) {
    CHECK(believes(*desk, back.key()));
    CHECK(believes(*desk, third.key()));
    CHECK(is_sound(*desk));
  }
}
