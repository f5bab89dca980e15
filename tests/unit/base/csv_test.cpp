// SPDX-License-Identifier: Apache-2.0
#include "base/csv.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;

TEST_CASE("a table is read by column name, quotes, CRLF and a byte order mark included") {
  const auto rows = base::read_table("\xef\xbb\xbf" "code,label\r\nA,\"a, \"\"b\"\"\"\r\n\r\nB,나\n", "x.csv").value();
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].find("label")->second == "a, \"b\"");
  CHECK(rows[1].find("label")->second == "나");
}

TEST_CASE("a table's faults name file, row and column") {
  const auto open = base::read_table("a,b\n1,\"2\n", "x.csv").error();
  CHECK(open.place == SourcePlace{"x.csv", 2, 2});
  CHECK(base::read_table("a,b\n1\n", "x.csv").error().place == SourcePlace{"x.csv", 2, 0});
  CHECK(base::read_table("", "x.csv").error().code == Errc::bad_input);
  CHECK(base::read_table("a\n\xff\n", "x.csv").error().code == Errc::bad_input);
}
