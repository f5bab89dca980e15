#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# No package made for one mission holds a record that another owns: opens every kit.
# usage: kits_test.sh PROGRAM TOUR
set -eu
. "$(dirname "$0")/common.sh"

count=0
for kit in "$tour"/kits/*.sdpk; do
  code=$(basename "$kit" .sdpk)
  scamdesk inspect "$kit" --json >kit.json
  same "addressee of $code's kit" "$(json kit.json '$.to')" "$code"
  owners=$({
    json_rows kit.json '$.contents' "json_extract(value, '\$.owner')"
    json_rows kit.json '$.chains' "json_extract(value, '\$.owner')"
  } | sed 's/^\*$/shared/' | sort -u)
  [ -n "$owners" ] || fail "the kit of $code holds nothing"
  for owner in $owners; do
    case $owner in shared | "$code") ;; *) fail "the kit of $code holds records of $owner" ;; esac
  done
  count=$((count + 1))
done
same "kits" "$count" 190
echo "190 kits hold nothing of another mission's"
