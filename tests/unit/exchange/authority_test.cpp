// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "desks.hpp"

/// Whose word counts: keys that follow one another, desks of headquarters that speak for one another, and what becomes of
/// a desk when the one that enrolled it is taken out.
using namespace scamdesk;
using test::cells;
using test::StoreDesk;

namespace {

const Owner pnh("KH-PNH");

void begin(StoreDesk& desk, StoreDesk& headquarters) {
  headquarters.enrol(desk);
  desk.pin(headquarters);
  REQUIRE(desk.merge(headquarters.kit(desk.ledger().identity().mission.value())).outcome == Outcome::merged);
}

void begin_second(StoreDesk& second, StoreDesk& first) {
  begin(second, first);
  second.vouch_for(first);
}

bool is_sound(StoreDesk& desk) { return desk.ledger().verify().empty() && desk.registers().verify().empty(); }

std::size_t counted(StoreDesk& desk, const ledger::RecordKey& key) {
  const auto no = desk.ledger().record_no(key);
  return no ? desk.ledger().state(*no).counted : 0;
}

}  // namespace

TEST_CASE("a desk does not go on under a new signing key before headquarters knows the old one") {
  StoreDesk headquarters("HQ"), mission("KH-PNH");
  mission.pin(headquarters);
  CHECK(exchange::check_renewal(mission.ledger(), mission.registers()));  // nothing was written with it
  mission.add("case", cells({{"file_no", "1"}}));
  const auto refused = exchange::check_renewal(mission.ledger(), mission.registers());
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::not_permitted);
  headquarters.enrol(mission);
  REQUIRE(mission.merge(headquarters.pack("KH-PNH")).outcome == Outcome::merged);
  CHECK(exchange::check_renewal(mission.ledger(), mission.registers()));
  CHECK(exchange::check_renewal(headquarters.ledger(), headquarters.registers()));
}

TEST_CASE("a desk's own tables follow its revocation, and it writes again once it is enrolled again") {
  StoreDesk headquarters("HQ"), mission("KH-PNH");
  begin(mission, headquarters);
  const auto no = mission.add("case", cells({{"file_no", "1"}}));
  headquarters.revoke(*headquarters.ledger().enrolment(mission.key()), "");
  REQUIRE(mission.merge(headquarters.kit("KH-PNH")).outcome == Outcome::merged);
  CHECK(mission.ledger().state(no).counted == 0);
  CHECK(mission.ledger().is_revoked(mission.key()));
  CHECK(is_sound(mission));
  headquarters.enrol(mission);
  REQUIRE(mission.merge(headquarters.pack("KH-PNH")).outcome == Outcome::merged);
  CHECK_FALSE(mission.ledger().is_revoked(mission.key()));
  CHECK(mission.ledger().state(no).counted == 1);
  mission.set(no, cells({{"note", "again"}}));
  REQUIRE(headquarters.merge(mission.pack("HQ")).outcome == Outcome::merged);
  CHECK(headquarters.ledger().digest(pnh) == mission.ledger().digest(pnh));
  CHECK(is_sound(mission));
}

TEST_CASE("a desk begins with headquarters' kit however often headquarters has changed its signing key") {
  StoreDesk headquarters("HQ"), mission("KH-PNH");
  headquarters.add("ad", cells({{"url", "https://example.com/1"}}));
  for (int i = 0; i < 3; ++i) { headquarters.rotate_signing(); }
  begin(mission, headquarters);
  CHECK(mission.ledger().digest(shared_owner) == headquarters.ledger().digest(shared_owner));
  CHECK(mission.ledger().held().empty());
}

TEST_CASE("a mission begins with the kit of headquarters' second desk, and hears the first by its word") {
  StoreDesk first("HQ"), second("HQ", "second"), mission("KH-PNH");
  first.add("ad", cells({{"url", "https://example.com/1"}}));
  begin_second(second, first);
  begin(mission, second);
  mission.add("case", cells({{"file_no", "1"}}));
  const auto sent = mission.pack("HQ");
  REQUIRE(second.merge(sent).outcome == Outcome::merged);
  REQUIRE(first.merge(second.pack("HQ")).outcome == Outcome::merged);
  CHECK(first.merge(sent).outcome != Outcome::refused);
  first.add("ad", cells({{"url", "https://example.com/2"}}));
  CHECK(mission.merge(first.pack("KH-PNH")).outcome == Outcome::merged);
  REQUIRE(second.merge(first.pack("HQ")).outcome == Outcome::merged);
  for (const auto& owner : {pnh, shared_owner}) {
    CHECK(first.ledger().digest(owner) == second.ledger().digest(owner));
    CHECK(first.ledger().digest(owner) == mission.ledger().digest(owner));
  }
}

TEST_CASE("whom a stolen desk of headquarters enrolled after its last good revision counts nowhere, until enrolled by another") {
  for (const bool known_first : {true, false}) {
    CAPTURE(known_first);
    StoreDesk first("HQ"), second("HQ", "second"), third("HQ", "third"), rogue("KH-PNH");
    begin_second(second, first);
    begin_second(third, first);
    REQUIRE(second.merge(first.pack("HQ")).outcome == Outcome::merged);
    REQUIRE(first.merge(second.pack("HQ")).outcome == Outcome::merged);
    REQUIRE(third.merge(second.pack("HQ")).outcome == Outcome::merged);
    const auto theft = first.ledger().enrolment(second.key());

    begin(rogue, second);
    const auto forged = *rogue.ledger().record(rogue.add("case", cells({{"file_no", "1"}})));
    REQUIRE(second.merge(rogue.pack("HQ")).outcome == Outcome::merged);
    const auto carried = second.pack("HQ");
    if (known_first) {
      REQUIRE(third.merge(carried).outcome == Outcome::merged);
      CHECK(counted(third, forged) == 1);
    }
    first.revoke(*theft, "");
    REQUIRE(third.merge(first.pack("HQ")).outcome == Outcome::merged);
    CHECK(third.merge(carried).outcome != Outcome::merged);
    REQUIRE(first.merge(third.pack("HQ")).outcome == Outcome::merged);
    CHECK(counted(first, forged) == 0);
    CHECK(counted(third, forged) == 0);
    CHECK(first.ledger().digest(pnh) == third.ledger().digest(pnh));
    CHECK(is_sound(first));
    CHECK(is_sound(third));

    first.enrol(rogue);
    REQUIRE(third.merge(first.pack("HQ")).outcome == Outcome::merged);
    CHECK(third.ledger().enrolment(rogue.key())->enrolled);
    CHECK(counted(third, forged) == (known_first ? 1 : 0));
  }
}

TEST_CASE("headquarters' desk that alone takes another out does not fall with what that one had said of it") {
  StoreDesk first("HQ"), second("HQ", "second"), mission("KH-PNH");
  begin_second(second, first);
  begin(mission, second);
  first.revoke(*first.ledger().enrolment(second.key()), "");  // before anything of it had come
  CHECK(first.ledger().enrolment(first.key())->enrolled);
  CHECK(mission.merge(first.pack("KH-PNH")).outcome != Outcome::refused);
  CHECK(mission.ledger().is_revoked(second.key()));
  CHECK_FALSE(mission.ledger().is_revoked(first.key()));
  CHECK(is_sound(mission));
}
