// SPDX-License-Identifier: Apache-2.0
#include "report/definition.hpp"

#include <doctest/doctest.h>
#include <set>

using namespace scamdesk;

namespace {

const std::string templates = std::string(SCAMDESK_SOURCE_DIR) + "/templates";

Error fault(const std::string& yaml) {
  const auto definition = report::read_definition(yaml, "r.yaml");
  REQUIRE_FALSE(definition.has_value());
  return definition.error();
}

const std::string head =
    "report: r\nversion: \"1\"\ntitle: {ko: 가, en: a}\nsections:\n  - heading: {ko: 나, en: b}\n    tables:\n"
    "      - name: t\n        title: {ko: 다, en: c}\n";

}  // namespace

TEST_CASE("every shipped report reads, and every text in it is in both languages") {
  const auto definitions = report::load_definitions(templates);
  REQUIRE(definitions.has_value());
  std::set<std::string> names;
  for (const auto& definition : *definitions) {
    names.insert(definition.name);
    CHECK_FALSE(definition.sections.empty());
    std::set<std::string> tables;
    for (const auto& section : definition.sections) {
      for (const auto& table : section.tables) { CHECK(tables.insert(table.name).second); }
    }
  }
  CHECK(names == std::set<std::string>{"completeness", "mission", "national"});
}

TEST_CASE("an unknown report is refused with the nearest name") {
  const auto near = report::load_definition(templates, "natonal");
  REQUIRE_FALSE(near.has_value());
  CHECK(near.error().code == Errc::not_found);
  CHECK(word(*near.error().hint, Lang::en) == "did you mean national?");
  CHECK(report::load_definition(templates, "mission").has_value());
}

TEST_CASE("all faults of a definition come at once, each with its place") {
  const auto error = fault("report: r\nversion: \"1\"\ntitl: x\ntitle: {ko: 가}\nsections:\n  - heading: {ko: 나, en: b}\n    level: two\n");
  CHECK(error.place == SourcePlace{"r.yaml", 3, 1});
  CHECK(word(*error.hint, Lang::en) == "did you mean title?");
  CHECK(error.more.size() == 2);
}

TEST_CASE("a query is one SELECT") {
  const std::string columns = "        columns: [{key: x, title: {ko: 라, en: d}}]\n";
  CHECK(report::read_definition(head + "        sql: SELECT 1 AS x\n" + columns, "r.yaml").has_value());
  CHECK(fault(head + "        sql: DELETE FROM cases\n" + columns).code == Errc::bad_input);
  CHECK(fault(head + "        sql: SELECT 1 AS x; DROP TABLE y\n" + columns).code == Errc::bad_input);
  CHECK(fault(head + "        sql: SELECT 1 AS x\n").code == Errc::bad_input);
}

TEST_CASE("names that go into a query are names, and a chart names columns that are there") {
  CHECK(fault(head + "        figures: {from: \"x\\\" --\", where: a, of: [b]}\n").code == Errc::bad_input);
  CHECK(fault(head + "        figures: {from: x, where: a, of: [\"b c\"]}\n").code == Errc::bad_input);
  CHECK(fault(head + "        sql: SELECT 1 AS x\n        columns: [{key: x, title: {ko: 라, en: d}}]\n"
                     "        chart: {title: {ko: 마, en: e}, label: x, value: y}\n").code == Errc::bad_input);
}
