#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the fuzz targets with clang's libFuzzer, where there is one, and runs each from its corpus. What crashes, leaks,
# hangs for more than a second or makes a sanitizer speak ends its target, with the input left in build/fuzz/found.
# usage: run.sh SECONDS [TARGET...]      all targets for so long each
#        RUNS=10000000 run.sh 0 TARGET   as many inputs, however long they take
#        JOBS=2 run.sh ...               so many targets at once
set -eu
# Found inputs are run again by hand: what costs half the time is left out here.
export ASAN_OPTIONS="${ASAN_OPTIONS:-malloc_context_size=2:quarantine_size_mb=32}"
seconds=${1:?"usage: run.sh SECONDS [TARGET...]"}
shift
cd "$(dirname "$0")/../.."

# One target, already built: how many inputs it took, or the end of its log and where the input that failed is.
run_one() {
  name=$1
  case $name in  # long enough for what the format needs, short enough to be quick
    expression) max_len=512 ;;
    csv | json | submission) max_len=4096 ;;
    xlsx) max_len=32768 ;;
    *) max_len=8192 ;;
  esac
  dictionary=tests/fuzz/$name.dict
  [ -f "$dictionary" ] && dictionary=-dict=$dictionary || dictionary=-verbosity=1
  mkdir -p build/fuzz/corpus/"$name"
  began=$(date +%s)
  if build/fuzz/bin/fuzz_"$name" -max_total_time="$seconds" -runs="${RUNS:--1}" -timeout=1 -rss_limit_mb=2048 \
    -max_len="$max_len" "$dictionary" -print_final_stats=1 -artifact_prefix=build/fuzz/found/"$name"- \
    build/fuzz/corpus/"$name" tests/fuzz/corpus/"$name" >build/fuzz/"$name".log 2>&1; then
    echo "fuzz_$name: $(sed -n 's/^stat::number_of_executed_units: *//p' build/fuzz/"$name".log) inputs in" \
      "$(($(date +%s) - began)) seconds, $(grep -o ' cov: [0-9]*' build/fuzz/"$name".log | tail -1 | tr -dc 0-9) places of code"
  else
    tail -60 build/fuzz/"$name".log >&2
    echo "fuzz_$name: FAILED; the log is build/fuzz/$name.log, the input in build/fuzz/found" >&2
    return 1
  fi
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
