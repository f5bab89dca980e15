// SPDX-License-Identifier: Apache-2.0
#include "unit/form/expression_support.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

TEST_CASE("arithmetic is on numbers, and mod takes the sign of its left side") {
  const Survey survey;
  CHECK(survey.says("1 + 2 * 3 - 4 div 8") == "6.5");
  CHECK(survey.says("-7 mod 3") == "-1");
  CHECK(survey.says("5 mod -2") == "1");
  CHECK(survey.says("1 div 0") == "Infinity");
  CHECK(survey.says("0 div 0") == "NaN");
  CHECK(survey.says("'12' + 1") == "13");
  CHECK(survey.says("'a' + 1") == "NaN");
  CHECK(survey.says("true() + true()") == "2");
  CHECK(survey.says("0.1 + 0.2") == "0.3");
  CHECK(survey.says("-${total}") == "-12");
}

TEST_CASE("arithmetic with a blank is blank, never zero") {
  const Survey survey;
  for (const auto* text : {"${blank} + 1", "1 + ${blank}", "${blank} * 0", "-${blank}", "${unknown} + 1", "'' + 1",
                           "${total} - ${blank} + 1", "abs(${blank})", "round(${blank} div 2, 1)"}) {
    CHECK_MESSAGE(survey.says(text) == "(blank)", text);
  }
  CHECK(to_cell(*survey.ask("${blank} + 1")) == Cell::blank());
  CHECK(survey.says("coalesce(${blank}, 0) + 1") == "1");
}

TEST_CASE("a blank equals nothing but the empty text, and is neither less nor more") {
  const Survey survey;
  for (const auto* text : {"${blank} = 0", "${blank} < 1", "${blank} >= 0", "0 = ${blank}", "${blank} = 'a'",
                           "${blank} = ${unknown}", "${blank} = false()", "${blank} + 1 > 0", "${note} = 'a'"}) {
    CHECK_FALSE_MESSAGE(survey.holds(text), text);
  }
  for (const auto* text : {"${blank} = ''", "'' = ${blank}", "${unknown} = ''", "${note} = ''"}) {
    CHECK_MESSAGE(survey.holds(text), text);
  }
}

TEST_CASE("not equal says exactly when equal does not hold, of blanks too") {
  const Survey survey;
  for (const auto* text : {"${blank} != 0", "${blank} != 'a'", "'a' != ${blank}", "${blank} != false()", "'' != '0'",
                           "${blank} != ${unknown}", "${total} != ''", "${note} != 'a'", "${blank} + 1 != 1"}) {
    CHECK_MESSAGE(survey.holds(text), text);
  }
  for (const auto* text : {"${blank} != ''", "'' != ${blank}", "${total} != 12", "${note} != ''"}) {
    CHECK_FALSE_MESSAGE(survey.holds(text), text);
  }
}

TEST_CASE("numbers compare with tolerance, so that decimals mean what they say") {
  const Survey survey;
  CHECK(survey.holds("0.1 + 0.2 = 0.3"));
  CHECK_FALSE(survey.holds("0.1 + 0.2 > 0.3"));
  CHECK(survey.holds("0.1 + 0.2 <= 0.3"));
  CHECK(survey.holds("6.1 - 7.8 = -1.7"));
  CHECK(survey.holds("17 = '17.000'"));
  CHECK_FALSE(survey.holds("'17' = '17.000'"));
  CHECK_FALSE(survey.holds("1 div 0 = -1 div 0"));
  CHECK(survey.holds("1 div 0 = 2 div 0"));
  CHECK_FALSE(survey.holds("'abc' < 'abd'"));
  CHECK(survey.holds("3 < 4 < 5"));
}

TEST_CASE("booleans are typed, and an answer that a calculation stored is one again") {
  Survey survey;
  survey.answers.cells["stored"] = to_cell(*survey.ask("1 > 2"));
  survey.context.enclosing = nullptr;
  CHECK(survey.says("if(${stored}, 'yes', 'no')") == "no");
  CHECK(survey.holds("${stored} = false()"));
  CHECK(survey.holds("not(${stored})"));
  CHECK(survey.holds("boolean('false')"));
  CHECK(survey.holds("1 = true()"));
  CHECK(survey.holds("true() != ''"));
}

TEST_CASE("and and or stop as soon as they know") {
  const Survey survey;
  CHECK_FALSE(survey.holds("false() and date('never') = 1"));
  CHECK(survey.holds("true() or nosuch()"));
  CHECK(survey.holds("false() or 1"));
  CHECK(survey.wrong_column("true() and nosuch()") == 12);
}

TEST_CASE("days and moments compare across their kinds, a day as its midnight in the zone") {
  Survey survey;
  CHECK(survey.holds("${started} < today()"));
  CHECK(survey.holds("'2025-10-16' = today()"));
  CHECK(survey.holds("today() - ${started} = 15"));
  CHECK(survey.holds("'2025-10-16T00:00:00+09:00' = date('2025-10-16')"));
  CHECK(survey.holds("'2025-10-15T23:59:59' < date('2025-10-16')"));
  CHECK(survey.holds("'2025-10-16T00:00:00Z' = '2025-10-16T09:00:00+09:00'"));
  CHECK_FALSE(survey.holds("'2026-02-30' > '2026-02-01'"));
  survey.context.zone = "UTC";
  CHECK(survey.holds("today() = '2025-10-15'"));
}

TEST_CASE("a nodeset compares when any of its answers does, and adds up only by sum()") {
  const Survey survey;
  CHECK(survey.holds("${country} = 'LA'"));
  CHECK(survey.holds("${country} != 'LA'"));
  CHECK_FALSE(survey.holds("${country} = 'VN'"));
  CHECK(survey.holds("${workers} > 3"));
  CHECK(survey.wrong_column("1 + ${country}") == 5);
  CHECK(survey.ask("${country} + 1").error().hint.has_value());
}
