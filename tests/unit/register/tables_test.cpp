// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "register/bulk.hpp"
#include "unit/register/support.hpp"

using namespace scamdesk;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

TEST_CASE("a new record gets an id, a short number, its defaults, and a row in the register's view") {
  TestDesk desk;
  const auto added = desk.add("case", cells({{"title", "일자리"}, {"persons", "3"}, {"losses", "12.5"}}));
  REQUIRE(added);
  CHECK(added->number == "PNH-25-0001");
  CHECK(added->changed);
  CHECK(desk.sql("SELECT id, number, owner, title, status, persons, losses, persons_state, losses_state, country FROM cases") ==
        to_string(added->key.id) + "|PNH-25-0001|KH-PNH|일자리|Active|3|12.500000|value|value|-");
  CHECK(desk.add("case", cells({{"title", "둘째"}}))->number == "PNH-25-0002");
}

TEST_CASE("no view stands in the store, where every opening would parse it") {
  TestDesk desk;
  CHECK(desk.sql("SELECT count(*) FROM cases") == "0");
  ledger::Statement views(desk.ledger()->database(), "SELECT count(*) FROM main.sqlite_schema WHERE type = 'view'");
  REQUIRE(views.step());
  CHECK(views.integer(0) == 0);
}

TEST_CASE("the view tells a reason for no value from a blank, and masks what is sensitive") {
  TestDesk desk;
  Cells given = cells({{"title", "a"}, {"passport", "M1234567"}});
  given["persons"] = Cell::not_available();
  given["losses"] = Cell::not_applicable();
  REQUIRE(desk.add("case", given));
  REQUIRE(desk.add("case", cells({{"title", "b"}})));
  CHECK(desk.sql("SELECT persons, persons_state, losses, losses_state, passport FROM cases ORDER BY number") ==
        "-|not_available|-|not_applicable|•••\n-|blank|-|blank|-");
}

TEST_CASE("rows of a repeat stand in a table of their own, nested ones under their row's number") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "a"},
                                  {"places/x/#", "1"}, {"places/x/place", "Sihanoukville"}, {"places/x/nights", "4"},
                                  {"places/x/visits/v/#", "1"}, {"places/x/visits/v/visited_on", "2025-10-01"},
                                  {"places/y/#", "2"}, {"places/y/place", "Poipet"}})));
  CHECK(desk.sql("SELECT owner, row, place, nights FROM cases_places ORDER BY row") ==
        "KH-PNH|1|Sihanoukville|4\nKH-PNH|2|Poipet|-");
  CHECK(desk.sql("SELECT parent_row, row, visited_on FROM cases_visits") == "1|1|2025-10-01");
}

TEST_CASE("a change updates the row, in the record, in a repeat, and when a value is taken away") {
  TestDesk desk;
  const auto no = desk.add("case", cells({{"title", "a"}, {"persons", "3"}, {"places/x/#", "1"}, {"places/x/place", "P"}}))->no;
  SUBCASE("plain values are updated in place") {
    CHECK(desk.change(no, cells({{"status", "Closed"}, {"country", "KH"}}))->changed);
    CHECK(desk.sql("SELECT title, status, country, persons FROM cases") == "a|Closed|KH|3");
  }
  SUBCASE("a reason and back to a value") {
    CHECK(desk.change(no, {{"persons", Cell::not_available()}}));
    CHECK(desk.sql("SELECT persons, persons_state FROM cases") == "-|not_available");
    CHECK(desk.change(no, cells({{"persons", "0"}})));
    CHECK(desk.sql("SELECT persons, persons_state FROM cases") == "0|value");
    CHECK(desk.change(no, {{"persons", Cell::blank()}}));
    CHECK(desk.sql("SELECT persons, persons_state FROM cases") == "-|blank");
  }
  SUBCASE("a row changes and goes") {
    CHECK(desk.change(no, cells({{"places/x/nights", "2"}})));
    CHECK(desk.sql("SELECT row, place, nights FROM cases_places") == "1|P|2");
    CHECK(desk.change(no, cells({{"places/x/#gone", "1"}})));
    CHECK(desk.sql("SELECT count(*) FROM cases_places") == "0");
  }
  SUBCASE("what stands already is no change") {
    CHECK_FALSE(desk.change(no, cells({{"persons", "3"}}))->changed);
    CHECK(desk.ledger()->state(no).counted == 1);
  }
  CHECK(desk->verify().empty());
}

