// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <doctest/doctest.h>

#include "form/form.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

/// Version 3 of a form; `changes` follow it.
const std::string third = R"yaml(form: trial
version: "3"
plural: trials
title: {ko: 시험, en: Trial}
choices:
  level: [{name: low, label: {ko: 낮음, en: Low}}, {name: severe, label: {ko: 심각, en: Severe}}]
questions:
  - {name: received, type: integer, label: {ko: 접수, en: Received}}
  - {name: risk, type: select_one level, label: {ko: 위험, en: Risk}}
  - {name: signs, type: select_multiple level, label: {ko: 징후, en: Signs}}
  - {name: given_name, type: text, label: {ko: 이름, en: Given name}}
  - {name: family_name, type: text, label: {ko: 성, en: Family name}}
  - {name: age, type: integer, label: {ko: 나이, en: Age}}
  - name: compounds
    type: repeat
    label: {ko: 단지, en: Compounds}
    questions:
      - {name: place, type: text, label: {ko: 장소, en: Place}}
      - {name: operator, type: text, label: {ko: 운영자, en: Operator}}
)yaml";

const std::string changes = R"yaml(changes:
  "1":
    renamed: {reports: reports_received, sites: compounds}
    recoded: {risk: {hi: high}, signs: {hi: severe}}
    retired: [fax]
  "2":
    renamed: {reports_received: received}
    moved: {operator: compounds}
    recoded: {risk: {high: severe}}
    split:
      contact: {given_name: "substring-after(., ' ')", family_name: "substring-before(., ' ')", age: "string-length(.)"}
)yaml";

FormPtr compiled(const std::string& yaml) {
  const auto result = compile({"f.yaml", yaml, {}});
  for (const auto& error : result.errors) { MESSAGE(word(error.problem, Lang::en)); }
  REQUIRE(result.form != nullptr);
  return result.form;
}

Cells cells(std::initializer_list<std::pair<const std::string, std::string>> values) {
  Cells result;
  for (const auto& [path, text] : values) { result.emplace(path, Cell::of(text)); }
  return result;
}

struct Told { std::string problem, hint; std::size_t row, column; };

/// All errors of version 3 with these changes, each at its `<>` in the order they stand.
std::vector<Told> told(std::string with, std::vector<SourcePlace>& marks) {
  auto yaml = third + with;
  for (auto at = yaml.find("<>"); at != std::string::npos; at = yaml.find("<>")) {
    yaml.erase(at, 2);
    const auto before = yaml.substr(0, at);
    const auto row = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n')) + 1;
    marks.push_back({"f.yaml", row, before.size() - (before.rfind('\n') + 1) + 1});
  }
  std::vector<Told> errors;
  for (const auto& error : compile({"f.yaml", yaml, {}}).errors) {
    CHECK(word(error.problem, Lang::ko) != word(error.problem, Lang::en));
    errors.push_back({word(error.problem, Lang::en), error.hint ? word(*error.hint, Lang::en) : "", error.place->row, error.place->column});
  }
  return errors;
}

void broken(const std::string& with, const std::vector<std::pair<std::string, std::string>>& expected) {
  CAPTURE(with);
  std::vector<SourcePlace> marks;
  const auto errors = told(with, marks);
  std::string problems;
  for (const auto& error : errors) { problems += error.problem + "\n"; }
  CAPTURE(problems);
  REQUIRE(errors.size() == expected.size());
  REQUIRE(marks.size() == expected.size());
  for (std::size_t i = 0; i < errors.size(); ++i) {
    CHECK(errors[i].problem == expected[i].first);
    CHECK(errors[i].hint == expected[i].second);
    CHECK(errors[i].row == marks[i].row);
    CHECK(errors[i].column == marks[i].column);
  }
}

}  // namespace

