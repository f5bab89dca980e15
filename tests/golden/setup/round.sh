#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# An exercise: headquarters (hq.db) has opened 2025-10 for three missions; Phnom Penh (pnh.db) and Vientiane (vte.db)
# have begun with their kits and are enrolled.
set -eu
export SCAMDESK_NOW=2025-10-16T00:00:00Z
hq() { SCAMDESK_SEED=hq scamdesk -q --store hq.db "$@" >/dev/null; }
hq desk init --mission HQ --exercise
printf 'KH-PNH\nLA-VTE\nVN-HAN\n' >expect.txt
hq round open 2025-10 --form scam-survey --due 2025-10-31 --expect expect.txt
hq round kit 2025-10 -o kits
mkdir cards
for desk in pnh:KH-PNH vte:LA-VTE; do
  SCAMDESK_SEED=${desk%:*} scamdesk -q --store "${desk%:*}.db" desk init --exercise \
    --mission "${desk#*:}" --kit "kits/${desk#*:}.sdpk" >/dev/null
  scamdesk -q --store "${desk%:*}.db" desk card -o "cards/${desk#*:}.card"
done
hq desk enrol cards/*.card
