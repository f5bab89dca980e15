#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Exported forms load in ODK's own engine; filled there with generated answers, each submission imports with the same
# values, and relevance, requirements, constraints, calculations and checks agree. Skips (77) without Node or npm.
# usage: xform_test.sh AGREEMENT SOURCE_DIR WORK_DIR [SEED]
set -eu
agreement=$1
source=$2
work=$3
seed=${4:-2510}
mkdir -p "$work/sets"
command -v node >/dev/null && command -v npm >/dev/null || { echo "skipped: there is no Node or npm here"; exit 77; }
cp "$source/tests/acceptance/xform/package.json" "$source/tests/acceptance/xform/fill.mjs" "$work"
cd "$work"
if ! [ -d node_modules/@getodk/xforms-engine ]; then
  npm install --no-package-lock --no-audit --no-fund >npm.log 2>&1 ||
    { echo "skipped: npm could not install the engine"; tail -3 npm.log; exit 77; }
fi

form() {
  case $1 in
    scam-survey) echo "$source/templates/forms/$1.yaml" ;;
    *) echo "$source/tests/data/xform/$1.yaml" ;;
  esac
}
rm -f sets/*
for name in scam-survey compound-visit assistance; do
  "$agreement" export "$(form $name)" "$source/templates" $name.xml
done
# Two devices, in two zones.
TZ=Asia/Seoul node fill.mjs sets "$seed" scam-survey.xml=20 compound-visit.xml=95
TZ=America/New_York node fill.mjs sets "$seed" assistance.xml=95
status=0
for name in scam-survey compound-visit assistance; do
  "$agreement" compare "$(form $name)" "$source/templates" sets $name || status=1
done
exit $status
