#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The registers and the national report as files for other programs. Sensitive questions are left out by the program.
# usage: export_tables.sh STORE ROUND DIR
set -eu
store=$1
round=$2
folder=$3
mkdir -p "$folder"

for register in case site ad; do
  scamdesk --store "$store" --no-input -q "$register" export -o "$folder/$register.csv" --force
done
for format in html json; do
  scamdesk --store "$store" --no-input -q report run national --round "$round" -o "$folder/national.$format" --force
done
scamdesk --store "$store" --no-input -q round status "$round" --format csv >"$folder/standing.csv"
