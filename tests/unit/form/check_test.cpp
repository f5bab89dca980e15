// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "form/form.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

/// A small survey with a group, a repeat, and a repeat inside it.
constexpr std::string_view definition = R"yaml(
form: survey
kind: survey
version: "1"
plural: returns
title: {ko: 조사, en: Survey}
choices:
  scale: [{name: low, label: {ko: 낮음, en: Low}}, {name: high, label: {ko: 높음, en: High}}]
  area:
    - {name: poipet, label: {ko: 포이펫, en: Poipet}, of: KH}
    - {name: bavet, label: {ko: 바벳, en: Bavet}, of: KH}
    - {name: boten, label: {ko: 보텐, en: Boten}, of: LA}
questions:
  - {name: received, type: integer, label: {ko: 접수, en: Received}, required: true, missing: [not_available], constraint: ". >= 0"}
  - {name: open, type: integer, label: {ko: 미종결, en: Open}, default: "0", constraint: ". <= ${received}", constraint_message: {ko: "접수(${received})보다 많습니다", en: "More than received (${received})"}}
  - {name: informant, type: text, label: {ko: 제보자, en: Informant}, sensitive: true}
  - {name: started, type: date, label: {ko: 시작일, en: Started}, default: "today()"}
  - name: details
    type: group
    relevant: "${received} > 0"
    label: {ko: 상세, en: Details}
    questions:
      - {name: cause, type: text, label: {ko: 사유, en: Reason}, required: true, required_message: {ko: "사유를 적으십시오", en: "Give the reason"}}
      - {name: persons, type: integer, label: {ko: 인원, en: Persons}}
  - {name: doubled, type: calculate, label: {ko: 두 배, en: Doubled}, calculation: "coalesce(${persons}, 0) * 2"}
  - name: countries
    type: repeat
    label: {ko: 국가, en: Countries}
    questions:
      - {name: country, type: text, label: {ko: 국가, en: Country}, required: true}
      - {name: likelihood, type: select_one scale, label: {ko: 가능성, en: Likelihood}, required: true}
      - {name: reports, type: integer, label: {ko: 신고, en: Reports}}
      - name: areas
        type: repeat
        relevant: "${likelihood} = 'high'"
        label: {ko: 지역, en: Areas}
        questions:
          - {name: area, type: select_one area, label: {ko: 지역, en: Area}, choice_filter: "of = ${country}"}
          - {name: level, type: integer, label: {ko: 단계, en: Level}, constraint: ". >= 1 and . <= 4"}
    checks:
      - {id: high-needs-an-area, severity: soft, fields: [likelihood], test: "not(${likelihood} = 'high') or count(${areas}) > 0", message: {ko: "${country}: ${likelihood}", en: "${country}: ${likelihood}"}}
  - {name: reports_sum, type: calculate, label: {ko: 합계, en: Sum}, calculation: "sum(${reports})"}
checks:
  - {id: sum-agrees, severity: hard, fields: [received, reports], test: "${reports_sum} = ${received}", message: {ko: "합계 ${reports_sum}, 접수 ${received}, 국가별 ${reports}", en: "Sum ${reports_sum}, received ${received}, by country ${reports}"}}
  - {id: nobody-named, severity: info, fields: [informant], test: "${informant} = ''", message: {ko: "${informant}", en: "Told by ${informant}, ${persons} persons"}}
  - {id: cause-is-long, severity: info, fields: [cause], test: "string-length(${cause}) > 3", message: {ko: 짧음, en: Short}}
)yaml";

FormPtr survey() {
  const auto result = compile({"survey.yaml", std::string(definition), {}});
  for (const auto& error : result.errors) { MESSAGE(word(error.problem, Lang::en)); }
  REQUIRE(result.form != nullptr);
  return result.form;
}

const CheckContext context{*parse_instant("2025-10-15T08:00:00+09:00"), nullptr};

Cell v(const char* text) { return Cell::of(text); }

/// Two countries, all well.
Cells sound() {
  return {{"received", v("5")},
          {"cause", v("A good reason")},
          {"countries/KH/#", v("1")},
          {"countries/KH/country", v("KH")},
          {"countries/KH/likelihood", v("high")},
          {"countries/KH/reports", v("3")},
          {"countries/KH/areas/a/#", v("1")},
          {"countries/KH/areas/a/area", v("poipet")},
          {"countries/KH/areas/a/level", v("3")},
          {"countries/LA/#", v("2")},
          {"countries/LA/country", v("LA")},
          {"countries/LA/likelihood", v("low")},
          {"countries/LA/reports", v("2")}};
}

