// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "unit/register/support.hpp"

using namespace scamdesk;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

namespace {

Errc refused(TestDesk& desk, std::string_view query) {
  const auto rows = records::select_sql(desk.ledger()->database(), query);
  REQUIRE_MESSAGE(!rows, query);
  return rows.error().code;
}

}  // namespace

TEST_CASE("a query reads views, joins them, and binds what it names") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "a"}, {"country", "KH"}, {"places/x/#", "1"}, {"places/x/place", "P"}})));
  CHECK(desk.sql("WITH c AS (SELECT * FROM cases) SELECT c.title, p.place FROM c JOIN cases_places p USING (id)") == "a|P");
  CHECK(desk.sql("SELECT count(*) FROM (SELECT country FROM cases GROUP BY country)") == "1");
  CHECK(desk.sql("SELECT value FROM json_each('[1,2]')") == "1\n2");
  CHECK(desk.sql("SELECT x'00ff', 1.5, NULL") == "00ff|1.500000|-");
  const auto rows = records::select_sql(desk.ledger()->database(), "SELECT title AS t FROM cases WHERE country = :country",
                                        {{"country", "KH"}, {"mission", "unused"}});
  REQUIRE(rows);
  CHECK(rows->columns == std::vector<std::string>{"t"});
  CHECK(rows->rows.size() == 1);
}

TEST_CASE("a query that writes, or reads beside the views, is refused") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "a"}, {"passport", "M777"}})));
  for (const std::string query : {"DELETE FROM r_case", "UPDATE r_case SET title = 'x'", "CREATE TABLE t (x)", "PRAGMA user_version",
                            "ATTACH ':memory:' AS m", "BEGIN", "VACUUM", "SELECT passport FROM r_case", "SELECT * FROM [R_CASE]",
                            "SELECT count(*) FROM \"r_case\"", "SELECT name FROM sqlite_schema", "SELECT * FROM form_cache",
                            "WITH cases AS (SELECT passport FROM r_case) SELECT * FROM cases",
                            "SELECT * FROM (SELECT passport FROM main.r_case)", "SELECT * FROM pragma_table_info('r_case')",
                            "EXPLAIN DELETE FROM r_case"}) {
    CHECK_MESSAGE(refused(desk, query) == Errc::not_permitted, query);
  }
  CHECK(desk.sql("SELECT passport FROM cases") == "•••");
  CHECK(desk.sql("SELECT count(*) FROM cases") == "1");
}

TEST_CASE("a query that is none says why, with the nearest view") {
  TestDesk desk;
  desk->lay_views();
  CHECK(refused(desk, "") == Errc::usage);
  CHECK(refused(desk, "SELEC 1") == Errc::usage);
  CHECK(refused(desk, "SELECT 1; SELECT 2") == Errc::usage);
  CHECK(refused(desk, "SELECT nosuch FROM cases") == Errc::usage);
  const auto rows = records::select_sql(desk.ledger()->database(), "SELECT * FROM casses");
  REQUIRE_FALSE(rows);
  CHECK(word(*rows.error().hint, Lang::en) == "did you mean cases?");
}
