# SPDX-License-Identifier: Apache-2.0
"""What the durability tests share: the program on a disk that fails (disk.cpp), the tour's packages, the seed.

Every test is called as `NAME_test.py PROGRAM TOUR DISK [NUMBER]`. NUMBER, or else SCAMDESK_DURABILITY=full, says how much
is tried; without them little enough for CI. The seed is printed; SCAMDESK_TEST_SEED=SEED tries the same again.
"""
import glob
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile

PROGRAM, TOUR, DISK = (os.path.abspath(word) for word in sys.argv[1:4])
HERE = os.path.dirname(os.path.abspath(__file__))
NOW = "2025-11-03T12:00:00+09:00"
SEED = int(os.environ.get("SCAMDESK_TEST_SEED") or random.randrange(10**9))
RANDOM = random.Random(SEED)
CLEAN = {0, 1, 73, 74}  # done; done with findings; cannot create; reading or writing failed


def number(few, all_of_them):
    if len(sys.argv) > 4:
        return int(sys.argv[4])
    return all_of_them if os.environ.get("SCAMDESK_DURABILITY") == "full" else few


class Failure(Exception):
    pass


def expect(holds, what):
    if not holds:
        raise Failure(what)


class Trial:
    """A folder that is a disk of its own."""

    def __init__(self):
        self.box = tempfile.mkdtemp(prefix="scamdesk-")
        self.disk = os.path.join(self.box, "disk")
        os.mkdir(self.disk)

    def close(self):
        shutil.rmtree(self.box)

    def clear(self):
        for name in os.listdir(self.disk):
            os.unlink(os.path.join(self.disk, name))

    def put(self, source, name="desk.db"):
        shutil.copyfile(source, os.path.join(self.disk, name))
        os.chmod(os.path.join(self.disk, name), 0o600)

    def file(self, name):
        return os.path.join(self.disk, name)

    def aside(self, name):
        return os.path.join(self.box, name)

    def run(self, *words, store="desk.db", folder=None, input=None, now=NOW, **disk):
        """The program, with its calls to the disk seen to as `disk` says: count, fail, last, error, kill, log, ..."""
        env = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC", "HOME": self.box, "XDG_CONFIG_HOME": self.box,
               "XDG_DATA_HOME": self.box, "SCAMDESK_LANG": "en", "SCAMDESK_ACTOR": "test", "SCAMDESK_SEED": "trial",
               "SCAMDESK_TEMPLATES": os.path.join(HERE, "../../templates"),
               "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", "")}
        if disk:
            env |= {"LD_PRELOAD": DISK, "DISK_ROOT": self.disk} | {f"DISK_{key.upper()}": str(value) for key, value in disk.items()}
        return subprocess.run([PROGRAM, "--no-input", "--now", now, "--store", store, *words], cwd=folder or self.disk, env=env,
                              capture_output=True, text=True, errors="replace", timeout=600)

    def do(self, *words, **how):
        done = self.run(*words, **how)
        expect(done.returncode == 0, f"{words}: ended with {done.returncode}: {done.stderr}")
        return done

    def calls(self, *words, **how):
        """How many calls to the disk a command makes."""
        self.do(*words, count=self.aside("count"), unsynced=1, **how)
        with open(self.aside("count"), encoding="ascii") as file:
            return int(file.read())

    def digest(self, store="desk.db"):
        return json.loads(self.do("desk", "digest", "--json", store=store).stdout)["digest"]

    def verify(self, store="desk.db"):
        done = self.run("desk", "verify", store=store)
        expect(done.returncode == 0, f"the store does not verify ({done.returncode}): {done.stdout}{done.stderr}")


def outcomes(done):
    """Of a merge: what became of each package, by file name, with the revisions it brought."""
    return {os.path.basename(one["file"]): (one["outcome"], one["revisions"]) for one in json.loads(done.stdout)["packages"]}


def late_package(trial, code):
    """The package of a mission that sent none during the tour: it has a case by now."""
    trial.put(os.path.join(TOUR, f"desks/{code}.db"))
    trial.do("-q", "case", "add", "--kind", "confinement", "--status", "Active", "--country", "KH", "--opened-on", "2025-10-02")
    package = trial.aside(f"{code}.sdpk")
    trial.do("-q", "pack", "-o", package)
    return package


def headquarters(trial):
    """A desk that has enrolled all missions and merged nothing; and the packages of all 190."""
    packages = sorted(glob.glob(os.path.join(TOUR, "packages/*.sdpk")))
    codes = {os.path.basename(desk)[:-3] for desk in glob.glob(os.path.join(TOUR, "desks/??-???.db"))}
    packages += [late_package(trial, code) for code in sorted(codes - {os.path.basename(one)[:-5] for one in packages})]
    expect(len(packages) == 190, f"{len(packages)} packages, not 190")
    trial.clear()
    trial.put(os.path.join(TOUR, "desks/HQ-opened.db"))
    cards = sorted(glob.glob(os.path.join(TOUR, "cards/**/*.card"), recursive=True))
    trial.do("-q", "desk", "enrol", *cards)
    start = trial.aside("start.db")
    shutil.move(trial.file("desk.db"), start)
    return start, packages


def main(test):
    print(f"seed {SEED}", flush=True)
    trial = Trial()
    try:
        test(trial)
    except Failure as failure:
        kept = trial.box
        print(f"FAILED (seed {SEED}): {failure}\nkept: {kept}")
        sys.exit(1)
    trial.close()