std::vector<Finding> findings(const Cells& changes) {
  const auto form = survey();
  auto cells = sound();
  for (const auto& [path, cell] : changes) { cells.insert_or_assign(path, cell); }
  return check(*form, to_answers(*form, cells), context).value();
}

/// `check@field` of every finding, with spaces between.
std::string found(const Cells& changes) {
  std::string list;
  for (const auto& finding : findings(changes)) { list += (list.empty() ? "" : " ") + finding.check + "@" + finding.field; }
  return list;
}

}  // namespace

TEST_CASE("a sound return has no findings") { CHECK(found({}) == ""); }

TEST_CASE("a required answer is wanted where it is relevant") {
  CHECK(found({{"cause", Cell::blank()}}) == "required.cause@cause cause-is-long@cause");
  CHECK(found({{"countries/LA/likelihood", Cell::blank()}}) == "required.likelihood@countries[2].likelihood");
  const auto words = findings({{"cause", Cell::blank()}}).at(0).message;
  CHECK(words == Text{"사유를 적으십시오", "Give the reason"});
}

TEST_CASE("what is not relevant says nothing and counts as blank") {
  // With nothing received the whole group goes, its required reason and its persons with it.
  const auto form = survey();
  auto cells = sound();
  cells["received"] = v("0");
  cells["persons"] = v("7");
  cells["countries/KH/reports"] = v("0");
  cells["countries/LA/reports"] = v("0");
  cells.erase("cause");
  auto answers = to_answers(*form, cells);
  CHECK(check(*form, answers, context)->empty());
  REQUIRE(calculate(*form, answers, context, false).has_value());
  CHECK(answers.cells.at("doubled") == v("0"));
  CHECK(answers.cells.at("persons") == v("7"));  // kept in the draft
  const auto filed = relevant_only(*form, answers, context).value();
  CHECK_FALSE(filed.cells.contains("persons"));
  CHECK(filed.cells.at("received") == v("0"));
}

TEST_CASE("a repeat that is not relevant has no rows") {
  const auto form = survey();
  auto cells = sound();
  cells["countries/KH/likelihood"] = v("low");
  cells["countries/KH/areas/a/level"] = v("9");
  const auto answers = to_answers(*form, cells);
  CHECK(check(*form, answers, context)->empty());
  CHECK(relevant_only(*form, answers, context)->repeats.at("countries").at(0).answers.repeats.empty());
}

TEST_CASE("a reason for no value counts as an answer where it is permitted") {
  CHECK(found({{"received", Cell::not_available()}}) == "sum-agrees@received");
  CHECK(found({{"received", Cell::not_applicable()}}) == "missing.received@received sum-agrees@received");
  CHECK(findings({{"received", Cell::not_applicable()}}).at(0).severity == Severity::hard);
}

TEST_CASE("answers of the wrong type and unknown choices are hard findings") {
  CHECK(found({{"started", v("2026-02-30")}}) == "type.started@started");
  CHECK(found({{"countries/LA/likelihood", v("huge")}}) == "choice.likelihood@countries[2].likelihood");
}

TEST_CASE("a choice is offered or not by the answers around it") {
  CHECK(found({{"countries/KH/areas/a/area", v("bavet")}}) == "");
  CHECK(found({{"countries/KH/areas/a/area", v("boten")}}) == "choice.area@countries[1].areas[1].area");
}

TEST_CASE("a constraint is asked of an answer and never of a blank") {
  CHECK(found({{"open", v("5")}}) == "");
  const auto list = findings({{"open", v("6")}});
  REQUIRE(list.size() == 1);
  CHECK(list[0].check == "constraint.open");
  CHECK(list[0].message == Text{"접수(5)보다 많습니다", "More than received (5)"});
  CHECK(list[0].values == std::map<std::string, std::string>{{"open", "6"}});
  CHECK(found({{"countries/KH/areas/a/level", v("5")}}) == "constraint.level@countries[1].areas[1].level");
}

