// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <doctest/doctest.h>

#include "desks.hpp"

using namespace scamdesk;
using test::cells;
using test::StoreDesk;

/// Desks that were put back from old copies: what they wrote on both lines is kept, named, and put together.
namespace {

Hash digest(StoreDesk& desk) { return desk.ledger().digest(Owner("KH-PNH")); }

/// A mission's desk whose old copy was written on while headquarters had more of it already.
struct Story {
  StoreDesk headquarters{"HQ"};
  StoreDesk first{"KH-PNH"};
  std::unique_ptr<StoreDesk> copy;
  std::int64_t record = 0;
  std::vector<std::string> packages;  // for headquarters
  StoreDesk::Copy beginning;          // headquarters before any of them

  Story() {
    headquarters.enrol(first);
    beginning.bytes = headquarters.store_bytes();
    first.pin(headquarters);
    record = first.add("case", cells({{"file_no", "1"}, {"note", "both"}}));
    packages.push_back(first.pack("HQ"));
    const StoreDesk::Copy kept{first.store_bytes()};
    first.set(record, cells({{"note", "on the first line"}}));
    first.add("case", cells({{"file_no", "2"}}));
    first.add("site", cells({{"name", "A"}}));
    packages.push_back(first.pack("HQ"));
    copy = std::make_unique<StoreDesk>(kept, "copy", first.now());
    copy->set(record, cells({{"note", "on the second line"}}));
    copy->add("site", cells({{"name", "B"}}));
    packages.push_back(copy->pack("HQ"));
  }
  void merge_at_headquarters() { headquarters.merge(packages); }
  PackageResult send_back() { return copy->merge(headquarters.pack("KH-PNH")); }
  /// The copy mends itself, and headquarters takes the new key in.
  void mend() {
    copy->renew_signing_key();
    packages.push_back(copy->pack("HQ"));
    headquarters.merge(packages.back());
    headquarters.enrol(*copy);
    headquarters.merge(std::vector<std::string>{});
  }
  void exchange() {
    headquarters.merge(copy->pack("HQ"));
    copy->merge(headquarters.pack("KH-PNH"));
  }
};

}  // namespace

TEST_CASE("a desk that went on from an old copy of itself is named, and both lines of its changes are kept") {
  Story story;
  const auto report = story.headquarters.merge(story.packages);
  REQUIRE(report.forks.size() == 1);
  CHECK(report.forks[0].mission == "KH-PNH");
  CHECK_FALSE(report.forks[0].own);
  CHECK(report.conflicts == 1);
  CHECK(exchange::forks(story.headquarters.ledger()).size() == 2);  // its own records and the shared ones
  CHECK(story.headquarters.ledger().records(FormName(std::string("site")), std::nullopt).size() == 2);
  CHECK(story.headquarters.ledger().verify().empty());
}

TEST_CASE("a forked desk learns of it by headquarters' next package, and has the other line back") {
  Story story;
  CHECK_FALSE(exchange::is_forked(story.copy->ledger()));
  story.merge_at_headquarters();
  const auto back = story.send_back();
  CHECK(back.outcome == Outcome::merged);
  CHECK(exchange::is_forked(story.copy->ledger()));
  CHECK(digest(*story.copy) == digest(story.headquarters));
  CHECK(story.copy->ledger().records(FormName(std::string("site")), std::nullopt).size() == 2);
  CHECK(story.copy->ledger().verify().empty());
}

TEST_CASE("a new key mends a fork at every desk that holds it, and nothing is sent again for ever") {
  Story story;
  story.merge_at_headquarters();
  story.send_back();
  story.mend();
  CHECK_FALSE(exchange::is_forked(story.copy->ledger()));
  CHECK(exchange::forked_desks(story.headquarters.ledger()).empty());
  CHECK(exchange::forks(story.headquarters.ledger()).size() == 2);
  story.exchange();
  CHECK(digest(*story.copy) == digest(story.headquarters));
  CHECK(story.headquarters.registers().conflicts().size() == 1);
  story.exchange();
  CHECK(exchange::Packer(story.headquarters.ledger(), story.headquarters.registers(), story.headquarters.now(), story.headquarters.random())
            .pack(MissionCode("KH-PNH"))
            .value()
            .revisions == 0);
}

TEST_CASE("a fork is open again when yet another copy of the desk writes on") {
  Story story;
  story.merge_at_headquarters();
  story.send_back();
  story.mend();
  story.first.add("case", cells({{"file_no", "3"}}));
  CHECK(story.headquarters.merge(story.first.pack("HQ")).outcome == Outcome::merged);
  CHECK(exchange::forked_desks(story.headquarters.ledger()) == std::vector{story.first.key()});
}

