#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""A disk that is full, of 64 sizes: a merge of 190 packages ends cleanly, the old state is whole and can be read where it is,
and each package is wholly in or out.

The disk is a tmpfs in a namespace of the user's own; exits with 77 where that is not allowed. Half of the sizes hide from
the program how little room there is, since it would not begin.
usage: full_disk_test.py PROGRAM TOUR DISK [SIZES]     6 sizes; 64 with SCAMDESK_DURABILITY=full (see trials.py)
"""
import os
import subprocess
import sys

from trials import expect, headquarters, main, number, outcomes

if os.environ.get("SCAMDESK_IN_NAMESPACE") != "1":
    allowed = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "-o", "size=64k", "none", "/mnt"], capture_output=True)
    if allowed.returncode != 0:
        print("skipped: this machine does not let a test mount a tmpfs of its own:", allowed.stderr.decode().strip())
        sys.exit(77)
    os.environ["SCAMDESK_IN_NAMESPACE"] = "1"
    os.execvp("unshare", ["unshare", "-rm", sys.executable, *sys.argv])


def mount(trial, size):
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "none", trial.disk], check=True)


def unmount(trial):
    subprocess.run(["umount", trial.disk], check=True)


def tried(trial, start, packages, whole, size, hidden):
    what = f"a disk of {size} bytes{', said to be empty' if hidden else ''}"
    mount(trial, size)
    trial.put(start)
    done = trial.run("merge", *packages, **({"roomy": 1} if hidden else {}))
    expect(done.returncode in (0, 74), f"{what}: ended with {done.returncode}: {done.stderr[-300:]}")
    expect(done.returncode == 0 or "\nscamdesk: " in "\n" + done.stderr, f"{what}: {done.stderr[:300]}")
    trial.verify()
    trial.do("round", "status", "2025-10")
    with open(trial.file("desk.db"), "rb") as file:
        left = file.read()
    names = os.listdir(trial.disk)
    unmount(trial)
    expect(names == ["desk.db"], f"{what}: left behind: {names}")
    trial.clear()
    with open(trial.file("desk.db"), "wb") as file:
        file.write(left)
    now = outcomes(trial.do("merge", *packages, "--dry-run", "--json"))
    trial.clear()
    for name, state in now.items():
        expect(state == whole[name] or state[0] == "known", f"{what}: {name} is partly in: {state}, not {whole[name]}")
    known = sum(state[0] == "known" for state in now.values())
    expect(known == 0 or "nothing was changed" not in done.stderr, f"{what}: {known} packages are in, and it says: {done.stderr[-300:]}")
    expect(done.returncode != 0 or known == len(packages), f"{what}: done, and {known} packages are in")
    return known


def test(trial):
    start, packages = headquarters(trial)
    trial.put(start)
    whole = outcomes(trial.do("merge", *packages, "--dry-run", "--json"))
    trial.do("-q", "merge", *packages)
    least, most = os.path.getsize(start), os.path.getsize(trial.file("desk.db"))
    trial.clear()
    sizes = number(6, 64)
    step = (most * 5 // 4 - least) // sizes
    known = [tried(trial, start, packages, whole, least + 32768 + place * step, place % 4 != 0) for place in range(sizes)]
    print(f"{sizes} disks of {least + 32768} to {least + 32768 + (sizes - 1) * step} bytes: every store verified; packages in: {known}")


main(test)