TEST_CASE("checks of rows name their row, and messages their answers") {
  const auto list = findings({{"countries/LA/likelihood", v("high")}});
  REQUIRE(list.size() == 1);
  CHECK(list[0].check == "high-needs-an-area");
  CHECK(list[0].severity == Severity::soft);
  CHECK(list[0].field == "countries[2].likelihood");
  CHECK(list[0].message == Text{"LA: 높음", "LA: High"});
  CHECK(list[0].values.at("likelihood") == "high");
}

TEST_CASE("a message about all rows names them all, a blank by its name") {
  const auto list = findings({{"countries/LA/reports", Cell::blank()}});
  REQUIRE(list.size() == 1);
  CHECK(list[0].field == "received");
  CHECK(list[0].message == Text{"합계 3, 접수 5, 국가별 3, 빈칸", "Sum 3, received 5, by country 3, blank"});
  CHECK(list[0].values == std::map<std::string, std::string>{{"received", "5"}, {"reports", "3, "}, {"reports_sum", "3"}});
}

TEST_CASE("a sensitive answer never stands in a finding") {
  const auto list = findings({{"informant", v("Hong Gildong")}, {"persons", v("2")}});
  REQUIRE(list.size() == 1);
  CHECK(list[0].message == Text{"…", "Told by …, 2 persons"});
  CHECK(list[0].values.empty());
}

TEST_CASE("rows keep their number in findings") {
  CHECK(found({{"countries/LA/#", v("7")}, {"countries/LA/country", Cell::blank()}}) ==
        "required.country@countries[7].country");
}

TEST_CASE("no rows, no findings of rows") {
  const auto form = survey();
  const auto answers = to_answers(*form, {{"received", v("0")}});
  CHECK(check(*form, answers, context)->empty());
}

TEST_CASE("calculations are filled in dependency order, defaults where they are wanted") {
  const auto form = survey();
  auto answers = to_answers(*form, sound());
  answers.cells["persons"] = v("4");
  REQUIRE(calculate(*form, answers, context, false).has_value());
  CHECK(answers.cells.at("doubled") == v("8"));
  CHECK(answers.cells.at("reports_sum") == v("5"));
  CHECK_FALSE(answers.cells.contains("started"));
  REQUIRE(calculate(*form, answers, context, true).has_value());
  CHECK(answers.cells.at("started") == v("2025-10-15"));
  CHECK(answers.cells.at("open") == v("0"));
  answers.cells["open"] = v("3");
  REQUIRE(calculate(*form, answers, context, true).has_value());
  CHECK(answers.cells.at("open") == v("3"));
}

TEST_CASE("progress counts what is asked and what is blank") {
  const auto form = survey();
  const auto counts = progress(*form, to_answers(*form, sound()), context).value();
  CHECK(counts.relevant == 6 + 2 * 3 + 2);
  CHECK(counts.blank == 4);  // open, informant, started, persons
  const auto none = progress(*form, {}, context).value();
  CHECK(none.relevant == 4);
  CHECK(none.blank == 4);
}

TEST_CASE("a thawed form checks as the compiled one") {
  const auto form = survey();
  const auto thawed = thaw(freeze(*form)).value();
  auto cells = sound();
  cells["received"] = v("9");
  cells["countries/LA/country"] = Cell::blank();
  const auto answers = to_answers(*form, cells);
  CHECK(check(*form, answers, context).value() == check(*thawed, answers, context).value());
}

TEST_CASE("a date takes the day of a moment that was worked out for it, a dateTime the midnight of a day") {
  const auto compiled = compile({"own.yaml", R"yaml(
form: own
version: "1"
plural: owns
title: {ko: 이름, en: Name}
questions:
  - {name: seen, type: dateTime, label: {ko: 목격, en: Seen}}
  - {name: due, type: date, label: {ko: 기한, en: Due}, calculation: "date(${seen}) + 1"}
  - {name: from, type: dateTime, label: {ko: 시작, en: From}, calculation: "${due} - 1"}
)yaml", {}});
  REQUIRE(compiled.form != nullptr);
  Answers answers;
  answers.cells["seen"] = v("2025-10-15T16:30:00.000Z");  // the sixteenth in Seoul
  REQUIRE(calculate(*compiled.form, answers, context, false).has_value());
  CHECK(answers.cells.at("due") == v("2025-10-17"));
  CHECK(answers.cells.at("from") == v("2025-10-15T15:00:00.000Z"));
  CHECK(check(*compiled.form, answers, context)->empty());
}
