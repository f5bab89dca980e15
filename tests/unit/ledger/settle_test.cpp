// SPDX-License-Identifier: Apache-2.0
#include "ledger/settle.hpp"

#include <doctest/doctest.h>

#include "support/revision_builder.hpp"

using namespace scamdesk;
using namespace scamdesk::ledger;
using scamdesk::test::revision;

namespace {
RecordState settled(std::vector<Revision> revisions) { return settle(revisions); }
}  // namespace

TEST_CASE("nothing settles to nothing") { CHECK(settled({}) == RecordState{}); }

TEST_CASE("a field changed at one desk only takes that change") {
  const Revision made = revision().sets("status", "Active").sets("area", "Bavet");
  const Revision closed = revision().after(made).sets("status", "Closed");
  const auto state = settled({closed, made});  // arrived out of order
  CHECK(state.cells.at("status") == Cell::of("Closed"));
  CHECK(state.cells.at("area") == Cell::of("Bavet"));
  CHECK(state.conflicts.empty());
  CHECK(state.heads == std::vector{closed.id});
  CHECK(state.last_change == closed.time);
  CHECK(settled({closed, made, closed, made}) == state);
}

TEST_CASE("different fields changed apart meet without a conflict") {
  const Revision made = revision().sets("status", "Active");
  const Revision here = revision().after(made).sets("area", "Bavet");
  const Revision there = revision().after(made).by("HQ").sets("country", "KH");
  const auto state = settled({there, here, made});
  CHECK(state.cells.size() == 3);
  CHECK(state.conflicts.empty());
  CHECK(state.heads.size() == 2);
}

TEST_CASE("one field changed apart is a conflict, and the latest value is current") {
  const Revision made = revision().sets("status", "Active");
  const Revision early = revision().after(made).sets("status", "Closed");
  const Revision late = revision().after(made).by("HQ").at("2025-10-16T00:00:00Z").sets("status", "Suspended");
  const auto state = settled({early, late, made});
  REQUIRE(state.conflicts.size() == 1);
  CHECK(state.conflicts[0].path == "status");
  REQUIRE(state.conflicts[0].candidates.size() == 2);
  CHECK(state.conflicts[0].candidates[0].revision == late.id);
  CHECK(state.conflicts[0].candidates[1].cell == Cell::of("Closed"));
  CHECK(state.cells.at("status") == Cell::of("Suspended"));

  SUBCASE("a revision that has seen both settles it") {
    const Revision resolved = revision().after(early, late).is(Change::resolve).sets("status", "Closed");
    const auto after = settled({resolved, late, made, early});
    CHECK(after.conflicts.empty());
    CHECK(after.cells.at("status") == Cell::of("Closed"));
  }
  SUBCASE("one that has seen only one of them does not") {
    const Revision again = revision().after(early).sets("status", "Active");
    CHECK(settled({again, late, made, early}).conflicts.size() == 1);
  }
  SUBCASE("a revision that has seen both and sets another field leaves it open") {
    const Revision other = revision().after(early, late).sets("area", "Bavet");
    CHECK(settled({other, late, made, early}).conflicts.size() == 1);
  }
}

TEST_CASE("the same value set apart agrees") {
  const Revision made = revision().sets("status", "Active");
  const Revision here = revision().after(made).sets("status", "Closed");
  const Revision there = revision().after(made).by("HQ").sets("status", "Closed");
  CHECK(settled({made, here, there}).conflicts.empty());
}

TEST_CASE("a field cleared on purpose is left out, and clearing against a value is a conflict") {
  const Revision made = revision().sets("status", "Active");
  const Revision cleared = revision().after(made).clears("status");
  CHECK(settled({made, cleared}).cells.empty());
  const Revision there = revision().after(made).by("HQ").sets("status", "Closed");
  CHECK(settled({made, cleared, there}).conflicts.size() == 1);
}

