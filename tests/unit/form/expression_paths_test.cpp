// SPDX-License-Identifier: Apache-2.0
#include "unit/form/expression_support.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

TEST_CASE("a reference is the answer, and across a repeat every row's answer") {
  const Survey survey;
  CHECK(survey.says("${title}") == "{Report}");
  CHECK(survey.says("${blank}") == "{-}");
  CHECK(survey.says("${country}") == "{KH,LA}");
  CHECK(survey.says("${nationals}") == "{7,-}");
  CHECK(survey.says("${workers}") == "{4,-,3}");
  CHECK(survey.wrong_column("1 + ${nosuch}") == 5);
}

TEST_CASE("inside a row a reference is that row's answer") {
  Survey survey;
  survey.inside({{"countries", 0}});
  CHECK(survey.says("${country}") == "{KH}");
  CHECK(survey.says("${place}") == "{Sihanoukville,Poipet}");
  CHECK(survey.says("${title}") == "{Report}");
  CHECK(survey.says("count(${countries})") == "2");
  survey.inside({{"countries", 0}, {"sites", 1}});
  CHECK(survey.says("${place}") == "{Poipet}");
  CHECK(survey.says("${country}") == "{KH}");
  survey.inside({{"countries", 1}});
  CHECK(survey.says("${workers}") == "{3}");
}

TEST_CASE("a repeat without rows has no nodes") {
  const Survey survey;
  CHECK(survey.says("count(${notes})") == "0");
  CHECK(survey.says("count(${note})") == "0");
  CHECK(survey.says("sum(${note})") == "0");
  CHECK(survey.says("max(${note})") == "(blank)");
}

TEST_CASE("paths go up, down and from the root") {
  Survey survey;
  survey.inside({{"countries", 0}, {"sites", 0}}).checking("4");
  CHECK(survey.says(".") == "{4}");
  CHECK(survey.says("../place") == "{Sihanoukville}");
  CHECK(survey.says("../../country") == "{KH}");
  CHECK(survey.says("../../../title") == "{Report}");
  CHECK(survey.says("/survey/title") == "{Report}");
  CHECK(survey.says("/survey/about/title") == "{Report}");
  CHECK(survey.says("/survey/countries/country") == "{KH,LA}");
  CHECK(survey.says("/survey/countries[2]/sites/place") == "{Golden Triangle}");
  CHECK(survey.says("//place") == "{Sihanoukville,Poipet,Golden Triangle}");
  CHECK(survey.says("count(/survey/*)") == "6");
  CHECK(survey.says("/survey/blank") == "{-}");
  CHECK(survey.says("/survey/nosuch") == "{}");
  CHECK(survey.says("../@id") == "{}");
  CHECK(survey.says("../place/text()") == "{Sihanoukville}");
  CHECK(survey.says("count(/)") == "1");
}

TEST_CASE("predicates filter by condition and by place") {
  const Survey survey;
  CHECK(survey.says("${countries}[country = 'LA']/sites/place") == "{Golden Triangle}");
  CHECK(survey.says("/survey/countries[nationals > 5]/country") == "{KH}");
  CHECK(survey.says("${countries}[1]/country") == "{KH}");
  CHECK(survey.says("${countries}[position() = 2]/country") == "{LA}");
  CHECK(survey.says("${countries}[last()]/country") == "{LA}");
  CHECK(survey.says("${country}[. = 'LA']") == "{LA}");
  CHECK(survey.says("${countries}[sites/workers = 3]/country") == "{LA}");
  CHECK(survey.says("${countries}[3]/country") == "{}");
  CHECK(survey.says("${countries}[country = 'KH'][nationals = 7]/country") == "{KH}");
  CHECK(survey.says("(${countries} | ${countries})[2]/country") == "{LA}");
}

TEST_CASE("the axes reach every neighbour") {
  const Survey survey;
  CHECK(survey.says("${countries}[1]/following-sibling::countries/country") == "{LA}");
  CHECK(survey.says("${countries}[2]/preceding-sibling::countries/country") == "{KH}");
  CHECK(survey.says("${place}[. = 'Poipet']/ancestor::countries/country") == "{KH}");
  CHECK(survey.says("count(${place}[. = 'Poipet']/ancestor::*)") == "3");
  CHECK(survey.says("count(${place}[. = 'Poipet']/ancestor::node())") == "4");
  CHECK(survey.says("${countries}[1]/following::place") == "{Golden Triangle}");
  CHECK(survey.says("${countries}[2]/preceding::place") == "{Sihanoukville,Poipet}");
  CHECK(survey.says("${countries}[1]/descendant::workers") == "{4}");
  CHECK(survey.says("${country}/self::country") == "{KH,LA}");
  CHECK(survey.says("${country}/self::place") == "{}");
  CHECK(survey.says("${place}/parent::sites/parent::countries/country") == "{KH,LA}");
  CHECK(survey.says("${country} | ${title}") == "{KH,LA,Report}");
}

