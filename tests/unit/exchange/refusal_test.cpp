// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <doctest/doctest.h>
#include <fstream>
#include <random>

#include "desks.hpp"
#include "support/seed.hpp"

using namespace scamdesk;
using test::cells;
using test::StoreDesk;

/// What must not come in does not, by whichever way it is wrong, and leaves no trace in the records.
namespace {

constexpr std::size_t missions = 190;

std::string code(std::size_t number) { return "M" + std::to_string(number); }

std::string bytes_of(const std::string& file) { return base::read_file(file).value(); }

void put(const std::string& file, std::string_view bytes) {
  std::ofstream(file, std::ios::binary | std::ios::trunc) << bytes;
}

std::string flipped(std::string bytes, std::size_t bit) {
  bytes[bit / 8] = static_cast<char>(bytes[bit / 8] ^ (1 << bit % 8));
  return bytes;
}

/// Real desks of headquarters and of one mission that know each other's keys.
struct Pair {
  StoreDesk headquarters{"HQ", "", false};
  StoreDesk mission{"KH-PNH", "", false};

  Pair() {
    headquarters.enrol(mission);
    mission.pin(headquarters);
    REQUIRE(mission.merge(headquarters.kit("KH-PNH")).outcome == Outcome::merged);
  }
  /// Merges what is no package any more, a few hundred files at a time.
  void refuse_damaged(const std::function<std::optional<std::string>()>& next) {
    const auto before = headquarters.store_bytes();
    std::vector<std::string> files;
    const auto merge = [&] {
      const auto report = headquarters.merge(files);
      for (const auto& package : report.packages) {
        REQUIRE(package.outcome == Outcome::refused);
        REQUIRE(package.error->code == Errc::bad_input);
      }
      files.clear();
    };
    for (auto bytes = next(); bytes; bytes = next()) {
      files.push_back(headquarters.file("damaged" + std::to_string(files.size()) + ".sdpk"));
      put(files.back(), *bytes);
      if (files.size() == 100) { merge(); }
    }
    merge();
    CHECK(headquarters.store_bytes() == before);
  }
};

/// A package that carries nothing but what it says of itself.
std::string bare(const exchange::Card& card, const std::string& to, const exchange::Signer& sign, Instant made) {
  exchange::Header header;
  header.card = card;
  header.addressee = to;
  header.made = made;
  return exchange::assemble(header, {}, {}, sign);
}

}  // namespace

TEST_CASE("a small sealed package with any one bit flipped, or cut anywhere, is bad data and changes no byte of the store") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}, {"passport", "M12345678"}}));
  const auto file = desks.mission.pack("HQ");
  const auto bytes = bytes_of(file);
  std::size_t at = 0;
  desks.refuse_damaged([&]() -> std::optional<std::string> {
    if (at == bytes.size() * 8) { return std::nullopt; }
    return flipped(bytes, at++);
  });
  std::size_t size = 0;
  desks.refuse_damaged([&]() -> std::optional<std::string> {
    if (size == bytes.size()) { return std::nullopt; }
    return bytes.substr(0, size++);
  });
  CHECK(desks.headquarters.merge(file).outcome == Outcome::merged);
}

TEST_CASE("a package of 500 KB with any of 10,000 bits flipped is bad data and changes no byte of the store") {
  const auto seed = test::seed();
  CAPTURE(seed);
  std::mt19937 rng(seed);
  Pair desks;
  std::string note(500 << 10, '\0');
  for (auto& each : note) { each = static_cast<char>('!' + rng() % 90); }
  desks.mission.add("case", cells({{"file_no", "1"}, {"passport", "M12345678"}, {"note", note}}));
  const auto file = desks.mission.pack("HQ");
  const auto bytes = bytes_of(file);
  REQUIRE(bytes.size() > (400 << 10));
  std::uniform_int_distribution<std::size_t> any_bit(0, bytes.size() * 8 - 1);
  int left = 10000;
  desks.refuse_damaged([&]() -> std::optional<std::string> {
    if (left-- == 0) { return std::nullopt; }
    return flipped(bytes, any_bit(rng));
  });
  CHECK(desks.headquarters.merge(file).outcome == Outcome::merged);
}

