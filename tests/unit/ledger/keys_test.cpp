// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <fstream>
#include <iterator>

#include "ledger/store.hpp"
#include "support/temp_ledger.hpp"

using namespace scamdesk;
using ledger::Ledger;
using ledger::OpenMode;

namespace {

std::string bytes_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(stream), {}};
}

ledger::Identity mission() {
  ledger::Identity identity;
  identity.mission = MissionCode("KH-PNH");
  return identity;
}

Result<Ledger> open(const std::string& file) { return Ledger::open(file, OpenMode::write, std::chrono::seconds(1)); }

}  // namespace

TEST_CASE("a desk under a passphrase signs and opens once it was given") {
  const test::TempFolder folder;
  const auto file = folder.file("desk.db");
  const auto random = base::seeded_random("locked");
  const Secret passphrase("correct horse");
  REQUIRE(Ledger::create(file, mission(), *random, {&passphrase, base::least_cost}));
  auto desk = open(file).value();
  CHECK(desk.has_lock());
  REQUIRE(desk.locked());
  CHECK_THROWS_AS(desk.sign("bytes"), ledger::StoreFault);
  CHECK_FALSE(desk.opener());

  const auto wrong = desk.unlock(Secret("wrong"));
  REQUIRE_FALSE(wrong);
  CHECK(wrong.error().code == Errc::not_permitted);
  CHECK(desk.locked());

  REQUIRE(desk.unlock(Secret("correct horse")));
  CHECK(base::verify(desk.identity().key, "bytes", desk.sign("bytes")));
  const auto key = base::make_stream_key(*random);
  const auto sealed = base::seal_key(key, desk.identity().sealing, *random);
  CHECK(desk.open_key(desk.identity().sealing, sealed));
  const auto opener = desk.opener();
  REQUIRE(opener);
  const auto opened = opener->open_key(desk.identity().sealing, sealed);
  REQUIRE(opened);
  CHECK(std::ranges::equal(opened->bytes(), key.bytes()));
  CHECK_FALSE(opener->open_key(Hash(), sealed));
}

TEST_CASE("the secrets of a desk under a passphrase are not in its file") {
  const test::TempFolder folder;
  const auto with = folder.file("with.db"), without = folder.file("without.db");
  const Secret passphrase("correct horse");
  REQUIRE(Ledger::create(with, mission(), *base::seeded_random("same"), {&passphrase, base::least_cost}));
  REQUIRE(Ledger::create(without, mission(), *base::seeded_random("same")));
  const auto random = base::seeded_random("same");
  const auto signing = base::make_signing_key(*random);
  const auto sealing = base::make_sealing_key(*random);
  const auto in = [](const std::string& file, std::span<const std::uint8_t> secret) {
    return bytes_of(file).find(base::as_text(secret.first(32))) != std::string::npos;
  };
  CHECK(in(without, signing.secret.bytes()));
  CHECK(in(without, sealing.secret.bytes()));
  CHECK_FALSE(in(with, signing.secret.bytes()));
  CHECK_FALSE(in(with, sealing.secret.bytes()));
  CHECK(bytes_of(with).find("correct horse") == std::string::npos);
}

TEST_CASE("a renewed sealing key is used from now on, and the old one still opens") {
  test::TempLedger desk;
  const auto random = base::seeded_random("renewed");
  const auto old = desk->identity().sealing;
  const auto key = base::make_stream_key(*random);
  const auto sealed = base::seal_key(key, old, *random);
  {
    ledger::Transaction transaction(desk->database());
    desk->renew_sealing_key(*random);
    transaction.commit();
  }
  const auto again = open(desk.file()).value();
  CHECK(again.identity().sealing != old);
  CHECK(again.has_sealing_key(old));
  CHECK(again.open_key(old, sealed));
  CHECK_FALSE(again.has_sealing_key(Hash()));
}

TEST_CASE("of two cards of a desk the later one is kept") {
  test::TempLedger desk;
  const DeskKey other(base::blake2b("other"));
  const auto at = [](int minute) { return Instant(std::chrono::minutes(minute)); };
  ledger::Transaction transaction(desk->database());
  CHECK(desk->keep_card({other, base::blake2b("second"), at(2), {}}));
  CHECK_FALSE(desk->keep_card({other, base::blake2b("first"), at(1), {}}));
  CHECK_FALSE(desk->keep_card({other, base::blake2b("second"), at(2), {}}));
  CHECK(desk->card(other)->sealing == base::blake2b("second"));
  CHECK(desk->keep_card({other, base::blake2b("third"), at(3), {}}));
  CHECK(desk->card(other)->sealing == base::blake2b("third"));
}

TEST_CASE("a store of version 1 keeps its key and is brought up to date, for reading too") {
  const test::TempFolder folder;
  const auto file = folder.file("desk.db");
  const auto random = base::seeded_random("old");
  const auto key = base::make_signing_key(*random);
  {
    std::ofstream(file).close();
    ledger::Database db(file, OpenMode::write, std::chrono::seconds(1), true);
    std::ifstream sql(LEDGER_MIGRATIONS "/0001_ledger.sql");
    db.exec(std::string(std::istreambuf_iterator<char>(sql), {}));
    db.exec("PRAGMA application_id = " + std::to_string(ledger::application_id) + "; PRAGMA user_version = 1");
    ledger::Statement row(db, "INSERT INTO identity (one, key, secret, mission, role, exercise) VALUES (1, ?1, ?2, 'KH-PNH', 0, 1)");
    row.bind(ledger::blob(key.name), ledger::BlobView{base::as_text(key.secret.bytes())});
    row.run();
  }
  auto mode = OpenMode::write;
  SUBCASE("to write") {}
  SUBCASE("to read") { mode = OpenMode::read; }
  const auto desk = Ledger::open(file, mode, std::chrono::seconds(1));
  REQUIRE(desk);
  CHECK(desk->identity().key == key.name);
  CHECK(desk->identity().exercise);
  CHECK(desk->identity().sealing.is_zero());
  CHECK_FALSE(desk->has_lock());
  CHECK(base::verify(key.name, "bytes", desk->sign("bytes")));
}
