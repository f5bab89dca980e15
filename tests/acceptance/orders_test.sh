#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Merging is set union: the tour's packages in 100 shuffled orders, in one call or several, some twice, some before
# their desk is enrolled, give one digest; what is known changes no byte; a mission and headquarters agree.
# usage: orders_test.sh PROGRAM TOUR [ORDERS]
set -eu
. "$(dirname "$0")/common.sh"
orders=${3:-100}

# digest STORE [OPTION...]
digest() { store=$1; shift; scamdesk --store "$store" desk digest --json "$@" >digest.json; json digest.json '$.digest'; }
# shuffled SEED FILE...: the files in an order of that seed's.
shuffled() {
  seed=$1
  shift
  printf '%s\n' "$@" | awk -v seed="$seed" 'BEGIN { srand(seed) } { printf "%.9f %s\n", rand(), $0 }' | sort | cut -d' ' -f2-
}
# Headquarters' desk, quietly; merging may end with 1, since some packages wait for their desk.
hq() { scamdesk --store hq.db -q "$@" >said 2>&1 || { [ $? -eq 1 ] && [ "$1" = merge ]; } || { cat said; return 1; }; }
merge() { hq merge "$@"; }

# Merging all again changes nothing at all.
cp "$tour/hq.db" hq.db
scamdesk --store hq.db -q merge "$tour/packages" >said
cmp "$tour/hq.db" hq.db || fail "merging what is known changed the store"

wanted=$(digest "$tour/hq.db")
[ -n "$wanted" ] || fail "no digest"
cards=$(find "$tour/cards" -name '*.card')
order=0
while [ "$order" -lt "$orders" ]; do
  order=$((order + 1))
  cp "$tour/desks/HQ-opened.db" hq.db
  # shellcheck disable=SC2086,SC2046 # lists of names without blanks
  {
    shuffled "$order" "$tour"/packages/*.sdpk >packages
    shuffled "$order" $cards >cards
    early=$((order * 37 % 190))
    head -n "$early" cards >early
    tail -n +"$((early + 1))" cards >late
    [ ! -s early ] || hq desk enrol $(cat early)
    case $((order % 3)) in
      0) merge $(cat packages) ;;
      1) merge $(head -n 90 packages) && merge $(tail -n +61 packages) ;;  # thirty of them twice
      2) merge $(sed -n '1~2p' packages) && merge $(sed -n '2~2p' packages) && merge $(head -n 5 packages) ;;
    esac
    hq desk enrol $(cat late)
  }
  same "the digest of order $order" "$(digest hq.db)" "$wanted"
done

same "KH-PNH's digest at headquarters" "$(digest "$tour/hq.db" --owner KH-PNH)" "$(digest "$tour/desks/KH-PNH.db" --owner KH-PNH)"
echo "$orders orders, one digest: $wanted"
