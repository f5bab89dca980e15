// SPDX-License-Identifier: Apache-2.0
#include "exchange/merge.hpp"

#include <doctest/doctest.h>

#include "desks.hpp"
#include "exchange/inspect.hpp"
#include "exchange/receipts.hpp"

using namespace scamdesk;
using test::cells;
using test::StoreDesk;

namespace {

std::string why(const PackageResult& result) {
  return result.error ? word(result.error->problem, Lang::en) : std::string();
}

/// Headquarters and one mission that know each other.
struct Pair {
  StoreDesk headquarters{"HQ"};
  StoreDesk mission{"KH-PNH"};
  Pair() {
    headquarters.enrol(mission);
    mission.pin(headquarters);
  }
};

}  // namespace

TEST_CASE("what a mission packs is at headquarters after merging") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}, {"persons", "3"}}));
  const auto result = desks.headquarters.merge(desks.mission.pack("HQ"));
  CHECK(result.outcome == Outcome::merged);
  CHECK(result.mission == "KH-PNH");
  CHECK(result.revisions == 1);
  const Owner owner("KH-PNH");
  CHECK(desks.headquarters.ledger().digest(owner) == desks.mission.ledger().digest(owner));
}

TEST_CASE("a package that is known writes not one byte") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}}));
  const auto first = desks.mission.pack("HQ");
  desks.mission.add("case", cells({{"file_no", "2"}}));
  const auto second = desks.mission.pack("HQ");
  desks.headquarters.merge(std::vector{first, second});
  const auto before = desks.headquarters.store_bytes();
  const auto again = desks.headquarters.merge(std::vector{second, first, second});
  for (const auto& package : again.packages) { CHECK(package.outcome == Outcome::known); }
  CHECK(again.records_changed == 0);
  CHECK(desks.headquarters.store_bytes() == before);
}

TEST_CASE("only what was not acknowledged is packed again") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}}));
  desks.headquarters.merge(desks.mission.pack("HQ"));
  CHECK(desks.mission.merge(desks.headquarters.pack("KH-PNH")).outcome == Outcome::merged);
  desks.mission.add("case", cells({{"file_no", "2"}}));
  const auto packed = desks.mission.pack("HQ");
  const auto info = exchange::inspect(packed, nullptr);
  REQUIRE(info);
  REQUIRE(info->chains.size() == 1);
  CHECK(info->chains.front().from == 2);
  CHECK(info->chains.front().to == 2);
  CHECK(desks.headquarters.merge(packed).revisions == 1);
}

TEST_CASE("without news an acknowledgement is packed alone") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}}));
  desks.headquarters.merge(desks.mission.pack("HQ"));
  desks.mission.merge(desks.headquarters.pack("KH-PNH"));
  const auto packed = exchange::Packer(desks.mission.ledger(), desks.mission.registers(), desks.mission.now(), desks.mission.random())
                          .pack(headquarters_code);
  REQUIRE(packed);
  CHECK(packed->revisions == 0);
  CHECK(exchange::parse(packed->bytes));
}

TEST_CASE("a package of a desk not yet enrolled is held, and comes in when it is") {
  StoreDesk headquarters("HQ");
  StoreDesk mission("KH-PNH");
  mission.add("case", cells({{"file_no", "1"}}));
  const auto package = mission.pack("HQ");
  CHECK(headquarters.merge(package).outcome == Outcome::held);
  const auto held = headquarters.store_bytes();
  CHECK(headquarters.merge(package).outcome == Outcome::held);
  CHECK(headquarters.store_bytes() == held);
  headquarters.enrol(mission);
  const auto report = headquarters.merge(std::vector<std::string>{});
  REQUIRE(report.packages.size() == 1);
  CHECK(report.packages.front().outcome == Outcome::merged);
  CHECK(headquarters.ledger().held().empty());
  CHECK(headquarters.merge(package).outcome == Outcome::known);
}

