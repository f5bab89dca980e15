// SPDX-License-Identifier: Apache-2.0
#include "ledger/access.hpp"

#include <doctest/doctest.h>

#include "support/temp_ledger.hpp"

using namespace scamdesk;
using namespace scamdesk::ledger;

namespace {

const Instant noon = *parse_instant("2025-10-20T03:00:00Z");

RecordKey person(std::uint8_t which) {
  Uuid id;
  id.bytes[0] = which;
  return {Owner("KH-PNH"), FormName("person"), id};
}

Access shown(std::uint8_t which, const std::string& actor, Instant time) {
  return {time, actor, "kim@desk7", Disclosed::shown, FormName("person"), person(which), 1, {"name_ko", "passport"}, "rescue", "가족 통화"};
}

void add(test::TempLedger& desk, const Access& access) {
  Transaction transaction(desk->database());
  AccessLog(desk->database()).add(access);
  transaction.commit();
}

}  // namespace

TEST_CASE("a disclosure is kept as it was, and found by the record and the officer") {
  test::TempLedger desk;
  const AccessLog log(desk->database());
  CHECK(log.latest(0).empty());
  CHECK(log.head().length == 0);
  const Access exported{noon + std::chrono::minutes(5), "lee", "lee@desk8", Disclosed::exported, FormName("person"), {}, 12, {"passport"}, "audit", ""};
  add(desk, shown(1, "kim", noon));
  add(desk, exported);
  auto again = shown(1, "kim", noon + std::chrono::minutes(6));
  again.given = false;
  add(desk, again);
  CHECK(log.latest(0) == std::vector{again, exported, shown(1, "kim", noon)});
  CHECK(log.latest(1).size() == 1);
  CHECK(log.last_given(person(1), "kim", noon) == shown(1, "kim", noon));
  CHECK_FALSE(log.last_given(person(1), "lee", noon));
  CHECK_FALSE(log.last_given(person(1), "kim", noon + std::chrono::seconds(1)));
  CHECK(log.head().length == 3);
  CHECK(log.verify().empty());
}

TEST_CASE("an entry that was changed, taken out or put in is found") {
  test::TempLedger desk;
  const AccessLog log(desk->database());
  for (std::uint8_t i = 1; i <= 5; ++i) { add(desk, shown(i, "kim", noon)); }
  REQUIRE(log.verify().empty());
  const auto tamper = [&](const char* sql) { desk->database().exec(sql); };
  SUBCASE("another officer") {
    tamper("UPDATE access SET actor = 'lee' WHERE no = 3");
    CHECK(log.verify() == std::vector<std::uint64_t>{3});
  }
  SUBCASE("each column counts") {
    for (const char* sql : {"UPDATE access SET time = time + 1 WHERE no = 2", "UPDATE access SET origin = '' WHERE no = 2",
                            "UPDATE access SET action = 1 WHERE no = 2", "UPDATE access SET register = 'case' WHERE no = 2",
                            "UPDATE access SET owner = 'LA-VTE' WHERE no = 2", "UPDATE access SET record = zeroblob(16) WHERE no = 2",
                            "UPDATE access SET records = 2 WHERE no = 2", "UPDATE access SET fields = 'passport' WHERE no = 2",
                            "UPDATE access SET reason = 'audit' WHERE no = 2", "UPDATE access SET note = '' WHERE no = 2",
                            "UPDATE access SET given = 0 WHERE no = 2"}) {
      CAPTURE(sql);
      desk->database().exec("SAVEPOINT before");
      tamper(sql);
      CHECK(log.verify() == std::vector<std::uint64_t>{2});
      desk->database().exec("ROLLBACK TO before; RELEASE before");
    }
  }
  SUBCASE("taken out, and the others moved up") {
    tamper("DELETE FROM access WHERE no = 3; UPDATE access SET no = no - 1 WHERE no > 3");
    CHECK(log.verify() == std::vector<std::uint64_t>{3, 4});
  }
  SUBCASE("the hash made new too, the next one does not follow") {
    tamper("UPDATE access SET hash = zeroblob(32) WHERE no = 2");
    CHECK(log.verify() == std::vector<std::uint64_t>{2, 3});
  }
  SUBCASE("the last one cut off: the head is another") {
    const auto head = log.head();
    tamper("DELETE FROM access WHERE no = 5");
    CHECK(log.head().hash != head.hash);
  }
}

TEST_CASE("an entry stays however old it is: nothing that is written later, nor the file written anew, takes it away") {
  test::TempLedger desk;
  const auto long_ago = noon - std::chrono::hours(24 * 365 * 3);
  add(desk, shown(1, "kim", long_ago));
  for (std::uint8_t i = 2; i <= 200; ++i) { add(desk, shown(i, "kim", noon)); }
  const AccessLog log(desk->database());
  desk->scrub();
  CHECK(log.latest(0).size() == 200);
  CHECK(log.latest(0).back() == shown(1, "kim", long_ago));
  CHECK(log.verify().empty());
}

TEST_CASE("a store made before there was such a log has an empty one") {
  test::TempLedger desk;
  desk->database().exec("DROP TABLE access");
  const AccessLog log(desk->database());
  CHECK(log.latest(0).empty());
  CHECK(log.head().length == 0);
  CHECK(log.verify().empty());
  CHECK_FALSE(log.last_given(person(1), "kim", noon));
}