TEST_CASE("of 190 desks that say they are each of 190 missions, only those that are come to be heard") {
  StoreDesk headquarters("HQ");
  std::vector<test::Sender> desks;
  {
    ledger::Transaction transaction(headquarters.ledger().database());
    for (std::size_t i = 0; i < missions; ++i) {
      desks.push_back(test::sender(code(i), true));
      const auto card = exchange::make_card(desks.back().identity, desks.back().sign);
      REQUIRE(exchange::enrol(headquarters.ledger(), headquarters.registers(), card, headquarters.author()));
    }
    transaction.commit();
  }
  const auto before = headquarters.store_bytes();
  exchange::Judge judge(headquarters.ledger(), headquarters.registers(), headquarters.now());
  std::size_t refused = 0, heard = 0;
  for (std::size_t key = 0; key < missions; ++key) {
    for (std::size_t mission = 0; mission < missions; ++mission) {
      auto said = desks[key].identity;
      said.mission = MissionCode(code(mission));
      const auto bytes = bare(exchange::make_card(said, desks[key].sign), "HQ", desks[key].sign, headquarters.now());
      auto package = exchange::parse(bytes);
      REQUIRE(package);
      const auto news = judge.judge(*package);
      REQUIRE(news.has_value() == (key == mission));
      if (news) {
        ++heard;
        continue;
      }
      REQUIRE(news.error().outcome == Outcome::refused);
      REQUIRE(news.error().error.code == Errc::not_permitted);
      ++refused;
    }
  }
  CHECK(heard == missions);
  CHECK(refused == missions * (missions - 1));
  CHECK(headquarters.store_bytes() == before);
}

TEST_CASE("of headquarters' packages for 190 missions, sealed to each of 190 keys, a mission takes its own under its own key alone") {
  StoreDesk headquarters("HQ", "", false);
  const auto sign = [&](std::string_view bytes) { return headquarters.ledger().sign(bytes); };
  headquarters.add("site", cells({{"name", "A"}}));
  const auto kit = bytes_of(headquarters.kit("M0"));
  const auto made = exchange::parse(kit).value();
  const exchange::Part part{made.parts.front().unpacked, std::string(made.parts.front().packed)};
  const auto random = base::seeded_random("seals");
  std::vector<base::SealingKey> keys;
  for (std::size_t i = 0; i < missions; ++i) { keys.push_back(base::make_sealing_key(*random)); }
  StoreDesk mission("M7", "", false);
  mission.pin(headquarters);
  keys[7].name = mission.ledger().identity().sealing;
  const auto before = mission.store_bytes();
  exchange::Judge judge(mission.ledger(), mission.registers(), mission.now());
  std::size_t refused = 0, taken = 0;
  for (std::size_t key = 0; key < missions; ++key) {
    for (std::size_t to = 0; to < missions; ++to) {
      auto header = made.header;
      header.addressee = code(to);
      const auto bytes = exchange::assemble(header, {&part}, {{keys[key].name}, random.get()}, sign);
      auto package = exchange::parse(bytes);
      REQUIRE(package);
      const auto news = judge.judge(*package);
      REQUIRE(news.has_value() == (key == 7 && to == 7));
      if (news) {
        ++taken;
        continue;
      }
      REQUIRE(news.error().outcome == Outcome::refused);
      REQUIRE(news.error().error.code == Errc::not_permitted);
      ++refused;
    }
  }
  CHECK(taken == 1);
  CHECK(refused == missions * missions - 1);
  CHECK(mission.store_bytes() == before);
}

TEST_CASE("a package that comes again, or after a newer one, is known and changes no byte") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}}));
  const auto older = desks.mission.pack("HQ");
  desks.mission.add("case", cells({{"file_no", "2"}}));
  const auto newer = desks.mission.pack("HQ");
  REQUIRE(desks.headquarters.merge(newer).outcome == Outcome::merged);
  const auto before = desks.headquarters.store_bytes();
  CHECK(desks.headquarters.merge(older).outcome == Outcome::known);
  CHECK(desks.headquarters.merge(newer).outcome == Outcome::known);
  CHECK(desks.headquarters.store_bytes() == before);
}

