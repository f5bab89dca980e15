#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Every command has help with an example in both languages, a place in a manual page, a golden test and completion.
# usage: commands_test.sh SOURCE_DIR PROGRAM
set -eu
cd "$1"
program=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME="$work" XDG_DATA_HOME="$work" SCAMDESK_STORE="$work/none.db"
status=0
fault() { echo "$1"; status=1; }

"$program" completion bash >"$work/bash"
"$program" completion commands >"$work/commands"
while read -r noun verb; do
  called=$noun file=$noun
  if [ "$noun" = REGISTER ]; then called='case' file=register; fi
  name="$noun${verb:+ $verb}"
  # shellcheck disable=SC2086
  for lang in ko en; do
    if ! "$program" --lang $lang $called $verb --help >"$work/$lang" 2>&1; then fault "$name: no help in $lang"; continue; fi
    grep -q '^  scamdesk' "$work/$lang" || fault "$name: no example in the help in $lang"
  done
  if cmp -s "$work/ko" "$work/en"; then fault "$name: the help is the same in both languages"; fi
  grep -qx "\.Nm \"scamdesk $name\"" cli/man/*.1 || fault "$name: in no manual page"
  [ -f "tests/golden/$file${verb:+_$verb}.test" ] || fault "$name: no golden test tests/golden/$file${verb:+_$verb}.test"
  grep -q "'$called ${verb:-}'" "$work/bash" || fault "$name: not in the completion"
done <"$work/commands"

for page in cli/man/*.1; do
  grep -qx '\.Sh EXAMPLES' "$page" || fault "$page: no example"
  grep -qx '\.Sh EXIT STATUS' "$page" || fault "$page: no exit status"
done
count=$(wc -l <"$work/commands")
[ "$count" -gt 40 ] || fault "only $count commands were found"
[ "$status" -ne 0 ] || echo "$count commands: each has help, a page, a golden test and completion"
exit $status
