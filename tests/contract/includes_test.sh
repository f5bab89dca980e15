#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Who may include whom: the floors of lib/src, and which floor may see which library.
# usage: includes_test.sh SOURCE_DIR
set -eu
cd "$1"
faults=$(mktemp)
trap 'rm -f "$faults"' EXIT

allowed() {
  case $1 in
    base) echo "base" ;;
    document) echo "document base" ;;
    form) echo "form base" ;;
    ledger) echo "ledger base" ;;
    register) echo "register form ledger base" ;;
    survey) echo "survey register form ledger base" ;;
    exchange) echo "exchange register document form ledger base" ;;
    report) echo "report survey register document form ledger base" ;;
    advisory) echo "advisory survey register document form ledger base" ;;
    desk) echo "desk report advisory survey exchange register document form ledger base" ;;
    *) echo "" ;;
  esac
}

# The floors that may see a library; a library not named here is open to all.
seers() {
  case $1 in
    sqlite3.h) echo "ledger register" ;;
    yaml-cpp/*) echo "form" ;;
    unicode/* | sodium.h | uuid.h) echo "base" ;;
    xlsxwriter.h | zip.h | pugixml.hpp | md4c*.h | mustache.hpp | kainjow/*) echo "document" ;;
    zstd.h) echo "ledger exchange" ;;
    *) echo "*" ;;
  esac
}

contains() { case " $1 " in *" $2 "*) return 0 ;; *) return 1 ;; esac; }

count=0
for file in $(git ls-files 'lib/src/*.cpp' 'lib/src/*.hpp'); do
  floor=${file#lib/src/}
  floor=${floor%%/*}
  floors=$(allowed "$floor")
  [ -n "$floors" ] || echo "$file: the floor '$floor' is not in the table" >>"$faults"
  for header in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
    count=$((count + 1))
    of=${header%%/*}
    [ "$of" = embedded ] && continue
    contains "$floors" "$of" || echo "$file: $floor may not include \"$header\"" >>"$faults"
  done
  for header in $(sed -n 's/^#include <\([^>]*\)>.*/\1/p' "$file"); do
    by=$(seers "$header")
    [ "$by" = "*" ] || contains "$by" "$floor" || echo "$file: $floor may not see <$header>" >>"$faults"
    case $header in
      scamdesk/desk.hpp) [ "$floor" = desk ] || [ "$header" = "" ] || {
        # The exercise generator is the one use case that needs no desk.
        case $file in lib/src/survey/exercise*) ;; *) echo "$file: only the desk floor knows the facade" >>"$faults" ;; esac
      } ;;
    esac
  done
done
for file in $(git ls-files 'cli/*.cpp' 'cli/*.hpp'); do
  for header in $(sed -n 's/^#include "\([^"]*\)".*/\1/p' "$file"); do
    count=$((count + 1))
    [ -f "cli/$header" ] || [ -f "$(dirname "$file")/$header" ] || echo "$file: cli may not include \"$header\"" >>"$faults"
  done
done
for file in $(git ls-files 'lib/include/*.hpp'); do
  if grep -n '^#include "' "$file" /dev/null; then echo "$file: a public header includes a private one" >>"$faults"; fi
done

if [ "$count" -lt 50 ]; then echo "only $count includes were read: is this the source tree?" >>"$faults"; fi
if [ -s "$faults" ]; then cat "$faults"; exit 1; fi
echo "$count includes keep to the table"