TEST_CASE("a package that begins beyond what is held waits for the one before it") {
  Pair desks;
  StoreDesk late("HQ", "third");
  desks.headquarters.enrol(late);
  desks.mission.merge(desks.headquarters.kit("KH-PNH"));
  desks.mission.add("case", cells({{"file_no", "1"}}));
  const auto first = desks.mission.pack("HQ");
  // The mission is told that headquarters holds all, as headquarters' other desk would.
  desks.headquarters.merge(first);
  desks.mission.merge(desks.headquarters.pack("KH-PNH"));
  desks.mission.add("case", cells({{"file_no", "2"}}));
  const auto second = desks.mission.pack("HQ");
  late.enrol(desks.mission);
  const auto held = late.merge(second);
  CHECK(held.outcome == Outcome::held);
  CHECK(why(held).find("the changes 1 to 1 of KH-PNH") == 0);
  const auto report = late.merge(std::vector{first});
  CHECK(report.packages.size() == 2);
  CHECK(report.clean());
  CHECK(late.ledger().digest(Owner("KH-PNH")) == desks.mission.ledger().digest(Owner("KH-PNH")));
}

TEST_CASE("headquarters remembers a refused package beside its mission, until a sound one comes") {
  Pair desks;
  StoreDesk real("KH-PNH", "real", false);
  real.add("site", cells({{"name", "A"}}));
  const auto wrong = real.pack("HQ");
  CHECK(desks.headquarters.merge(wrong).outcome == Outcome::refused);
  const auto refused = [&] {
    const auto came = ledger::PackageNotes(desks.headquarters.ledger().database()).came();
    return exchange::refused_of(came, MissionCode("KH-PNH"));
  };
  const auto noted = refused();
  REQUIRE(noted.size() == 1);
  CHECK(noted.front().mission == MissionCode("KH-PNH"));
  CHECK(noted.front().file == "package1.sdpk");
  desks.mission.add("case", cells({{"file_no", "1"}}));
  CHECK(desks.headquarters.merge(desks.mission.pack("HQ")).outcome == Outcome::merged);
  CHECK(refused().empty());
}

TEST_CASE("what does not belong here is refused; it changes no record, and writes nothing when it comes again") {
  Pair desks;
  StoreDesk other("LA-VTE");
  desks.headquarters.enrol(other);
  other.pin(desks.headquarters);
  other.add("case", cells({{"file_no", "9"}}));
  const auto refused_by = [](StoreDesk& desk, const std::string& package, const std::string& words) {
    const auto before = desk.ledger().digest({});
    const auto result = desk.merge(package);
    CHECK(result.outcome == Outcome::refused);
    REQUIRE(result.error);
    CHECK(result.error->code == Errc::not_permitted);
    CHECK_MESSAGE(why(result).find(words) != std::string::npos, why(result));
    CHECK(desk.ledger().digest({}) == before);
    const auto bytes = desk.store_bytes();
    CHECK(desk.merge(package).outcome == Outcome::refused);
    CHECK(desk.store_bytes() == bytes);
  };
  SUBCASE("a package addressed to headquarters, at another mission") {
    refused_by(desks.mission, other.pack("HQ"), "addressed to HQ");
  }
  SUBCASE("a package addressed to another mission") {
    desks.headquarters.merge(other.pack("HQ"));
    refused_by(desks.mission, desks.headquarters.pack("LA-VTE"), "addressed to LA-VTE");
    refused_by(desks.headquarters, desks.headquarters.pack("LA-VTE"), "addressed to LA-VTE");
  }
  SUBCASE("an exercise package in a real desk, and the reverse") {
    StoreDesk real("HQ", "real", false);
    real.enrol(other);
    refused_by(real, other.pack("HQ"), "an exercise package");
    StoreDesk real_mission("LA-VTE", "real", false);
    desks.headquarters.enrol(real_mission);
    real_mission.add("site", cells({{"name", "A"}}));
    refused_by(desks.headquarters, real_mission.pack("HQ"), "a real package");
  }
  SUBCASE("another mission's records") {
    desks.mission.append({{Owner("LA-VTE"), FormName("case"), {}}, ledger::Change::set, cells({{"note", "x"}}), "officer"});
    refused_by(desks.headquarters, desks.mission.pack("HQ"), "may not write register case of LA-VTE");
  }
  SUBCASE("a mission that enrols a desk") {
    desks.mission.append({{shared_owner, FormName("desk"), {}}, ledger::Change::enrol, cells({{"enrolled", "yes"}}), "officer"});
    refused_by(desks.headquarters, desks.mission.pack("HQ"), "may not write register desk");
  }
  SUBCASE("a mission that accepts its own return") {
    desks.mission.append({{Owner("KH-PNH"), FormName("case"), {}}, ledger::Change::accept, {}, "officer"});
    refused_by(desks.headquarters, desks.mission.pack("HQ"), "may not write register case");
  }
  SUBCASE("a mission's form among what all share") {
    desks.mission.append({{shared_owner, FormName("case"), {}}, ledger::Change::set, cells({{"note", "x"}}), "officer"});
    refused_by(desks.headquarters, desks.mission.pack("HQ"), "may not write register case of *");
  }
}

