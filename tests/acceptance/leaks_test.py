#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""No sensitive value appears in any message, log, -v output, file name, unsealed byte of a package, or output without --reason.

An exercise round of a few missions with case files and persons; every command that there is, in every format and both
languages, with bad input too. All that was told and written is then searched for every sensitive value ever set.

usage: leaks_test.py PROGRAM TEMPLATES
"""
import ctypes
import ctypes.util
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

PROGRAM, TEMPLATES = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
MISSIONS = ["KH-PNH", "LA-VTE", "TH-BKK", "MM-RGN"]
ROUND = "2025-10"
WORK = tempfile.mkdtemp(prefix="scamdesk-leaks-")
os.chdir(WORK)
# What may hold personal data lies in `private`; all that is written elsewhere is searched.
for folder in ("private", "desks", "out", "config"):
    os.mkdir(folder)
ENVIRONMENT = {"PATH": os.environ["PATH"], "LD_LIBRARY_PATH": os.environ.get("LD_LIBRARY_PATH", ""), "HOME": WORK, "XDG_CONFIG_HOME": WORK + "/config", "XDG_DATA_HOME": WORK + "/config",
               "SCAMDESK_TEMPLATES": TEMPLATES, "SCAMDESK_ACTOR": "tester", "LC_ALL": "C.UTF-8", "TMPDIR": WORK + "/config"}
told = []  # (command line, what it told)
used = set()


def run(desk, *words, now="2025-10-29T10:00:00+09:00", check=True, private=False, stdin=""):
    """One command; what it tells is searched later, unless it is what --reason is for."""
    line = [PROGRAM, "--store", f"desks/{desk}.db", "--no-input", "--now", now, *words]
    done = subprocess.run(line, input=stdin.encode(), capture_output=True, env=ENVIRONMENT)
    name = " ".join(words)
    if check and done.returncode not in (0, 1):
        raise SystemExit(f"{desk}: {name}: exit {done.returncode}: {done.stderr.decode()}")
    told.append((f"{desk}: {name} [stderr]", done.stderr))
    if not private:
        told.append((f"{desk}: {name} [stdout]", done.stdout))
    if done.returncode == 70 or done.returncode < 0:
        raise SystemExit(f"{desk}: {name}: exit {done.returncode}: {done.stderr.decode()}")
    note_used(words)
    return done


COMMANDS = [line.split("\t")[0].strip() for line in
            subprocess.run([PROGRAM, "completion", "commands"], capture_output=True, text=True, env=ENVIRONMENT).stdout.splitlines()]


def note_used(words):
    """Which command it was: the first words behind the global options."""
    words = list(words)
    while words and words[0].startswith("-"):
        words = words[2:] if words[0] in ("--format", "--lang") else words[1:]
    noun = "REGISTER" if words and words[0] in SENSITIVE else words[0] if words else ""
    used.update((noun, " ".join([noun] + words[1:2])))


def private_file(name, text):
    path = f"private/{name}"
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return "@" + path


SENSITIVE = {}
for form in ("case", "person", "involvement"):
    with open(f"{TEMPLATES}/forms/{form}.yaml", encoding="utf-8") as file:
        questions = re.split(r"\n\s*- name: ", file.read())
    SENSITIVE[form] = [q.split("\n")[0].strip() for q in questions[1:] if re.search(r"\n\s*sensitive: true", q)]
    if not SENSITIVE[form]:
        raise SystemExit(f"{form}: no sensitive question was found")

SYLLABLES = "감낙답락맘밥삿앙잣찻캅탑팜학걍냥댱랼먐뱝"


def invented(question, number):
    """A value that stands nowhere else by chance, of the kind its question asks."""
    word = "".join(SYLLABLES[(number * 7 + i * 3 + len(question)) % len(SYLLABLES)] for i in range(4))
    return {"birth_date": f"19{30 + number % 40}-0{1 + number % 9}-1{number % 10}", "passport": f"ZQ{7310000 + number}",
            "passport_expires": f"2039-0{1 + number % 9}-2{number % 9}", "phone": f"010-97{number:02}-{4000 + number}",
            "email": f"zq{number}x@invented.example", "name_latin": f"QUVEX ZORBLATT{number}"}.get(
                question, f"{word} {question}글 {number}")


ever = {}  # value -> where it was set


def sensitive_options(form, number):
    options = []
    for question in SENSITIVE[form]:
        value = invented(question, number)
        ever[value] = f"{form}.{question}"
        options += ["--" + question.replace("_", "-"), private_file(f"{form}-{question}-{number}", value)]
    return options


def play():
    """The round: what the tour plays with 190 missions, with persons in it."""
    with open("expect.txt", "w") as file:
        file.write("\n".join(MISSIONS) + "\n")
    run("HQ", "desk", "init", "--mission", "HQ", "--exercise")
    run("HQ", "round", "open", ROUND, "--form", "scam-survey", "--due", "2025-10-31", "--expect", "expect.txt")
    run("HQ", "round", "kit", ROUND, "-o", "out/kits")
    run("HQ", "exercise", "--out", "private/exercise", "--round", ROUND, "--seed", "7", "--cases", "60", "--missions", ",".join(MISSIONS))
    for number, code in enumerate(MISSIONS):
        run(code, "desk", "init", "--mission", code, "--exercise", "--kit", f"out/kits/{code}.sdpk", "--yes")
        run(code, "desk", "card", "-o", f"out/{code}.card")
        cases = f"private/exercise/cases/{code}.csv"
        run(code, "case", "import", cases)
        run(code, "return", "start", ROUND)
        run(code, "return", "import", ROUND, f"private/exercise/returns/{code}.json")
        for index in range(2):
            place = 2 * number + index
            person = run(code, "person", "add", *sensitive_options("person", place), "--nationality", "KR").stdout.decode().strip()
            case = run(code, "case", "add", "--kind", "confinement", "--country", code[:2], "--status", "Active", "--opened-on", "2025-10-02",
                       *sensitive_options("case", place)).stdout.decode().strip()
            link = run(code, "case", "link", case, "person", person).stdout.decode().strip()
            for option in zip(*[iter(sensitive_options("involvement", place))] * 2):
                run(code, "involvement", "set", link, option[0][2:].replace("-", "_") + "=" + option[1])
            # What was there before is personal as well.
            value = invented("passport", 50 + place)
            ever[value] = "person.passport, later"
            run(code, "person", "set", person, "passport=" + private_file(f"later-{place}", value), now="2025-10-29T11:00:00+09:00")
        if run(code, "return", "finalise", ROUND, now="2025-10-30T16:00:00+09:00", check=False).returncode != 0:
            run(code, "return", "check", ROUND, check=False)
    run("HQ", "desk", "enrol", *[f"out/{code}.card" for code in MISSIONS])
    run("HQ", "pack", "--to-missions", "-o", "out/enrolled")
    for code in MISSIONS:
        run(code, "merge", f"out/enrolled/{code}.sdpk")
        run(code, "pack", "-o", f"out/{code}.sdpk", "-v")
    run("HQ", "merge", "-v", *[f"out/{code}.sdpk" for code in MISSIONS])


def disagree():
    """The same field changed at headquarters and at the mission: a conflict about a personal value."""
    for desk, number in (("HQ", 70), ("KH-PNH", 71)):
        value = invented("passport", number)
        ever[value] = "person.passport, apart"
        run(desk, "person", "set", "PNH-25-0001", "passport=" + private_file(f"apart-{desk}", value), now="2025-10-30T18:00:00+09:00")
    run("KH-PNH", "pack", "-o", "out/apart.sdpk")
    run("HQ", "merge", "out/apart.sdpk", now="2025-10-31T09:00:00+09:00", check=False)
    for page in (["conflict", "list"], ["conflict", "list", "--json"]):
        listed = run("HQ", *page)
    conflict = json.loads(listed.stdout)["conflicts"][0]["id"]
    everywhere("HQ", "conflict", "show", conflict)
    run("HQ", "conflict", "resolve", conflict, "--take", "1", "--reason", "checked", "--dry-run")
    run("HQ", "conflict", "resolve", conflict, "--value", private_file("bad-passport", bad("@@!!nonsense-passport-93")), "--reason", "x", check=False)


def bad(value):
    ever[value] = "a wrong answer"
    return value


def everywhere(desk, *words, formats=("text", "json", "csv"), private=False):
    """One reading command in every format and both languages."""
    for form, lang in itertools.product(formats, ("ko", "en")):
        run(desk, "--format", form, "--lang", lang, "-v", *words, check=False, private=private)


def read():
    for desk in ("HQ", "KH-PNH"):
        for words in (["desk", "show"], ["desk", "log", "--limit", "0"], ["desk", "log", "--access"], ["desk", "log", "--verify"], ["desk", "gaps"],
                      ["desk", "verify"], ["desk", "digest"], ["desk", "trust", "list"], ["mission", "list"], ["mission", "show", "KH-PNH"],
                      ["form", "list"], ["form", "show", "person"], ["round", "list"], ["round", "status", ROUND],
                      ["return", "list", ROUND], ["return", "show", ROUND, "--mission", "KH-PNH"], ["return", "history", ROUND, "--mission", "KH-PNH"],
                      ["return", "check", ROUND, "--mission", "KH-PNH"], ["return", "diff", ROUND, "--against", ROUND, "--mission", "KH-PNH"],
                      ["query", "list", ROUND], ["conflict", "list"], ["report", "list"], ["inspect", "out/KH-PNH.sdpk"],
                      ["inspect", "out/kits/KH-PNH.sdpk"], ["config"], []):
            everywhere(desk, *words)
        for form in SENSITIVE:
            everywhere(desk, form, "list")
            everywhere(desk, form, "list", "--retired", "--where", "1 = 1")
            everywhere(desk, form, "find", "글")
            for number in ("PNH-25-0001", "PNH-25-0031", "PNH-25-0032", "PNH-25-0002"):
                everywhere(desk, form, "show", number)
                everywhere(desk, form, "history", number)
            everywhere(desk, form, "export", formats=("text", "json", "jsonl", "csv"))
            run(desk, form, "export", "-o", f"out/{desk}-{form}.xlsx")
        for view in ("persons", "cases", "involvements", "returns", "queries", "conflicts", "missions", "sqlite_schema", "r_person", "block", "record",
                     "setting", "access", "held"):
            everywhere(desk, "sql", f"SELECT * FROM {view}")
        run(desk, "sql", "SELECT hex(bytes), bytes FROM main.block", check=False)
    for report in ("completeness", "national"):
        everywhere("HQ", "report", "run", report, "--round", ROUND, formats=("text", "md", "html", "csv", "json"))
    everywhere("HQ", "report", "run", "mission", "--round", ROUND, "--mission", "KH-PNH", formats=("text", "md", "html", "csv", "json"))
    everywhere("HQ", "advisory", "draft", "KH", "--round", ROUND, formats=("text", "md", "html", "json"))


def write_files():
    for form, lang in itertools.product(("person", "case", "scam-survey"), ("ko", "en")):
        for kind in ("workbook", "xlsform", "xform", "html", "codebook"):
            run("HQ", "--lang", lang, "form", "export", form, "--to", kind, "-o", f"out/{form}-{lang}-{kind}", check=False)
    for kind in ("workbook", "page"):
        run("HQ", "form", "export", "scam-survey", "--to", kind, "--prefill", ROUND, "--mission", "KH-PNH", "-o", f"out/filled-{kind}", check=False)
    run("HQ", "round", "remind", ROUND, "-o", "out/reminders", check=False)
    # A desk that begins has no key to seal to: an exercise's kit carries its mission's invented case files open. (A real desk
    # refuses to make such a kit: tests/unit/exchange/sealing_test.cpp.) What is written beside the kits is searched.
    run("HQ", "round", "kit", ROUND, "--workbook", "-o", "private/kits-later")
    os.mkdir("out/kits-later")
    for name in os.listdir("private/kits-later"):
        if not name.endswith(".sdpk"):
            shutil.copy("private/kits-later/" + name, "out/kits-later/" + name)
    run("HQ", "pack", "--to-missions", "-o", "out/later")
    run("KH-PNH", "pack", "-o", "out/again.sdpk", "--dry-run")
    run("HQ", "desk", "backup", "private/backup.db")
    run("restored", "-v", "desk", "restore", "private/backup.db")
    for lang in ("ko", "en"):
        run("HQ", "--lang", lang, "desk", "log", "--packages")
        run("HQ", "--lang", lang, "desk", "gaps", "--all")
    run("HQ", "completion", "bash")
    run("HQ", "exercise", "--out", "private/other", "--round", ROUND, "--seed", "8", "--missions", "KH-PNH", "--cases", "3")


def go_wrong():
    """Wrong answers to sensitive questions: the message names the field and never the value."""
    wrongs = {"birth_date": "1971-13-45", "passport": "!!QWX-77310", "phone": "공일공-칠칠삼삼-구구", "email": "no.at.sign.zqx",
              "passport_expires": "thirty-first-of-zq"}
    for question, value in wrongs.items():
        file = private_file(f"wrong-{question}", bad(value))
        for lang in ("ko", "en"):
            run("KH-PNH", "--lang", lang, "person", "set", "PNH-25-0001", f"{question}={file}", check=False)
            run("KH-PNH", "--lang", lang, "-v", "person", "add", "--" + question.replace("_", "-"), file, check=False)
            run("KH-PNH", "--lang", lang, "person", "set", "PNH-25-0001", f"{question}={value}", check=False)
        with open(f"private/wrong-{question}.csv", "w", encoding="utf-8") as rows:
            rows.write(f"{question},nationality\n{value},KR\n")
        for lang in ("ko", "en"):
            run("KH-PNH", "--lang", lang, "-v", "person", "import", f"private/wrong-{question}.csv", check=False)
            run("KH-PNH", "--lang", lang, "person", "import", f"private/wrong-{question}.csv", "--rejects", "private/rejects.csv", "--json", check=False)
    typed = bad("ZQ9990001")
    run("KH-PNH", "person", "set", "PNH-25-0001", f"passport={typed}", check=False)
    run("KH-PNH", "person", "add", "--passport", typed, check=False)
    run("KH-PNH", "person", "list", "--where", f"passport = '{typed}'", check=False)
    with open("private/torn.jsonl", "w", encoding="utf-8") as rows:
        rows.write('{"name_ko": "' + bad("갑을병정 찢긴글") + '", "passport": \n')
    run("KH-PNH", "person", "import", "private/torn.jsonl", check=False)
    with open("private/twice.csv", "w", encoding="utf-8") as rows:
        rows.write("passport,passport\n" + bad("ZQ9990002") + "," + bad("ZQ9990003") + "\n")
    run("KH-PNH", "person", "import", "private/twice.csv", check=False)
    note = bad("주민 쌍둥 덧글")
    run("KH-PNH", "person", "set", "PNH-25-0001", "person_note=" + private_file("note", note + " 900101-1234567"), check=False)


def work_on():
    """The rest of the commands: what they do does not matter here, what they say does."""
    for desk, words in (
            ("HQ", ["query", "raise", ROUND, "--mission", "KH-PNH", "--field", "reports_received", "--text", "why"]),
            ("HQ", ["query", "answer", "PNH-25-0001", "--text", "so"]), ("HQ", ["query", "close", "PNH-25-0001"]),
            ("HQ", ["round", "extend", ROUND, "--mission", "KH-PNH", "--due", "2025-11-09", "--reason", "x"]),
            ("HQ", ["round", "exempt", ROUND, "--mission", "VN-HAN", "--reason", "x"]), ("HQ", ["mission", "import", "expect.txt"]),
            ("HQ", ["return", "accept", ROUND, "--mission", "KH-PNH"]), ("KH-PNH", ["return", "reopen", ROUND, "--reason", "x"]),
            ("KH-PNH", ["return", "set", ROUND, "reports_received=3"]), ("KH-PNH", ["return", "confirm", ROUND, "reports_received"]),
            ("KH-PNH", ["return", "override", ROUND, "some-check", "--reason", "x"]), ("KH-PNH", ["return", "nil", ROUND]),
            ("KH-PNH", ["return", "fill", ROUND]), ("KH-PNH", ["form", "check", TEMPLATES + "/forms/person.yaml"]),
            ("KH-PNH", ["form", "diff", TEMPLATES + "/forms/person.yaml", TEMPLATES + "/forms/case.yaml"]),
            ("KH-PNH", ["form", "eval", "1 + 1"]), ("KH-PNH", ["form", "import", "out/person-en-xlsform", "-o", "out/person.yaml"]),
            ("KH-PNH", ["desk", "repair"]), ("KH-PNH", ["desk", "rotate"]), ("KH-PNH", ["desk", "passphrase", "--no-passphrase"]), ("KH-PNH", ["person", "retire", "PNH-25-0001", "--reason", "x"]),
            ("HQ", ["person", "erase", "PNH-25-0002", "--reason", "retention: art. 21", "--dry-run"]),
            ("HQ", ["person", "erase", "PNH-25-0002", "--field", "passport", "--reason", "retention: art. 21", "--yes"]),
            ("HQ", ["person", "history", "PNH-25-0002"]), ("HQ", ["round", "close", ROUND])):
        for lang in ("ko", "en"):
            run(desk, "--lang", lang, "-v", *words, now="2025-11-01T12:00:00+09:00", check=False)
            run(desk, "--lang", lang, "--json", *words, now="2025-11-01T12:00:00+09:00", check=False)


def collect():
    """All that sensitive questions ever held, as disclosed for a reason."""
    for form in SENSITIVE:
        shown = run("HQ", form, "export", "--personal", "--reason", "audit", "--format", "jsonl", private=True).stdout.decode()
        for line in shown.splitlines():
            record = json.loads(line)
            for question in SENSITIVE[form]:
                value = record.get(question)
                if isinstance(value, str) and value:
                    ever.setdefault(value, f"{form}.{question}")


def telling(value):
    """Long enough not to stand somewhere by chance."""
    return len(re.findall("[가-힣]", value)) >= 2 or len(value) >= 6


zstd = ctypes.CDLL(ctypes.util.find_library("zstd") or "libzstd.so.1")
zstd.ZSTD_getFrameContentSize.restype = ctypes.c_ulonglong
zstd.ZSTD_decompress.restype = ctypes.c_size_t


def unpacked(data):
    """What zstd frames in these bytes hold: the unsealed parts of a package."""
    at = data.find(b"\x28\xb5\x2f\xfd")
    while at >= 0:
        rest = data[at:]
        size = zstd.ZSTD_getFrameContentSize(rest, ctypes.c_size_t(len(rest)))
        if size < 1 << 28:
            frame = zstd.ZSTD_findFrameCompressedSize(rest, ctypes.c_size_t(len(rest)))
            room = ctypes.create_string_buffer(int(size) + 1)
            got = zstd.ZSTD_decompress(room, ctypes.c_size_t(int(size)), rest, ctypes.c_size_t(frame))
            if got == size:
                yield room.raw[:int(size)]
        at = data.find(b"\x28\xb5\x2f\xfd", at + 4)


def written():
    """Names and bytes of every file that is not private, and of what lies in it."""
    for folder, _, files in itertools.chain(os.walk("out"), os.walk("config")):
        for name in files:
            path = os.path.join(folder, name)
            yield path + " [name]", path.encode()
            with open(path, "rb") as file:
                data = file.read()
            yield path, data
            if zipfile.is_zipfile(path):
                with zipfile.ZipFile(path) as archive:
                    for member in archive.namelist():
                        yield f"{path}: {member}", archive.read(member)
            if path.endswith(".sdpk"):
                for number, part in enumerate(unpacked(data)):
                    yield f"{path}: part {number}", part
    for name in os.listdir("desks"):
        yield name + " [name]", name.encode()


def hits(values):
    pattern = re.compile(b"|".join(re.escape(value.encode()) for value in sorted(values, key=len, reverse=True)))
    for where, data in itertools.chain(told, written()):
        for found in set(pattern.findall(data)):
            yield where, found.decode()


def main():
    play()
    disagree()
    read()
    go_wrong()
    write_files()
    work_on()
    read_again = len(told)
    collect()
    values = [value for value in ever if telling(value)]
    short = len(ever) - len(values)
    leaks = sorted(set(hits(values)))
    for where, value in leaks if os.environ.get("SCAMDESK_ALL") else leaks[:60]:
        print(f"LEAK in {where}: {ever[value]} ({value})")
    missed = [command for command in COMMANDS if command not in used]
    for command in missed:
        print(f"NOT TRIED: {command}")
    print(f"{len(values)} sensitive values looked for ({short} of fewer than 2 syllables and 6 letters left out) in what {read_again} "
          f"outputs told and {sum(1 for _ in written())} files and names: {len(leaks)} found")
    return 1 if leaks or missed or len(values) < 100 else 0


try:
    result = main()
finally:
    if os.environ.get("SCAMDESK_KEEP"):
        print("kept:", WORK)
    else:
        shutil.rmtree(WORK)
sys.exit(result)