TEST_CASE("a revision counts once all its ancestors are held") {
  const Revision made = revision().sets("status", "Active");
  const Revision closed = revision().after(made).sets("status", "Closed");
  const Revision reopened = revision().after(closed).sets("status", "Active");
  const auto state = settled({reopened, made});
  CHECK(state.cells.at("status") == Cell::of("Active"));
  CHECK(state.counted == 1);
  CHECK(state.pending == 1);
  CHECK(state.missing == std::vector{closed.id});
  CHECK(state.heads == std::vector{made.id});
  CHECK(settled({reopened, made, closed}).pending == 0);
}

TEST_CASE("more fields than fit one word settle each by itself") {
  auto first = revision();
  for (int i = 0; i < 200; ++i) { first.sets("field" + std::to_string(i), "0"); }
  const Revision made = first;
  auto left = revision().after(made);
  auto right = revision().after(made).by("HQ");
  for (int i = 0; i < 200; i += 2) { left.sets("field" + std::to_string(i), "1"); }
  for (int i = 0; i < 200; i += 3) { right.sets("field" + std::to_string(i), "2"); }
  const auto state = settled({left, right, made});
  CHECK(state.cells.size() == 200);
  CHECK(state.conflicts.size() == 34);  // multiples of six below 200
}

TEST_CASE("a retirement that has seen every change holds") {
  const Revision made = revision().sets("status", "Active");
  const Revision retired = revision().after(made).is(Change::retire).sets("#reason", "entered twice");
  const auto state = settled({retired, made});
  CHECK(state.retired);
  CHECK(state.conflicts.empty());
  CHECK(state.cells.size() == 1);  // the reason is no cell

  SUBCASE("until it is reinstated") {
    const Revision back = revision().after(retired).is(Change::reinstate);
    CHECK_FALSE(settled({back, retired, made}).retired);
    const Revision again = revision().after(back).is(Change::retire);
    CHECK(settled({again, back, retired, made}).retired);
  }
  SUBCASE("and a change beside it keeps the record live, in conflict") {
    const Revision changed = revision().after(made).by("HQ").sets("status", "Closed");
    const auto apart = settled({changed, retired, made});
    CHECK_FALSE(apart.retired);
    REQUIRE(apart.conflicts.size() == 1);
    CHECK(apart.conflicts[0].path == "#retired");
    CHECK(apart.conflicts[0].candidates.size() == 2);
    const Revision decided = revision().after(changed, retired).is(Change::retire);
    CHECK(settled({decided, changed, retired, made}).retired);
    CHECK(settled({decided, changed, retired, made}).conflicts.empty());
    const Revision kept = revision().after(changed, retired).is(Change::reinstate);
    CHECK(settled({kept, changed, retired, made}).conflicts.empty());
  }
  SUBCASE("two retirements apart agree") {
    const Revision other = revision().after(made).by("HQ").is(Change::retire);
    CHECK(settled({other, retired, made}).retired);
  }
  SUBCASE("a reinstatement beside another retirement is a conflict") {
    const Revision back = revision().after(retired).is(Change::reinstate);
    const Revision other = revision().after(made).by("HQ").is(Change::retire);
    const auto apart = settled({back, other, retired, made});
    CHECK_FALSE(apart.retired);
    CHECK(apart.conflicts.size() == 1);
  }
}

TEST_CASE("finalise files exactly its ancestors") {
  const Revision made = revision().sets("persons", "330");
  const Revision filed = revision().after(made).is(Change::finalise).sets("#findings", "[]");
  const Revision late = revision().after(made).by("HQ").sets("persons", "331");
  const auto state = settled({filed, made, late});
  REQUIRE(state.filed);
  CHECK(state.filed->cells.at("persons") == Cell::of("330"));
  CHECK(state.filed->cells.size() == 1);
  CHECK(state.filed->version == 1);
  CHECK_FALSE(state.filed->nil);
  CHECK(state.cells.at("persons") == Cell::of("331"));
  CHECK(state.changed_since_filed);
  CHECK_FALSE(settled({filed, made}).changed_since_filed);
}

