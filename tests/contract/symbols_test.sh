#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The library exports what the public headers promise, and nothing else of ours.
# usage: symbols_test.sh SOURCE_DIR LIBRARY
set -eu
cd "$1"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Names promised: functions marked SCAMDESK_EXPORT, and the members of exported classes.
cat lib/include/scamdesk/*.hpp | grep -v '^#' >"$work/headers"
grep -o 'SCAMDESK_EXPORT [^;{]*(' "$work/headers" | sed 's/.*[ &*]\([a-z_][a-z_0-9]*\)($/\1/' | sort -u >"$work/functions"
awk '/^class SCAMDESK_EXPORT/ { name = $3; inside = 1 } inside { print name " " $0 } /^};/ { inside = 0 }' "$work/headers" |
  grep -v ' struct \|//' | grep -o '^[A-Za-z]* .*[ ~][A-Za-z_]*(' |
  sed 's/^\([A-Za-z]*\) .*[ ]\(~\{0,1\}[A-Za-z_]*\)($/\1::\2/' | sort -u >"$work/members"

nm -DC --defined-only "$2" | awk '$2 ~ /[TVWBDR]/ { $1 = ""; $2 = ""; print }' | sed 's/^ *//' | grep 'scamdesk::' |
  grep -v '^\(vtable\|typeinfo\|guard variable\|VTT\)' | grep -v '^\(std\|void std\|fmt\|tl\|nlohmann\)' >"$work/exported" || true
sed 's/\[abi:[a-z0-9]*\]//g; s/(.*//' "$work/exported" | grep -o 'scamdesk::[A-Za-z_:~0-9]*$' | sed 's/^scamdesk:://' | sort -u >"$work/names"

status=0
while read -r name; do
  case $name in
    *::*) grep -qx "$name" "$work/members" || { case ${name##*::} in operator=|value) ;; *) echo "exported, not in a public header: $name"; status=1 ;; esac; } ;;
    *) grep -qx "$name" "$work/functions" || { echo "exported, not in a public header: $name"; status=1; } ;;
  esac
done <"$work/names"
while read -r name; do
  grep -qx "$name" "$work/names" || { echo "promised by a public header, not exported: $name"; status=1; }
done <"$work/functions"
grep '^Desk::' "$work/members" | while read -r name; do
  grep -qx "$name" "$work/names" || echo "$name"
done >"$work/missing"
if [ -s "$work/missing" ]; then sed 's/^/promised by a public header, not exported: /' "$work/missing"; status=1; fi
[ "$(wc -l <"$work/names")" -gt 30 ] || { echo "hardly anything is exported: is this the library?"; status=1; }
[ "$status" -ne 0 ] || echo "$(wc -l <"$work/names") exported names, all promised"
exit $status
