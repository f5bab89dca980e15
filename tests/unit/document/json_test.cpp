// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <limits>

#include "document/json_reader.hpp"

using namespace scamdesk;
using document::read_json;

namespace {

std::string same(std::string_view json) {
  const auto data = read_json(json);
  REQUIRE(data.has_value());
  return to_json(*data, false);
}
Error fault(std::string_view json) {
  const auto data = read_json(json, "in.json");
  REQUIRE_FALSE(data.has_value());
  return data.error();
}

}  // namespace

TEST_CASE("JSON is written with its keys in order and its text escaped") {
  const Data data(Data::Object{{"schema", "scamdesk.x/1"}, {"b", 1}, {"a", Data::Array{true, Data(), 2.5}}, {"t", "\"\n\x01감"}});
  CHECK(to_json(data, false) == R"({"schema":"scamdesk.x/1","b":1,"a":[true,null,2.5],"t":"\"\n\u0001감"})");
  CHECK(to_json(Data(Data::Object{{"a", Data::Array{1}}, {"e", Data::Array{}}})) ==
        "{\n  \"a\": [\n    1\n  ],\n  \"e\": []\n}\n");
  CHECK(to_json(Data(std::numeric_limits<double>::infinity()), false) == "null");
}

TEST_CASE("bytes that are no UTF-8 become the replacement character, so that JSON stays JSON") {
  CHECK(to_json(Data("a\xff" "b\xea\xb0"), false) == "\"a\xef\xbf\xbd" "b\xef\xbf\xbd\xef\xbf\xbd\"");
}

TEST_CASE("what is read is written again as it was") {
  for (const char* json : {R"({"b":[1,-2,{"c":null}],"a":"감금 \u0001"})", "[]", "{}", "\"x\"", "-9223372036854775808", "0.125"}) {
    CHECK(same(json) == json);
  }
}

TEST_CASE("a negative zero is written as the integer that is read back") {
  CHECK(to_json(Data(-0.0), false) == "0");
  CHECK(to_json(document::read_json("-0e3").value(), false) == "0");
}

TEST_CASE("the same key twice in one object is refused with its place") {
  const auto error = fault("{\n  \"a\": 1,\n  \"a\": 2\n}");
  CHECK(error.code == Errc::bad_input);
  REQUIRE(error.place);
  CHECK(error.place->file == "in.json");
  CHECK(error.place->row == 3);
  CHECK(same(R"({"a":{"b":1},"c":{"b":1}})") == R"({"a":{"b":1},"c":{"b":1}})");
}

TEST_CASE("numbers that could not be kept exactly are refused") {
  CHECK(same("9223372036854775807") == "9223372036854775807");
  CHECK(fault("9223372036854775808").code == Errc::bad_input);
  CHECK(fault("123456789012345678901234567890").code == Errc::bad_input);
  CHECK(fault("1e999").code == Errc::bad_input);
  CHECK(fault("0.12345678901234567").code == Errc::bad_input);
  CHECK(same("0.100000000000000000") == "0.1");
}

TEST_CASE("bad JSON is refused with the place where it goes wrong") {
  CHECK(fault("").code == Errc::bad_input);
  CHECK(fault("{\"a\":01}").place->row == 1);
  CHECK(fault("[1,]").place->column == 4);
  CHECK(fault("[1]\n[2]").place->row == 2);
  CHECK(fault("{\"a\": \"\xff\"}").code == Errc::bad_input);
  CHECK(fault("\"\\ud800\"").code == Errc::bad_input);
  CHECK(fault("\"a\\u0000b\"").code == Errc::bad_input);
  CHECK(fault("NaN").code == Errc::bad_input);
}

TEST_CASE("nesting has a limit") {
  CHECK(read_json(std::string(64, '[') + std::string(64, ']')).has_value());
  CHECK(fault(std::string(65, '[') + std::string(65, ']')).code == Errc::bad_input);
  CHECK(fault(std::string(1000000, '[')).code == Errc::bad_input);
}

TEST_CASE("JSON Lines are read line by line, and one bad line does not hide the next") {
  document::JsonLinesReader reader("\xef\xbb\xbf{\"a\":1}\r\n\n{\"a\":\n{\"a\":3}", "in.jsonl");
  Data data;
  REQUIRE(reader.next(data).value());
  CHECK(to_json(data, false) == "{\"a\":1}");
  const auto bad = reader.next(data);
  REQUIRE_FALSE(bad.has_value());
  CHECK(bad.error().place->row == 3);
  REQUIRE(reader.next(data).value());
  CHECK(reader.line() == 4);
  CHECK(to_json(data, false) == "{\"a\":3}");
  CHECK_FALSE(reader.next(data).value());
}
