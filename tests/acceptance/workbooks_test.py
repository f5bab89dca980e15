#!/usr/bin/python3
# SPDX-License-Identifier: Apache-2.0
"""Another program fills the workbook: its values arrive; each of many mistakes gives one error with sheet and cell.

usage: workbooks_test.py PROGRAM; exits with 77 where openpyxl is missing
"""
import datetime
import glob
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

try:
    import openpyxl
except ImportError:
    print("skipped: openpyxl is not installed (python3-openpyxl)")
    sys.exit(77)

PROGRAM = os.path.abspath(sys.argv[1])
FAILURES = []


def run(*words, store="hq.db", check=True):
    done = subprocess.run([PROGRAM, "--store", store, "--lang", "en", "--actor", "A", *words], capture_output=True, text=True)
    if check and done.returncode != 0:
        raise SystemExit(f"{words}: exit {done.returncode}: {done.stderr}")
    return done


def expect(what, holds):
    if not holds:
        FAILURES.append(what)
        print("FAILED:", what)


class Book:
    """A workbook by the marks that the program left in it."""

    def __init__(self, file):
        self.file = file
        self.book = openpyxl.load_workbook(file)

    def question(self, name, mark="#answer"):
        for sheet in self.book:
            marks = {cell.value: cell.column for cell in sheet[2]}
            if "#question" not in marks:
                continue
            for row in range(3, sheet.max_row + 1):
                if sheet.cell(row, marks["#question"]).value == name:
                    return sheet.cell(row, marks[mark])
        raise SystemExit(f"no cell for {name}")

    def rows(self, repeat):
        for sheet in self.book:
            if sheet["A2"].value == "#repeat:" + repeat:
                return sheet, {cell.value: cell.column for cell in sheet[2]}
        raise SystemExit(f"no sheet for {repeat}")

    def cell(self, repeat, name, nth=0):
        """The cell of a question in the nth row of data."""
        sheet, marks = self.rows(repeat)
        return sheet.cell(7 + nth, marks[name])

    def save(self, name):
        self.book.save(name)
        return name


def answers(mission):
    shown = json.loads(run("return", "show", "2025-10", "--mission", mission, "--json").stdout)
    return shown["answers"]


def taken(*files):
    done = run("return", "import", "2025-10", *files, "--json", check=False)
    return done.returncode, json.loads(done.stdout)["workbooks"]


def fill(file, out):
    """A mission's answers, written as people write them."""
    book = Book(file)
    book.question("period_start").value = datetime.date(2025, 10, 1)
    book.question("period_end").value = "2025. 10. 15."
    book.question("data_sources").value = None
    book.question("reports_received").value = "1,234"
    book.question("reports_abduction").value = "３３건"
    book.question("reports_confinement").value = " 7 "
    book.question("reports_death").value = 0
    book.question("reports_contact_lost", "#state").value = "파악 불가"
    book.question("reports_prior_year").value = "not applicable"
    book.question("coverage_gap").value = "=1+1 아님"
    book.question("coverage_gap").data_type = "s"
    book.question("#attested_name").value = "홍길동"
    book.question("#attested_post").value = "영사"
    book.question("#attested_date").value = datetime.date(2025, 10, 20)
    book.cell("countries", "likelihood").value = "높음"
    book.cell("countries", "likelihood_reason").value = "신고가 늘고 있음"
    book.cell("countries", "displacement_from").value = "베트남; 라오스"
    book.cell("alert_areas", "area_name").value = "캄폿주"
    book.cell("alert_areas", "area_name", 1).value = "바벳시"
    book.cell("alert_areas", "#parent", 1).value = 1
    return book.save(out)


MISTAKES = []


def mistake(change):
    MISTAKES.append(change)
    return change


def wrong(name, value, mark="#answer"):
    def change(book):
        cell = book.question(name, mark)
        cell.value = value
        return cell
    change.__name__ = f"{name} = {value!r}"
    mistake(change)


def wrong_row(repeat, name, value, nth=0):
    def change(book):
        cell = book.cell(repeat, name, nth)
        cell.value = value
        return cell
    change.__name__ = f"{repeat}[{nth}].{name} = {value!r}"
    mistake(change)


