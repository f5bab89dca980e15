// SPDX-License-Identifier: Apache-2.0
#include "exchange/card.hpp"

#include <doctest/doctest.h>

#include "desks.hpp"

using namespace scamdesk;
using exchange::parse_card;

TEST_CASE("a card is read back as it was made") {
  const auto desk = test::sender("KH-PNH", true);
  const auto card = exchange::make_card(desk.identity, desk.sign);
  const auto read = parse_card(exchange::to_json(card), "PNH.card");
  REQUIRE(read);
  CHECK(*read == card);
}

TEST_CASE("a card that was changed after signing is refused") {
  const auto desk = test::sender("KH-PNH");
  auto json = exchange::to_json(exchange::make_card(desk.identity, desk.sign));
  SUBCASE("another mission") { json.replace(json.find("KH-PNH"), 6, "LA-VTE"); }
  SUBCASE("another role") { json.replace(json.find("\"role\": \"mission\""), 17, "\"role\": \"headquarters\""); }
  SUBCASE("an exercise desk") { json.replace(json.find("false"), 5, "true"); }
  const auto read = parse_card(json, "PNH.card");
  REQUIRE_FALSE(read);
  CHECK(read.error().code == Errc::bad_input);
  CHECK(read.error().place->file == "PNH.card");
}

TEST_CASE("what is no card is refused") {
  for (const std::string text : {"", "null", "[]", "{}", "{\"schema\":\"scamdesk.card/1\"}", "\xff\xfe", "{\"schema\":7}"}) {
    CAPTURE(text);
    const auto read = parse_card(text, "x");
    REQUIRE_FALSE(read);
    CHECK(read.error().code == Errc::bad_input);
  }
}
