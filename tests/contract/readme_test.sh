#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The README's commands work as they stand: runs its blocks marked `sh run`, in order, in one shell and a new folder.
# usage: readme_test.sh SOURCE_DIR PROGRAM
set -eu
source_dir=$(cd "$1" && pwd)
program=$(cd "$(dirname "$2")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

sed -n '/^```sh run$/,/^```$/p' "$source_dir/README.md" | grep -v '^```' >"$work/commands"
[ "$(grep -c '^scamdesk' "$work/commands")" -gt 10 ] || { echo "hardly a command is marked to run: is this the README?"; exit 1; }
ln -s "$source_dir/examples" "$work/examples"
cd "$work"
PATH="$program:$PATH" SCAMDESK_TEMPLATES="$source_dir/templates" SCAMDESK_ACTOR=reader XDG_CONFIG_HOME="$work" \
  XDG_DATA_HOME="$work" sh -eux commands
[ -s national.html ] || { echo "the report was not written"; exit 1; }
