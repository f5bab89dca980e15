// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "base/files.hpp"
#include "ledger/ledger.hpp"
#include "support/revision_builder.hpp"
#include "support/temp_ledger.hpp"

using namespace scamdesk;
using namespace scamdesk::ledger;
using test::record;
using test::revision;
using test::TempLedger;

namespace {

std::vector<Revision> chain_of(TempLedger& desk) { return desk->read_chain(desk->chains().front(), 1); }

std::vector<Revision> part(const std::vector<Revision>& chain, std::size_t from, std::size_t to) {
  return {chain.begin() + static_cast<std::ptrdiff_t>(from), chain.begin() + static_cast<std::ptrdiff_t>(to)};
}

/// A mission's chain of one record changed nine times.
TempLedger& with_history(TempLedger& desk) {
  for (int i = 1; i <= 10; ++i) { desk.write(record("a"), {{"n", Cell::of(std::to_string(i))}}); }
  return desk;
}

}  // namespace

TEST_CASE("a chain received is the chain sent") {
  TempLedger mission("mission");
  TempLedger hq("hq", "HQ");
  const auto chain = chain_of(with_history(mission));
  const auto reception = hq.receive(chain);
  CHECK(reception.taken == Taken::some);
  CHECK(reception.added == 10);
  REQUIRE(reception.touched.size() == 1);
  CHECK(reception.touched[0].simple);
  CHECK(reception.touched[0].created);
  CHECK(reception.touched[0].cells == Cells{{"n", Cell::of("10")}});
  CHECK(chain_of(hq) == chain);
  CHECK(hq->digest({}) == mission->digest({}));
  CHECK(hq->verify().empty());
}

TEST_CASE("what is known is skipped and writes nothing") {
  TempLedger mission("mission");
  TempLedger hq("hq", "HQ");
  const auto chain = chain_of(with_history(mission));
  hq.receive(part(chain, 0, 6));
  CHECK(hq.receive(part(chain, 3, 8)).added == 2);
  CHECK(hq.receive(part(chain, 8, 10)).added == 2);
  const auto before = base::read_file(hq.file()).value();
  CHECK(hq.receive(chain).taken == Taken::nothing);
  CHECK(hq.receive(part(chain, 2, 5)).taken == Taken::nothing);
  CHECK(base::read_file(hq.file()).value() == before);
  CHECK(hq->holds(mission->chains().front()));
  CHECK(hq->verify().empty());
}

TEST_CASE("a segment whose beginning is not held is a gap and is not taken") {
  TempLedger mission("mission");
  TempLedger hq("hq", "HQ");
  const auto chain = chain_of(with_history(mission));
  CHECK(hq.receive(part(chain, 4, 10)).taken == Taken::gap);
  CHECK(hq->chains().empty());
  hq.receive(part(chain, 0, 2));
  CHECK(hq.receive(part(chain, 4, 10)).taken == Taken::gap);
  CHECK_FALSE(hq->holds(mission->chains().front()));
}

TEST_CASE("a desk restored from an old copy and written on is a fork: both branches are kept") {
  TempLedger hq("hq", "HQ");
  const Revision a = revision().sets("n", "1");
  const Revision b = revision().after(a).follows(a).sets("n", "2");
  const Revision c = revision().after(b).follows(b).sets("n", "3");
  const Revision other_b = revision().after(a).follows(a).sets("n", "two");
  const Revision other_c = revision().after(other_b).follows(other_b).sets("m", "three");
  hq.receive({a, b, c});
  const auto reception = hq.receive({a, other_b});
  CHECK(reception.taken == Taken::fork);
  CHECK(reception.added == 1);
  REQUIRE(hq->chains().size() == 2);
  CHECK(hq->chains()[1].branch == 1);
  CHECK(hq->chains()[1].length == 2);
  CHECK(hq->read_chain(hq->chains()[1], 1) == std::vector{a, other_b});
  REQUIRE(hq->forks().size() == 1);
  CHECK(hq->forks()[0].place == 2);

  CHECK(hq.receive({other_b, other_c}).taken == Taken::some);  // the branch goes on
  CHECK(hq.receive({a, other_b, other_c}).taken == Taken::nothing);
  CHECK(hq.receive({a, b, c}).taken == Taken::nothing);
  const auto no = *hq->record_no(a.record);
  CHECK(hq->state(no).conflicts.size() == 1);
  CHECK(hq->history(no).size() == 5);
  CHECK(hq->size().revisions == 5);
  CHECK(hq->verify().empty());

  TempLedger other("other", "HQ");
  other.receive({a, other_b, other_c});
  other.receive({a, b, c});
  CHECK(other->digest({}) == hq->digest({}));

  const Revision third = revision().after(other_b).follows(other_b).sets("m", "a fork of the fork");
  CHECK(hq.receive({a, other_b, third}).taken == Taken::fork);
  CHECK(hq->read_chain(hq->chains()[2], 1) == std::vector{a, other_b, third});
  CHECK(hq->verify().empty());
}