TEST_CASE("a shared record of an unknown form waits for the form; a mission's own does not") {
  Pair desks;
  SUBCASE("shared") {
    desks.mission.append({{shared_owner, FormName("organisation"), {}}, ledger::Change::set, cells({{"name", "x"}}), "officer"});
    CHECK(desks.headquarters.merge(desks.mission.pack("HQ")).outcome == Outcome::held);
  }
  SUBCASE("its own") {
    desks.mission.append({{Owner("KH-PNH"), FormName("organisation"), {}}, ledger::Change::set, cells({{"name", "x"}}), "officer"});
    CHECK(desks.headquarters.merge(desks.mission.pack("HQ")).outcome == Outcome::merged);
  }
}

TEST_CASE("a package from the future is held until its time has come") {
  Pair desks;
  desks.mission.set_now(desks.headquarters.now() + std::chrono::hours(48));
  desks.mission.add("case", cells({{"file_no", "1"}}));
  const auto package = desks.mission.pack("HQ");
  CHECK(desks.headquarters.merge(package).outcome == Outcome::held);
  desks.headquarters.set_now(desks.headquarters.now() + std::chrono::hours(30));
  const auto report = desks.headquarters.merge(std::vector<std::string>{});
  REQUIRE(report.packages.size() == 1);
  CHECK(report.packages.front().outcome == Outcome::merged);
}

TEST_CASE("a mission takes headquarters' package only by the key it pinned") {
  StoreDesk headquarters("HQ"), impostor("HQ", "impostor"), mission("KH-PNH");
  mission.pin(headquarters);
  CHECK(mission.merge(impostor.kit("KH-PNH")).outcome == Outcome::held);
  CHECK(mission.merge(headquarters.kit("KH-PNH")).outcome != Outcome::held);
}

TEST_CASE("one bad package never stops the others") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}}));
  const auto good = desks.mission.pack("HQ");
  const auto bad = desks.mission.file("bad.sdpk");
  REQUIRE(base::write_file(bad, "SDPK"));
  const auto report = desks.headquarters.merge(std::vector{bad, desks.mission.file("missing.sdpk"), good});
  CHECK(report.packages[0].outcome == Outcome::refused);
  CHECK(report.packages[0].error->code == Errc::bad_input);
  CHECK(report.packages[1].error->code == Errc::not_found);
  CHECK(report.packages[2].outcome == Outcome::merged);
  CHECK_FALSE(report.clean());
}

TEST_CASE("two desks of one mission come to the same through headquarters") {
  StoreDesk headquarters("HQ"), first("KH-PNH", "a"), second("KH-PNH", "b");
  headquarters.enrol(first);
  headquarters.enrol(second);
  for (auto* desk : {&first, &second}) {
    desk->pin(headquarters);
    desk->merge(headquarters.kit("KH-PNH"));
  }
  const auto no = first.add("case", cells({{"file_no", "1"}, {"note", "begun"}}));
  headquarters.merge(first.pack("HQ"));
  second.merge(headquarters.pack("KH-PNH"));
  const auto key = *first.ledger().record(no);
  first.set(no, cells({{"note", "one word"}}));
  second.set(*second.ledger().record_no(key), cells({{"note", "another"}}));
  headquarters.merge(std::vector{first.pack("HQ"), second.pack("HQ")});
  const auto back = headquarters.pack("KH-PNH");
  first.merge(back);
  const auto report = second.merge(std::vector{back});
  CHECK(report.conflicts == 1);
  const auto digest = headquarters.ledger().digest({});
  CHECK(first.ledger().digest({}) == digest);
  CHECK(second.ledger().digest({}) == digest);
}

