#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A write, sync, truncation, rename or unlink that fails, for every N of the calls that a command makes: the error is clean,
the store verifies and is as it was before or after, and nothing half-made stays.

Each N is tried four ways: the one call or all from there on; EIO or ENOSPC.
usage: faults_test.py PROGRAM TOUR DISK [POINTS]     2 points a command; all with SCAMDESK_DURABILITY=full (see trials.py)
"""
import errno
import os

from trials import CLEAN, RANDOM, TOUR, expect, headquarters, main, number

ADD = ["-q", "case", "add", "--kind", "confinement", "--status", "Active", "--country", "KH", "--opened-on", "2025-10-02"]


class Command:
    """A command, what it starts from, and what it makes beside the desk."""

    def __init__(self, name, start, words, made=None):
        self.name, self.start, self.words, self.made = name, start, words, made

    def begin(self, trial):
        trial.clear()
        if self.start:
            trial.put(self.start)

    def check_made(self, trial, what, must):
        if not self.made or not os.path.exists(trial.file(self.made)):
            expect(not self.made or not must, f"{what}: {self.made} is missing")
        elif self.made.endswith(".db"):
            trial.verify(self.made)
        elif self.made.endswith(".sdpk"):
            trial.do("inspect", self.made)


def check(trial, command, before, after, what, done, once):
    expect(done.returncode in CLEAN, f"{what}: ended with {done.returncode}: {done.stderr[-500:]}")
    expect(done.returncode == 0 or "scamdesk: " in done.stderr or "packages" in done.stdout, f"{what}: nothing is said: {done.stderr}")
    if once:  # where nothing works, nothing can be cleared away
        known = {"desk.db", "desk.db-journal", command.made}
        expect(set(os.listdir(trial.disk)) <= known, f"{what}: left behind: {os.listdir(trial.disk)}")
    command.check_made(trial, what, done.returncode == 0)
    if command.start:
        trial.verify()
        allowed = {after} if done.returncode == 0 else {before, after}
        expect(trial.digest() in allowed, f"{what}: the desk is neither as before nor as after (exit {done.returncode})")


def tried(trial, command, points):
    command.begin(trial)
    before = trial.digest() if command.start else None
    calls = trial.calls(*command.words)
    after = trial.digest() if command.start else None
    chosen = range(1, calls + 1) if points == 0 or points >= calls else sorted(RANDOM.sample(range(1, calls + 1), points))
    for point in chosen:
        for once in (True, False):
            for error in (errno.EIO, errno.ENOSPC):
                command.begin(trial)
                done = trial.run(*command.words, fail=point, last=point if once else 0, error=error, unsynced=1)
                what = f"{command.name}, call {point} of {calls}{'' if once else ' and all after'}, {errno.errorcode[error]}"
                check(trial, command, before, after, what, done, once)
    print(f"{command.name}: {len(chosen)} of {calls} points, four ways each", flush=True)


def test(trial):
    start, packages = headquarters(trial)
    mission = os.path.join(TOUR, "desks/KH-PNH.db")
    points = number(2, 0)
    for command in (Command("init", None, ["--store", "desk.db", "desk", "init", "--mission", "KH-PNH", "--exercise"]),
                    Command("add", mission, ADD),
                    Command("merge", start, ["-q", "merge", packages[40]]),
                    Command("pack", mission, ["pack", "-o", "out.sdpk"], "out.sdpk"),
                    Command("export", mission, ["case", "export", "-o", "cases.csv"], "cases.csv"),
                    Command("backup", mission, ["desk", "backup", "copy.db"], "copy.db")):
        tried(trial, command, points)


main(test)
