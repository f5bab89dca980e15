// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "base/files.hpp"
#include "ledger/ledger.hpp"
#include "support/revision_builder.hpp"
#include "support/temp_ledger.hpp"

using namespace scamdesk;
using namespace scamdesk::ledger;
using test::record;
using test::TempLedger;

namespace {

/// Runs a change in a transaction; true when the file's bytes are other afterwards.
template <class Use>
bool writes(TempLedger& desk, Use use) {
  const auto before = base::read_file(desk.file()).value();
  Transaction transaction(desk->database());
  use();
  transaction.commit();
  return base::read_file(desk.file()).value() != before;
}

const MissionCode mission{std::string("KH-PNH")};

}  // namespace

TEST_CASE("a checkpoint is a desk's own word on its chain") {
  TempLedger desk("mission");
  desk.write(record("a"), {{"n", Cell::of("1")}});
  const auto word = desk->checkpoint(desk->chains().front());
  CHECK(is_sound(word));
  auto elsewhere = word;
  elsewhere.chain.branch = 7;
  CHECK(is_sound(elsewhere));
  SUBCASE("length") { elsewhere.chain.length = 2; }
  SUBCASE("head") { elsewhere.chain.head = RevisionId(); }
  SUBCASE("owner") { elsewhere.chain.owner = shared_owner; }
  SUBCASE("desk") { elsewhere.chain.desk = test::desk("HQ"); }
  CHECK_FALSE(is_sound(elsewhere));
  CHECK_THROWS_AS(desk->checkpoint({test::desk("HQ"), shared_owner, 0, 1, RevisionId()}), StoreFault);
}

TEST_CASE("what a desk signs is verified with its name") {
  TempLedger desk("mission");
  CHECK(base::verify(desk->identity().key, "card", desk->sign("card")));
}

TEST_CASE("the latest checkpoint that the held chain reaches is passed on; a later one shows a gap") {
  TempLedger desk("mission");
  TempLedger hq("hq", "HQ");
  desk.write(record("a"), {{"n", Cell::of("1")}});
  const auto first = desk->checkpoint(desk->chains().front());
  hq.receive_all(*desk);
  CHECK(writes(hq, [&] { hq->keep_checkpoint(first); }));
  CHECK_FALSE(writes(hq, [&] { hq->keep_checkpoint(first); }));
  desk.write(record("a"), {{"n", Cell::of("2")}});
  const auto second = desk->checkpoint(desk->chains().front());
  writes(hq, [&] { hq->keep_checkpoint(second); });
  CHECK(hq->latest_checkpoint(first.chain.desk, first.chain.owner) == first);
  REQUIRE(hq->gaps().size() == 1);
  CHECK(hq->gaps()[0].have == 1);
  CHECK(hq->gaps()[0].need == 2);

  hq.receive_all(*desk);
  CHECK(hq->latest_checkpoint(first.chain.desk, first.chain.owner) == second);
  CHECK(hq->gaps().empty());
  CHECK(hq->verify().empty());
  CHECK_FALSE(hq->latest_checkpoint(first.chain.desk, shared_owner));
}

TEST_CASE("verify finds a checkpoint that is not signed, or not of the chain held") {
  TempLedger desk("mission");
  desk.write(record("a"), {{"n", Cell::of("1")}});
  const auto sound = desk->checkpoint(desk->chains().front());
  auto bad = sound;
  SUBCASE("signature") { bad.signature[3] ^= 1; }
  SUBCASE("head") {
    bad.chain.head = RevisionId(base::blake2b("another"));
    bad = desk->checkpoint(bad.chain);
  }
  writes(desk, [&] { desk->keep_checkpoint(bad); });
  CHECK_FALSE(desk->verify().empty());
}

