// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "ledger/ledger.hpp"
#include "support/revision_builder.hpp"
#include "support/temp_ledger.hpp"

using namespace scamdesk;
using namespace scamdesk::ledger;
using test::record;
using test::TempLedger;

TEST_CASE("a change is written with its place, its parents and its time") {
  TempLedger desk;
  const auto first = desk.write(record("a"), {{"status", Cell::of("Active")}});
  CHECK(first.created);
  CHECK(first.simple);
  CHECK(first.cells == Cells{{"status", Cell::of("Active")}});
  const auto second = desk.write(record("a"), {{"status", Cell::of("Closed")}});
  CHECK_FALSE(second.created);
  CHECK(second.simple);
  CHECK(second.record_no == first.record_no);

  const auto history = desk->history(first.record_no);
  REQUIRE(history.size() == 2);
  CHECK(history[0].place == 1);
  CHECK(history[1].place == 2);
  CHECK(history[1].previous == history[0].id);
  CHECK(history[1].parents == std::vector{history[0].id});
  CHECK(history[1].time == history[0].time + std::chrono::milliseconds{1});  // the clock stood still
  CHECK(history[0].salt != history[1].salt);
  CHECK(history[1].id == identify(history[1]));
  CHECK(desk->state(first.record_no).cells.at("status") == Cell::of("Closed"));
  CHECK(desk->verify().empty());
}

TEST_CASE("changes to one record in one call see each other") {
  TempLedger desk;
  const auto touched = desk.write_all({{record("a"), Change::set, {{"x", Cell::of("1")}, {"y", Cell::of("1")}}, "o"},
                                       {record("b"), Change::set, {{"x", Cell::of("1")}}, "o"},
                                       {record("a"), Change::set, {{"x", Cell::of("2")}}, "o"}});
  REQUIRE(touched.size() == 2);
  CHECK(touched[0].simple);
  CHECK(touched[0].cells == Cells{{"x", Cell::of("2")}, {"y", Cell::of("1")}});
  CHECK(desk->state(touched[0].record_no).conflicts.empty());
  CHECK(desk->history(touched[0].record_no).size() == 2);
}

TEST_CASE("what is more than a set in a line is left to settling") {
  TempLedger desk;
  const auto made = desk.write(record("a"), {{"x", Cell::of("1")}});
  CHECK_FALSE(desk.write(record("a"), {}, Change::finalise).simple);
  CHECK_FALSE(desk.write(record("a"), {{"x", Cell::of("2")}}).simple);  // changed since filed
  CHECK(desk->state(made.record_no).changed_since_filed);
}

TEST_CASE("owners have chains of their own, and long ones span blocks") {
  TempLedger desk;
  std::vector<NewRevision> changes;
  for (int i = 0; i < 700; ++i) {
    const auto owner = i % 2 == 0 ? "KH-PNH" : "*";
    changes.push_back({record(std::to_string(i), owner), Change::set, {{"n", Cell::of(std::to_string(i))}}, "officer"});
  }
  desk.write_all(changes);
  const auto chains = desk->chains();
  REQUIRE(chains.size() == 2);
  for (const auto& chain : chains) {
    CHECK(chain.length == 350);
    const auto all = desk->read_chain(chain, 1);
    CHECK(all.size() == 350);
    CHECK(all.back().id == chain.head);
    const auto rest = desk->read_chain(chain, 300);
    CHECK(rest.size() == 51);
    CHECK(rest.front() == all[299]);
    for (const std::uint64_t place : {1U, 255U, 256U, 257U, 350U}) {
      CHECK(desk->id_at(chain, place) == all[place - 1].id);
    }
    CHECK_FALSE(desk->id_at(chain, 351));
    CHECK(desk->read_chain(chain, 351).empty());
  }
  CHECK(desk->records(FormName("case"), std::nullopt).size() == 700);
  CHECK(desk->records(FormName("case"), shared_owner).size() == 350);
  CHECK(desk->records(FormName("site"), std::nullopt).empty());
  CHECK(desk->size().records == 700);
  CHECK(desk->size().revisions == 700);
  CHECK(desk->latest(3).front().record == changes.back().record);
  std::size_t count = 0;
  desk->each_revision([&](const Revision&) { ++count; });
  CHECK(count == 700);
  CHECK(desk->verify().empty());
}

TEST_CASE("leaving a transaction without commit leaves nothing, and the next one writes the same places") {
  TempLedger desk;
  desk.write(record("a"), {{"x", Cell::of("1")}});
  const auto before = desk->digest({});
  {
    Transaction transaction(desk->database());
    const std::vector<NewRevision> change{{record("new owner", "*"), Change::set, {{"x", Cell::of("2")}}, "officer"}};
    const auto touched = desk->append(change, Instant{}, *base::seeded_random("x"));
    CHECK(desk->state(touched.front().record_no).cells.size() == 1);
  }
  CHECK(desk->digest({}) == before);
  CHECK_FALSE(desk->record_no(record("new owner", "*")));
  desk.write(record("another", "*"), {{"x", Cell::of("3")}});
  CHECK(desk->verify().empty());
  CHECK(desk->state(*desk->record_no(record("another", "*"))).cells.at("x") == Cell::of("3"));
}

TEST_CASE("text that no reader would take is not written") {
  TempLedger desk;
  CHECK_THROWS_AS(desk.write(record("a"), {{"x", Cell::of("\xff")}}), StoreFault);
  CHECK_THROWS_AS(desk.write_all({{record("a"), Change::set, {}, "\xff"}}), StoreFault);
  CHECK_THROWS_AS(desk.write(record("a"), {}, Change::set, Instant{std::chrono::milliseconds{-1}}), StoreFault);
  CHECK(desk->chains().empty());
}

TEST_CASE("writing needs a transaction") {
  TempLedger desk;
  const std::vector<NewRevision> change{{record("a"), Change::set, {}, "officer"}};
  CHECK_THROWS_AS(desk->append(change, Instant{}, *base::seeded_random("x")), StoreFault);
}

TEST_CASE("records are found by name and by number") {
  TempLedger desk;
  const auto made = desk.write(record("a"), {});
  CHECK(desk->record(made.record_no) == record("a"));
  CHECK(desk->record_no(record("a")) == made.record_no);
  CHECK_FALSE(desk->record(99));
  CHECK_FALSE(desk->record_no(record("b")));
  CHECK(desk->history(99).empty());
  const std::vector<std::int64_t> asked{made.record_no, 99};
  CHECK(desk->states(asked).size() == 2);
}
