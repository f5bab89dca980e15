#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Registers are files: a list by a condition agrees with SQL, and a new YAML file is a new register without a rebuild.
# usage: registers_test.sh PROGRAM TOUR
set -eu
. "$(dirname "$0")/common.sh"

scamdesk --store "$tour/hq.db" case list --where "status = 'Active' and country = 'KH'" --json >active.json
listed=$(json_rows active.json '$.records' 'count(*)')
scamdesk --store "$tour/hq.db" sql "SELECT count(*) AS n FROM cases WHERE status = 'Active' AND country = 'KH'" --json >sql.json
same "active cases in Cambodia" "$listed" "$(json sql.json '$.rows[0][0]')"
[ "$listed" -gt 10 ] || fail "only $listed active cases in Cambodia"

cp -r "$SCAMDESK_TEMPLATES" templates
cat >templates/forms/vehicle.yaml <<'YAML'
form: vehicle
kind: register
version: "1"
title: {ko: 차량, en: Vehicle}
plural: vehicles
owner: mission
questions:
  - {name: plate, type: text, required: true, label: {ko: 번호판, en: Plate}}
  - {name: seen_on, type: date, label: {ko: 확인일, en: Seen on}}
YAML
cp "$tour/desks/TH-BKK.db" desk.db
export SCAMDESK_TEMPLATES="$work/templates"
scamdesk --store desk.db vehicle add --plate "EXERCISE 1" --seen-on 2025-10-30
scamdesk --store desk.db vehicle list --where "plate = 'EXERCISE 1'" --json >vehicles.json
same "vehicles" "$(json_rows vehicles.json '$.records' 'count(*)')" 1
scamdesk --store desk.db sql "SELECT plate FROM vehicles" --json >sql.json
same "the vehicle's plate" "$(json sql.json '$.rows[0][0]')" "EXERCISE 1"
echo "$listed active cases; a new register works"