TEST_CASE("a retired record leaves the views, and comes back when reinstated") {
  TestDesk desk;
  const auto no = desk.add("case", cells({{"title", "a"}, {"places/x/#", "1"}, {"places/x/place", "P"}}))->no;
  CHECK(desk.mark(no, ledger::Change::retire, cells({{"#reason", "twice"}}))->changed);
  CHECK(desk.sql("SELECT count(*) FROM cases") == "0");
  CHECK(desk.sql("SELECT count(*) FROM cases_places") == "0");
  CHECK_FALSE(desk.mark(no, ledger::Change::retire)->changed);
  CHECK_FALSE(desk.change(no, cells({{"country", "KH"}})));
  CHECK(desk.mark(no, ledger::Change::reinstate)->changed);
  CHECK(desk.sql("SELECT count(*) FROM cases") == "1");
}

TEST_CASE("a value that does not fit its column is marked, not lost and not fatal") {
  TestDesk desk, other("other");
  const ledger::RecordKey key{Owner(std::string("KH-PNH")), FormName(std::string("case")), Uuid{{1}}};
  other.ledger().write(key, cells({{"title", "a"}, {"persons", "many"}}));
  desk.merge(other);
  CHECK(desk.sql("SELECT title, persons, persons_state FROM cases") == "a|-|unreadable");
  CHECK(desk->verify().empty());
}

TEST_CASE("two desks' different values make a conflict that refuses further changes") {
  TestDesk one("one"), other("other");
  const auto no = one.add("case", cells({{"title", "a"}}))->no;
  other.merge(one);
  const auto there = other->select(*other.form("case"), {})->front();
  REQUIRE(one.change(no, cells({{"country", "KH"}})));
  REQUIRE(other.change(there, cells({{"country", "LA"}})));
  one.merge(other);
  other.merge(one);
  REQUIRE(one->conflicts().size() == 1);
  CHECK(one->conflicts().front().second.path == "country");
  CHECK(one.sql("SELECT country FROM cases") == other.sql("SELECT country FROM cases"));
  const auto refused = one.change(no, cells({{"country", "TH"}}));
  REQUIRE_FALSE(refused);
  CHECK(word(*refused.error().hint, Lang::en).find("conflict list") != std::string::npos);
  CHECK(one.change(no, cells({{"title", "still free"}})));
  REQUIRE(one.mark(no, ledger::Change::resolve, cells({{"country", "KH"}})));
  CHECK(one->conflicts().empty());
  CHECK(one->verify().empty());
}

TEST_CASE("verify finds a row that was tampered with, and rebuilding mends it") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "a"}, {"places/x/#", "1"}, {"places/x/place", "P"}})));
  CHECK(desk->verify().empty());
  desk.ledger()->database().exec("UPDATE r_case SET title = 'b'");
  CHECK(desk->verify().size() == 1);
  desk->rebuild();
  CHECK(desk->verify().empty());
  CHECK(desk.sql("SELECT title FROM cases") == "a");
  CHECK(desk.sql("SELECT place FROM cases_places") == "P");
}

TEST_CASE("many records at once are numbered on from the last") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "first"}})));
  const auto written = desk.writing([&]() -> Status {
    const auto author = desk.author();
    const auto bulk = desk->bulk(*desk.form("case"), Owner(std::string("KH-PNH")), author);
    REQUIRE(bulk);
    REQUIRE(*bulk != nullptr);
    const auto& fields = (*bulk)->fields({"#", "persons", "title"});
    for (int i = 0; i < 600; ++i) {
      std::vector<ledger::CellView> values{{}, {CellState::value, "1"}, {CellState::value, "more"}};
      (*bulk)->add(fields, values);
    }
    (*bulk)->settle();
    return {};
  });
  REQUIRE(written);
  CHECK(desk.sql("SELECT count(*), min(number), max(number), sum(persons) FROM cases") == "601|PNH-25-0001|PNH-25-0601|600");
  CHECK(desk->verify().empty());
}
