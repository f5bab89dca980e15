// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "form/try_expression.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

const Instant now = *parse_instant("2025-10-15T00:00:00Z");

std::string tried(std::string_view expression, std::string_view variables = {}) {
  const auto result = try_expression(expression, variables, now);
  return result ? to_json(*result, false) : "error: " + word(result.error().problem, Lang::en);
}

std::string case_of(std::string_view line) {
  const auto result = try_case(line, now);
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
  CHECK(try_expression("false() and ${x}", "{}", now).error().place->column == 13);
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
