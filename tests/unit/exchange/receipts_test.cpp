// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <regex>

#include "desks.hpp"
#include "exchange/receipts.hpp"

using namespace scamdesk;
using test::cells;
using test::StoreDesk;

namespace {

/// As `pack` notes it.
std::string pack_and_note(StoreDesk& desk, const std::string& to) {
  const auto packed = exchange::Packer(desk.ledger(), desk.registers(), desk.now(), desk.random()).pack(MissionCode(to)).value();
  const auto file = desk.file(exchange::receipt_of(exchange::package_hash(packed.bytes)) + ".sdpk");
  REQUIRE(base::write_file(file, packed.bytes));
  desk.writing([&] {
    ledger::PackageNotes(desk.ledger().database())
        .add(ledger::PackedNote{exchange::package_hash(packed.bytes), MissionCode(to), "a.sdpk", desk.now(), packed.revisions, packed.heads, {}, packed.from});
    return true;
  });
  return file;
}

struct Pair {
  StoreDesk headquarters{"HQ"};
  StoreDesk mission{"KH-PNH"};
  Pair() {
    headquarters.enrol(mission);
    mission.pin(headquarters);
  }
  ledger::PackageNotes notes(StoreDesk& desk) { return ledger::PackageNotes(desk.ledger().database()); }
};

}  // namespace

TEST_CASE("both ends see one receipt, eight characters that are not mistaken for each other") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}}));
  const auto file = pack_and_note(desks.mission, "HQ");
  const auto result = desks.headquarters.merge(file);
  CHECK(result.receipt == exchange::receipt_of(desks.notes(desks.mission).packed().front().package));
  CHECK(std::regex_match(result.receipt, std::regex("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")));
  CHECK(exchange::receipt_of(Hash{}) == "0000-0000");
}

TEST_CASE("a package is acknowledged when the addressee's next one tells that it holds what was in it") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}}));
  const auto first = pack_and_note(desks.mission, "HQ");
  desks.mission.add("case", cells({{"file_no", "2"}}));
  const auto second = pack_and_note(desks.mission, "HQ");
  const auto arrived = [&](std::size_t which) { return desks.notes(desks.mission).packed().at(which).acknowledged.has_value(); };
  desks.headquarters.merge(first);
  CHECK_FALSE(arrived(0));
  desks.mission.merge(desks.headquarters.pack("KH-PNH"));
  CHECK(arrived(0));
  CHECK_FALSE(arrived(1));
  CHECK(desks.notes(desks.mission).unacknowledged(headquarters_code).size() == 1);
  desks.headquarters.merge(second);
  desks.mission.merge(desks.headquarters.pack("KH-PNH"));
  CHECK(arrived(1));
}

TEST_CASE("what became of a package is noted once, and what is known leaves no trace") {
  Pair desks;
  StoreDesk stranger("LA-VTE");
  stranger.add("case", cells({{"file_no", "1"}}));
  const auto held = stranger.pack("HQ");
  desks.headquarters.merge(held);
  REQUIRE(desks.notes(desks.headquarters).came().size() == 1);
  CHECK(desks.notes(desks.headquarters).came().front().outcome == ledger::Came::held);
  desks.headquarters.enrol(stranger);
  desks.headquarters.merge(std::vector<std::string>{});
  CHECK(desks.notes(desks.headquarters).came().front().outcome == ledger::Came::merged);
  const auto before = desks.headquarters.store_bytes();
  CHECK(desks.headquarters.merge(held).outcome == Outcome::known);
  CHECK(desks.headquarters.store_bytes() == before);
}