wrong("reports_received", "many")
wrong("reports_received", 12.5)
wrong("reports_received", "12,34")
wrong("reports_received", "1e3")
wrong("reports_received", "#DIV/0!")
wrong("reports_received", "+5")
wrong("reports_received", True)
wrong("reports_received", "99999999999999999999")
wrong("reports_received", "007")
wrong("reports_received", "5명")
wrong("reports_received", datetime.date(2025, 10, 1))
wrong("period_start", "10/15/2025")
wrong("period_start", "2025-02-30")
wrong("period_start", datetime.datetime(2025, 10, 1, 12, 30))
wrong("period_start", "어제")
wrong("period_start", "파악 불가")
wrong("data_sources", "없는 자료")
wrong("reports_received", "unknown", "#state")
wrong("#attested_date", "soon")
wrong_row("countries", "likelihood", "아주 높음")
wrong_row("countries", "likelihood", "해당 없음")
wrong_row("countries", "country", "베트남")
wrong_row("countries", "country_reports", "-")
wrong_row("countries", "figures_as_of", "2025년 13월 1일")
wrong_row("countries", "displacement_from", "베트남; 아틀란티스")


@mistake
def a_number_for_a_date(book):
    cell = book.question("period_start")
    cell.number_format = "General"
    cell.value = 45945
    return cell


@mistake
def both_answer_and_reason(book):
    book.question("reports_received").value = 5
    cell = book.question("reports_received", "#state")
    cell.value = "파악 불가"
    return cell


@mistake
def reason_where_none_is_allowed(book):
    cell = book.question("period_end")
    cell.value = "not available"
    return cell


@mistake
def a_new_country_without_its_name(book):
    book.cell("countries", "likelihood", 3).value = "높음"
    return book.cell("countries", "country", 3)


@mistake
def the_same_country_twice(book):
    book.cell("countries", "country", 3).value = "라오스"
    return book.cell("countries", "#number", 3)


@mistake
def an_area_of_no_country(book):
    book.cell("alert_areas", "area_name", 2).value = "어딘가"
    cell = book.cell("alert_areas", "#parent", 2)
    cell.value = 99
    return cell


@mistake
def a_question_twice(book):
    first = book.question("period_end")
    sheet = first.parent
    sheet.cell(40, 1).value = "period_end"
    sheet.cell(40, first.column).value = "2025-10-15"
    return sheet.cell(40, first.column)


@mistake
def an_unknown_question(book):
    sheet = book.question("period_end").parent
    sheet.cell(41, 1).value = "no_such_question"
    return sheet.cell(41, 1)


@mistake
def an_unknown_column(book):
    sheet, _ = book.rows("sites")
    sheet.cell(2, 30).value = "no_such_question"
    return sheet.cell(2, 30)


def check_values():
    run("form", "export", "scam-survey", "--to", "workbook", "--prefill", "2025-10", "--mission", "KH-PNH", "-o", "made.xlsx")
    code, outcome = taken(fill("made.xlsx", "filled.xlsx"))
    expect(f"the filled workbook is imported: {outcome}", code == 0 and outcome[0]["outcome"] == "imported" and outcome[0]["attested"])
    got = answers("KH-PNH")
    country = got["countries"][0]
    wanted = {"period_start": "2025-10-01", "period_end": "2025-10-15", "reports_received": 1234, "reports_abduction": 33,
              "reports_confinement": 7, "reports_death": 0, "reports_contact_lost": {"na": "not_available"},
              "reports_prior_year": {"na": "not_applicable"}, "coverage_gap": "=1+1 아님"}
    for name, value in wanted.items():
        expect(f"{name} is {value!r}, and was {got.get(name)!r}", got.get(name) == value or str(got.get(name)) == str(value))
    expect("a choice is found by its label", country["likelihood"] == "high")
    expect("several choices are found", sorted(str(country["displacement_from"]).replace("[", "").replace("]", "").replace("'", "").replace(",", "").split()) == ["LA", "VN"])
    expect("rows were added", [row["area_name"] for row in country["alert_areas"]] == ["캄폿주", "바벳시"])
    before = run("desk", "digest").stdout
    code, outcome = taken("filled.xlsx")
    expect(f"the second time nothing changes: {outcome}", code == 0 and outcome[0]["outcome"] == "known")
    expect("the digest stays", run("desk", "digest").stdout == before)
    log = run("return", "show", "2025-10", "--mission", "KH-PNH").stdout
    expect("the return can be shown", "1234" in log)


