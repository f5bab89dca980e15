#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The scripts for batch jobs do what their heads say.
# usage: batch_test.sh PROGRAM TOUR
set -eu
. "$(dirname "$0")/common.sh"
batch=$here/../../examples/batch
export SCAMDESK_NOW=2025-11-03T12:00:00+09:00
PATH="$(dirname "$SCAMDESK"):$PATH"

cp "$tour/desks/HQ-opened.db" hq.db
mkdir inbox
cp "$tour/packages/KH-PNH.sdpk" "$tour/packages/LA-VTE.sdpk" "$tour/packages/JP-TYO.sdpk" inbox
scamdesk --store hq.db -q desk enrol "$tour/cards/KH-PNH.card" "$tour/cards/LA-VTE.card" >/dev/null
ended=0
sh "$batch/nightly_merge.sh" hq.db inbox archive >said 2>&1 || ended=$?
same "a night with a package that waits" "$ended" 1
same "taken" "$(ls archive)" "$(printf 'KH-PNH.sdpk\nLA-VTE.sdpk')"
same "waiting" "$(ls inbox)" JP-TYO.sdpk
grep -q 'JP-TYO.sdpk: held' said || fail "what waits is not named"
scamdesk --store hq.db -q desk enrol "$tour/cards/JP-TYO.card" >/dev/null
sh "$batch/nightly_merge.sh" hq.db inbox archive
same "waiting the night after" "$(ls inbox)" ""

sh "$batch/reminders.sh" hq.db 2025-10 >reminders
same "missions to remind" "$(wc -l <reminders)" 187
grep -q '^KH-REP  ' reminders || fail "KH-REP is not reminded"

sh "$batch/export_tables.sh" hq.db 2025-10 tables
for file in case.csv national.html national.json standing.csv; do [ -s "tables/$file" ] || fail "$file is empty"; done
same "cases exported" "$(sqlite3 :memory: '.import --csv tables/case.csv c' 'SELECT count(*) FROM c')" 421
grep -q summary tables/case.csv && fail "a sensitive question was exported"
echo "nightly merge, reminders and export work"
