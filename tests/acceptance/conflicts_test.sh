#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Two desks of one mission change one field apart: both values are kept, one is current, the same one everywhere.
# A change that comes after filing leaves what was filed.
# usage: conflicts_test.sh PROGRAM TOUR
set -eu
. "$(dirname "$0")/common.sh"

hq() { scamdesk --store hq.db "$@"; }
one() { scamdesk --store one.db "$@"; }
two() { scamdesk --store two.db "$@"; }
# From headquarters to both desks.
send_back() {
  hq pack --to KH-PNH -o "back-$1.sdpk"
  one merge "back-$1.sdpk" >/dev/null
  two merge "back-$1.sdpk" >/dev/null
}
# area DESK: the case's area as that desk has it.
area() { "$1" case list --where "file_no = 'EX-KH-PNH-000001'" --json >list.json; json list.json '$.records[0].area'; }

cp "$tour/hq.db" hq.db
cp "$tour/desks/KH-PNH.db" one.db
two desk init --mission KH-PNH --exercise --kit "$tour/kits/KH-PNH.sdpk" --yes
two desk card -o two.card
hq desk enrol two.card
send_back 0
one case list --where "file_no = 'EX-KH-PNH-000001'" --json >list.json
case=$(json list.json '$.records[0].id')

now=2025-11-04T09:00:00+09:00
one case set "$case" "area=EXERCISE one"
two case set "$case" "area=EXERCISE two"
one pack -o one.sdpk
two pack -o two.sdpk
now=2025-11-04T10:00:00+09:00
hq merge one.sdpk two.sdpk >/dev/null
send_back 1
for desk in hq one two; do
  "$desk" conflict list --json >conflicts.json
  for value in "EXERCISE one" "EXERCISE two"; do
    grep -q "$value" conflicts.json || fail "$desk: '$value' does not stand in the conflict"
  done
  same "the area at $desk" "$(area "$desk")" "$(area hq)"
done

now=2025-11-05T09:00:00+09:00
hq return show 2025-10 --mission KH-PNH --filed --json >before.json
two return reopen 2025-10 --reason "EXERCISE a late report"
two return set 2025-10 reports_received=400
two pack -o late.sdpk
hq merge late.sdpk >/dev/null
hq return show 2025-10 --mission KH-PNH --filed --json >after.json
hq return show 2025-10 --mission KH-PNH --json >current.json
same "the figure filed" "$(json after.json '$.answers.reports_received')" "$(json before.json '$.answers.reports_received')"
same "the figure now" "$(json current.json '$.answers.reports_received')" 400
same "changed since filed" "$(json current.json '$.changed_since_filed')" 1
echo "both values kept, one current; the filed figure stands"