TEST_CASE("a mission neither opens a round nor moves one") {
  Pair desks;
  const ledger::RecordKey round{shared_owner, FormName("round"), base::uuid_v5(base::scamdesk_namespace, "2025-10")};
  desks.mission.append({round, ledger::Change::set, cells({{"due", "2026-12-31"}}), "officer"});
  const auto file = desks.mission.pack("HQ");
  const auto before = desks.headquarters.ledger().digest({});
  const auto refused = desks.headquarters.merge(file);
  CHECK(refused.outcome == Outcome::refused);
  CHECK(refused.error->code == Errc::not_permitted);
  CHECK(desks.headquarters.ledger().digest({}) == before);
}

TEST_CASE("exercise and real packages are refused by each other's desks, sealed or not, and change no record") {
  Pair desks;
  StoreDesk exercise("HQ"), exercising("KH-PNH");
  exercise.enrol(exercising);
  exercising.pin(exercise);
  exercising.add("case", cells({{"file_no", "1"}}));
  desks.mission.add("case", cells({{"file_no", "1"}, {"passport", "M12345678"}}));
  const auto refused_by = [](StoreDesk& desk, const std::string& file) {
    const auto before = desk.ledger().digest({});
    const auto result = desk.merge(file);
    CHECK(result.outcome == Outcome::refused);
    CHECK(result.error->code == Errc::not_permitted);
    CHECK(desk.ledger().digest({}) == before);
    CHECK(desk.ledger().held().empty());
  };
  refused_by(desks.headquarters, exercising.pack("HQ"));
  refused_by(exercise, desks.mission.pack("HQ"));
  refused_by(desks.mission, exercise.kit("KH-PNH"));
  refused_by(exercising, desks.headquarters.pack("KH-PNH"));
}

TEST_CASE("a revoked desk is not heard any more, whatever it sends; what was taken of it before is known") {
  Pair desks;
  desks.mission.add("case", cells({{"file_no", "1"}}));
  const auto before_loss = desks.mission.pack("HQ");
  REQUIRE(desks.headquarters.merge(before_loss).outcome == Outcome::merged);
  const auto enrolment = desks.headquarters.ledger().enrolment(desks.mission.key()).value();
  desks.headquarters.writing([&] {
    const auto good = exchange::good_heads(desks.headquarters.ledger(), enrolment.key, "").value();
    exchange::revoke(desks.headquarters.ledger(), desks.headquarters.registers(), enrolment, good, "lost", desks.headquarters.author());
    return true;
  });
  desks.mission.add("case", cells({{"file_no", "2"}}));
  const auto later = desks.mission.pack("HQ");
  const auto digest = desks.headquarters.ledger().digest({});
  const auto refused = desks.headquarters.merge(later);
  CHECK(refused.outcome == Outcome::refused);
  CHECK(refused.error->code == Errc::not_permitted);
  CHECK(desks.headquarters.ledger().digest({}) == digest);
  const auto bytes = desks.headquarters.store_bytes();
  CHECK(desks.headquarters.merge(before_loss).outcome == Outcome::known);
  CHECK(desks.headquarters.store_bytes() == bytes);
}

TEST_CASE("a sealed package of a desk that is not enrolled is held, and comes in by itself once it is") {
  StoreDesk headquarters("HQ", "", false), mission("KH-PNH", "", false);
  mission.pin(headquarters);
  REQUIRE(mission.merge(headquarters.kit("KH-PNH")).outcome == Outcome::merged);
  mission.add("case", cells({{"file_no", "1"}, {"passport", "M12345678"}}));
  const auto file = mission.pack("HQ");
  CHECK(exchange::parse(bytes_of(file)).value().sealed());
  CHECK(headquarters.merge(file).outcome == Outcome::held);
  CHECK(headquarters.ledger().records(FormName("case"), {}).empty());
  headquarters.enrol(mission);
  const auto report = headquarters.merge(std::vector<std::string>{});
  REQUIRE(report.packages.size() == 1);
  CHECK(report.packages.front().outcome == Outcome::merged);
  CHECK(headquarters.ledger().held().empty());
  CHECK(headquarters.ledger().digest(Owner("KH-PNH")) == mission.ledger().digest(Owner("KH-PNH")));
}
