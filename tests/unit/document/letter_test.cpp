// SPDX-License-Identifier: Apache-2.0
#include "document/letter.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;
using document::fill_letter;

TEST_CASE("a letter takes its values as they are, and leaves out what has none") {
  const std::string text = "To: {{name}}\n{{#lock}}Lock: {{lock}}{{/lock}}{{^lock}}No lock.{{/lock}}\n끝.\n";
  CHECK(fill_letter(text, {{"name", "A & B <주캄보디아대사관>"}, {"lock", "2025. 11. 7."}}) == "To: A & B <주캄보디아대사관>\nLock: 2025. 11. 7.\n끝.\n");
  CHECK(fill_letter(text, {{"name", "A"}, {"lock", ""}}) == "To: A\nNo lock.\n끝.\n");
}

TEST_CASE("a value that looks like a template stays a value") {
  CHECK(fill_letter("{{reason}}", {{"reason", "{{mission}}"}, {"mission", "KH-PNH"}}) == "{{mission}}");
}

TEST_CASE("a template that is none is refused with what is wrong") {
  const auto filled = fill_letter("{{#open}}never closed", {{"open", "yes"}});
  REQUIRE_FALSE(filled);
  CHECK(filled.error().code == Errc::config);
}