TEST_CASE("current() is where the whole expression stands, position(..) the number of the row") {
  Survey survey;
  survey.inside({{"countries", 1}}).checking("LA");
  CHECK(survey.says("current()") == "{LA}");
  CHECK(survey.says("/survey/countries[country = current()/../country]/sites/place") == "{Golden Triangle}");
  CHECK(survey.says("count(/survey/countries[country = current()])") == "1");
  CHECK(survey.says("position(..)") == "2");
  CHECK(survey.says("position()") == "2");
  CHECK(survey.wrong_column("position(/survey/countries)") == 1);
}

TEST_CASE("indexed-repeat() names a row of each repeat") {
  Survey survey;
  CHECK(survey.says("indexed-repeat(${country}, ${countries}, 2)") == "{LA}");
  CHECK(survey.says("indexed-repeat(${place}, ${countries}, 1, ${sites}, 2)") == "{Poipet}");
  CHECK(survey.says("indexed-repeat(${place}, ${countries}, 1)") == "{Sihanoukville,Poipet}");
  CHECK(survey.says("indexed-repeat(${country}, ${countries}, 9)") == "{}");
  CHECK(survey.says("indexed-repeat(${country}, ${countries}, 0)") == "{}");
  survey.inside({{"countries", 1}});
  CHECK(survey.says("indexed-repeat(${country}, ${countries}, position(..) - 1)") == "{KH}");
  CHECK(survey.says("indexed-repeat(${place}, ${sites}, 1)") == "{Golden Triangle}");
  CHECK(survey.wrong_column("indexed-repeat('a', ${countries}, 1)") == 1);
}

TEST_CASE("bare names are the record's own answers, or a choice's columns") {
  Survey survey;
  CHECK(survey.holds("title = 'Report' and total = 12"));
  Answers choice;
  choice.cells["country"] = Cell::of("LA");
  survey.context.item = &choice;
  survey.inside({{"countries", 1}});
  CHECK(survey.holds("country = ${country}"));
  CHECK(survey.says("title") == "{}");
}

TEST_CASE("without a form every name is at the top, and a list lies in a repeat of its own name") {
  Answers answers;
  answers.cells["a"] = Cell::of("1");
  for (const auto* item : {"3", "17", ""}) {
    Answers row;
    row.cells["n"] = *item == '\0' ? Cell::blank() : Cell::of(item);
    answers.repeats["n"].push_back({item, 1, std::move(row)});
  }
  answers.repeats["none"];
  Survey survey;
  survey.context.answers = &answers;
  survey.context.enclosing = nullptr;
  survey.context.is_repeat = nullptr;
  CHECK(survey.says("${n}") == "{3,17,-}");
  CHECK(survey.says("sum(${n}) + ${a}") == "21");
  CHECK(survey.says("count(${n})") == "3");
  CHECK(survey.says("count-non-empty(${n})") == "2");
  CHECK(survey.says("count(${none})") == "0");
  CHECK(survey.says("${n}[2]") == "{17}");
  survey.context.answers = nullptr;
  CHECK(survey.says("1 + 1") == "2");
}

TEST_CASE("conditions on all answers inside one another are given up before they last for days") {
  const Survey survey;
  std::string nested = "//*";
  for (int i = 0; i < 12; ++i) { nested = "//*[count(" + nested + ") > 0]"; }
  CHECK(survey.says("count(" + nested + ")") == "error: the expression looks at more than 1000000 answers");
  CHECK(survey.says("count(//*[count(//*) > 1])") == survey.says("count(//*)"));
}

TEST_CASE("a text that doubles and doubles again is given up") {
  const Survey survey;
  std::string doubled = "'0123456789abcdef'";
  for (int i = 0; i < 10; ++i) { doubled = "concat(" + doubled + ", " + doubled + ")"; }
  CHECK(survey.says("string-length(" + doubled + ")") == "16384");
  Context context;
  Answers answers;
  answers.cells["long"] = Cell::of(std::string(600'000, 'a'));
  context.answers = &answers;
  const auto twice = evaluate(*Expression::parse("concat(${long}, ${long})"), context);
  REQUIRE_FALSE(twice.has_value());
  CHECK(word(twice.error().problem, Lang::en) == "a text of more than 1048576 bytes");
}
