#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the fuzz targets with clang's libFuzzer, where there is one, and runs each from its corpus. What crashes, leaks,
# hangs for more than a second or makes a sanitizer speak ends its target, with the input left in build/fuzz/found.
# usage: run.sh SECONDS [TARGET...]      all targets for so long each
#        RUNS=10000000 run.sh 0 TARGET   as many inputs, however long they take
#        JOBS=2 run.sh ...               so many targets at once
#        SCAMDESK_TEST_SEED=7 run.sh ... the same inputs each time, from an empty build/fuzz/corpus
set -eu
# Found inputs are run again by hand: what costs half the time is left out here.
export ASAN_OPTIONS="${ASAN_OPTIONS:-malloc_context_size=2:quarantine_size_mb=32}"
seconds=${1:?"usage: run.sh SECONDS [TARGET...]"}
shift
cd "$(dirname "$0")/../.."

# A target for so many seconds (0: no end) from its corpus; its log goes on.
fuzz() {
  dictionary=tests/fuzz/$1.dict
  [ -f "$dictionary" ] && dictionary=-dict=$dictionary || dictionary=-verbosity=1
  build/fuzz/bin/fuzz_"$1" -max_total_time="$2" -runs="${RUNS:--1}" -seed="${SCAMDESK_TEST_SEED:-0}" -timeout=1 -rss_limit_mb=2048 -max_len="$3" \
    "$dictionary" -print_final_stats=1 -artifact_prefix=build/fuzz/found/"$1"- \
    build/fuzz/corpus/"$1" tests/fuzz/corpus/"$1" >>build/fuzz/"$1".log 2>&1
}

# A second on the clock is no second of work where others use the machine: what was too slow once has another try alone.
only_stalled() {
  slow=$(ls -t build/fuzz/found/"$1"-* 2>/dev/null | head -1)
  case $slow in *-timeout-*) ;; *) return 1 ;; esac
  build/fuzz/bin/fuzz_"$1" -timeout=1 "$slow" >/dev/null 2>&1 || return 1
  echo "fuzz_$1: an input took over a second once, and not when run again alone" >&2
  rm "$slow"
}

# One target, already built: how many inputs it took, or the end of its log and where the input that failed is.
run_one() {
  name=$1
  case $name in  # long enough for what the format needs, short enough to be quick
    expression) max_len=512 ;;
    csv | json | submission) max_len=4096 ;;
    xlsx) max_len=32768 ;;
    *) max_len=8192 ;;
  esac
  mkdir -p build/fuzz/corpus/"$name"
  rm -f build/fuzz/"$name".log
  began=$(date +%s)
  left=$seconds
  until fuzz "$name" "$left" "$max_len"; do
    if ! only_stalled "$name"; then
      tail -60 build/fuzz/"$name".log >&2
      echo "fuzz_$name: FAILED; the log is build/fuzz/$name.log, the input in build/fuzz/found" >&2
      return 1
    fi
    [ "$seconds" -gt 0 ] || continue
    left=$((began + seconds - $(date +%s)))
    [ "$left" -gt 0 ] || break
  done
  inputs=$(awk '/^stat::number_of_executed_units:/ { all += $2 } END { print all + 0 }' build/fuzz/"$name".log)
  echo "fuzz_$name: $inputs inputs in $(($(date +%s) - began)) seconds," \
    "$(grep -o ' cov: [0-9]*' build/fuzz/"$name".log | tail -1 | tr -dc 0-9) places of code"
}

if [ "$seconds" = one ]; then
  seconds=$1
  run_one "$2"
  exit
fi

if ! command -v clang++ >/dev/null; then
  echo "run.sh: no clang++ here: the targets run by their own driver, without sanitizers" >&2
  cmake --preset dev >/dev/null
  cmake --build --preset dev --target fuzz
  [ $# -gt 0 ] || set -- $(ls tests/fuzz/corpus)
  for name in "$@"; do
    echo "fuzz_$name:"
    build/dev/bin/fuzz_"$name" tests/fuzz/corpus/"$name" "$seconds"
  done
  exit 0
fi

[ $# -gt 0 ] || set -- $(ls tests/fuzz/corpus)
targets=
for name in "$@"; do targets="$targets fuzz_$name"; done
cmake --preset fuzz >/dev/null
# shellcheck disable=SC2086 # a list of words
cmake --build --preset fuzz --target $targets
mkdir -p build/fuzz/found
printf '%s\n' "$@" | xargs -n 1 -P "${JOBS:-1}" sh tests/fuzz/run.sh one "$seconds"
