#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# After filed.sh: headquarters has opened 2026-04, and Phnom Penh holds the new kit.
set -eu
sh "$GOLDEN/setup/filed.sh"
export SCAMDESK_NOW=2026-04-16T00:00:00Z SCAMDESK_SEED=earlier
scamdesk -q --store hq.db round close 2025-10
scamdesk -q --store hq.db round open 2026-04 --form scam-survey --due 2026-04-30 --expect expect.txt
scamdesk -q --store hq.db round kit 2026-04 -o kits2
scamdesk -q --store pnh.db merge kits2/KH-PNH.sdpk >/dev/null
