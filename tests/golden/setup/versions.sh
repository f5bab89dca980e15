#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# An exercise over three versions of a small survey: headquarters opens 2025-08 on version 1, 2025-09 on version 2 and
# 2025-10 on version 3; Phnom Penh files the first with templates of version 1, and begins the second.
set -eu
templates=$(dirname "$(dirname "$(readlink -f "$(command -v scamdesk)")")")/share/scamdesk/templates
for version in 1 2 3; do
  mkdir "t$version"
  cp -r "$templates"/. "t$version"
  cp "$GOLDEN/../data/versions/hotline-$version.yaml" "t$version/forms/hotline.yaml"
done
hq() { SCAMDESK_SEED="hq $*" scamdesk -q --store hq.db "$@" >/dev/null; }
pnh() { SCAMDESK_SEED="pnh $*" scamdesk -q --store pnh.db "$@" >/dev/null; }
export SCAMDESK_NOW=2025-08-16T00:00:00Z
hq --templates t1 desk init --mission HQ --exercise
printf 'KH-PNH\n' >expect.txt
hq --templates t1 round open 2025-08 --form hotline --due 2025-08-31 --expect expect.txt
hq --templates t1 round kit 2025-08 -o kits
pnh --templates t1 desk init --mission KH-PNH --exercise --kit kits/KH-PNH.sdpk
pnh --templates t1 desk card -o pnh.card
hq --templates t1 desk enrol pnh.card
pnh --templates t1 return start 2025-08
pnh --templates t1 return set 2025-08 calls=62 danger=hi fax=02-2100 'officer=Kim Minsu'
pnh --templates t1 return finalise 2025-08
export SCAMDESK_NOW=2025-09-16T00:00:00Z
hq --templates t2 round open 2025-09 --form hotline --due 2025-09-30 --expect expect.txt
hq --templates t2 round kit 2025-09 -o kits2
pnh --templates t2 merge kits2/KH-PNH.sdpk
pnh --templates t2 return start 2025-09
pnh --templates t2 return set 2025-09 calls_received=31 danger=high 'officer=Lee Jiwon'