TEST_CASE("answers of version 1 go through version 2 into version 3") {
  const auto form = compiled(third + changes);
  const VersionMap map(*form);
  std::vector<Mapping> mappings;
  const auto read = map.read(cells({{"reports", "5"}, {"risk", "hi"}, {"signs", "low hi"}, {"fax", "02-1"}, {"age", "7"},
                                    {"sites/x/#", "1"}, {"sites/x/place", "P"}}), &mappings);
  CHECK(read == cells({{"received", "5"}, {"risk", "severe"}, {"signs", "low severe"}, {"fax", "02-1"}, {"age", "7"},
                       {"compounds/x/#", "1"}, {"compounds/x/place", "P"}}));
  CHECK(std::count(mappings.begin(), mappings.end(), Mapping{"received", Became::renamed, "reports", "1"}) == 1);
  CHECK(std::count(mappings.begin(), mappings.end(), Mapping{"received", Became::renamed, "reports_received", "2"}) == 1);
  CHECK(std::count(mappings.begin(), mappings.end(), Mapping{"risk", Became::recoded, "hi", "1"}) == 1);
  CHECK(map.version_of(mappings) == "1");
  CHECK(map.read(read) == read);
}

TEST_CASE("answers of version 2 take the second step alone, and those of version 3 none") {
  const auto form = compiled(third + changes);
  const VersionMap map(*form);
  std::vector<Mapping> mappings;
  CHECK(map.read(cells({{"reports_received", "5"}, {"risk", "high"}}), &mappings) == cells({{"received", "5"}, {"risk", "severe"}}));
  CHECK(map.version_of(mappings) == "2");
  const auto newest = cells({{"received", "5"}, {"risk", "severe"}, {"compounds/x/place", "P"}});
  CHECK_FALSE(map.concerns(newest));
  CHECK(map.read(newest) == newest);
  CHECK(map.version_of({}) == "3");
}

TEST_CASE("a split answer stays under its name beside its parts; a part that does not fit is left out") {
  const auto form = compiled(third + changes);
  std::vector<Mapping> mappings;
  CHECK(VersionMap(*form).read(cells({{"contact", "Kim Minsu"}}), &mappings) ==
        cells({{"contact", "Kim Minsu"}, {"family_name", "Kim"}, {"given_name", "Minsu"}, {"age", "9"}}));
  CHECK(mappings.size() == 3);
  const auto dated = compiled(third + "changes:\n  \"2\":\n    split: {contact: {age: ., given_name: .}}\n");
  CHECK(VersionMap(*dated).read(cells({{"contact", "Kim"}})) == cells({{"contact", "Kim"}, {"given_name", "Kim"}}));
}

TEST_CASE("an answer that moved into a repeat makes a row of it; rows of another repeat keep their ids") {
  const auto form = compiled(third + changes);
  const VersionMap map(*form);
  const auto read = map.read(cells({{"operator", "O"}, {"sites/x/place", "P"}}));
  CHECK(read == cells({{"compounds/moved/operator", "O"}, {"compounds/x/place", "P"}}));
  CHECK(to_answers(*form, read).repeats.at("compounds").size() == 2);
  CHECK(map.read(cells({{"others/y/operator", "O"}})) == cells({{"compounds/y/operator", "O"}}));
  SUBCASE("out of deeper repeats there is no one place for it") {
    CHECK(map.read(cells({{"a/y/b/z/operator", "O"}})) == cells({{"a/y/b/z/operator", "O"}}));
  }
}

TEST_CASE("what stands under an older name was written since, and a change under the new name blanks it") {
  const auto form = compiled(third + changes);
  const VersionMap map(*form);
  CHECK(map.read(cells({{"received", "5"}, {"reports", "6"}})) == cells({{"received", "6"}}));
  const auto written = map.superseding(cells({{"reports", "6"}}), cells({{"received", "7"}}));
  CHECK(written == Cells{{"received", Cell::of("7")}, {"reports", Cell::blank()}, {"reports_received", Cell::blank()}});
  SUBCASE("the other parts of a split answer are written anew") {
    CHECK(map.superseding(cells({{"contact", "Kim Minsu"}}), cells({{"given_name", "Minji"}})) ==
          Cells{{"contact", Cell::blank()}, {"given_name", Cell::of("Minji")}, {"family_name", Cell::of("Kim")}, {"age", Cell::of("9")}});
  }
  SUBCASE("what has nothing to do with older names is written as it is") {
    CHECK(map.superseding(cells({{"reports", "6"}}), cells({{"risk", "low"}})) == cells({{"risk", "low"}}));
  }
}

