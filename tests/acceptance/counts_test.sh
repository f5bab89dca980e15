#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The round's counts: five that exclude each other and add up, the same in the status and in the national report.
# usage: counts_test.sh PROGRAM TOUR
set -eu
. "$(dirname "$0")/common.sh"

scamdesk mission list --json >missions.json
same "missions" "$(json_rows missions.json '$.missions' 'count(*)')" 195

scamdesk --store "$tour/hq.db" round status 2025-10 --json >status.json
expected=$(json status.json '$.expected')
sum=0
for standing in filed nil late exempt missing; do
  count=$(json status.json "\$.$standing")
  listed=$(json_rows status.json '$.missions' "sum(json_extract(value, '\$.state') = '$standing')")
  same "missions listed as $standing" "$listed" "$count"
  case $standing in exempt) ;; *) [ "$count" -ge 1 ] || fail "no mission is $standing" ;; esac
  sum=$((sum + count))
  eval "$standing=$count"
done
same "expected" "$expected" 190
same "the five counts together" "$sum" 190

report=$tour/documents/national.json
for standing in expected filed nil late exempt missing; do
  same "$standing in the national report" "$(json "$report" "\$.coverage.$standing")" "$(json status.json "\$.$standing")"
done
tables=$(json_rows "$report" '$.tables' 'count(*)')
noted=$(json_rows "$report" '$.tables' "sum(json_extract(value, '\$.note.en') LIKE '$((expected - missing - exempt)) of $expected missions filed%')")
same "tables that say how many missions filed" "$noted" "$tables"
cambodia=$(sqlite3 :memory: "SELECT group_concat(json_extract(row.value, '\$.mission') || ' ' || json_extract(row.value, '\$.likelihood'), ', ')
  FROM json_each(CAST(readfile('$report') AS TEXT), '\$.tables') AS tables, json_each(tables.value, '\$.rows') AS row
  WHERE json_extract(tables.value, '\$.name') = 'likelihood_differing' AND json_extract(row.value, '\$.country') = 'KH'")
same "answers for Cambodia side by side" "$cambodia" "KH-PNH occurring, KH-REP high"
echo "$expected expected: $filed filed, $nil nil, $late late, $exempt exempt, $missing missing"