TEST_CASE("reopening starts the next version while the filed one stands") {
  const Revision made = revision().sets("persons", "330");
  const Revision filed = revision().after(made).is(Change::finalise).sets("#nil", "true");
  const Revision accepted = revision().after(filed).is(Change::accept);
  const Revision reopened = revision().after(accepted).is(Change::reopen).sets("#reason", "wrong");
  const Revision changed = revision().after(reopened).sets("persons", "12");
  const auto state = settled({changed, reopened, accepted, filed, made});
  REQUIRE(state.filed);
  CHECK(state.filed->nil);
  CHECK(state.filed->accepted);
  CHECK(state.filed->cells.at("persons") == Cell::of("330"));
  CHECK(state.reopened);
  CHECK(state.changed_since_filed);

  const Revision again = revision().after(changed).is(Change::finalise);
  const auto next = settled({again, changed, reopened, accepted, filed, made});
  CHECK(next.filed->version == 2);
  CHECK(next.filed->cells.at("persons") == Cell::of("12"));
  CHECK_FALSE(next.filed->accepted);
  CHECK_FALSE(next.filed->nil);
  CHECK_FALSE(next.reopened);
  CHECK_FALSE(next.changed_since_filed);
}

TEST_CASE("two filings that did not see each other are a conflict, and the latest is current") {
  const Revision made = revision().sets("persons", "330");
  const Revision here = revision().after(made).is(Change::finalise);
  const Revision there = revision().after(made).by("other").at("2025-10-16T00:00:00Z").is(Change::finalise);
  const auto state = settled({here, there, made});
  REQUIRE(state.filed);
  CHECK(state.filed->revision == there.id);
  REQUIRE(state.conflicts.size() == 1);
  CHECK(state.conflicts[0].path == "#filed");
  const Revision again = revision().after(here, there).is(Change::finalise);
  const auto after = settled({again, here, there, made});
  CHECK(after.conflicts.empty());
  CHECK(after.filed->version == 2);
}

TEST_CASE("thousands of revisions that fork and join settle in reasonable time") {
  std::vector<Revision> all{revision().sets("n", "0")};
  for (int i = 1; i <= 1500; ++i) {
    const Revision base = all.back();
    const Revision left = revision().after(base).sets("n", std::to_string(i));
    const Revision right = revision().after(base).by("HQ").sets("m", std::to_string(i));
    all.insert(all.end(), {left, right, revision().after(left, right).sets("k", std::to_string(i))});
  }
  const auto state = settle(all);
  CHECK(state.conflicts.empty());
  CHECK(state.counted == all.size());
  CHECK(state.cells.at("n") == Cell::of("1500"));
}

TEST_CASE("a filing tells its findings and leaves out what was not relevant") {
  const Revision made = revision().sets("persons", "330").sets("why", "typed before").sets("sites/r1/place", "Bavet");
  const Revision filed =
      revision().after(made).is(Change::finalise).sets("#findings", "[1]").sets("#left_out", "sites/r1/place why");
  const auto state = settled({filed, made});
  CHECK(state.filed->findings == "[1]");
  CHECK(state.filed->cells == Cells{{"persons", Cell::of("330")}});
  CHECK(state.cells.size() == 3);
}

