#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A small survey and a small register (templates in t/) whose questions allow every state of a cell; headquarters (hq.db)
# has opened 2025-10 for Phnom Penh, whose host country and a blank stand in the rows.
set -eu
export SCAMDESK_NOW=2025-10-16T00:00:00Z
cp -rL "$(dirname "$(dirname "$(readlink -f "$(command -v scamdesk)")")")/share/scamdesk/templates" t
cat >t/forms/patrol.yaml <<'YAML'
form: patrol
kind: survey
version: "1"
title: {ko: 순찰 조사, en: Patrol survey}
plural: patrols
key: [round]
choices:
  level: [{name: high, label: {ko: 높음, en: High}}, {name: low, label: {ko: 낮음, en: Low}}]
questions:
  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}
  - name: counts
    type: group
    label: {ko: 건수, en: Counts}
    questions:
      - {name: calls, type: integer, nil: "0", missing: [not_available, not_applicable], constraint: ". >= 0", label: {ko: 전화, en: Calls}, hint: {ko: 받은 전화, en: Those answered}, unit: {ko: 건, en: calls}}
      - {name: visits, type: integer, nil: "0", missing: [not_available, not_applicable], label: {ko: 방문, en: Visits}}
      - {name: arrests, type: integer, missing: [not_available, not_applicable], label: {ko: 검거, en: Arrests}}
      - {name: leads, type: integer, missing: [not_available, not_applicable], label: {ko: 단서, en: Leads}}
      - {name: rescued, type: integer, missing: [not_available, not_applicable], label: {ko: 구조, en: Rescued}}
  - {name: total, type: calculate, calculation: "coalesce(${calls}, 0) + coalesce(${visits}, 0)", label: {ko: 합계, en: Total}}
  - {name: danger, type: select_one level, label: {ko: 위험, en: Danger}}
  - {name: why, type: text, relevant: "${danger} = 'high'", label: {ko: 이유, en: Why}}
  - {name: remark, type: text, missing: [not_applicable], label: {ko: 비고, en: Remark}}
  - name: places
    type: repeat
    prefill: {from: mission_countries, into: country}
    label: {ko: 장소, en: Places}
    questions:
      - {name: country, type: text, label: {ko: 국가, en: Country}}
      - {name: people, type: integer, missing: [not_available], label: {ko: 인원, en: People}}
checks:
  - {id: calls-many, severity: soft, fields: [calls], test: "coalesce(${calls}, 0) <= 100", message: {ko: "전화가 ${calls}건", en: "${calls} calls are many"}}
YAML
cat >t/forms/sighting.yaml <<'YAML'
form: sighting
version: "1"
title: {ko: 목격, en: Sighting}
plural: sightings
choices:
  level: [{name: high, label: {ko: 높음, en: High}}, {name: low, label: {ko: 낮음, en: Low}}]
questions:
  - {name: place, type: text, required: true, label: {ko: 곳, en: Place}, hint: {ko: 시·도, en: A town}}
  - {name: men, type: integer, missing: [not_available, not_applicable], constraint: ". >= 0", constraint_message: {ko: 0보다 적을 수 없습니다, en: not below 0}, label: {ko: 남, en: Men}, unit: {ko: 명, en: people}}
  - {name: women, type: integer, missing: [not_available, not_applicable], label: {ko: 여, en: Women}}
  - {name: minors, type: integer, missing: [not_available, not_applicable], label: {ko: 미성년, en: Minors}}
  - {name: cars, type: integer, missing: [not_available, not_applicable], label: {ko: 차량, en: Cars}}
  - {name: danger, type: select_one level, label: {ko: 위험, en: Danger}}
  - name: names
    type: repeat
    label: {ko: 별칭, en: Names}
    questions:
      - {name: alias, type: text, label: {ko: 별칭, en: Alias}}
YAML
cat >t/reports/patrol.yaml <<'YAML'
report: patrol
version: "1"
title: {ko: "{round} 순찰", en: "Patrols of {round}"}
subtitle: {ko: "{mission}", en: "{mission}"}
form: patrol
parameters: [round, mission]
sections:
  - heading: {ko: 회보 내용, en: Answers}
    tables:
      - {name: answers, title: {ko: 회보 내용, en: Answers}, answers: {from: filed_patrols}}
YAML
hq() { SCAMDESK_SEED=hq scamdesk -q --templates t --store hq.db "$@" >/dev/null; }
hq desk init --mission HQ --exercise
printf 'KH-PNH\n' >expect.txt
hq round open 2025-10 --form patrol --due 2025-10-31 --expect expect.txt