TEST_CASE("revoking a forked desk's old key leaves what both lines say") {
  Story story;
  story.merge_at_headquarters();
  story.send_back();
  story.mend();
  const auto before = story.headquarters.ledger().digest(Owner("KH-PNH"));
  auto& hq = story.headquarters;
  const auto good = exchange::good_heads(hq.ledger(), story.first.key(), "").value();
  CHECK(good.size() == 4);
  hq.writing([&] {
    exchange::revoke(hq.ledger(), hq.registers(), {story.first.key(), MissionCode("KH-PNH"), ledger::Role::mission, false}, good, "ended", hq.author());
    return true;
  });
  CHECK(hq.ledger().digest(Owner("KH-PNH")) == before);
  CHECK(hq.ledger().records(FormName(std::string("site")), std::nullopt).size() == 2);
  story.exchange();
  CHECK(digest(*story.copy) == before);
}

TEST_CASE("both lines come to a second desk of the mission, and to one that begins") {
  Story story;
  story.merge_at_headquarters();
  StoreDesk second("KH-PNH", "second");
  second.pin(story.headquarters);
  story.headquarters.enrol(second);
  CHECK(second.merge(story.headquarters.kit("KH-PNH")).outcome == Outcome::merged);
  CHECK(digest(second) == digest(story.headquarters));
  CHECK(exchange::forks(second.ledger()).size() == 2);
  CHECK(exchange::forked_desks(second.ledger()).empty());  // it can do nothing about it
}

TEST_CASE("packages of a fork and of its mending give one digest in every order, and are known afterwards") {
  Story story;
  story.merge_at_headquarters();
  story.send_back();
  story.mend();
  auto order = story.packages;
  std::ranges::sort(order);
  std::optional<Hash> expected;
  do {
    StoreDesk other(story.beginning, "another", story.headquarters.now());
    other.enrol(*story.copy);
    for (const auto& package : order) { other.merge(package); }
    if (!expected) { expected = digest(other); }
    CHECK(digest(other) == *expected);
    CHECK(exchange::forked_desks(other.ledger()).empty());
    const auto before = other.store_bytes();
    for (const auto& package : order) { CHECK(other.merge(package).outcome == Outcome::known); }
    CHECK(other.store_bytes() == before);
  } while (std::ranges::next_permutation(order).found);
}

TEST_CASE("a desk restored under a new key makes no fork, while the old one's packages come, and has everything again") {
  StoreDesk headquarters("HQ");
  StoreDesk old("KH-PNH");
  headquarters.enrol(old);
  old.pin(headquarters);
  old.add("case", cells({{"file_no", "1"}}));
  const auto before = old.pack("HQ");
  StoreDesk restored(StoreDesk::Copy{old.store_bytes()}, "restored", old.now());
  old.add("case", cells({{"file_no", "2"}}));
  old.add("site", cells({{"name", "A"}}));
  const auto late = old.pack("HQ");
  restored.renew_signing_key(exchange::Ended::anywhere);
  restored.add("case", cells({{"file_no", "3"}}));
  headquarters.enrol(restored);
  for (const auto& package : {restored.pack("HQ"), before, late}) { headquarters.merge(package); }
  CHECK(exchange::forks(headquarters.ledger()).empty());
  CHECK(restored.merge(headquarters.pack("KH-PNH")).outcome == Outcome::merged);
  CHECK(exchange::forks(restored.ledger()).empty());
  CHECK(digest(restored) == digest(headquarters));
  CHECK(restored.ledger().records(FormName(std::string("case")), std::nullopt).size() == 3);
}

TEST_CASE("headquarters restored from an old copy has everything again by one package each way") {
  Story story;
  auto& first = story.first;
  story.headquarters.merge(story.packages[0]);
  StoreDesk restored(StoreDesk::Copy{story.headquarters.store_bytes()}, "restored", story.headquarters.now());
  const auto second = story.packages[1];
  story.headquarters.merge(second);
  const auto told_everything = story.headquarters.pack("KH-PNH");
  first.merge(told_everything);
  CHECK(first.ledger().unacknowledged(headquarters_code) == 0);
  restored.set_now(story.headquarters.now() + std::chrono::hours(1));
  const auto asks = restored.pack("KH-PNH");
  first.merge(asks);
  CHECK(first.ledger().unacknowledged(headquarters_code) > 0);
  SUBCASE("") {}
  SUBCASE("though a package of before the loss comes again") { CHECK(first.merge(told_everything).outcome == Outcome::known); }
  restored.merge(first.pack("HQ"));
  CHECK(restored.ledger().digest(Owner("KH-PNH")) == first.ledger().digest(Owner("KH-PNH")));
  CHECK(exchange::forks(restored.ledger()).empty());
}
