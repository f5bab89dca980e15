#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""`desk restore` and `desk repair` on a disk that fails, and killed midway: the desk is as it was or as it is to be, and
verifies; the command can be run again. With the keys under a passphrase, and without.

Each point is tried with EIO and ENOSPC, the one call and all after it, and with kill -9.
usage: mend_test.py PROGRAM TOUR DISK [POINTS]     2 points a command; all with SCAMDESK_DURABILITY=full (see trials.py)
"""
import errno
import os
import shutil

from trials import CLEAN, RANDOM, TOUR, expect, main, number

MISSION = os.path.join(TOUR, "desks/KH-PNH.db")


def add(day):
    return ["-q", "case", "add", "--kind", "confinement", "--status", "Active", "--country", "KH", "--opened-on", day]


class Work:
    """A command, the files it begins with (the desk among them), and what may lie beside them afterwards."""

    def __init__(self, name, files, words):
        self.name, self.files, self.words = name, files, words

    def begin(self, trial):
        trial.clear()
        for name, source in self.files.items():
            trial.put(source, name)


def kept(trial, source, name):
    """What stands on the disk goes aside, to begin with it again."""
    place = trial.aside(name)
    shutil.copyfile(trial.file(source), place)
    return place


def restoring(trial, name, words, passphrase=None):
    """The desk goes on after its backup was made, and the backup is put back over it."""
    trial.put(MISSION)
    if passphrase:
        trial.do("desk", "passphrase", "--new-passphrase-file", passphrase)
    backup = kept(trial, "desk.db", f"{name}.backup")
    trial.do(*add("2025-10-02"))
    later = kept(trial, "desk.db", f"{name}.later")
    trial.clear()
    return Work(name, {"desk.db": later, "copy.db": backup}, ["desk", "restore", "copy.db", "--force", *words])


def line(trial, name, day):
    """The mission's desk goes on from where it stood, and packs: the one line later than the other."""
    trial.clear()
    trial.put(MISSION)
    trial.do(*add(day), now=f"{day}T12:00:00+09:00")
    trial.do("-q", "pack", "-o", trial.aside(f"{name}.sdpk"), now=f"{day}T12:00:00+09:00")
    return kept(trial, "desk.db", f"{name}.db")


def repairing(trial):
    """A desk that went on from an old copy of itself, and knows it by headquarters' package."""
    line(trial, "first", "2025-11-03")
    second = line(trial, "second", "2025-11-04")
    trial.put(os.path.join(TOUR, "hq.db"), "hq.db")
    trial.do("-q", "merge", trial.aside("first.sdpk"), trial.aside("second.sdpk"), store="hq.db", now="2025-11-04T12:00:00+09:00")
    trial.do("-q", "pack", "--to", "KH-PNH", "-o", trial.aside("back.sdpk"), store="hq.db")
    trial.clear()
    trial.put(second)
    done = trial.run("merge", trial.aside("back.sdpk"))
    expect("old copy of itself" in done.stderr, f"the desk is not forked: {done.stdout}{done.stderr}")
    forked = kept(trial, "desk.db", "forked.db")
    trial.clear()
    return Work("repair", {"desk.db": forked}, ["desk", "repair"])


def check(trial, work, states, what):
    trial.verify()
    digest = trial.digest()
    expect(digest in states, f"{what}: the desk is neither as before nor as after")
    if "copy.db" in work.files:
        trial.verify("copy.db")
    trial.do(*work.words)  # once more
    trial.verify()
    return digest


def tried(trial, work, points):
    work.begin(trial)
    before = trial.digest()
    calls = trial.calls(*work.words)
    after = trial.digest()
    expect(before != after, f"{work.name} changes nothing")
    chosen = range(1, calls + 1) if points == 0 or points >= calls else sorted(RANDOM.sample(range(1, calls + 1), points))
    for point in chosen:
        for once in (True, False):
            for error in (errno.EIO, errno.ENOSPC):
                work.begin(trial)
                done = trial.run(*work.words, fail=point, last=point if once else 0, error=error, unsynced=1)
                what = f"{work.name}, call {point} of {calls}{'' if once else ' and all after'}, {errno.errorcode[error]}"
                expect(done.returncode in CLEAN, f"{what}: ended with {done.returncode}: {done.stderr[-500:]}")
                expect(done.returncode == 0 or "scamdesk: " in done.stderr, f"{what}: nothing is said: {done.stderr}")
                if once:  # where nothing works, nothing can be cleared away
                    left = set(os.listdir(trial.disk)) - {"desk.db-journal"}
                    expect(left == set(work.files), f"{what}: left behind: {left}")
                check(trial, work, {after} if done.returncode == 0 else {before, after}, what)
        work.begin(trial)
        done = trial.run(*work.words, kill=point, unsynced=1)
        expect(done.returncode == -9, f"{work.name}, killed at call {point}: ended with {done.returncode} instead")
        check(trial, work, {before, after}, f"{work.name}, killed at call {point}")
    print(f"{work.name}: {len(chosen)} of {calls} points, five ways each", flush=True)


def test(trial):
    points = number(2, 0)
    secret = trial.aside("passphrase")
    with open(secret, "w", encoding="utf-8") as file:
        os.chmod(secret, 0o600)
        file.write("correct horse battery staple\n")
    tried(trial, restoring(trial, "restore", []), points)
    tried(trial, restoring(trial, "restore under a passphrase", ["--passphrase-file", secret], secret), min(points, 2) or 6)
    tried(trial, repairing(trial), points)


main(test)
