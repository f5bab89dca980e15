#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# One mission's part of the exercise round, command by command as its officer types them. Called by tour.sh.
# usage: mission.sh CODE   (with SCAMDESK, out, round and hands from the tour)
set -eu
code=$1
cd "$out"
log=$out/log/$code
step=0
: >"$log"

# The mission's own desk, at the time `at`. Every step has its own seed, so that every run makes the same bytes.
scamdesk() {
  step=$((step + 1))
  printf '$ scamdesk %s\n' "$*" >>"$log"
  SCAMDESK_SEED="$code/$step" "$SCAMDESK" --store "desks/$code.db" --now "2025-$at:00+09:00" --no-input "$@" >>"$log" 2>&1
}
# As above, for a command that is to end with 1 or 65: something is wrong with the return.
refused() {
  ended=0
  scamdesk "$@" || ended=$?
  case $ended in 1 | 65) ;; *) echo "$code: ended with $ended, not refused: scamdesk $*" >&2; exit 70 ;; esac
}
trap 'ended=$?; [ "$ended" -eq 0 ] || { echo "$code: stopped" >&2; tail -n 8 "$log" >&2; }' EXIT

# What the plan has this mission do; a return written by hand goes before an invented one.
what=$(sed -n "s/^$code,//p" exercise/plan.csv)
answers=exercise/returns/$code.json
cases=exercise/cases/$code.csv
if [ -f "$hands/$code.yaml" ]; then
  answers=$hands/$code.yaml
  cases=exercise/$code/cases/$code.csv
  what=filed
  grep -q '^  reports_received:' "$answers" || what=nil
fi

at=10-21T10:00
scamdesk desk init --mission "$code" --exercise --kit "kits/$code.sdpk" --yes
scamdesk desk card -o "cards/$code.card"
at=10-29T10:00
if [ -f "$cases" ] && [ "$(wc -l <"$cases")" -gt 1 ]; then
  scamdesk case import "$cases"
fi
if [ "$what" = nil ]; then
  scamdesk return nil "$round"
else
  scamdesk return start "$round"
fi
scamdesk return import "$round" "$answers"
case $what in
  missing) exit 0 ;;  # begun, and never filed
  wrong)
    refused return check "$round"
    refused return finalise "$round"
    exit 0 ;;
  late) at=11-02T16:00 ;;
  *) at=10-30T16:00 ;;
esac
scamdesk return check "$round"
# What a soft check questions is filed with the reason why it stands.
if [ -f "$hands/$code.reasons" ]; then
  while read -r check reason; do
  scamdesk return override "$round" "$check" --reason "$reason" </dev/null
  done <"$hands/$code.reasons"
fi
scamdesk return finalise "$round"
scamdesk pack -o "packages/$code.sdpk"
