// SPDX-License-Identifier: Apache-2.0
#include "exchange/codebook/codebook.hpp"

#include <doctest/doctest.h>

#include "exchange/codebook/words.hpp"

using namespace scamdesk;

namespace {

constexpr std::string_view survey = R"yaml(form: survey
kind: survey
version: "2"
title: {ko: 조사, en: Survey}
plural: returns
key: [round]
choices:
  kind: [{name: a, label: {ko: 사무실, en: Office}}, {name: b, label: {ko: 숙소, en: Dormitory}}]
  many: [{name: c1, label: {ko: 하나, en: C1}}, {name: c2, label: {ko: 둘, en: C2}}, {name: c3, label: {ko: 셋, en: C3}}, {name: c4, label: {ko: 넷, en: C4}}, {name: c5, label: {ko: 다섯, en: C5}}, {name: c6, label: {ko: 여섯, en: C6}}, {name: c7, label: {ko: 일곱, en: C7}}, {name: c8, label: {ko: 여덟, en: C8}}, {name: c9, label: {ko: 아홉, en: C9}}, {name: d1, label: {ko: 열, en: D1}}, {name: d2, label: {ko: 열하나, en: D2}}, {name: d3, label: {ko: 열둘, en: D3}}, {name: d4, label: {ko: 열셋, en: D4}}]
questions:
  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}
  - name: places
    type: repeat
    label: {ko: 장소, en: Places}
    questions:
      - {name: kind, type: select_one kind, missing: [not_available], label: {ko: 용도, en: Kind}}
      - {name: country, type: select_one many, label: {ko: 국가, en: Country}}
      - {name: people, type: integer, relevant: "${kind} = 'b' and ${country} != ''", constraint: ". >= 0", unit: {ko: 명, en: persons}, label: {ko: 인원, en: People}}
      - {name: name, type: text, sensitive: true, label: {ko: 성명, en: Name}}
checks:
  - {id: some-people, severity: soft, fields: [people], test: "sum(${people}) > 0", message: {ko: 사람 없음, en: Nobody}}
)yaml";

form::FormPtr compiled() {
  static const auto form = form::compile({"survey.yaml", std::string(survey), {}}).form;
  REQUIRE(form != nullptr);
  return form;
}

bool holds(const std::string& page, std::string_view words) { return page.find(words) != std::string::npos; }

}  // namespace

TEST_CASE("an expression is said in words, with the labels of questions and choices") {
  const auto form = compiled();
  const auto* people = form->find("people");
  const auto relevant = exchange::in_words(*form, people->relevant, people);
  CHECK(relevant.ko == "(‘용도’ = ‘숙소’ 그리고 ‘국가’이(가) 비어 있지 않음)");
  CHECK(relevant.en == "(“Kind” = “Dormitory” and “Country” is not blank)");
  CHECK(exchange::in_words(*form, people->constraint, people).en == "this answer >= 0");
}

TEST_CASE("the printed form has room to answer, choices with codes, rules in words and as written") {
  const auto document = exchange::codebook(*compiled());
  const auto page = write(document, Format::markdown, {Lang::en});
  CHECK(holds(page, "Office (a)"));
  CHECK(holds(page, "persons"));
  CHECK(holds(page, "only when"));
  CHECK(holds(page, "not available"));
  CHECK(holds(page, "personal data"));
  CHECK(holds(page, "asks for a reason"));
  CHECK(holds(page, "The list many"));
  CHECK(holds(page, "D4"));
  const auto korean = write(document, Format::html, {Lang::ko});
  CHECK(holds(korean, "숙소 (b)"));
  CHECK(holds(korean, "개인정보"));
  CHECK_FALSE(holds(korean, "only when"));
}
