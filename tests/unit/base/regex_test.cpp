// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "base/regex.hpp"

using namespace scamdesk;

TEST_CASE("a pattern matches the whole text, in any script") {
  auto digits = base::Pattern::compile("[0-9]{3}");
  REQUIRE(digits.has_value());
  CHECK(*digits->matches_whole("123"));
  CHECK_FALSE(*digits->matches_whole("1234"));
  CHECK_FALSE(*digits->matches_whole(""));
  auto hangul = base::Pattern::compile("\\p{IsHangul}+");
  REQUIRE(hangul.has_value());
  CHECK(*hangul->matches_whole("감금"));
}

TEST_CASE("what is no pattern is refused with its column") {
  const auto pattern = base::Pattern::compile("a(b");
  REQUIRE_FALSE(pattern.has_value());
  CHECK(pattern.error().place->column >= 3);
}

TEST_CASE("a pattern that would run for ever is stopped") {
  auto slow = base::Pattern::compile("(a+)+(a+)+(a+)+b");
  REQUIRE(slow.has_value());
  const auto matched = slow->matches_whole(std::string(60, 'a'));
  REQUIRE_FALSE(matched.has_value());
  CHECK(matched.error().code == Errc::bad_input);
}

TEST_CASE("patterns are compiled once and kept") {
  base::Patterns patterns;
  const auto first = patterns.get("[a-z]+");
  REQUIRE(first.has_value());
  CHECK(*patterns.get("[a-z]+") == *first);
  CHECK_FALSE(patterns.get("[").has_value());
}
