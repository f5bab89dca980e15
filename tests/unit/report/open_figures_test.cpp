// SPDX-License-Identifier: Apache-2.0
#include "report/open_figures.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;
using report::mark_open;

namespace {

const std::vector<report::OpenFigure> open{{"filed_returns", "KH-PNH", "reports", "reports"},
                                           {"filed_returns", "LA-VTE", "area", "sites[2].area"}};

Table table_of(std::vector<TableColumn> columns, std::vector<std::vector<TableCell>> rows) {
  return {{}, "figures", {}, {"표", "Table"}, std::move(columns), std::move(rows), {"주", "note"}};
}

}  // namespace

TEST_CASE("a row about a question in conflict has its figure marked, and the note says which it is") {
  auto table = table_of({{"figure", {}}, {"total", {}}}, {{TableCell({"신고", "Reports"}, "reports"), 12}, {TableCell({"사람", "Persons"}, "persons"), 9}});
  mark_open(table, open, {{"filed_returns", ""}});
  CHECK(table.rows[0][1].text.en == "12*");
  CHECK(table.rows[1][1].text.en == "9");
  CHECK(table.note.en == "note\n* rests on 1 open conflicts: KH-PNH reports");
  CHECK(table.title.en == "Table");
  REQUIRE(table.head.size() == 1);
  CHECK(table.head[0].first == "open_conflicts");
}

TEST_CASE("in a list of missions only the answer of the mission in conflict is marked") {
  auto table = table_of({{"mission", {}}, {"reports", {}}}, {{"KH-PNH", 12}, {"LA-VTE", 3}});
  mark_open(table, open, {{"filed_returns", "reports"}});
  CHECK(table.rows[0][1].text.en == "12*");
  CHECK(table.rows[1][1].text.en == "3");
}

TEST_CASE("a total that a query makes of answers in conflict is marked at its title") {
  auto table = table_of({{"country", {}}, {"many", {}}}, {{"KH", 2}});
  mark_open(table, open, {{"filed_returns_sites", "area"}});
  CHECK(table.title.ko == "표*");
  CHECK(table.note.en == "note\n* rests on 1 open conflicts: LA-VTE sites[2].area");
}

TEST_CASE("a table that reads nothing in conflict stays as it is") {
  auto table = table_of({{"state", {}}, {"many", {}}}, {{"filed", 2}});
  mark_open(table, open, {{"round_missions", "state"}, {"filed_returns", "mission"}});
  CHECK(table.title.en == "Table");
  CHECK(table.note.en == "note");
  CHECK(table.head.empty());
}

TEST_CASE("a count of records whose field is in conflict is marked, other registers are not") {
  const std::vector<report::OpenFigure> cases{{"cases", "KH-PNH", "status", "PNH-25-0001 status"}};
  auto counted = table_of({{"state", {}}, {"many", {}}}, {{"Active", 2}});
  mark_open(counted, cases, {{"cases", "status"}});
  CHECK(counted.title.en == "Table*");
  CHECK(counted.note.en == "note\n* rests on 1 open conflicts: KH-PNH PNH-25-0001 status");
  auto others = table_of({{"status", {}}, {"many", {}}}, {{"Active", 2}});
  mark_open(others, cases, {{"persons", "status"}});
  CHECK(others.title.en == "Table");
}

TEST_CASE("where two filings stand apart, everything read from what was filed rests on it") {
  auto table = table_of({{"mission", {}}, {"reports", {}}}, {{"KH-PNH", 12}});
  mark_open(table, {{"filed_returns", "KH-PNH", "", "#filed"}}, {{"filed_returns", "reports"}});
  CHECK(table.rows[0][0].text.en == "KH-PNH*");
  CHECK(table.note.en == "note\n* rests on 1 open conflicts: KH-PNH #filed");
}
