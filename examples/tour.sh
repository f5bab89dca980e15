#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# One exercise round from the first day to the report: headquarters and 190 missions, on one machine.
# Sets up a fresh Debian 12 machine by itself (root or sudo), builds, plays, and says where to look.
# usage: sh examples/tour.sh [DIR]        DIR is out; SCAMDESK=PROGRAM takes a program that is built already
set -eu
source_dir=$(cd "$(dirname "$0")/.." && pwd)
out=${1:-out}

# A folder of somebody else's is not ours to empty.
if [ -d "$out" ] && [ -n "$(ls -A "$out")" ] && [ ! -f "$out/.tour" ]; then
  echo "tour.sh: $out is not empty and not a tour's: name another folder" >&2
  exit 73
fi
mkdir -p "$out"
out=$(cd "$out" && pwd)

if [ -z "${SCAMDESK:-}" ]; then
  sh "$source_dir/lib/cmake/setup.sh" release scamdesk-cli
  SCAMDESK=$source_dir/build/release/bin/scamdesk
fi
SCAMDESK=$(cd "$(dirname "$SCAMDESK")" && pwd)/$(basename "$SCAMDESK")
round=2025-10
hands=$source_dir/examples/returns
export SCAMDESK out round hands SCAMDESK_LANG="${SCAMDESK_LANG:-ko}"
export SCAMDESK_TEMPLATES="$source_dir/templates" SCAMDESK_ACTOR=exercise XDG_CONFIG_HOME="$out/log" XDG_DATA_HOME="$out/log"

cd "$out"
touch .tour
rm -rf hq.db* kits desks cards packages documents exercise damaged log
mkdir kits desks cards packages documents damaged log
begun=$(date +%s)
step=0

say() { printf '\n%2ss  %s\n     %s\n' "$(($(date +%s) - begun))" "$1" "$2"; }
# Headquarters' own desk, at the time `at`: what it says goes to a log of its own.
# Every step has its own seed, so that every run makes the same bytes.
quietly() {
  step=$((step + 1))
  log=log/HQ-$step
  SCAMDESK_SEED="HQ/$step" "$SCAMDESK" --store hq.db --now "2025-$at:00+09:00" --no-input "$@" >"$log" 2>&1
}
typed() { printf '     $ scamdesk %s\n' "$*"; }
scamdesk() { typed "$@"; quietly "$@"; }
# ends CODE ARGUMENT...: as above, for a command that is to end with that code.
ends() {
  wanted=$1
  shift
  ended=0
  scamdesk "$@" || ended=$?
  [ "$ended" -eq "$wanted" ] || { echo "tour.sh: ended with $ended, not $wanted: scamdesk $*" >&2; exit 70; }
}
shown() { sed 's/^/     /' "$log"; }
trap 'ended=$?; [ "$ended" -eq 0 ] || { echo "tour.sh: stopped" >&2; [ -z "${log:-}" ] || tail -n 20 "$log" >&2; }' EXIT

say "본부가 훈련용 데스크를 만들고, 차수 $round 을(를) 열어 공관별 배포 꾸러미를 만듭니다." \
  "Headquarters makes an exercise desk, opens round $round and makes a kit for each mission."
at=10-20T09:00
scamdesk desk init --mission HQ --role headquarters --exercise
scamdesk round open "$round" --form scam-survey --due 2025-10-31
scamdesk round kit "$round" -o kits
cp hq.db desks/HQ-opened.db  # to merge again from here: see tests/acceptance

say "훈련용 회보와 사건 파일을 지어냅니다. 공관 열두 곳의 회보는 손으로 쓴 것입니다." \
  "Returns and case files are invented; a dozen returns are written by hand (examples/returns)."
at=10-28T18:00
scamdesk exercise --out exercise --round "$round" --seed "$round" --cases 2000
for file in "$hands"/*.yaml; do
  code=$(basename "$file" .yaml)
  cases=$(sed -n 's/^  cases_opened: //p' "$file")
  [ "${cases:-0}" -gt 0 ] || continue
  quietly exercise --out "exercise/$code" --round "$round" --seed "$round" --missions "$code" --cases "$cases"
done

say "재외공관 190곳이 저마다 데스크를 만들어 회보를 채우고, 점검하여 제출합니다." \
  "190 missions, each at its own desk: fill in, check, file, pack."
sed -n 's/^\(  \)\{0,1\}scamdesk \([a-z].*\)/     $ scamdesk \2/p' "$source_dir/examples/tour/mission.sh"
find kits -name '*.sdpk' | sed 's|.*/||; s/\.sdpk$//' | sort |
  xargs -n 1 -P "$(($(nproc) * 2))" sh "$source_dir/examples/tour/mission.sh"

say "본부가 카드를 등록하고 꾸러미를 합칩니다. 카드 열 장은 늦게 오고, 꾸러미 하나는 깨져서 왔다가 다시 옵니다." \
  "Headquarters enrols and merges. Ten cards come late; one package comes damaged, and then whole."
at=11-03T09:00
mkdir cards/late
find cards -name '*.card' | sort | sed '10q' | xargs -I {} mv {} cards/late
typed 'desk enrol cards/*.card'
quietly desk enrol cards/*.card
damaged=$(find packages -name '*.sdpk' | sort | sed -n 40p)
head -c 700 "$damaged" >"damaged/${damaged##*/}"
ends 65 merge "damaged/${damaged##*/}"
shown
ends 1 merge packages --json
sed -n 's/.*"outcome": *"\([a-z]*\)".*/\1/p' "$log" | sort | uniq -c | sed 's/^ */     /'
at=11-03T09:30
typed 'desk enrol cards/late/*.card'
quietly desk enrol cards/late/*.card
shown | tail -n 1

say "누가 아직 내지 않았는지 봅니다." "Who has not filed yet."
at=11-03T10:00
scamdesk round status "$round" --format csv
tail -n +2 "$log" | cut -d, -f2 | sort | uniq -c | sed 's/^ */     /'
sed -n 's/^\([A-Z][A-Z-]*\),missing,.*/\1/p' "$log" | xargs printf '     missing: %s %s %s %s %s %s %s %s\n'

say "보고서와 캄보디아 여행경보 초안을 만듭니다." "The reports, and the draft of an advisory for Cambodia."
scamdesk report run completeness --round "$round" -o documents/completeness.html
scamdesk report run national --round "$round" -o documents/national.html
scamdesk report run national --round "$round" -o documents/national.json
scamdesk report run mission --round "$round" --mission KH-PNH -o documents/mission-KH-PNH.html
scamdesk advisory draft KH --round "$round" -o documents/advisory-KH.html
scamdesk advisory draft KH --round "$round" -o documents/advisory-KH.md

say "끝났습니다. 다음을 보십시오." "Done. Where to look:"
cat <<END
     $out/documents/national.html          종합 보고서 · the national report
     $out/documents/completeness.html      제출 현황 · who has filed
     $out/documents/mission-KH-PNH.html    공관 회보 · one mission's return
     $out/documents/advisory-KH.html       여행경보 초안 · the advisory draft (also .md)
     $out/packages                         제출 꾸러미 · the packages that were sent
     $out/log                              명령마다의 출력 · what each command said
     $SCAMDESK --store $out/hq.db          오늘 할 일 · what headquarters has to do today
END
