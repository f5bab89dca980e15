#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""The power fails while commands write: what was acknowledged is there, the store verifies, and the rest is whole or not there.

A run of commands is noted call by call (disk.cpp). An image is what a disk may hold when the power fails at one of these
calls: of what was not synced, writes are lost, torn at any byte, or down before older ones; names made, renamed or removed
since their folder was synced are there or not. After command K was acknowledged the image is desk K or desk K + 1.
usage: power_test.py PROGRAM TOUR DISK [IMAGES]     80 images; 2,000 with SCAMDESK_DURABILITY=full (see trials.py)
"""
import os

from trials import RANDOM, expect, headquarters, main, number

ADD = ["-q", "case", "add", "--mission", "KH-PNH", "--kind", "confinement", "--status", "Active", "--country", "KH", "--opened-on", "2025-10-02"]


class File:
    """What is surely down, and what may be."""

    def __init__(self):
        self.sure = b""
        self.pending = []  # ("write", at, bytes) or ("size", size)

    def sync(self):
        self.sure = applied(self.sure, self.pending)
        self.pending = []

    def image(self):
        how = RANDOM.choice(("none", "all", "first", "some", "torn"))
        if how == "none":
            return self.sure
        if how == "all":
            return applied(self.sure, self.pending)
        if how == "first":
            return applied(self.sure, self.pending[:RANDOM.randint(0, len(self.pending))])
        kept = [change for change in self.pending if RANDOM.random() < 0.5]
        return applied(self.sure, [torn(change) for change in kept] if how == "torn" else kept)


def torn(change):
    if change[0] == "size" or RANDOM.random() < 0.5:
        return change
    at, data = change[1], change[2]
    begin, end = sorted(RANDOM.randint(0, len(data)) for _ in range(2))
    return ("write", at + begin, data[begin:end])


def applied(data, changes):
    data = bytearray(data)
    for change in changes:
        if change[0] == "size":
            del data[change[1]:]
            data.extend(bytes(change[1] - len(data)))
        else:
            at, new = change[1], change[2]
            data.extend(bytes(max(0, at - len(data))))
            data[at:at + len(new)] = new
    return bytes(data)


class Disk:
    """Files, the names that surely stand for them, and the changes of names that may be down."""

    def __init__(self, files):
        self.names = {}
        for name, data in files.items():
            self.names[name] = File()
            self.names[name].sure = data
        self.sure = dict(self.names)
        self.pending = []  # (name, file or None) pairs of one call

    def change(self, *names):
        self.pending.append(names)
        rename(self.names, names)

    def play(self, call, folder):
        kind, rest, data = call
        if kind == "sync":
            if rest == folder:
                self.sure = dict(self.names)
                self.pending = []
            elif rest in self.names:
                self.names[rest].sync()
        elif kind == "make":
            self.change((rest, File()))
        elif kind == "remove":
            self.change((rest, None))
        elif kind == "rename":
            old, new = rest.split("\t")
            self.change((old, None), (new, self.names[old]))
        else:
            at, path = rest
            if path not in self.names:
                self.change((path, File()))
            self.names[path].pending.append(("write", at, data) if kind == "write" else ("size", at))

    def image(self):
        names = dict(self.sure)
        how = RANDOM.choice(("none", "all", "first", "some"))
        first = RANDOM.randint(0, len(self.pending))
        for place, change in enumerate(self.pending):
            if how == "all" or (how == "first" and place < first) or (how == "some" and RANDOM.random() < 0.5):
                rename(names, change)
        return {name: file.image() for name, file in names.items()}


def rename(names, change):
    for name, file in change:
        if file is None:
            names.pop(name, None)
        else:
            names[name] = file


def read_log(file):
    calls = []
    with open(file, "rb") as log:
        while line := log.readline():
            kind, _, rest = line.decode().rstrip("\n").partition(" ")
            if kind == "write":
                at, size, path = rest.split(" ", 2)
                calls.append((kind, (int(at), path), log.read(int(size))))
            elif kind == "size":
                size, path = rest.split(" ", 1)
                calls.append((kind, (int(size), path), b""))
            else:
                calls.append((kind, rest, b""))
    return calls


def acknowledged(trial, log, number_of):
    with open(log, "ab") as file:
        file.write(b"done %d\n" % number_of)


def story(packages):
    """Commands, and the file that each makes beside the desk."""
    chosen = RANDOM.sample(packages, 12)
    for place, package in enumerate(chosen):
        yield ["-q", "merge", package], None
        if place % 3 == 0:
            yield ADD, None
        if place % 4 == 0:
            yield ["desk", "backup", "copy.db", "--force"], "copy.db"
        if place % 4 == 2:
            yield ["pack", "--to", "KH-PNH", "-o", "out.sdpk", "--force"], "out.sdpk"


def play(trial, start, packages):
    """Runs the story; what is known after each command."""
    log = trial.aside("log")
    trial.put(start)
    known = [(trial.digest(), {})]
    files = {}
    for place, (words, made) in enumerate(story(packages)):
        trial.do(*words, log=log)
        acknowledged(trial, log, place + 1)
        if made:
            files = dict(files)
            with open(trial.file(made), "rb") as file:
                files[made] = file.read()
        known.append((trial.digest(), files))
    return read_log(log), known


def check(trial, image, before, after, what):
    trial.clear()
    for name, data in image.items():
        with open(os.path.join(trial.disk, os.path.basename(name)), "wb") as file:
            file.write(data)
        os.chmod(file.name, 0o600)
    trial.verify()
    expect(trial.digest() in (before[0], after[0]), f"{what}: the desk is neither that before nor that after")
    for name in {*before[1], *after[1]}:
        found = image.get(trial.file(name))
        expect(found in (before[1].get(name), after[1].get(name)), f"{what}: {name} is not whole")


def test(trial):
    start, packages = headquarters(trial)
    calls, known = play(trial, start, packages)
    images = number(80, 2000)
    points = sorted(RANDOM.randint(1, len(calls)) for _ in range(images))
    with open(start, "rb") as file:
        disk = Disk({trial.file("desk.db"): file.read()})
    done = 0
    played = 0
    for point in points:
        for call in calls[played:point]:
            if call[0] == "done":
                done = int(call[1])
            else:
                disk.play(call, trial.disk)
        played = point
        check(trial, disk.image(), known[done], known[min(done + 1, len(known) - 1)], f"power cut at call {point} of {len(calls)}, after command {done}")
    print(f"{images} images of {len(calls)} calls in {len(known) - 1} commands: every store verified, all that was acknowledged was there")


main(test)
