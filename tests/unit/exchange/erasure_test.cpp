// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "desks.hpp"
#include "exchange/erased_packages.hpp"
#include "ledger/erasure.hpp"

using namespace scamdesk;
using test::cells;
using test::StoreDesk;

namespace {

constexpr std::string_view secret = "QX70919283ZW";

std::string why(const PackageResult& result) { return result.error ? word(result.error->problem, Lang::en) : std::string(); }

/// Headquarters and one mission that know each other, and a case with a passport at both.
struct Pair {
  StoreDesk headquarters{"HQ"};
  StoreDesk mission{"KH-PNH"};
  std::int64_t no = 0;
  std::string first;  ///< the package that brought it
  Pair() {
    headquarters.enrol(mission);
    mission.pin(headquarters);
    no = mission.add("case", cells({{"file_no", "1"}, {"passport", std::string(secret)}}));
    first = mission.pack("HQ");
    headquarters.merge(first);
  }
  ledger::RecordKey key() { return *mission.ledger().record(no); }
  void erase() {
    const auto here = *headquarters.ledger().record_no(key());
    const auto taken = [](std::string_view path) { return path == "passport"; };
    const auto written = headquarters.writing([&] {
      return headquarters.registers().erase(here, taken, cells({{"#reason", "retention"}}), headquarters.author());
    });
    REQUIRE(written);
    CHECK(written->changed);
  }
};

bool in_store(StoreDesk& desk, std::string_view value) {
  bool found = false;
  desk.ledger().each_revision([&](const ledger::Revision& revision) {
    for (const auto& [path, cell] : revision.cells) { found = found || cell.text.find(value) != std::string::npos; }
  });
  desk.ledger().scrub();
  return found || desk.store_bytes().find(value) != std::string::npos;
}

}  // namespace

TEST_CASE("an erasure reaches the mission with headquarters' package, and the value is gone at both") {
  Pair desks;
  desks.erase();
  const auto result = desks.mission.merge(desks.headquarters.pack("KH-PNH"));
  CHECK(result.outcome == Outcome::merged);
  for (auto* desk : {&desks.headquarters, &desks.mission}) {
    CHECK_FALSE(in_store(*desk, secret));
    CHECK(desk->ledger().verify().empty());
    CHECK(desk->registers().verify().empty());
    desk->writing([&] { desk->registers().rebuild(); return true; });
    CHECK(desk->registers().verify().empty());
    const auto state = desk->ledger().state(*desk->ledger().record_no(desks.key()));
    CHECK(state.cells.at("passport").state == CellState::erased);
    CHECK(state.cells.at("file_no") == Cell::of("1"));
  }
  const Owner owner("KH-PNH");
  CHECK(desks.headquarters.ledger().digest(owner) == desks.mission.ledger().digest(owner));
}

TEST_CASE("an old package that still has the value brings none of it back, whichever comes first") {
  Pair desks;
  desks.erase();
  StoreDesk second{"HQ", "second"};
  second.pin(desks.headquarters);
  second.enrol(desks.mission);
  SUBCASE("the value before the erasure") {
    CHECK(second.merge(desks.first).outcome == Outcome::merged);
    CHECK(second.merge(desks.headquarters.pack("HQ")).outcome == Outcome::merged);
  }
  SUBCASE("the value after the erasure, which came with a header alone") {
    CHECK(second.merge(desks.headquarters.pack("HQ")).outcome == Outcome::merged);
    CHECK(second.merge(desks.first).revisions == 0);
  }
  SUBCASE("a desk that has not heard yet writes on and packs it again") {
    second.merge(desks.headquarters.pack("HQ"));
    desks.mission.set(desks.no, cells({{"status", "Closed"}}));
    CHECK(second.merge(desks.mission.pack("HQ")).outcome == Outcome::merged);
  }
  CHECK_FALSE(in_store(second, secret));
  CHECK(second.ledger().verify().empty());
  CHECK(second.registers().verify().empty());
}

TEST_CASE("a desk passes an erased value on as a header and a mark") {
  Pair desks;
  desks.erase();
  const auto package = base::read_file(desks.headquarters.kit("KH-PNH")).value();
  const auto parsed = exchange::parse(package);
  REQUIRE(parsed);
  const auto unpacked = parsed->unpack();
  REQUIRE(unpacked);
  CHECK(unpacked->find("file_no") != std::string::npos);  // what was unpacked can be read
  CHECK(unpacked->find(secret) == std::string::npos);
  StoreDesk fresh{"KH-PNH", "fresh"};
  fresh.pin(desks.headquarters);
  CHECK(fresh.merge(desks.headquarters.kit("KH-PNH")).outcome == Outcome::merged);
  const Owner owner("KH-PNH");
  CHECK(fresh.ledger().digest(owner) == desks.headquarters.ledger().digest(owner));
}

