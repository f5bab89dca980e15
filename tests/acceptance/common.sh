# SPDX-License-Identifier: Apache-2.0
# Sourced by the acceptance tests: the program, the tour's folder, a folder of our own, and questions to JSON.
SCAMDESK=$1
tour=$(cd "$2" && pwd)
here=$(cd "$(dirname "$0")" && pwd)
export SCAMDESK_TEMPLATES="$here/../../templates" SCAMDESK_LANG=en SCAMDESK_ACTOR=test
work=$(mktemp -d)
export XDG_CONFIG_HOME="$work" XDG_DATA_HOME="$work"
trap 'rm -rf "$work"' EXIT
cd "$work"

scamdesk() { "$SCAMDESK" --no-input --now "${now:-2025-11-03T12:00:00+09:00}" "$@"; }
fail() { echo "FAILED: $*" >&2; exit 1; }
same() { [ "$2" = "$3" ] || fail "$1: $2 is not $3"; }
# json FILE PATH: one value of a JSON file.
json() { sqlite3 :memory: "SELECT json_extract(CAST(readfile('$1') AS TEXT), '$2')"; }
# json_rows FILE PATH EXPRESSION: an expression over each element of an array, a line each.
json_rows() { sqlite3 :memory: "SELECT $3 FROM json_each(CAST(readfile('$1') AS TEXT), '$2')"; }