TEST_CASE("a fork deep in a long chain is found at its place") {
  TempLedger hq("hq", "HQ");
  std::vector<Revision> trunk{revision().sets("n", "0")};
  for (int i = 1; i < 600; ++i) {
    trunk.push_back(revision().follows(trunk.back()).of(record(std::to_string(i))).sets("n", "1"));
  }
  hq.receive(trunk);
  auto branch = part(trunk, 0, 431);
  for (int i = 0; i < 9; ++i) {
    branch.push_back(revision().follows(branch.back()).of(record("b" + std::to_string(i))).sets("n", "2"));
  }
  CHECK(hq.receive(part(branch, 300, branch.size())).taken == Taken::fork);
  CHECK(hq->forks()[0].place == 432);
  CHECK(hq->read_chain(hq->chains()[1], 1) == branch);
  CHECK(hq->verify().empty());
}

TEST_CASE("a revision whose parent is not held is pending, and counts when it comes") {
  TempLedger hq("hq", "HQ");
  const Revision made = revision().sets("n", "1");
  const Revision seen = revision().after(made).by("second").sets("n", "2");
  const Revision later = revision().after(seen).follows(seen).sets("n", "3");
  const auto first = hq.receive({seen, later});
  REQUIRE(first.touched.size() == 1);
  CHECK_FALSE(first.touched[0].simple);
  const auto no = first.touched[0].record_no;
  CHECK(hq->state(no).pending == 2);
  CHECK(hq->verify().empty());
  const auto gaps = hq->gaps();
  REQUIRE(gaps.size() == 1);
  CHECK(gaps[0].desk == test::desk("second"));
  CHECK(gaps[0].parents == std::vector{made.id});

  const auto second = hq.receive({made});
  REQUIRE(second.touched.size() == 1);
  CHECK(second.touched[0].record_no == no);
  CHECK_FALSE(second.touched[0].simple);
  CHECK_FALSE(second.touched[0].created);
  CHECK(hq->state(no).pending == 0);
  CHECK(hq->state(no).cells.at("n") == Cell::of("3"));
  CHECK(hq->gaps().empty());
  CHECK(hq->verify().empty());
}

TEST_CASE("changes made apart meet, and the next change has seen both") {
  TempLedger first("first");
  TempLedger second("second");
  first.write(record("a"), {{"n", Cell::of("1")}});
  second.receive_all(*first);
  first.write(record("a"), {{"n", Cell::of("2")}});
  second.write(record("a"), {{"n", Cell::of("two")}});
  first.receive_all(*second);
  second.receive_all(*first);
  CHECK(first->digest({}) == second->digest({}));
  const auto no = *first->record_no(record("a"));
  CHECK(first->state(no).conflicts.size() == 1);
  CHECK(first->state(no).heads.size() == 2);
  first.write(record("a"), {{"n", Cell::of("3")}}, Change::resolve);
  second.receive_all(*first);
  CHECK(second->state(*second->record_no(record("a"))).conflicts.empty());
  CHECK(first->digest({}) == second->digest({}));
  CHECK(first->digest(Owner("KH-PNH")) == second->digest(Owner("KH-PNH")));
  CHECK(first->digest(Owner("KH-PNH")) != first->digest(shared_owner));
  CHECK(first->verify().empty());
}

TEST_CASE("a record begun at two desks is one record") {
  TempLedger first("first");
  TempLedger second("second");
  first.write(record("return"), {{"n", Cell::of("1")}, {"m", Cell::of("1")}});
  second.write(record("return"), {{"n", Cell::of("2")}, {"m", Cell::of("1")}});
  first.receive_all(*second);
  const auto state = first->state(*first->record_no(record("return")));
  CHECK(state.heads.size() == 2);
  REQUIRE(state.conflicts.size() == 1);
  CHECK(state.conflicts[0].path == "n");
  CHECK(first->verify().empty());
}

TEST_CASE("what is no chain is refused") {
  TempLedger hq("hq", "HQ");
  const Revision a = revision().sets("n", "1");
  const Revision b = revision().sets("n", "2");
  CHECK_THROWS_AS(hq.receive({a, b}), StoreFault);
  CHECK(hq.receive({}).taken == Taken::nothing);
}

TEST_CASE("the past shows what had come by then") {
  TempLedger mission("mission");
  TempLedger hq("hq", "HQ");
  const auto chain = chain_of(with_history(mission));
  hq.receive(part(chain, 0, 4), *parse_instant("2025-10-20T00:00:00Z"));
  hq.receive(part(chain, 4, 10), *parse_instant("2025-10-25T00:00:00Z"));
  auto past = Ledger::as_of(*hq, *parse_instant("2025-10-22T00:00:00Z")).value();
  CHECK(past.state(*past.record_no(record("a"))).cells.at("n") == Cell::of("4"));
  CHECK(past.identity().mission == MissionCode(std::string("HQ")));
  auto now = Ledger::as_of(*hq, *parse_instant("2025-10-26T00:00:00Z")).value();
  CHECK(now.digest({}) == hq->digest({}));
  CHECK(Ledger::as_of(*hq, *parse_instant("2025-10-01T00:00:00Z")).value().chains().empty());
  const auto no = *hq->record_no(record("a"));
  CHECK(hq->arrived(no, chain[2].id) == *parse_instant("2025-10-20T00:00:00Z"));
  CHECK(hq->arrived(no, chain[9].id) == *parse_instant("2025-10-25T00:00:00Z"));
  CHECK_FALSE(hq->arrived(no, RevisionId()));
}
