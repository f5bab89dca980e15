// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include "form/form.hpp"

/// A form with a question of every type, a repeat in a repeat and rules of every kind, and one record of it: what
/// answers from outside are read into.
namespace scamdesk::fuzz {

inline constexpr std::string_view trial_yaml = R"yaml(form: s
kind: survey
version: "1"
title: {ko: 조사, en: Survey}
plural: ss
key: [round]
choices:
  need: [{name: a, label: {ko: 가, en: A}, level: "1"}, {name: b, label: {ko: 나, en: B}, level: "2"}]
questions:
  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}
  - name: g
    type: group
    relevant: "${round} != ''"
    label: {ko: 통계, en: Figures}
    questions:
      - {name: n, type: integer, missing: [not_available], constraint: ". >= 0", label: {ko: 신고, en: Reports}}
      - {name: x, type: decimal, default: "1.5", label: {ko: 비율, en: Rate}}
      - {name: s, type: select_one need, choice_filter: "level <= ${n}", label: {ko: 필요, en: Need}}
      - {name: m, type: select_multiple need, label: {ko: 여럿, en: Several}}
  - {name: c, type: calculate, calculation: "coalesce(${n}, 0) + count(${r})", label: {ko: 합, en: Sum}}
  - {name: w, type: dateTime, label: {ko: 때, en: Moment}}
  - name: r
    type: repeat
    label: {ko: 행, en: Rows}
    questions:
      - {name: t, type: text, label: {ko: 글, en: Text}}
      - name: q
        type: repeat
        label: {ko: 속 행, en: Inner rows}
        questions:
          - {name: d, type: date, relevant: "${t} != 'x'", missing: [not_available, not_applicable], label: {ko: 날짜, en: Day}}
checks:
  - {id: few, severity: soft, fields: [n], test: "${n} < 100 or count(${q}) > 0", message: {ko: 많음, en: Many}}
)yaml";

inline const form::Form& trial_form() {
  static const auto form = form::compile({"s.yaml", std::string(trial_yaml), {}}).form;
  if (form == nullptr) { std::abort(); }
  return *form;
}

inline Answers trial_answers() {
  Answers row;
  row.cells["t"] = Cell::of("가 나");
  row.repeats["q"] = {{"y", 1, {{{"d", Cell::of("2026-03-01")}}, {}}}, {"z", 3, {{{"d", Cell::not_available()}}, {}}}};
  Answers answers;
  answers.cells = {{"round", Cell::of("2025-10")}, {"n", Cell::of("12")}, {"x", Cell::of("-0.5")}, {"s", Cell::of("a")},
                   {"m", Cell::of("a b")}, {"w", Cell::of("2026-03-01T00:00:00.000Z")}};
  answers.repeats["r"] = {{"k", 1, std::move(row)}, {"l", 2, {{{"t", Cell::of("x")}}, {}}}};
  return answers;
}

}  // namespace scamdesk::fuzz
