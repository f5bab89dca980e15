#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# After round.sh: Phnom Penh has filed an invented return, and its package stands in inbox/.
set -eu
sh "$GOLDEN/setup/round.sh"
export SCAMDESK_NOW=2025-10-20T00:00:00Z SCAMDESK_SEED=pnh-later SCAMDESK_STORE=pnh.db
scamdesk -q exercise --out invented --round 2025-10 --seed 1 --missions KH-PNH
scamdesk -q return import 2025-10 invented/returns/KH-PNH.json
scamdesk -q return finalise 2025-10
mkdir inbox
scamdesk -q pack -o inbox/KH-PNH.sdpk