TEST_CASE("only headquarters erases: a mission is refused, and so is a package of its making") {
  Pair desks;
  const auto taken = [](std::string_view path) { return path == "passport"; };
  const auto refused = desks.mission.writing([&] { return desks.mission.registers().erase(desks.no, taken, {}, desks.mission.author()); });
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::not_permitted);
  desks.mission.append({desks.key(), ledger::Change::erase, ledger::erasing(desks.mission.ledger().history(desks.no), taken).back(), "officer"});
  const auto result = desks.headquarters.merge(desks.mission.pack("HQ"));
  CHECK(result.outcome == Outcome::refused);
  REQUIRE(result.error);
  CHECK(result.error->code == Errc::not_permitted);
  CHECK(in_store(desks.headquarters, secret));
}

TEST_CASE("values that are left out without an erasure are waited for, not taken for erased") {
  Pair desks;
  desks.mission.set(desks.no, cells({{"status", "Closed"}}));
  auto& ledger = desks.mission.ledger();
  auto chain = ledger.chains().front();
  for (const auto& each : ledger.chains()) {
    if (each.desk == desks.mission.key() && each.owner == Owner("KH-PNH")) { chain = each; }
  }
  auto revisions = ledger.read_chain(chain, 1);
  ledger::destroy(revisions.back());
  ledger::RunWriter run;
  for (const auto& revision : revisions) { run.add(revision); }
  exchange::Header header{desks.mission.card(), "HQ", desks.mission.now(), {}, {}, {}};
  header.segments.push_back({1, {}, ledger.checkpoint(chain)});
  const auto part = exchange::make_part(base::Writer().text(run.bytes()).bytes());
  const auto sign = [&](std::string_view bytes) { return ledger.sign(bytes); };
  const auto file = desks.mission.file("lacking.sdpk");
  REQUIRE(base::write_file(file, exchange::assemble(header, {&part}, {}, sign)));
  const auto result = desks.headquarters.merge(file);
  CHECK(result.outcome == Outcome::held);
  CHECK(why(result).find("no erasure that is here says why") != std::string::npos);
}

TEST_CASE("a package that waits is not kept once something that it may carry is erased") {
  Pair desks;
  StoreDesk other{"KH-PNH", "other"};  // of the same mission, not enrolled yet
  other.pin(desks.headquarters);
  other.merge(desks.headquarters.kit("KH-PNH"));
  other.add("case", cells({{"file_no", "2"}}));
  const auto package = other.kit("HQ");  // all that it holds
  CHECK(desks.headquarters.merge(package).outcome == Outcome::held);
  REQUIRE(desks.headquarters.ledger().held().size() == 1);
  desks.erase();
  const auto dropped = desks.headquarters.writing([&] { return exchange::drop_erased(desks.headquarters.ledger()); });
  REQUIRE(dropped.size() == 1);
  CHECK(dropped.front().sender == MissionCode("KH-PNH"));
  CHECK(desks.headquarters.ledger().held().empty());
  SUBCASE("and it is not kept when it comes again") {
    const auto again = desks.headquarters.merge(package);
    CHECK(again.outcome == Outcome::refused);
    CHECK(why(again).find("erased by law") != std::string::npos);
    CHECK(desks.headquarters.ledger().held().empty());
    CHECK(desks.headquarters.ledger().needs_scrub());
  }
}

TEST_CASE("a disk that fails once the packages are in, when one that waits is to be dropped, hides none of the outcomes") {
  Pair desks;
  StoreDesk other{"KH-PNH", "other"};  // not enrolled yet
  other.pin(desks.headquarters);
  other.merge(desks.headquarters.kit("KH-PNH"));
  desks.headquarters.merge(other.kit("HQ"));
  REQUIRE(desks.headquarters.ledger().held().size() == 1);
  desks.erase();
  desks.mission.set(desks.no, cells({{"status", "Closed"}}));
  const auto package = desks.mission.pack("HQ");
  auto& headquarters = desks.headquarters;
  headquarters.ledger().database().exec("CREATE TEMP TRIGGER fails BEFORE DELETE ON held BEGIN SELECT RAISE(FAIL, 'disk I/O error'); END");
  std::optional<ledger::StoreFault> fault;
  const auto merge = [&] {
    headquarters.set_now(headquarters.now() + std::chrono::minutes(10));
    return exchange::Merger(headquarters.ledger(), headquarters.registers(), headquarters.now()).merge({package}, nullptr, &fault);
  };
  const auto report = merge();
  CHECK(fault);
  REQUIRE(report.packages.size() == 1);
  CHECK(report.packages.front().outcome == Outcome::merged);
  CHECK(report.left == 0);
  CHECK(headquarters.ledger().held().size() == 1);  // as before, until the disk is well
  headquarters.ledger().database().exec("DROP TRIGGER fails");
  fault.reset();
  const auto again = merge();
  CHECK_FALSE(fault);
  REQUIRE(again.packages.size() == 2);
  CHECK(again.packages.front().outcome == Outcome::known);
  CHECK(again.packages.back().outcome == Outcome::refused);
  CHECK(headquarters.ledger().held().empty());
}
