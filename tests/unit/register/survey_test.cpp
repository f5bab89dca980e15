// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "unit/register/support.hpp"

using namespace scamdesk;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

TEST_CASE("a return stands in one view as it is now and in another as it was filed") {
  TestDesk desk;
  const auto no = desk.add("scam-survey", cells({{"round", "2025-10"}, {"reports", "3"}, {"countries/KH/#", "1"},
                                                 {"countries/KH/country", "KH"}, {"countries/KH/likelihood", "4"}}))->no;
  CHECK(desk.sql("SELECT mission, round, version, state, filed_at, reports, doubled FROM returns") == "KH-PNH|2025-10|1|draft|-|3|6");
  CHECK(desk.sql("SELECT count(*) FROM filed_returns") == "0");
  REQUIRE(desk.mark(no, ledger::Change::finalise, cells({{"#findings", "[]"}})));
  CHECK(desk.sql("SELECT version, state, filed_at, changed_since_filed FROM returns") == "1|filed|2025-10-15T00:01:00.000Z|0");
  CHECK(desk.sql("SELECT mission, round, row, country, likelihood FROM filed_returns_countries") == "KH-PNH|2025-10|1|KH|4");
  REQUIRE(desk.change(no, cells({{"reports", "9"}, {"countries/KH/likelihood", "1"}})));
  CHECK(desk.sql("SELECT state, changed_since_filed, reports FROM returns") == "filed|1|9");
  CHECK(desk.sql("SELECT state, changed_since_filed, reports, doubled FROM filed_returns") == "filed|1|3|6");
  CHECK(desk.sql("SELECT likelihood FROM filed_returns_countries") == "4");
  CHECK(desk.sql("SELECT likelihood FROM returns_countries") == "1");
  REQUIRE(desk.mark(no, ledger::Change::reopen, cells({{"#reason", "corrected"}})));
  CHECK(desk.sql("SELECT version, state FROM returns") == "2|draft");
  CHECK(desk.sql("SELECT version, state FROM filed_returns") == "1|filed");
  REQUIRE(desk.mark(no, ledger::Change::finalise));
  CHECK(desk.sql("SELECT version, state, reports FROM filed_returns") == "2|filed|9");
  CHECK(desk->verify().empty());
}

TEST_CASE("what is calculated from other records follows them in the draft and stands still once filed") {
  TestDesk desk;
  const auto no = desk.add("scam-survey", cells({{"round", "2025-10"}}))->no;
  REQUIRE(desk.add("case", cells({{"title", "a"}})));
  CHECK(desk.sql("SELECT open_cases FROM returns") == "1");
  CHECK(desk.ledger()->state(no).cells.count("open_cases") == 0);
  REQUIRE(desk.mark(no, ledger::Change::finalise));
  REQUIRE(desk.add("case", cells({{"title", "b"}})));
  CHECK(desk.sql("SELECT open_cases FROM returns") == "2");
  CHECK(desk.sql("SELECT open_cases, changed_since_filed FROM filed_returns") == "1|0");
  TestDesk hq("hq", "HQ");
  hq.merge(desk);
  CHECK(hq.sql("SELECT open_cases FROM returns") == "2");
  CHECK(hq.sql("SELECT open_cases FROM filed_returns") == "1");
  CHECK(hq.ledger()->digest(std::nullopt) == desk.ledger()->digest(std::nullopt));
  CHECK(desk->verify().empty());
  CHECK(hq->verify().empty());
}

TEST_CASE("a return's id comes from its round, so that two desks of a mission fill the same one") {
  TestDesk one("one"), other("other");
  const auto here = one.add("scam-survey", cells({{"round", "2025-10"}, {"reports", "3"}}));
  const auto there = other.add("scam-survey", cells({{"round", "2025-10"}}));
  CHECK(here->key == there->key);
  one.merge(other);
  CHECK(one.sql("SELECT count(*), max(reports) FROM returns") == "1|3");
  const std::string round = "2025-10";
  CHECK(one->find_keyed(*one.form("scam-survey"), Owner(std::string("KH-PNH")), {&round, 1}) == here->no);
}
