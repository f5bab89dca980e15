#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# What is installed is enough to run the program and to build against the library.
# usage: install_test.sh BUILD_DIR SOURCE_DIR COMPILER_FLAGS
set -eu
build=$1
source=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cmake --install "$build" --prefix "$work/usr" >/dev/null

"$work/usr/bin/scamdesk" --version
env -u SCAMDESK_TEMPLATES "$work/usr/bin/scamdesk" mission show KH-PNH --lang en | grep -q 'Phnom Penh' ||
  { echo "the installed program does not find its templates"; exit 1; }
for page in scamdesk.1 scamdesk-return.1; do
  [ -f "$work/usr/share/man/man1/$page" ] || { echo "not installed: $page"; exit 1; }
done

# The module that reads and writes spreadsheets is found from where the library was installed to, and loaded by nothing else.
find "$work/usr" -path '*/scamdesk/office.so' | grep -q . || { echo "not installed: scamdesk/office.so"; exit 1; }
if ldd "$work/usr/bin/scamdesk" | grep -E 'xlsxwriter|libzip|pugixml'; then echo "the program loads document libraries at its start"; exit 1; fi

cmake -S "$source/tests/contract/consumer" -B "$work/consumer" -G Ninja "-DCMAKE_PREFIX_PATH=$work/usr" \
  "-DCMAKE_CXX_FLAGS=$3" >/dev/null
cmake --build "$work/consumer" >/dev/null
said=$("$work/consumer/consumer" "$work/usr/share/scamdesk/templates")
[ "$said" = "195 missions" ] || { echo "the consumer said: $said"; exit 1; }
find "$work/usr" -name 'scamdesk.pc' | grep -q . || { echo "not installed: scamdesk.pc"; exit 1; }
echo "installed, run, and built against"
