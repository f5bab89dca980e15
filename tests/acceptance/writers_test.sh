#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Many programs on one desk: 16 writers × 50 commands, all done and none lost, while readers see one state at a time;
# who may not wait is told that the desk is busy, with 75.
# usage: writers_test.sh PROGRAM TOUR
set -eu
. "$(dirname "$0")/common.sh"
writers=16 commands=50

# One desk; every command but those below waits as long as it takes.
desk() { scamdesk --store desk.db --wait 120 -q "$@"; }
desk desk init --mission KH-PNH --exercise >init 2>&1 || fail "$(cat init)"
shared=$(desk case add --kind confinement --status Active --country KH --opened-on 2025-10-02 \
  --persons-count 0 --reports-count 0)

# Four of five commands add a case, the fifth sets two fields of the shared one to a number of its own.
write() {
  i=0
  while [ "$i" -lt "$commands" ]; do
    i=$((i + 1))
    number=$(($1 * 1000 + i))
    if [ $((i % 5)) -eq 0 ]; then
      desk case set "$shared" "persons_count=$number" "reports_count=$number" >/dev/null
    else
      desk case add --kind confinement --status Active --country KH --opened-on 2025-10-02 --file-no "$number"
    fi || echo "writer $1, command $i: ended with $?" >&2
  done
}

# What is read is one moment: both fields of the shared case agree, cases never vanish, and the store is whole.
read_all() {
  before=0
  reads=0
  while [ ! -e over ]; do
    desk sql --json "SELECT (SELECT count(*) FROM cases) AS many, persons_count, reports_count FROM cases
      WHERE number = '$shared'" >"read.$1" || { echo "reader $1: ended with $?"; return; }
    same "reader $1's two fields" "$(json "read.$1" '$.rows[0][1]')" "$(json "read.$1" '$.rows[0][2]')"
    many=$(json "read.$1" '$.rows[0][0]')
    [ "$many" -ge "$before" ] || fail "reader $1: of $before cases $many are left"
    before=$many
    if [ $((reads % 10)) -eq 0 ]; then desk desk verify >"read.$1" || fail "reader $1: $(cat "read.$1")"; fi
    reads=$((reads + 1))
  done
  [ "$reads" -gt 0 ] || fail "reader $1 read nothing"
}

readers=
for reader in 1 2; do
  read_all "$reader" >"reader.$reader" 2>&1 &
  readers="$readers $!"
done
pids=
begun=$(date +%s)
writer=0
while [ "$writer" -lt "$writers" ]; do
  writer=$((writer + 1))
  write "$writer" >"added.$writer" 2>"said.$writer" &
  pids="$pids $!"
done
# shellcheck disable=SC2086 # a list of numbers
wait $pids
took=$(($(date +%s) - begun))
touch over
for reader in $readers; do wait "$reader" || fail "$(cat reader.*)"; done

[ -z "$(cat said.*)" ] || fail "$(cat said.*)"
[ -z "$(cat reader.*)" ] || fail "$(cat reader.*)"
adds=$((writers * commands * 4 / 5)) sets=$((writers * commands / 5))
same "short numbers given" "$(cat added.* | sort -u | wc -l)" "$adds"
desk sql --json "SELECT count(*) AS cases, count(DISTINCT number) AS numbers, count(DISTINCT file_no) AS files FROM cases" >all
same "cases" "$(json all '$.rows[0][0]')" $((adds + 1))
same "cases' numbers" "$(json all '$.rows[0][1]')" $((adds + 1))
same "cases' file numbers" "$(json all '$.rows[0][2]')" "$adds"
desk case history "$shared" --json >history
same "changes of the shared case" "$(json_rows history '$.revisions' 1 | wc -l)" $((sets + 1))
desk desk verify >verified 2>&1 || fail "$(cat verified)"

# A writer that stands still: the others wait as long as they were told to, and say who is in the way.
mkfifo hold
sqlite3 desk.db <hold >held &
exec 9>hold
printf 'BEGIN IMMEDIATE;\nSELECT 1;\n' >&9
while [ ! -s held ]; do sleep 0.1; done
ended=0
scamdesk --store desk.db --wait 1 case set "$shared" persons_count=1 2>busy || ended=$?
same "a desk that is written to ends with" "$ended" 75
grep -q "another program is writing" busy || fail "$(cat busy)"
grep -q -- "--wait" busy || fail "no hint: $(cat busy)"
scamdesk --store desk.db case show "$shared" >shown || fail "a reader had to wait for a writer that had committed nothing"
desk case set "$shared" persons_count=1 reports_count=1 >/dev/null &
waiting=$!
sleep 0.5
printf 'ROLLBACK;\n' >&9
exec 9>&-
wait "$waiting" || fail "who waited was not served: $?"
echo "$writers writers x $commands commands: $((adds + sets)) done in $took s, none lost; $(($(wc -l <added.1) * writers)) cases"
