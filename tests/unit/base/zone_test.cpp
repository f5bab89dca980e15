// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "base/zone.hpp"

using namespace scamdesk;

TEST_CASE("a moment is shown with the offset of its zone") {
  const auto moment = *parse_instant("2025-07-01T00:00:00Z");
  CHECK(base::to_string(moment, "Asia/Seoul") == "2025-07-01T09:00:00.000+09:00");
  CHECK(base::to_string(moment, "America/Phoenix") == "2025-06-30T17:00:00.000-07:00");
  CHECK(base::to_string(moment, "Europe/Paris") == "2025-07-01T02:00:00.000+02:00");
  CHECK(base::to_string(moment, "GMT") == "2025-07-01T00:00:00.000+00:00");
}

TEST_CASE("a wall clock is read in its zone, with and without daylight saving") {
  const base::LocalTime noon{parse_instant("2025-07-01T12:00:00Z")->time_since_epoch()};
  CHECK(to_string(base::from_local(noon, "Asia/Seoul")) == "2025-07-01T03:00:00.000Z");
  CHECK(to_string(base::from_local(noon, "Europe/Paris")) == "2025-07-01T10:00:00.000Z");
  const base::LocalTime winter{parse_instant("2025-01-01T12:00:00Z")->time_since_epoch()};
  CHECK(to_string(base::from_local(winter, "Europe/Paris")) == "2025-01-01T11:00:00.000Z");
}

TEST_CASE("an unknown zone is known to be unknown") {
  CHECK(base::is_zone("Asia/Phnom_Penh"));
  CHECK(base::is_zone("Asia/Seoul"));
  CHECK_FALSE(base::is_zone("Asia/Nowhere"));
  CHECK_FALSE(base::is_zone(""));
}
