#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""kill -9 at random points of a merge of 190 packages: the store opens, verifies, and each package is wholly in or out.

A point is one of the calls by which the merge writes; a write that is hit gets half of its bytes down.
usage: kill_test.py PROGRAM TOUR DISK [KILLS]     12 kills; 1,000 with SCAMDESK_DURABILITY=full (see trials.py)
"""
from trials import RANDOM, expect, headquarters, main, number, outcomes


def test(trial):
    start, packages = headquarters(trial)
    trial.put(start)
    whole = outcomes(trial.do("merge", *packages, "--dry-run", "--json"))
    expect(all(outcome == "merged" for outcome, _ in whole.values()), "a package of the tour does not merge")
    calls = trial.calls("-q", "merge", *packages)
    final = trial.digest()
    kills = number(12, 1000)
    taken = 0
    for turn in range(kills):
        trial.clear()
        trial.put(start)
        point = RANDOM.randint(1, calls)
        done = trial.run("-q", "merge", *packages, kill=point, unsynced=1)
        expect(done.returncode == -9, f"kill at call {point}: ended with {done.returncode} instead")
        trial.verify()
        now = outcomes(trial.do("merge", *packages, "--dry-run", "--json"))
        for name, state in now.items():
            expect(state == whole[name] or state[0] == "known", f"kill at call {point}: {name} is partly in: {state}, not {whole[name]}")
        taken += sum(state[0] == "known" for state in now.values())
        if turn % 10 == 0:
            trial.do("-q", "merge", *packages)
            expect(trial.digest() == final, f"kill at call {point}: merging again does not give the same desk")
    print(f"{kills} kills at {calls} points: every store verified; {taken / kills:.0f} of 190 packages in, on average, none in part")


main(test)
