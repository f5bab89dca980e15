// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "unit/register/support.hpp"

using namespace scamdesk;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

namespace {

Result<Cells> assign(TestDesk& desk, std::string_view form, const Assignments& given, const Cells& present = {}, bool creating = true) {
  const auto definition = desk.form(form);
  return desk->assign(*definition, form::to_answers(*definition, present), given, desk.author(), creating);
}

std::string problem(const Result<Cells>& result) { return result ? "none" : word(result.error().problem, Lang::en); }
std::string hint(const Result<Cells>& result) { return result || !result.error().hint ? "none" : word(*result.error().hint, Lang::en); }

}  // namespace

TEST_CASE("values are made canonical, cleared, or given a reason") {
  TestDesk desk;
  const auto given = assign(desk, "case", {{"title", "@@home"}, {"losses", "12.50"}, {"persons", "@not_available"}, {"country", ""}});
  REQUIRE(given);
  CHECK(given->at("title").text == "@home");
  CHECK(given->at("losses").text == "12.5");
  CHECK(given->at("persons") == Cell::not_available());
  CHECK(given->at("country") == Cell::blank());
}

TEST_CASE("every wrong assignment is told at once") {
  TestDesk desk;
  const auto given = assign(desk, "case", {{"countri", "x"}, {"status", "Actve"}, {"losses", "1,234"}, {"title", "@not_available"}});
  REQUIRE_FALSE(given);
  CHECK(hint(given) == "did you mean country?");
  REQUIRE(given.error().more.size() == 3);
  CHECK(word(*given.error().more[0].hint, Lang::en) == "did you mean Active?");
  CHECK(word(given.error().more[2].problem, Lang::en) == "title: @not_available is not allowed here");
}

TEST_CASE("a sensitive value must not stand on the command line, but may come from a file") {
  TestDesk desk;
  const Assignment typed{.name = "passport", .value = "M1234567", .on_command_line = true};
  const auto refused = assign(desk, "case", {typed});
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == Errc::usage);
  CHECK(problem(refused).find("M1234567") == std::string::npos);
  CHECK(hint(refused).find("passport=@FILE") != std::string::npos);
  CHECK(assign(desk, "case", {{"passport", "M1234567"}}));
  CHECK(assign(desk, "case", {{.name = "passport", .value = "", .on_command_line = true}}));
}

TEST_CASE("new rows are added, named on, and told apart by naming a question again") {
  TestDesk desk;
  const auto given = assign(desk, "case", {{"places[+].place", "P"}, {"places[+].nights", "2"}, {"places[+].place", "Q"}});
  REQUIRE(given);
  const auto answers = form::to_answers(*desk.form("case"), *given);
  const auto& rows = answers.repeats.at("places");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].number == 1);
  CHECK(rows[0].answers.cells.at("nights").text == "2");
  CHECK(rows[1].answers.cells.at("place").text == "Q");
  CHECK_FALSE(rows[1].answers.cells.contains("nights"));
}

TEST_CASE("a wrong value in a row is told with the row") {
  TestDesk desk;
  const auto given = assign(desk, "case", {{"places[+].nights", "two"}});
  REQUIRE_FALSE(given);
  CHECK(problem(given) == "places[+].nights: \"two\" is not a whole number");
}

TEST_CASE("a row is changed by its number, and taken away with an empty value") {
  TestDesk desk;
  const auto present = cells({{"places/x/#", "1"}, {"places/x/place", "P"}, {"places/y/#", "3"}, {"places/y/place", "Q"}});
  CHECK(assign(desk, "case", {{"places[3].nights", "4"}}, present, false)->at("places/y/nights").text == "4");
  CHECK(assign(desk, "case", {{"places[1]", ""}}, present, false)->at("places/x/#gone").text == "1");
  const auto added = assign(desk, "case", {{"places[+].place", "R"}}, present, false);
  CHECK(form::to_answers(*desk.form("case"), *added).repeats.at("places").front().number == 4);
  CHECK_FALSE(assign(desk, "case", {{"places[2].place", "R"}}, present, false));
  CHECK(problem(assign(desk, "case", {{"places[1]", "x"}}, present, false)) == "places[1]: a row has no value of its own");
}

TEST_CASE("keys never change, and what the program fills in is not assigned") {
  TestDesk desk;
  CHECK(problem(assign(desk, "ad", {{"url", "https://other.example/"}}, cells({{"url", "https://example.com/"}}), false))
            .starts_with("url: it makes the record's id"));
  CHECK(assign(desk, "ad", {{"url", "example.com"}}, cells({{"url", "https://example.com/"}}), false));
  CHECK(problem(assign(desk, "ad", {{"url", "no address"}})) == "url: this is no web address");
  CHECK(problem(assign(desk, "scam-survey", {{"round", "2025-10"}})) == "round: the program fills this in");
  CHECK_FALSE(assign(desk, "scam-survey", {{"doubled", "4"}}));
}

TEST_CASE("a record is named by its short number") {
  TestDesk desk;
  const auto made = desk.add("case", cells({{"title", "a"}}));
  CHECK(assign(desk, "involvement", {{"case", "pnh-25-0001"}})->at("case").text == to_string(made->key.id));
  CHECK(problem(assign(desk, "involvement", {{"case", "PNH-25-0007"}})) == "PNH-25-0007: no such record in the register case");
}

TEST_CASE("what breaks a form's own rules is not written, and names the field") {
  TestDesk desk;
  const auto negative = desk.add("case", cells({{"title", "a"}, {"persons", "-1"}}));
  REQUIRE_FALSE(negative);
  CHECK(word(negative.error().problem, Lang::en) == "persons: no negative numbers");
  const auto untitled = desk.add("case", cells({{"country", "KH"}}));
  REQUIRE_FALSE(untitled);
  CHECK(desk.sql("SELECT count(*) FROM cases") == "0");
}

TEST_CASE("a desk writes its own mission's records and the shared ones, headquarters any") {
  TestDesk desk, hq("hq", "HQ");
  CHECK(desk.add("case", cells({{"title", "a"}}), "LA-VTE").error().code == Errc::not_permitted);
  CHECK(desk.add("case", cells({{"title", "a"}}), "*").error().code == Errc::not_permitted);
  CHECK(desk.add("ad", cells({{"url", "example.com"}}), "KH-PNH").error().code == Errc::not_permitted);
  CHECK(hq.add("case", cells({{"title", "a"}}), "LA-VTE")->number == "VTE-25-0001");
}
