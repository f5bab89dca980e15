// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <scamdesk/time.hpp>

using namespace scamdesk;

TEST_CASE("a day that does not exist is no date") {
  CHECK_FALSE(parse_date("2026-02-30"));
  CHECK_FALSE(parse_date("2026-2-03"));
  CHECK(to_string(*parse_date("2024-02-29")) == "2024-02-29");
}

TEST_CASE("an instant is read with any offset and written in UTC") {
  CHECK(to_string(*parse_instant("2025-10-16T00:00:00+09:00")) == "2025-10-15T15:00:00.000Z");
  CHECK_FALSE(parse_instant("2025-10-16T00:00:00"));
  CHECK_FALSE(parse_instant("2025-10-16T24:00:00Z"));
}

TEST_CASE("a day begins in Seoul nine hours before UTC") {
  CHECK(to_string(seoul_date(*parse_instant("2025-10-15T15:00:00Z"))) == "2025-10-16");
  CHECK(to_string(seoul_midnight(*parse_date("2025-10-16"))) == "2025-10-15T15:00:00.000Z");
}