TEST_CASE("names of all versions lead to the newest") {
  const auto form = compiled(third + changes);
  const VersionMap map(*form);
  CHECK(map.name_of("reports") == "received");
  CHECK(map.name_of("sites") == "compounds");
  CHECK(map.name_of("fax").empty());
  CHECK(map.path_of("sites/x/place") == "compounds/x/place");
}

TEST_CASE("the map survives being frozen") {
  const auto form = compiled(third + changes);
  const auto thawed = thaw(freeze(*form));
  REQUIRE(thawed);
  REQUIRE((*thawed)->changes.size() == form->changes.size());
  CHECK(VersionMap(**thawed).read(cells({{"reports", "5"}, {"contact", "Kim M"}})) ==
        VersionMap(*form).read(cells({{"reports", "5"}, {"contact", "Kim M"}})));
}

TEST_CASE("all that is wrong with the changes is told at once, each with its place and the nearest name") {
  broken(R"yaml(changes:
  "1":
    <>renamd: {a: b}
    renamed: {reports: <>recieved, <>place: risk, <>x: signs, y: <>signs}
    retired: [x, <>risk]
  "2":
    moved: {operator: <>compoundz, <>operater: compounds, risk: <>compounds}
    split: {contact: {<>family_nam: ., given_name: "<>${age}", family_name: "substring(<>", age: "<>nosuch(.)"}}
    recoded: {risk: {<>low: severe, hi: <>sever}, <>age: {a: b}}
)yaml",
         {{"unknown key renamd in the changes of a version", "did you mean renamed?"},
          {"unknown question recieved", "did you mean received?"},
          {"place is renamed from version 1, and is still a question of this form",
           "it stands in line 18; give the new question another name, or take it out here"},
          {"x was given up already", "line 24 says that it was retired from version 1"},
          {"x and y would both become signs", "two answers cannot stand in one; retire one of them"},
          {"risk is retired from version 1, and is still a question of this form",
           "it stands in line 9; give the new question another name, or take it out here"},
          {"operator does not stand in compoundz", "did you mean compounds?"},
          {"unknown question operater", "did you mean operator?"},
          {"risk does not stand in compounds", ""},
          {"unknown question family_nam", "did you mean family_name?"},
          {"a part is made of the whole answer alone", "write it as a dot: substring-before(., ' ')"},
          {"a value is missing before the end", ""},
          {"nosuch(): no such function", ""},
          {"low is recoded from version 2, and is still a choice of risk", "a code that was given up is not used again"},
          {"sever is no choice of risk", "did you mean severe?"},
          {"age has no choices to recode", ""}});
}

TEST_CASE("versions stand in order, each older than the form") {
  broken("changes:\n  \"<>3\": {retired: [a]}\n",
         {{"version 3 is not before this form's version 3", "changes stand under the older version"}});
  broken("changes:\n  \"2\": {retired: [a]}\n  \"<>1\": {retired: [b]}\n",
         {{"version 1 stands after version 2", "the oldest comes first"}});
  broken("changes: <>[a]\n",
         {{"changes must be a map of keys and values",
           "write the older version, and below it what was renamed, moved, split, retired or recoded"}});
  broken("changes:\n  \"1\": {renamed: <>{}}\n", {{"renamed must be a map of keys and values", ""}});
}

TEST_CASE("the parts of one answer stand in one place") {
  broken("changes:\n  \"1\":\n    split: {contact: {given_name: ., <>place: .}}\n",
         {{"the parts of contact stand in different repeats", ""}});
}