TEST_CASE("a real desk does not pack a sensitive answer, and names the record, not the answer") {
  StoreDesk mission("KH-PNH", "", false);
  mission.add("case", cells({{"file_no", "1"}, {"passport", "M12345678"}}));
  const auto packed = exchange::Packer(mission.ledger(), mission.registers(), mission.now(), mission.random()).pack(headquarters_code);
  REQUIRE_FALSE(packed);
  CHECK(packed.error().code == Errc::not_permitted);
  CHECK(word(packed.error().problem, Lang::en).find("case PNH-25-0001") == 0);
  CHECK(word(packed.error().problem, Lang::ko).find("M12345678") == std::string::npos);
}

TEST_CASE("any flipped bit and any cut of a real package is refused and changes nothing") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}}));
  const auto file = desks.mission.pack("HQ");
  const auto bytes = base::read_file(file).value();
  const auto before = desks.headquarters.store_bytes();
  const auto damaged = desks.mission.file("damaged.sdpk");
  const auto try_it = [&](const std::string& content) {
    REQUIRE(base::write_file(damaged, content));
    const auto result = desks.headquarters.merge(damaged);
    REQUIRE(result.outcome == Outcome::refused);
    REQUIRE(result.error->code == Errc::bad_input);
  };
  for (std::size_t at = 0; at < bytes.size(); at += 7) {  // every bit of the format is in package_test
    auto flipped = bytes;
    flipped[at] = static_cast<char>(flipped[at] ^ (1 << at % 8));
    try_it(flipped);
    try_it(bytes.substr(0, at));
  }
  CHECK(desks.headquarters.store_bytes() == before);
  CHECK(desks.headquarters.merge(file).outcome == Outcome::merged);
}

TEST_CASE("many new records, changes among them and records of other registers come in as they were written") {
  Pair desks;
  const auto add = [&](const char* form, const Cells& cells) {
    desks.mission.set_now(desks.mission.now() + std::chrono::seconds(1));
    const auto definition = desks.mission.registers().find(form);
    const auto owner = definition->shared ? shared_owner : Owner("KH-PNH");
    REQUIRE(desks.mission.registers().add(*definition, owner, cells, desks.mission.author()));
  };
  std::string note;
  for (int i = 0; i < 500; ++i) { note += "가나다"; }  // so long that what was read is let go several times
  {
    ledger::Transaction transaction(desks.mission.ledger().database());
    for (int i = 0; i < 700; ++i) {
      add("case", cells({{"file_no", std::to_string(i)}, {"persons", std::to_string(i)}, {"note", note}}));
      if (i % 150 == 149) { add("site", cells({{"name", "Park " + std::to_string(i)}})); }
    }
    transaction.commit();
  }
  const auto first = desks.headquarters.merge(desks.mission.pack("HQ"));
  CHECK(first.outcome == Outcome::merged);
  CHECK(first.revisions == 704);
  const auto same = [&] {
    const Owner owner("KH-PNH");
    CHECK(desks.headquarters.ledger().digest(owner) == desks.mission.ledger().digest(owner));
    CHECK(desks.headquarters.ledger().records(FormName("site"), {}).size() == 4);
    CHECK(desks.headquarters.ledger().verify().empty());
    CHECK(desks.headquarters.registers().verify().empty());
  };
  same();
  {
    ledger::Transaction transaction(desks.mission.ledger().database());
    for (const auto no : desks.mission.ledger().records(FormName("case"), {})) {
      if (no % 3 == 0) { REQUIRE(desks.mission.registers().change(no, cells({{"persons", "9"}}), desks.mission.author())); }
      if (no % 200 == 0) { REQUIRE(desks.mission.registers().mark(no, ledger::Change::retire, {}, desks.mission.author())); }
    }
    for (int i = 700; i < 1300; ++i) { add("case", cells({{"file_no", std::to_string(i)}})); }
    transaction.commit();
  }
  CHECK(desks.headquarters.merge(desks.mission.pack("HQ")).outcome == Outcome::merged);
  same();
}

