// SPDX-License-Identifier: Apache-2.0
#include "exchange/sealing.hpp"

#include <algorithm>
#include <doctest/doctest.h>

#include "base/codec.hpp"
#include "desks.hpp"

using namespace scamdesk;
using test::cells;

namespace {

constexpr const char* passport = "M12345678";

/// Two desks of headquarters and two missions; the first of headquarters enrolled them all, and their cards are known.
struct Desks {
  test::StoreDesk hq{"HQ", "", false}, second{"HQ", "second", false}, mission{"KH-PNH", "", false}, other{"LA-VTE", "", false};

  Desks() {
    for (auto* desk : {&second, &mission, &other}) { hq.enrol(*desk); }
    for (auto* desk : {&second, &mission, &other}) {
      desk->pin(hq);
      REQUIRE(desk->merge(hq.kit(desk == &second ? "HQ" : desk->ledger().identity().mission.value())).outcome == Outcome::merged);
    }
  }
  std::string with_passport() {
    mission.add("case", cells({{"file_no", "1"}, {"passport", passport}}));
    return mission.pack("HQ");
  }
};

std::string bytes_of(const std::string& file) { return base::read_file(file).value(); }

}  // namespace

TEST_CASE("a real desk seals personal data to every desk of headquarters, and each of them merges it") {
  Desks desks;
  const auto file = desks.with_passport();
  const auto bytes = bytes_of(file);
  const auto package = exchange::parse(bytes);
  REQUIRE(package);
  CHECK(package->header.recipients.size() == 3);  // both, and the sender itself
  CHECK(bytes.find(passport) == std::string::npos);
  CHECK(desks.hq.merge(file).outcome == Outcome::merged);
  CHECK(desks.second.merge(file).outcome == Outcome::merged);
  CHECK(desks.hq.ledger().digest(Owner("KH-PNH")) == desks.mission.ledger().digest(Owner("KH-PNH")));
  CHECK(desks.second.ledger().digest(Owner("KH-PNH")) == desks.mission.ledger().digest(Owner("KH-PNH")));
}

TEST_CASE("a sealed package opens for its recipients alone") {
  Desks desks;
  const auto bytes = bytes_of(desks.with_passport());
  auto package = exchange::parse(bytes).value();
  CHECK(exchange::open_for(desks.other.ledger(), package) == exchange::Opening::not_ours);
  CHECK_FALSE(package.unpack());
  CHECK(exchange::open_for(desks.mission.ledger(), package) == exchange::Opening::open);
  CHECK(package.unpack().value().find(passport) != std::string::npos);
}

TEST_CASE("a package for another mission is refused whatever it is sealed to") {
  Desks desks;
  desks.hq.append({{Owner("KH-PNH"), FormName("case"), base::uuid_v7(desks.hq.now(), desks.hq.random())},
                   ledger::Change::set, cells({{"file_no", "7"}, {"passport", passport}}), "officer"});
  const auto file = desks.hq.pack("KH-PNH");
  const auto before = desks.other.store_bytes();
  const auto refused = desks.other.merge(file);
  CHECK(refused.outcome == Outcome::refused);
  CHECK(refused.error->code == Errc::not_permitted);
  CHECK(desks.other.store_bytes() == before);
  CHECK(desks.mission.merge(file).outcome == Outcome::merged);
}

TEST_CASE("a real desk without headquarters' sealing key refuses personal data and says whose is missing") {
  test::StoreDesk mission("KH-PNH", "", false);
  mission.add("case", cells({{"file_no", "1"}, {"passport", passport}}));
  const auto packed = exchange::Packer(mission.ledger(), mission.registers(), mission.now(), mission.random()).pack(headquarters_code);
  REQUIRE_FALSE(packed);
  CHECK(packed.error().code == Errc::not_permitted);
  const auto words = word(packed.error().problem, Lang::en);
  CHECK(words.find("any desk of HQ") != std::string::npos);
  CHECK(words.find(passport) == std::string::npos);
}

TEST_CASE("any flipped bit of a small sealed package is bad data, and nothing is changed") {
  Desks desks;
  const auto bytes = bytes_of(desks.with_passport());
  const auto before = desks.hq.store_bytes();
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    CAPTURE(bit);
    const auto package = exchange::parse(flipped);
    REQUIRE_FALSE(package);
    CHECK(package.error().code == Errc::bad_input);
  }
  auto flipped = bytes;
  flipped[bytes.size() / 2] = static_cast<char>(flipped[bytes.size() / 2] ^ 4);
  const auto file = desks.hq.file("flipped.sdpk");
  REQUIRE(base::write_file(file, flipped));
  CHECK(desks.hq.merge(file).error->code == Errc::bad_input);
  CHECK(desks.hq.store_bytes() == before);
}

TEST_CASE("any truncation of a sealed package is bad data") {
  Desks desks;
  const auto bytes = bytes_of(desks.with_passport());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    const auto package = exchange::parse(std::string_view(bytes).substr(0, size));
    CAPTURE(size);
    REQUIRE_FALSE(package);
    CHECK(package.error().code == Errc::bad_input);
  }
}