def check_three_way():
    book = Book("filled.xlsx")
    book.question("reports_received").value = 1300
    code, outcome = taken(book.save("corrected.xlsx"))
    expect(f"a corrected workbook is taken again: {outcome}", code == 0 and outcome[0]["changed"] == 1)
    expect("the correction stands", answers("KH-PNH")["reports_received"] == 1300)
    run("return", "set", "2025-10", "reports_received=1400", "period_start=2025-10-02", "--mission", "KH-PNH")
    book.question("reports_received").value = 1500
    book.question("reports_death").value = 2
    code, outcome = taken(book.save("late.xlsx"))
    expect(f"what both changed is left and named: {outcome}", code == 1 and outcome[0]["outcome"] == "partly" and len(outcome[0]["errors"]) == 1)
    got = answers("KH-PNH")
    expect("the rest is taken", got["reports_received"] == 1400 and got["reports_death"] == 2 and got["period_start"] == "2025-10-02")


def check_structure():
    """Sheets renamed, columns moved and rows taken out are read all the same."""
    run("form", "export", "scam-survey", "--to", "workbook", "--prefill", "2025-10", "--mission", "KH-PNH", "-o", "again.xlsx")
    book = Book("again.xlsx")
    sheet, marks = book.rows("alert_areas")
    sheet.delete_rows(8)
    sheet.title = "여행경보"
    first, _ = book.rows("sites")
    first.insert_rows(7)
    first.cell(7, 3).value = "새 단지"
    countries, _ = book.rows("countries")
    countries.move_range("D1:D40", cols=40)
    countries["AR7"].value = "낮음"
    sheet = book.question("period_end").parent
    sheet.delete_rows(book.question("coverage_gap").row)
    code, outcome = taken(book.save("moved.xlsx"))
    expect(f"a workbook put about is read: {outcome}", code == 0 and outcome[0]["outcome"] == "imported")
    got = answers("KH-PNH")
    expect("a row taken out is gone", [row["area_name"] for row in got["countries"][0]["alert_areas"]] == ["캄폿주"])
    expect("a row put in is there", [row["site_name"] for row in got["sites"]] == ["새 단지"])
    expect("a moved column is found", got["countries"][0]["likelihood"] != "high")
    expect("a question taken out keeps its answer", got["coverage_gap"] == "=1+1 아님")


def check_mistakes():
    run("form", "export", "scam-survey", "--to", "workbook", "--prefill", "2025-10", "--mission", "LA-VTE", "-o", "vte.xlsx")
    before = run("desk", "digest").stdout
    for number, change in enumerate(MISTAKES):
        book = Book("vte.xlsx")
        try:
            cell = change(book)
        except SystemExit as fault:
            expect(f"{change.__name__}: {fault}", False)
            continue
        sheet, row, column = cell.parent.title, cell.row, cell.column
        code, outcome = taken(book.save("wrong.xlsx"))
        errors = outcome[0]["errors"]
        places = [(error.get("sheet"), error.get("row"), error.get("column")) for error in errors]
        expect(f"{number + 1} {change.__name__}: expected {(sheet, row, column)}, got {places} {[e['message'] for e in errors]}",
               code == 65 and places == [(sheet, row, column)])
    print(f"{len(MISTAKES)} mistakes")
    expect("at least 30 mistakes", len(MISTAKES) >= 30)
    expect("no mistake changed the desk", run("desk", "digest").stdout == before)
    for change, name in ((lambda book: book.book.remove(book.rows("sites")[0]), "a missing sheet"),
                         (lambda book: book.rows("countries")[0].delete_rows(7), "a missing row of the roster"),
                         (lambda book: book.book.remove(book.book["scamdesk"]), "no workbook of ours")):
        book = Book("vte.xlsx")
        change(book)
        code, outcome = taken(book.save("wrong.xlsx"))
        expect(f"{name}: {outcome}", code == 65 and len(outcome[0]["errors"]) == 1)


def check_all():
    """190 workbooks beside the kits, filled and taken in at once."""
    begun = time.time()
    run("round", "kit", "2025-10", "--workbook", "-o", "kits")
    made = time.time()
    files = sorted(glob.glob("kits/*.xlsx"))
    begin = time.time()
    code, outcome = taken(*files)
    print(f"{len(files)} workbooks: made with their kits in {made - begun:.1f} s, read in {time.time() - begin:.1f} s")
    expect("a workbook for each mission", len(files) == 190)
    expect("all are read", code == 0 and len(outcome) == 190)


def xlsform(survey, choices=(), name="form.xlsx"):
    """An XLSForm as other tools write it; gives the exit, what was written and what was said."""
    book = openpyxl.Workbook()
    for title, rows in (("survey", survey), ("choices", choices), ("settings", [["form_id", "form_title"], ["Trial_1", "Trial"]])):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.remove(book["Sheet"])
    book.save(name)
    return run("form", "import", name, "-o", "made.yaml", "--force", check=False)


