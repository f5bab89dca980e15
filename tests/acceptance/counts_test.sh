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
echo "$expected expected: $filed filed, $nil nil, $late late, $exempt exempt, $missing missing"