TEST_CASE("a whole package signed by another desk than it names is not permitted") {
  const auto desk = test::sender("KH-PNH"), impostor = test::sender("LA-VTE");
  exchange::Header header;
  header.card = exchange::make_card(desk.identity, desk.sign);
  header.addressee = "HQ";
  const auto package = exchange::parse(exchange::assemble(header, {}, {}, impostor.sign));
  REQUIRE_FALSE(package);
  CHECK(package.error().code == Errc::not_permitted);
}

TEST_CASE("what a desk cannot open under its passphrase is held, and comes in with it") {
  Desks desks;
  const Secret passphrase("correct horse");
  test::StoreDesk locked("HQ", "locked", false, &passphrase);
  desks.hq.enrol(locked);
  locked.pin(desks.hq);
  REQUIRE(locked.merge(desks.hq.kit("HQ")).outcome == Outcome::merged);
  REQUIRE(desks.mission.merge(desks.hq.pack("KH-PNH")).outcome == Outcome::merged);
  const auto file = desks.with_passport();
  locked.lock();
  const auto held = locked.merge(file);
  CHECK(held.outcome == Outcome::held);
  CHECK(held.error->code == Errc::config);
  REQUIRE(locked.ledger().unlock(passphrase));
  const auto report = locked.merge(std::vector<std::string>{});
  REQUIRE(report.packages.size() == 1);
  CHECK(report.packages.front().outcome == Outcome::merged);
}

TEST_CASE("packages sealed before a key was renewed still open, and those after it too") {
  Desks desks;
  const auto before = desks.with_passport();
  const auto old = desks.hq.ledger().identity().sealing;
  desks.hq.rotate();
  CHECK(desks.hq.merge(before).outcome == Outcome::merged);
  REQUIRE(desks.mission.merge(desks.hq.pack("KH-PNH")).outcome == Outcome::merged);
  desks.mission.add("case", cells({{"file_no", "2"}, {"passport", passport}}));
  const auto after = desks.mission.pack("HQ");
  const auto bytes = bytes_of(after);
  const auto package = exchange::parse(bytes).value();
  const auto sealed_to = [&](const Hash& key) {
    return std::ranges::any_of(package.header.recipients, [&](const auto& one) { return one.key == key; });
  };
  CHECK(sealed_to(desks.hq.ledger().identity().sealing));
  CHECK_FALSE(sealed_to(old));
  CHECK(desks.hq.merge(after).outcome == Outcome::merged);
}

TEST_CASE("nothing of a revoked desk comes in beyond what headquarters held") {
  Desks desks;
  REQUIRE(desks.hq.merge(desks.with_passport()).outcome == Outcome::merged);
  desks.mission.add("case", cells({{"file_no", "2"}}));
  const auto later = desks.mission.pack("HQ");
  const auto enrolment = desks.hq.ledger().enrolment(desks.mission.key()).value();
  desks.hq.writing([&] {
    const auto good = exchange::good_heads(desks.hq.ledger(), enrolment.key, "").value();
    exchange::revoke(desks.hq.ledger(), desks.hq.registers(), enrolment, good, "lost", desks.hq.author());
    return true;
  });
  const auto refused = desks.hq.merge(later);
  CHECK(refused.outcome == Outcome::refused);
  CHECK(refused.error->code == Errc::not_permitted);

  // The desk that takes its place gets what it had written.
  test::StoreDesk replacement("KH-PNH", "replacement", false);
  desks.hq.enrol(replacement);
  replacement.pin(desks.hq);
  CHECK(replacement.merge(desks.hq.pack("KH-PNH")).outcome == Outcome::merged);
  CHECK(replacement.ledger().digest(Owner("KH-PNH")) == desks.hq.ledger().digest(Owner("KH-PNH")));
}

TEST_CASE("a package of format 1 is read") {
  // Written here as the page says, by hand.
  const auto desk = test::sender("KH-PNH");
  const auto card = [&] {
    base::Writer writer;
    writer.text("scamdesk.card/1").text("KH-PNH").byte(0).byte(0).fixed(desk.key.name.value().bytes);
    return desk.sign(writer.bytes());
  }();
  const auto part = exchange::make_part("runs");
  base::Writer header;
  header.fixed(desk.key.name.value().bytes).text("KH-PNH").byte(0).byte(0).fixed(card).text("HQ").integer(1760515200000);
  header.integer(0).integer(0).integer(1).integer(part.unpacked).integer(part.packed.size()).fixed(base::blake2b(part.packed).bytes);
  base::Writer file;
  file.append(std::string_view("SDPK\r\n\x1a\n\x01", 9)).text(header.bytes());
  file.fixed(desk.sign(file.bytes()));
  const auto bytes = file.bytes() + part.packed;
  const auto package = exchange::parse(bytes);
  REQUIRE(package);
  CHECK(package->version == 1);
  CHECK_FALSE(package->sealed());
  CHECK(package->header.card.sealing.is_zero());
  CHECK(package->unpack().value() == "runs");
}

TEST_CASE("a part that would swell beyond all measure is refused before it is unpacked") {
  const auto desk = test::sender("KH-PNH");
  exchange::Header header;
  header.card = exchange::make_card(desk.identity, desk.sign);
  header.addressee = "HQ";
  const auto bomb = exchange::make_part(std::string(64 << 20, '0'));
  const auto package = exchange::parse(exchange::assemble(header, {&bomb}, {}, desk.sign));
  REQUIRE_FALSE(package);
  CHECK(word(package.error().problem, Lang::en).find("times its size") != std::string::npos);
}