HEADER = ["type", "name", "label::English (en)", "label::Korean (ko)", "hint", "relevance", "required", "constraint", "parameters", "repeat_count"]
LISTS = [["list_name", "name", "label"], ["fruit", "apple", "Apple"], ["fruit", "pear", "Pear"]]


def check_xlsform():
    with open("town.csv", "w", encoding="utf-8") as file:
        file.write("name,label\nPP,Phnom Penh\n")
    done = xlsform([HEADER,
                    ["start", "began"], ["username", "who"], ["text", "fullName", "Full name", "이름", "as written", None, "yes"],
                    ["begin_group", "more", "More", "더"],
                    ["select_one fruit or_other", "fruit", "Fruit", "과일", None, "${fullName} != ''"],
                    ["range", "score", "Score", "점수", None, None, None, None, "start=1 end=5 step=1"],
                    ["acknowledge", "seen", "Seen"], ["time", "at", "At"], ["file", "paper", "Paper"], ["hidden", "secret"],
                    ["select_multiple_from_file town.csv", "towns", "Towns"],
                    ["begin repeat", "visits", "Visits"], ["dateTime", "when", "When"], ["end repeat"],
                    ["end group"], ["calculate", "n"], ["note", "thanks", "Thanks"]], LISTS)
    expect(f"a calculation that is missing is named by its row: {done.stderr}", done.returncode == 65 and "survey!A17" in done.stderr)
    done = xlsform([HEADER,
                    ["start", "began"], ["username", "who"], ["text", "fullName", "Full name", "이름", "as written", None, "yes"],
                    ["begin_group", "more", "More", "더"],
                    ["select_one fruit or_other", "fruit", "Fruit", "과일", None, "${fullName} != ''"],
                    ["range", "score", "Score", "점수", None, None, None, None, "start=1 end=5 step=1"],
                    ["acknowledge", "seen", "Seen"], ["time", "at", "At"], ["file", "paper", "Paper"], ["hidden", "secret"],
                    ["select_multiple_from_file town.csv", "towns", "Towns"],
                    ["begin repeat", "visits", "Visits"], ["dateTime", "when", "When"], ["end repeat"],
                    ["end group"], ["note", "thanks", "Thanks"]], LISTS)
    expect(f"an XLSForm is read: {done.stderr}", done.returncode == 0)
    if done.returncode == 0:
        expect("what was made is sound", run("form", "check", "made.yaml", check=False).returncode == 0)
        shown = {question["name"]: question for question in json.loads(run("form", "show", "made.yaml", "--json", store="none.db").stdout)["questions"]}
        expect(f"every question is there: {list(shown)}", {"began", "full_name", "fruit", "fruit_other", "score", "seen", "at", "paper",
                                                           "paper_sha256", "secret", "towns", "when"} <= set(shown))
        expect("or_other adds its choice", shown["fruit"]["choices"] == ["apple", "pear", "other"])
        expect("both languages are kept", shown["full_name"]["label"] == {"ko": "이름", "en": "Full name"})
    done = xlsform([HEADER + ["media::image", "wieght"],
                    ["geopoint", "where", "Where"], ["rank fruit", "order", "Order"], ["select_one nolist", "one", "One"], ["txet", "t", "T"],
                    ["begin repeat", "r", "R", None, None, None, None, None, None, "3"], ["text", "x", "X", None, None, None, None, None, None, None, None, "9"],
                    ["end group"], ["text", "y", "Y", None, None, "${nosuch} = 1"]], LISTS)
    places = sorted(line.split(": ")[1].split(":")[-1] for line in done.stderr.splitlines() if "survey!" in line)
    expect(f"every row that has no equivalent is refused, all at once: {places}",
           done.returncode == 65 and places == sorted(["survey!L1", "survey!A2", "survey!A3", "survey!A4", "survey!A5", "survey!J6", "survey!A6", "survey!A8"]))


def main():
    folder = tempfile.mkdtemp()
    os.chdir(folder)
    os.environ.update(HOME=folder, SCAMDESK_NOW="2025-10-20T00:00:00Z", SCAMDESK_SEED="1")
    try:
        run("desk", "init", "--mission", "HQ", "--exercise")
        run("round", "open", "2025-10", "--form", "scam-survey", "--due", "2025-10-31")
        for check in (check_values, check_three_way, check_structure, check_mistakes, check_xlsform, check_all):
            check()
    finally:
        shutil.rmtree(folder)
    sys.exit(1 if FAILURES else 0)


main()
