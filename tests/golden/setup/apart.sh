#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# After round.sh: Phnom Penh has a second desk (pnh2.db), and both changed one field of the return apart; headquarters
# has merged them.
set -eu
sh "$GOLDEN/setup/round.sh"
export SCAMDESK_NOW=2025-10-20T00:00:00Z
export SCAMDESK_SEED=pnh2
scamdesk -q --store pnh2.db desk init --mission KH-PNH --exercise --kit kits/KH-PNH.sdpk >/dev/null
scamdesk -q --store pnh2.db desk card -o two.card
scamdesk -q --store hq.db desk enrol two.card >/dev/null
scamdesk -q --store pnh.db return start
scamdesk -q --store pnh2.db return start
scamdesk -q --store pnh.db --actor kim return set reports_received=3
scamdesk -q --store pnh2.db --actor lee return set reports_received=4
scamdesk -q --store pnh.db pack -o one.sdpk 2>/dev/null
scamdesk -q --store pnh2.db pack -o two.sdpk 2>/dev/null
scamdesk -q --store hq.db merge one.sdpk two.sdpk >/dev/null
