#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Builds the fuzz targets with clang's libFuzzer, where there is one, and runs each from its corpus. What crashes, hangs
# for more than a second or makes a sanitizer speak ends it, with the input left in build/fuzz/found.
# usage: run.sh SECONDS [TARGET...]      all targets for so long each
#        RUNS=10000000 run.sh 0 TARGET   as many inputs, however long they take
set -eu
seconds=${1:?"usage: run.sh SECONDS [TARGET...]"}
shift
cd "$(dirname "$0")/../.."

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

cmake --preset fuzz >/dev/null
[ $# -gt 0 ] || set -- $(ls tests/fuzz/corpus)
targets=
for name in "$@"; do targets="$targets fuzz_$name"; done
cmake --build --preset fuzz --target $targets
mkdir -p build/fuzz/found
for name in "$@"; do
  mkdir -p build/fuzz/corpus/"$name"
  echo "fuzz_$name:"
  build/fuzz/bin/fuzz_"$name" -max_total_time="$seconds" -runs="${RUNS:--1}" -timeout=1 -max_len=16384 -print_final_stats=1 \
    -artifact_prefix=build/fuzz/found/"$name"- build/fuzz/corpus/"$name" tests/fuzz/corpus/"$name" 2>build/fuzz/"$name".log ||
    { tail -40 build/fuzz/"$name".log >&2; exit 1; }
  grep '^stat::number_of_executed_units\|^stat::slowest_unit_time_sec' build/fuzz/"$name".log
done