TEST_CASE("packages of several desks with many records of several registers come in at once") {
  StoreDesk headquarters("HQ");
  StoreDesk first("KH-PNH"), second("LA-VTE");
  std::vector<std::string> packages;
  for (auto* desk : {&first, &second}) {
    headquarters.enrol(*desk);
    desk->pin(headquarters);
    const Owner owner(desk->ledger().identity().mission.value());
    ledger::Transaction transaction(desk->ledger().database());
    for (int i = 0; i < 900; ++i) {
      desk->set_now(desk->now() + std::chrono::seconds(1));
      const bool memo = i / 300 == 1;  // after more cases than one block holds, and before others
      const auto answers = memo ? cells({{"line", std::to_string(i)}}) : cells({{"file_no", std::to_string(i)}});
      REQUIRE(desk->registers().add(*desk->registers().find(memo ? "memo" : "case"), owner, answers, desk->author()));
    }
    transaction.commit();
    packages.push_back(desk->pack("HQ"));
  }
  const auto report = headquarters.merge(packages);
  CHECK(report.records_changed == 1800);
  for (auto* desk : {&first, &second}) {
    const Owner owner(desk->ledger().identity().mission.value());
    CHECK(headquarters.ledger().digest(owner) == desk->ledger().digest(owner));
  }
  CHECK(headquarters.ledger().verify().empty());
  CHECK(headquarters.registers().verify().empty());
  CHECK(headquarters.merge(packages).records_changed == 0);
}

namespace {

/// Headquarters, and two packages of which the second is large.
struct TwoPackages {
  StoreDesk headquarters{"HQ"}, small{"KH-PNH"}, large{"LA-VTE"};
  std::vector<std::filesystem::path> files;

  TwoPackages() {
    for (auto* desk : {&small, &large}) {
      headquarters.enrol(*desk);
      desk->pin(headquarters);
      REQUIRE(desk->merge(headquarters.kit(desk->ledger().identity().mission.value())).outcome == Outcome::merged);
    }
    small.add("case", cells({{"file_no", "1"}}));
    for (int i = 0; i < 100; ++i) {
      std::string note;
      for (int j = 0; j < 40; ++j) { note += to_string(test::hash_of(std::to_string(i) + "." + std::to_string(j))); }
      large.add("case", cells({{"file_no", std::to_string(i)}, {"note", note}}));
    }
    files = {small.pack("HQ"), large.pack("HQ")};
  }
  exchange::Merger merger() { return {headquarters.ledger(), headquarters.registers(), headquarters.now()}; }
};

/// Asks to stop once the first package is in.
struct StopsSoon final : Progress {
  std::size_t begun = 0;
  void at(const Message&, std::size_t, std::size_t) override { ++begun; }
  bool stopped() const override { return begun > 0; }
};

}  // namespace

TEST_CASE("when the disk is full the packages before stay, and the report tells of them") {
  TwoPackages two;
  auto& database = two.headquarters.ledger().database();
  ledger::Statement pages(database, "PRAGMA page_count");
  REQUIRE(pages.step());
  database.exec("PRAGMA max_page_count = " + std::to_string(pages.integer(0) + 6));
  pages.reset();
  std::optional<ledger::StoreFault> fault;
  const auto report = two.merger().merge(two.files, nullptr, &fault);
  REQUIRE(fault);
  CHECK(fault->code() == Errc::io);
  REQUIRE(report.packages.size() == 1);
  CHECK(report.packages.front().outcome == Outcome::merged);
  CHECK(report.left == 1);
  CHECK_THROWS_AS(two.merger().merge(two.files, nullptr), ledger::StoreFault);

  database.exec("PRAGMA max_page_count = 1000000");
  const auto again = two.merger().merge(two.files, nullptr);
  CHECK(again.packages.front().outcome == Outcome::known);
  CHECK(again.packages.back().outcome == Outcome::merged);
  CHECK(two.headquarters.ledger().verify().empty());
  CHECK(two.headquarters.registers().verify().empty());
}

TEST_CASE("a merge that is asked to stop ends after the package at hand, and tells how many are left") {
  TwoPackages two;
  StopsSoon progress;
  const auto report = two.merger().merge(two.files, &progress);
  REQUIRE(report.packages.size() == 1);
  CHECK(report.packages.front().outcome == Outcome::merged);
  CHECK(report.left == 1);
}
