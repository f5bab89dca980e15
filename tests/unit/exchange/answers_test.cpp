// SPDX-License-Identifier: Apache-2.0
#include "exchange/answers.hpp"

#include <doctest/doctest.h>

#include "desks.hpp"

using namespace scamdesk;

namespace {

constexpr std::string_view survey = R"yaml(form: survey
kind: survey
version: "1"
title: {ko: 조사, en: Survey}
plural: returns
key: [round]
choices:
  need: [{name: a, label: {ko: 가, en: A}}, {name: b, label: {ko: 나, en: B}}]
questions:
  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}
  - {name: reports, type: integer, missing: [not_available], label: {ko: 신고, en: Reports}}
  - {name: doubled, type: calculate, calculation: "${reports} * 2", label: {ko: 두 배, en: Doubled}}
  - {name: needs, type: select_multiple need, label: {ko: 필요, en: Needs}}
  - {name: remark, type: text, label: {ko: 비고, en: Remark}}
  - name: countries
    type: repeat
    label: {ko: 국가, en: Countries}
    questions:
      - {name: country, type: text, label: {ko: 국가, en: Country}}
      - {name: likelihood, type: integer, label: {ko: 가능성, en: Likelihood}}
)yaml";

struct Reading {
  test::TempFolder folder;
  form::FormPtr form = form::compile({"survey.yaml", std::string(survey), {}}).form;
  Answers present;

  Reading() {
    present.cells["round"] = Cell::of("2025-10");
    present.repeats["countries"] = {{"KH", 1, {{{"country", Cell::of("KH")}}, {}}}, {"LA", 4, {{{"country", Cell::of("LA")}}, {}}}};
  }
  Result<Assignments> read(const std::string& name, std::string_view content) {
    REQUIRE(base::write_file(folder.file(name), content));
    return exchange::read_answers(*form, present, folder.file(name), "");
  }
  std::string text(const std::string& name, std::string_view content) {
    const auto assignments = read(name, content);
    if (!assignments) { return "! " + word(assignments.error().problem, Lang::en); }
    std::string out;
    for (const auto& one : *assignments) { out += one.name + "=" + one.value + "\n"; }
    return out;
  }
};

}  // namespace

TEST_CASE("YAML answers become the assignments that bring the return there") {
  Reading reading;
  CHECK(reading.text("a.yaml",
                     "round: 2025-10\nreports: 12\ndoubled: 24\nneeds: [a, b]\nremark: \"@home\"\n"
                     "countries:\n  - likelihood: 3\n  - {country: LA, likelihood: 2}\n  - {country: MM, likelihood: 5}\n") ==
        "reports=12\nneeds=a b\nremark=@@home\n"
        "countries[1].likelihood=3\ncountries[4].likelihood=2\n"
        "countries[+]=\ncountries[5].country=MM\ncountries[5].likelihood=5\n");
}

TEST_CASE("a reason for having no value is a map, and null clears") {
  Reading reading;
  CHECK(reading.text("a.yaml", "reports: {na: not_available}\nremark:\n") == "reports=@not_available\n");
  reading.present.cells["remark"] = Cell::of("x");
  CHECK(reading.text("a.json", R"({"reports": {"na": "not_available"}, "remark": null})") ==
        "reports=@not_available\nremark=\n");
}

TEST_CASE("what 'return show --json' prints is read back, and says nothing new") {
  Reading reading;
  reading.present.cells["reports"] = Cell::of("12");
  CHECK(reading.text("a.json", R"({"schema": "scamdesk.return/1", "mission": "KH-PNH", "answers": {"round": "2025-10",
    "reports": 12, "doubled": 24, "countries": [{"#": 1, "country": "KH"}, {"#": 4, "country": "LA"}]}})") == "");
}

TEST_CASE("a row whose prefilled question is blank is the next one that nothing else is about, each time it is read") {
  Reading reading;
  auto yaml = std::string(survey);
  yaml.replace(yaml.find("    type: repeat\n"), std::string("    type: repeat\n").size(),
               "    type: repeat\n    prefill: {from: mission_countries, into: country}\n");
  reading.form = form::compile({"survey.yaml", yaml, {}}).form;
  REQUIRE(reading.form != nullptr);
  reading.present.repeats["countries"].push_back({"new", 5, {{{"likelihood", Cell::of("2")}}, {}}});
  CHECK(reading.text("a.json", R"({"countries": [{"country": "LA"}, {"country": "KH"}, {"country": null, "likelihood": 2}]})") == "");
  CHECK(reading.text("a.json", R"({"countries": [{"country": "LA"}, {"country": null, "likelihood": 3}]})") ==
        "countries[5].likelihood=3\n");
  CHECK(reading.text("a.xml", R"(<data id="survey" version="1"><countries><country>KH</country></countries><countries>
    <country>LA</country></countries><countries><country/><likelihood>2</likelihood></countries></data>)") == "");
}

TEST_CASE("a text that would be read as a reason has another @ before it") {
  Reading reading;
  CHECK(reading.text("a.json", R"({"remark": "@@not_available"})") == "remark=@@not_available\n");
  CHECK(reading.text("b.json", R"({"remark": "@not_available"})") == "remark=@not_available\n");
  CHECK(reading.text("c.json", R"({"remark": "@home"})") == "remark=@@home\n");
  CHECK(reading.text("d.xml", R"(<data id="survey" version="1"><remark>@not_available</remark></data>)") == "remark=@@not_available\n");
}

TEST_CASE("CSV has a name and a value in each row, and what stands so already is passed over") {
  Reading reading;
  reading.present.cells["reports"] = Cell::of("12");
  CHECK(reading.text("same.csv", "name,value\nround,2025-10\nreports,12\ndoubled,24\nremark,\ncountries[4].country,LA\n") == "");
  reading.present.cells.erase("reports");
  const auto answers = reading.read("a.csv", "name,label,value\nreports,신고,12\ncountries[1].likelihood,,@not_available\n");
  REQUIRE(answers);
  REQUIRE(answers->size() == 2);
  CHECK((*answers)[1].name == "countries[1].likelihood");
  CHECK((*answers)[1].value == "@not_available");
  CHECK((*answers)[1].place->row == 3);
}

TEST_CASE("what is no file of answers is refused with its place") {
  Reading reading;
  const auto refused = [&](const std::string& name, std::string_view content, std::size_t row) {
    CAPTURE(content);
    const auto answers = reading.read(name, content);
    REQUIRE_FALSE(answers);
    CHECK(answers.error().code == Errc::bad_input);
    REQUIRE(answers.error().place);
    CHECK(answers.error().place->row == row);
  };
  refused("empty.yaml", "", 0);
  refused("list.yaml", "- a\n", 1);
  refused("twice.yaml", "reports: 1\nreports: 2\n", 2);
  refused("anchor.yaml", "reports: &a 1\n", 1);
  refused("reason.yaml", "reports: {na: perhaps}\n", 1);
  refused("rows.yaml", "remark: x\ncountries: [a, b]\n", 2);
  refused("cut.json", "{\"reports\": ", 1);
  refused("header.csv", "reports\n12\n", 1);
  refused("short.csv", "name,value\nreports\n", 2);
}
