#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every job of the speed table, beside its floor or peer, on the same data in the same run; ratios are what counts.
# usage: bench.sh BIN_DIR TEMPLATES WORK_DIR [CASES]
set -eu
bin=$1
templates=$2
work=$3
cases=${4:-100000}
PATH="$bin:$PATH"
round=2025-10
now=2025-10-20T00:00:00Z
export SCAMDESK_TEMPLATES="$templates" SCAMDESK_LANG=en SCAMDESK_ACTOR=bench

rm -rf "$work"
mkdir -p "$work"
cd "$work"

# least COLUMN RUNS COMMAND...: one figure (1 wall, 2 CPU, 3 memory) of the quickest run.
least() { column=$1; shift; measure "$@" | cut -d' ' -f"$column"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
line() { printf '%-46s %12s %12s   %s\n' "$1" "$2" "$3" "$4"; }
desk() { scamdesk --now "$now" --no-input -q "$@"; }

echo "cases: $cases, cores: $(nproc), $(date -u +%Y-%m-%d)"
line "job" "measured" "ratio" "beside"

# -- start-up --
git_wall=$(least 1 --median 201 git --version)
version=$(least 1 --median 201 scamdesk --version)
line "scamdesk --version" "$(awk -v v="$version" 'BEGIN { printf "%.2f ms", v * 1000 }')" "$(ratio "$version" "$git_wall")" "git --version (must 3.0, goal 2.0)"
help=$(least 1 --median 201 scamdesk case --help)
line "scamdesk case --help" "$(awk -v v="$help" 'BEGIN { printf "%.2f ms", v * 1000 }')" "$(ratio "$help" "$git_wall")" "git --version (must 3.0, goal 2.0)"

# -- the data --
desk exercise --out exercise --round "$round" --seed bench --cases "$cases" >/dev/null
set -- exercise/cases/*.csv
csv_bytes=$(cat "$@" | wc -c)

# -- one desk --
desk --store hq.db desk init --mission HQ --role headquarters --exercise
desk --store hq.db round open "$round" --form scam-survey --due 2025-10-31
desk --store hq.db round kit "$round" -o kits
desk --store pnh.db desk init --mission KH-PNH --exercise --kit kits/KH-PNH.sdpk
desk --store pnh.db return start "$round"
desk --store pnh.db return import "$round" exercise/returns/KH-PNH.json
id=$(desk --store pnh.db site add --name Bench --country KH --json | sed -n 's/.*"id": "\([^"]*\)".*/\1/p' | head -n 1)
show=$(least 1 --median 101 scamdesk --store pnh.db site show "$id")
line "open a desk, show one record" "$(awk -v v="$show" 'BEGIN { printf "%.2f ms", v * 1000 }')" "$(ratio "$show" "$git_wall")" "git --version (must 4.0, goal 3.0)"
check=$(least 2 --median 51 scamdesk --store pnh.db --now "$now" return check "$round")
line "check one return, CPU" "$(awk -v v="$check" 'BEGIN { printf "%.1f ms", v * 1000 }')" "-" "(must 15 ms, goal 8 ms)"

# -- rules --
checks "$templates" exercise/cases/*.csv

# -- import --
cat >peer.sql <<SQL
PRAGMA journal_mode=DELETE;
$(for file in exercise/cases/*.csv; do echo ".import --csv $file cases"; done)
SQL
peer_import() { rm -f peer.db; measure 1 sqlite3 peer.db ".read peer.sql"; }
floor_import() { rm -f floor.db; measure 1 floor floor.db exercise/cases/*.csv; }
ours_import() {
  rm -f import.db
  desk --store import.db desk init --mission HQ --role headquarters --exercise
  measure 1 scamdesk --store import.db --now "$now" --no-input -q case import --mission KH-PNH exercise/cases/*.csv
}
peer=$(peer_import | cut -d' ' -f1)
floor=$(floor_import | cut -d' ' -f1)
ours=$(ours_import)
line "import $# CSV files" "$(echo "$ours" | cut -d' ' -f1) s" "$(ratio "${ours%% *}" "$peer")" "sqlite3 .import $peer s (must 1.0, goal 0.7); memory $(echo "$ours" | cut -d' ' -f3) MiB"
line "  the same" "" "$(ratio "${ours%% *}" "$floor")" "the floor $floor s"

# -- merge --
mkdir -p packages desks cards
one() {
  code=$1
  desk --store "desks/$code.db" desk init --mission "$code" --exercise --kit "kits/$code.sdpk"
  desk --store "desks/$code.db" case import "exercise/cases/$code.csv" >/dev/null
  desk --store "desks/$code.db" desk card -o "cards/$code.card"
  desk --store "desks/$code.db" pack -o "packages/$code.sdpk" >/dev/null
}
for file in exercise/cases/*.csv; do
  code=${file##*/}
  one "${code%.csv}" 2>/dev/null
done
desk --store hq.db desk enrol cards/*.card >/dev/null
merge=$(measure 1 scamdesk --store hq.db --now "$now" --no-input -q merge packages)
line "merge $(ls packages | wc -l) packages" "${merge%% *} s" "$(ratio "${merge%% *}" "$peer")" "sqlite3 .import (must 1.0); memory $(echo "$merge" | cut -d' ' -f3) MiB"
line "  the same" "" "$(ratio "${merge%% *}" "$floor")" "the floor (must 3, goal 2)"
before=$(cksum <hq.db)
again=$(measure 1 scamdesk --store hq.db --now "$now" --no-input -q merge packages)
[ "$before" = "$(cksum <hq.db)" ] && same="no byte changed" || same="BYTES CHANGED"
line "merge them again" "${again%% *} s" "$(ratio "${again%% *}" "${merge%% *}")" "the first merge (must 0.10, goal 0.067); $same"
line "size of the store" "$(wc -c <hq.db) B" "$(ratio "$(wc -c <hq.db)" "$csv_bytes")" "the CSV (must 2.5, goal 1.7)"
report=$(least 1 3 scamdesk --store hq.db --now "$now" report run national --round "$round" --format html -o national.html --force)
line "national report" "$report s" "-" "(must 1.5 s, goal 0.5 s at 1M cases)"
find=$(least 1 3 scamdesk --store hq.db case find 감금 --limit 20)
line "find a Korean word, first 20" "$(awk -v v="$find" 'BEGIN { printf "%.1f ms", v * 1000 }')" "-" "(must 100 ms, goal 50 ms at 1M texts)"
