// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <deque>
#include <doctest/doctest.h>
#include <random>
#include <span>

#include "desks.hpp"
#include "exchange/sealing.hpp"
#include "support/seed.hpp"

using namespace scamdesk;
using test::cells;
using test::StoreDesk;

/// The laws of merging: whatever the order, the repetition and the grouping of packages, the same desk. A failure
/// prints the seed that makes it again.
namespace {

using Rng = std::mt19937;

std::size_t below(Rng& rng, std::size_t limit) { return std::uniform_int_distribution<std::size_t>(0, limit - 1)(rng); }

/// A retired record may not be changed as it stands, nor may one in conflict.
bool may_change(StoreDesk& desk, std::int64_t no) {
  const auto state = desk.registers().read(no)->state;
  return !state.retired && state.conflicts.empty();
}

/// An advertisement: a new one, or what is said of a known one changed.
void advertise(StoreDesk& desk, const std::string& site, const std::string& platform) {
  const auto url = "https://example.com/" + site;
  const auto known = desk.registers().find_keyed(*desk.registers().find("ad"), shared_owner, std::vector{url});
  if (known && !may_change(desk, *known)) { return; }
  desk.add("ad", cells({{"url", url}, {"platform", platform}}));
}

/// A round of work at one desk: records added, changed, retired, shared ones among them.
void work(StoreDesk& desk, Rng& rng) {
  const auto word = [&] { return std::to_string(below(rng, 4)); };
  for (std::size_t i = 0, count = 1 + below(rng, 4); i < count; ++i) {
    const auto form = desk.registers().find(below(rng, 3) == 0 ? "ad" : "case");
    if (form->shared) {
      advertise(desk, word(), word());
      continue;
    }
    const auto records = desk.ledger().records(form->name, {});
    if (records.empty() || below(rng, 2) == 0) {
      desk.add("case", cells({{"file_no", word()}, {"note", word()}}));
      continue;
    }
    const auto no = records[below(rng, records.size())];
    if (!may_change(desk, no)) { continue; }
    desk.writing([&] {
      if (below(rng, 6) == 0) {
        return desk.registers().mark(no, ledger::Change::retire, cells({{"#reason", "twice"}}), desk.author());
      }
      return desk.registers().change(no, cells({{"note", word()}}), desk.author());
    });
  }
}

/// Packages of three missions' desks, two of them of one mission, that saw each other's work now and then.
struct World {
  StoreDesk headquarters{"HQ"}, first{"KH-PNH", "a"}, second{"KH-PNH", "b"}, other{"LA-VTE"};
  std::vector<std::string> packages;

  /// `readers` are further desks of headquarters, which the packages are sealed to as well.
  explicit World(Rng& rng, std::span<StoreDesk* const> readers = {}) {
    for (auto* reader : readers) { headquarters.enrol(*reader); }
    for (auto* desk : {&first, &second, &other}) {
      headquarters.enrol(*desk);
      desk->pin(headquarters);
      desk->merge(headquarters.kit(desk->ledger().identity().mission.value()));
    }
    for (int round = 0; round < 4; ++round) {
      for (auto* desk : {&first, &second, &other}) {
        if (below(rng, 3) == 0) { continue; }
        desk->merge(headquarters.pack(desk->ledger().identity().mission.value()));
        work(*desk, rng);
        packages.push_back(desk->pack("HQ"));
        if (below(rng, 3) != 0) { headquarters.merge(packages.back()); }
      }
    }
    headquarters.merge(packages);
  }
};

}  // namespace

TEST_CASE("packages merged in any order, any grouping, some twice, some before their desk is enrolled, give one desk") {
  const auto seed = test::seed();
  CAPTURE(seed);
  Rng rng(seed);
  std::deque<StoreDesk> desks;
  std::vector<StoreDesk*> readers;
  for (int turn = 0; turn < 12; ++turn) { readers.push_back(&desks.emplace_back("HQ", "turn" + std::to_string(turn))); }
  World world(rng, readers);
  const auto kit = world.headquarters.pack("HQ");
  std::optional<Hash> digest;
  for (auto& desk : desks) {
    auto order = world.packages;
    for (std::size_t i = 0; i < world.packages.size() / 3; ++i) { order.push_back(world.packages[below(rng, world.packages.size())]); }
    std::ranges::shuffle(order, rng);
    // The new desk trusts the first of headquarters, whose own package brings the enrolments at some point.
    const auto known = below(rng, order.size() + 1);
    std::vector<std::string> group;
    for (std::size_t i = 0; i < order.size(); ++i) {
      if (i == known) { desk.enrol(world.headquarters); }
      group.push_back(order[i]);
      if (i == known) { group.push_back(kit); }
      if (below(rng, 3) == 0) {
        desk.merge(group);
        group.clear();
      }
    }
    if (known == order.size()) { desk.enrol(world.headquarters); }
    group.push_back(kit);
    desk.merge(group);
    CHECK(desk.ledger().held().empty());
    CHECK(desk.ledger().gaps().empty());
    CHECK(desk.registers().verify().empty());
    const Owner pnh("KH-PNH");
    if (!digest) { digest = desk.ledger().digest(pnh); }
    CHECK(desk.ledger().digest(pnh) == *digest);
    CHECK(desk.ledger().digest(pnh) == world.headquarters.ledger().digest(pnh));
    CHECK(desk.ledger().digest(Owner("LA-VTE")) == world.headquarters.ledger().digest(Owner("LA-VTE")));
    const auto before = desk.store_bytes();
    CHECK(desk.merge(world.packages).clean());
    CHECK(desk.store_bytes() == before);
  }
}

TEST_CASE("no package for a mission holds a record of another") {
  const auto seed = test::seed();
  CAPTURE(seed);
  Rng rng(seed);
  World world(rng);
  for (const std::string mission : {"KH-PNH", "LA-VTE", "TH-BKK"}) {
    for (const auto& file : {world.headquarters.pack(mission), world.headquarters.kit(mission)}) {
      const auto bytes = base::read_file(file).value();
      auto package = exchange::parse(bytes);
      REQUIRE(package);
      REQUIRE(exchange::open_for(world.headquarters.ledger(), *package) == exchange::Opening::open);
      for (const auto& held : package->header.holdings) { CHECK(exchange::may_have(MissionCode(mission), held.owner)); }
      const auto runs = exchange::Runs::open(*package);
      REQUIRE(runs);
      for (const auto& run : runs->all()) {
        REQUIRE(exchange::skim(run, [&](const ledger::Revision& revision, const ledger::RunReader&) -> Status {
          const auto& owner = revision.record.owner;
          CHECK((owner == shared_owner || owner.value() == mission));
          return {};
        }));
      }
    }
  }
}

TEST_CASE("a desk begun with a kit holds what headquarters holds for it") {
  const auto seed = test::seed();
  CAPTURE(seed);
  Rng rng(seed);
  World world(rng);
  StoreDesk fresh("KH-PNH", "fresh");
  fresh.pin(world.headquarters);
  CHECK(fresh.merge(world.headquarters.kit("KH-PNH")).outcome == Outcome::merged);
  CHECK(fresh.ledger().digest(Owner("KH-PNH")) == world.headquarters.ledger().digest(Owner("KH-PNH")));
  CHECK(fresh.ledger().digest(shared_owner) == world.headquarters.ledger().digest(shared_owner));
}