TEST_CASE("what desks said they hold is kept by desk, and replaced by what they say later") {
  TempLedger desk("mission");
  for (int i = 0; i < 5; ++i) { desk.write(record(std::to_string(i)), {}); }
  const auto chain = desk->chains().front();
  CHECK(desk->unacknowledged(headquarters_code) == 5);
  auto three = chain;
  three.length = 3;
  three.head = *desk->id_at(chain, 3);
  const auto hq = test::desk("HQ");
  CHECK(writes(desk, [&] { desk->keep_acknowledgement(headquarters_code, hq, std::vector{three}); }));
  CHECK_FALSE(writes(desk, [&] { desk->keep_acknowledgement(headquarters_code, hq, std::vector{three}); }));
  CHECK(desk->unacknowledged(headquarters_code) == 2);
  CHECK(desk->unacknowledged(mission) == 5);
  auto foreign = chain;
  foreign.head = RevisionId(base::blake2b("of a fork"));
  writes(desk, [&] { desk->keep_acknowledgement(headquarters_code, test::desk("HQ2"), std::vector{foreign}); });
  CHECK(desk->unacknowledged(headquarters_code) == 2);
  writes(desk, [&] { desk->keep_acknowledgement(headquarters_code, hq, std::vector{chain}); });
  CHECK(desk->unacknowledged(headquarters_code) == 0);
  const auto said = desk->acknowledged_by(headquarters_code);
  REQUIRE(said.size() == 2);
  for (const auto& one : said) { CHECK(one.heads == std::vector{one.desk == hq ? chain : foreign}); }
  CHECK(desk->acknowledged_by(mission).empty());
}

TEST_CASE("desks are enrolled and revoked; this desk always is") {
  TempLedger hq("hq", "HQ");
  CHECK(hq->enrolment(hq->identity().key)->role == Role::headquarters);
  const auto key = test::desk("PNH");
  CHECK_FALSE(hq->enrolment(key));
  CHECK(writes(hq, [&] { hq->keep_enrolment({key, mission, Role::mission, true}); }));
  CHECK_FALSE(writes(hq, [&] { hq->keep_enrolment({key, mission, Role::mission, true}); }));
  CHECK(hq->enrolment(key)->mission == mission);
  CHECK(hq->enrolments(mission).size() == 1);
  writes(hq, [&] { hq->keep_enrolment({key, mission, Role::mission, false}); });
  CHECK_FALSE(hq->enrolment(key)->enrolled);
  CHECK(hq->enrolments(mission).empty());
}

TEST_CASE("a package is held once, with its bytes, until it is released") {
  TempLedger hq("hq", "HQ");
  const auto hash = base::blake2b("package");
  const auto hold = [&](std::string_view why) {
    return writes(hq, [&] { hq->hold(hash, "PNH.sdpk", why, std::string("by\0tes", 6), Instant{}); });
  };
  CHECK(hold("not enrolled"));
  CHECK_FALSE(hold("not enrolled"));
  CHECK(hold("a gap"));
  REQUIRE(hq->held().size() == 1);
  const auto held = hq->held().front();
  CHECK(held.package == hash);
  CHECK(held.file == "PNH.sdpk");
  CHECK(held.reason == "a gap");
  CHECK(hq->held_bytes(held.no) == std::string("by\0tes", 6));
  writes(hq, [&] { hq->release(held.no); });
  CHECK(hq->held().empty());
  CHECK(hq->held_bytes(held.no).empty());
}

TEST_CASE("arrivals are numbered in order") {
  TempLedger hq("hq", "HQ");
  Transaction transaction(hq->database());
  const auto first = hq->note_arrival(base::blake2b("a"), test::desk("PNH"), Instant{});
  CHECK(hq->note_arrival(base::blake2b("b"), test::desk("PNH"), Instant{}) == first + 1);
}

TEST_CASE("settings are kept, and the same again writes nothing") {
  TempLedger desk;
  CHECK_FALSE(desk->setting("actor"));
  CHECK(writes(desk, [&] { desk->keep_setting("actor", "홍길동"); }));
  CHECK_FALSE(writes(desk, [&] { desk->keep_setting("actor", "홍길동"); }));
  CHECK(desk->setting("actor") == "홍길동");
  writes(desk, [&] { desk->keep_setting("empty", ""); });
  CHECK(desk->setting("empty") == "");
}
