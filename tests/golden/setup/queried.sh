#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# After filed.sh: headquarters has merged Phnom Penh's return and asked about one of its fields; the mission has the query.
set -eu
sh "$GOLDEN/setup/filed.sh"
export SCAMDESK_NOW=2025-10-21T00:00:00Z SCAMDESK_SEED=queried
scamdesk -q --store hq.db merge inbox >/dev/null
scamdesk -q --store hq.db --actor park query raise --mission KH-PNH --field reports_received --text '접수 건수의 산출 근거' >/dev/null
scamdesk -q --store hq.db pack --to KH-PNH -o to-PNH.sdpk
scamdesk -q --store pnh.db merge to-PNH.sdpk >/dev/null
