#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Sets up a fresh Debian 12 machine (root or sudo), builds a preset and runs its tests; CTest's summary comes last.
# usage: sh tests/run.sh [PRESET]        PRESET is dev; asan checks memory as well, tsan the threads
set -eu
cd "$(dirname "$0")/.."
sh lib/cmake/setup.sh
cmake --workflow --preset "${1:-dev}"
