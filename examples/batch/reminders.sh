#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The missions that have not filed, one a line with its name and address, for the morning's reminders.
# usage: reminders.sh STORE [ROUND]
set -eu
store=$1
round=${2:-}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2086 # no round: the one that is open
scamdesk --store "$store" round status $round --format csv >"$work/status.csv"
scamdesk --store "$store" mission list --format csv >"$work/missions.csv"
sqlite3 -separator '  ' :memory: ".import --csv $work/status.csv status" ".import --csv $work/missions.csv missions" \
  "SELECT code, name_ko, coalesce(nullif(email, ''), '-') FROM status JOIN missions ON code = mission
   WHERE state = 'missing' ORDER BY region, code"