TEST_CASE("a resolution says which of two filings stands, with the time it was filed at") {
  const Revision made = revision().sets("persons", "330");
  const Revision changed = revision().after(made).sets("persons", "12");
  const Revision here = revision().after(changed).is(Change::finalise);
  const Revision there = revision().after(made).by("other").at("2025-10-16T00:00:00Z").is(Change::finalise);
  const Revision chosen = revision().after(here, there).by("HQ").is(Change::resolve)
                              .sets("#filed", to_string(here.id.value())).sets("persons", "12");
  const auto state = settled({chosen, here, there, changed, made});
  REQUIRE(state.filed);
  CHECK(state.filed->revision == here.id);
  CHECK(state.filed->time == here.time);
  CHECK(state.filed->cells.at("persons") == Cell::of("12"));
  CHECK(state.conflicts.empty());
  CHECK_FALSE(state.changed_since_filed);

  SUBCASE("a filing that has not seen it makes a new conflict") {
    const Revision apart = revision().after(there).by("third").is(Change::finalise);
    CHECK(settled({apart, chosen, here, there, changed, made}).conflicts.size() == 1);
  }
  SUBCASE("two that chose the same agree, two that did not are in conflict") {
    const Revision same = revision().after(here, there).by("third").is(Change::resolve).sets("#filed", to_string(here.id.value()));
    CHECK(settled({same, chosen, here, there, changed, made}).conflicts.empty());
    const Revision other = revision().after(here, there).by("third").is(Change::resolve).sets("#filed", to_string(there.id.value()));
    CHECK(settled({other, chosen, here, there, changed, made}).conflicts.front().path == "#filed");
  }
  SUBCASE("one that names what it has not seen says nothing") {
    const Revision blind = revision().after(there).by("third").is(Change::resolve).sets("#filed", to_string(here.id.value()));
    CHECK(settled({blind, here, there, changed, made}).conflicts.size() == 1);
  }
  SUBCASE("an answer that changes after it is changed since filed") {
    const Revision later = revision().after(chosen).sets("persons", "13");
    CHECK(settled({later, chosen, here, there, changed, made}).changed_since_filed);
  }
}

TEST_CASE("two desks that settle one conflict differently make another, and lose neither") {
  const Revision made = revision().sets("persons", "330");
  const Revision here = revision().after(made).sets("persons", "12");
  const Revision there = revision().after(made).by("other").sets("persons", "13");
  const Revision kept = revision().after(here, there).is(Change::resolve).sets("persons", "12");
  const Revision added = revision().after(here, there).by("HQ").is(Change::resolve).sets("persons", "25");
  const auto state = settled({added, there, kept, made, here});
  REQUIRE(state.conflicts.size() == 1);
  CHECK(state.conflicts.front().path == "persons");
  REQUIRE(state.conflicts.front().candidates.size() == 2);
  const std::set<RevisionId> stand{state.conflicts.front().candidates[0].revision, state.conflicts.front().candidates[1].revision};
  CHECK(stand == std::set<RevisionId>{kept.id, added.id});

  const Revision same = revision().after(here, there).by("third").is(Change::resolve).sets("persons", "12");
  CHECK(settled({same, kept, there, here, made}).conflicts.empty());
  const Revision last = revision().after(kept, added).is(Change::resolve).sets("persons", "25");
  const auto ended = settled({last, added, kept, there, here, made});
  CHECK(ended.conflicts.empty());
  CHECK(ended.cells.at("persons") == Cell::of("25"));
}

TEST_CASE("every filing is kept as it was filed, and an acceptance names one of them") {
  const Revision made = revision().sets("persons", "330");
  const Revision filed = revision().after(made).is(Change::finalise);
  const Revision reopened = revision().after(filed).is(Change::reopen);
  const Revision changed = revision().after(reopened).sets("persons", "12");
  const Revision again = revision().after(changed).is(Change::finalise);
  const Revision accepted = revision().after(again).by("HQ").is(Change::accept).sets("#filed", to_string(again.id.value()));
  const std::vector<Revision> history{accepted, again, changed, reopened, filed, made};
  const auto all = filings(history);
  REQUIRE(all.size() == 2);
  CHECK(all[0].cells.at("persons") == Cell::of("330"));
  CHECK_FALSE(all[0].accepted);
  CHECK(all[1].version == 2);
  CHECK(all[1].cells.at("persons") == Cell::of("12"));
  CHECK(all[1].accepted);
}
