#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every night at headquarters: merges what came in. What was taken goes to the archive; what was refused or must wait
# stays in the inbox, is named, and makes the job end with 1.
# usage: nightly_merge.sh STORE INBOX ARCHIVE        (from cron: 30 2 * * * sh nightly_merge.sh …)
set -eu
store=$1
inbox=$2
archive=$3

set -- "$inbox"/*.sdpk
[ -e "$1" ] || exit 0
outcomes=$(mktemp)
trap 'rm -f "$outcomes"' EXIT

# 1 and 65 tell of single packages, which the table names; anything else (75: another writer) stops the job.
code=0
scamdesk --store "$store" --no-input -q merge "$@" --format csv >"$outcomes" || code=$?
case $code in 0 | 1 | 65) ;; *) exit "$code" ;; esac

mkdir -p "$archive"
waiting=0
while IFS=, read -r file mission outcome rest; do
  case $outcome in
    merged | known) mv "$file" "$archive/" ;;
    held | refused) echo "$file: $outcome ($mission): $rest"; waiting=1 ;;
  esac
done <"$outcomes"
exit "$waiting"
