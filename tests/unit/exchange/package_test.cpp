// SPDX-License-Identifier: Apache-2.0
#include "exchange/package.hpp"

#include <doctest/doctest.h>

#include "desks.hpp"

using namespace scamdesk;
using exchange::Header;
using exchange::Part;

namespace {

Header small_header(const test::Sender& desk) {
  Header header;
  header.card = exchange::make_card(desk.identity, desk.sign);
  header.addressee = "HQ";
  header.made = Instant(std::chrono::milliseconds(1760515200000));
  const ledger::ChainHead own{desk.key.name, Owner("KH-PNH"), 0, 3, RevisionId(test::hash_of("third"))};
  header.holdings = {own};
  header.segments = {{2, RevisionId(test::hash_of("first")), {own, desk.sign("checkpoint")}}};
  return header;
}

std::string small_package() {
  const auto desk = test::sender("KH-PNH");
  const auto part = exchange::make_part("the second and third revision");
  return exchange::assemble(small_header(desk), {&part}, {}, desk.sign);
}

}  // namespace

TEST_CASE("a package is read back as it was made") {
  const auto desk = test::sender("KH-PNH");
  const auto bytes = small_package();
  const auto package = exchange::parse(bytes);
  REQUIRE(package);
  CHECK(package->header == small_header(desk));
  const auto revisions = package->unpack();
  REQUIRE(revisions);
  CHECK(*revisions == "the second and third revision");
}

TEST_CASE("the same content makes the same bytes") { CHECK(small_package() == small_package()); }

TEST_CASE("parts are put together in their order") {
  const auto desk = test::sender("HQ");
  const auto shared = exchange::make_part("shared ");
  const auto own = exchange::make_part("own");
  const auto bytes = exchange::assemble(small_header(desk), {&shared, &own}, {}, desk.sign);
  const auto package = exchange::parse(bytes);
  REQUIRE(package);
  CHECK(package->unpack().value() == "shared own");
}

TEST_CASE("any flipped bit is refused") {
  const auto bytes = small_package();
  for (std::size_t bit = 0; bit < bytes.size() * 8; ++bit) {
    auto flipped = bytes;
    flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << bit % 8));
    CAPTURE(bit);
    const auto package = exchange::parse(flipped);
    REQUIRE_FALSE(package);
    CHECK(package.error().code == Errc::bad_input);
  }
}

TEST_CASE("any truncation and any further byte is refused") {
  const auto bytes = small_package();
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CAPTURE(size);
    const auto package = exchange::parse(std::string_view(bytes).substr(0, size));
    REQUIRE_FALSE(package);
    CHECK(package.error().code == Errc::bad_input);
  }
  CHECK_FALSE(exchange::parse(bytes + '\0'));
}

TEST_CASE("a newer format is named") {
  auto bytes = small_package();
  bytes[8] = 3;
  const auto package = exchange::parse(bytes);
  REQUIRE_FALSE(package);
  CHECK(package.error().problem.id.find("format {0}") != std::string::npos);
}

TEST_CASE("a package that unpacks to too much is refused before it is unpacked") {
  const auto desk = test::sender("KH-PNH");
  const auto bomb = exchange::make_part(std::string(1 << 20, '0'));
  const auto bytes = exchange::assemble(small_header(desk), {&bomb, &bomb}, {}, desk.sign);
  CHECK(exchange::parse(bytes, 2 << 20));
  CHECK_FALSE(exchange::parse(bytes, (2 << 20) - 1));
}

TEST_CASE("a declared size that is not the real one is refused") {
  const auto desk = test::sender("KH-PNH");
  auto part = exchange::make_part("revisions");
  part.unpacked = 8;
  const auto bytes = exchange::assemble(small_header(desk), {&part}, {}, desk.sign);
  const auto package = exchange::parse(bytes);
  REQUIRE(package);
  CHECK_FALSE(package->unpack());
}

TEST_CASE("a sender whose card is not its own is refused") {
  const auto desk = test::sender("KH-PNH");
  auto header = small_header(desk);
  header.card.role = ledger::Role::headquarters;
  const auto bytes = exchange::assemble(header, {}, {}, desk.sign);
  CHECK_FALSE(exchange::parse(bytes));
}
