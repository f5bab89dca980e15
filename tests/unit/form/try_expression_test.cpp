// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "form/try_expression.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

const Surroundings surroundings{*parse_instant("2025-10-15T00:00:00Z"), Lang::ko, "seed"};

std::string tried(std::string_view expression, std::string_view variables = {}) {
  const auto result = try_expression(expression, variables, surroundings);
  return result ? to_json(*result, false) : "error: " + word(result.error().problem, Lang::en);
}

std::string case_of(std::string_view line) {
  const auto result = try_case(line, surroundings);
  return result ? to_json(*result, false) : "error: " + word(result.error().problem, Lang::en);
}

}  // namespace

TEST_CASE("an expression is tried over variables, and its type is named") {
  CHECK(tried("1 + 1") == R"({"type":"number","value":2})");
  CHECK(tried("${a} div 8", R"({"a": "1"})") == R"({"type":"number","value":0.125})");
  CHECK(tried("0 div 0") == R"({"type":"number","value":{"num":"NaN"}})");
  CHECK(tried("-0") == R"({"type":"number","value":{"num":"-0"}})");
  CHECK(tried("1 = 1") == R"({"type":"boolean","value":true})");
  CHECK(tried("'a'") == R"({"type":"string","value":"a"})");
  CHECK(tried("today()") == R"({"type":"date","value":"2025-10-15"})");
  CHECK(tried("now()") == R"({"type":"datetime","value":"2025-10-15T09:00:00.000+09:00"})");
  CHECK(tried("${a} + 1", R"({"a": null})") == R"({"type":"blank","value":""})");
  CHECK(tried("${a}", R"({"a": 1.50})") == R"({"type":"string","value":"1.5"})");
  CHECK(tried("${a}", R"({"a": ["x", "y"]})") == R"({"type":"nodeset","value":["x","y"]})");
  CHECK(tried("sum(${a}[n > 1]/n)", R"({"a": [{"n": 1}, {"n": 2}, {"n": 3}]})") == R"({"type":"number","value":5})");
}

TEST_CASE("what cannot be tried says why") {
  CHECK(tried("${totl} = 1 or 1", R"({"total": "1"})") == "error: totl: no such variable");
  CHECK(try_expression("false() and ${x}", "{}", surroundings).error().place->column == 13);
  CHECK(tried("1", "[1]").starts_with("error: variables are"));
  CHECK(tried("1", "{").starts_with("error: variables are"));
  CHECK(tried("1", R"({"a": {"b": 1}})").starts_with("error: a variable is"));
  CHECK(tried("1", R"({"a": [["b"]]})").starts_with("error: a variable is"));
  CHECK(tried("1 +").starts_with("error: "));
}

TEST_CASE("a case answers with its id, also when it fails") {
  CHECK(case_of(R"j({"id":"c1","expr":". + 1","self":"4"})j") == R"j({"id":"c1","type":"number","value":5})j");
  CHECK(case_of(R"j({"id":"c2","expr":"date-time(0)","tz":"America/Phoenix"})j") ==
        R"j({"id":"c2","type":"datetime","value":"1969-12-31T17:00:00.000-07:00"})j");
  CHECK(case_of(R"j({"id":"c3","expr":"nosuch()"})j") == R"j({"id":"c3","error":"nosuch(): no such function"})j");
  CHECK(case_of(R"j({"id":"c4","expr":"1","tz":"Nowhere"})j") ==
        R"j({"id":"c4","error":"Nowhere: no such time zone"})j");
  CHECK(case_of(R"j({"id":"c5"})j") == "error: a case needs \"expr\"");
  CHECK(case_of("not json").starts_with("error: a case is"));
}

TEST_CASE("months and days are named in the language that is asked for, in a case in English") {
  CHECK(tried("format-date('2025-10-15', '%e %b %Y, %a')") == R"({"type":"string","value":"15 10월 2025, 수"})");
  CHECK(case_of(R"j({"id":"c","expr":"format-date('2025-10-15', '%e %b %Y, %a')"})j") ==
        R"j({"id":"c","type":"string","value":"15 Oct 2025, Wed"})j");
}

TEST_CASE("an id is made of the seed that is given") {
  CHECK(tried("uuid()") == tried("uuid()"));
  CHECK(tried("uuid() = uuid()") == R"({"type":"boolean","value":false})");
  const auto without = try_expression("uuid()", "{}", {surroundings.now});
  CHECK(word(without.error().problem, Lang::en) == "uuid(): there is no record here to make an id for");
}
