#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Control-C, a closed terminal and `kill` at random times: no half-written file is left, what was there is whole, the store
verifies, and the program ends by the signal. A merge stops between packages and tells what came in.

usage: interrupt_test.py PROGRAM TOUR DISK [TIMES]     40 times; 1,000 with SCAMDESK_DURABILITY=full (see trials.py)
"""
import json
import os
import signal
import subprocess
import time

from trials import HERE, NOW, PROGRAM, RANDOM, Failure, expect, headquarters, main, number, outcomes

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


def begin(trial, words):
    env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": trial.box, "XDG_CONFIG_HOME": trial.box,
           "XDG_DATA_HOME": trial.box, "SCAMDESK_LANG": "en", "SCAMDESK_ACTOR": "test", "SCAMDESK_SEED": "trial",
           "SCAMDESK_TEMPLATES": os.path.join(HERE, "../../templates"), "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")}
    return subprocess.Popen([PROGRAM, "--no-input", "--now", NOW, "--store", "desk.db", *words], cwd=trial.disk, env=env,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def interrupted(trial, words, span):
    """Sends a signal at some time of the span; the signal, what the program ended with and what it said."""
    sent = RANDOM.choice(SIGNALS)
    process = begin(trial, words)
    time.sleep(RANDOM.uniform(0, span))
    process.send_signal(sent)
    out, err = process.communicate(timeout=120)
    return sent, process.returncode, out, err


def span_of(trial, words):
    started = time.monotonic()
    process = begin(trial, words)
    out, err = process.communicate(timeout=600)
    expect(process.returncode in (0, 1), f"{words}: ended with {process.returncode}: {err}")
    return time.monotonic() - started


def no_part_left(trial, words):
    left = [name for name in os.listdir(trial.disk) if name.endswith((".part", ".part-journal"))]
    expect(not left, f"{words}: left behind {left}")


def writers(trial, start, times):
    """Commands that write a file, over one that stands: it is the old one or the new one, whole."""
    commands = (["pack", "--to", "KH-PNH", "-o", "out", "--force"], ["desk", "backup", "out", "--force"],
                ["report", "run", "national", "-o", "out", "--force"], ["mission", "list", "-o", "out", "--force"],
                ["case", "export", "-o", "out", "--force"])
    hit = 0
    for words in commands:
        trial.clear()
        trial.put(start)
        span = span_of(trial, words)
        for _ in range(times):
            before = b"what stood here before"
            with open(trial.file("out"), "wb") as file:
                file.write(before)
            sent, code, _, err = interrupted(trial, words, span * 1.1)
            expect(code in (0, 1, -sent), f"{words}: ended with {code} after {sent}: {err}")
            hit += code == -sent
            no_part_left(trial, words)
            with open(trial.file("out"), "rb") as file:
                now = file.read()
            expect(code == -sent or now != before, f"{words}: done, and nothing written")
            expect(now == before or len(now) > len(before), f"{words}: a file cut short")
            if words[1] == "backup" and now != before:
                trial.verify("out")
        trial.verify()
    return hit


def merges(trial, start, packages, times):
    trial.put(start)
    whole = outcomes(trial.do("merge", *packages, "--dry-run", "--json"))
    span = span_of(trial, ["-q", "merge", *packages])
    final = trial.digest()
    stopped = 0
    for _ in range(times):
        trial.clear()
        trial.put(start)
        sent, code, out, err = interrupted(trial, ["merge", *packages, "--json"], span)
        expect(code in (0, 1, -sent), f"merge: ended with {code} after {sent}: {err}")
        trial.verify()
        now = outcomes(trial.do("merge", *packages, "--dry-run", "--json"))
        for name, state in now.items():
            expect(state == whole[name] or state[0] == "known", f"merge: {name} is partly in: {state}")
        if code == -sent and out:
            told = json.loads(out)
            stopped += 1
            expect(len(told["packages"]) + told.get("left", 0) == len(packages), "the table does not tell of every package")
            known = sum(state[0] == "known" for state in now.values())
            expect(known == sum(one["outcome"] == "merged" for one in told["packages"]), "the table tells of other packages than came in")
    trial.do("-q", "merge", *packages)
    expect(trial.digest() == final, "merging again does not give the same desk")
    return stopped


def test(trial):
    start, packages = headquarters(trial)
    times = number(40, 1000)
    hit = writers(trial, start, max(times // 8, 2))
    trial.clear()
    stopped = merges(trial, start, packages, max(times // 5, 4))
    if hit == 0 or stopped == 0:
        raise Failure("no signal came while anything was being done")
    print(f"{hit} commands ended by a signal, {stopped} merges stopped between packages: nothing half written, every store verified")


main(test)
