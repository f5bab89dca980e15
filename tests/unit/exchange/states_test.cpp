// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <doctest/doctest.h>
#include <random>

#include <scamdesk/assignment.hpp>

#include "desks.hpp"
#include "exchange/answers.hpp"
#include "exchange/export.hpp"
#include "exchange/import.hpp"
#include "exchange/workbook.hpp"
#include "register/query.hpp"
#include "support/seed.hpp"

/// A cell is a value, a nil (zero), not available, not applicable or blank: whatever it goes through, it stays that.
/// A failure prints the seed that makes it again.
namespace {

using namespace scamdesk;
using form::Type;
using Rng = std::mt19937;

constexpr std::string_view choices = R"yaml(choices:
  pick: [{name: a, label: {ko: 가, en: A}}, {name: none, label: {ko: 해당 없음, en: Not applicable}}, {name: c, label: {ko: "다, 라", en: C}}]
)yaml";
constexpr std::string_view questions = R"yaml(
  - {name: words, type: text, missing: [not_available, not_applicable], label: {ko: 말, en: Words}}
  - {name: plain, type: text, label: {ko: 글, en: Plain}}
  - {name: whole, type: integer, missing: [not_available, not_applicable], label: {ko: 수, en: Whole}}
  - {name: measure, type: decimal, missing: [not_available, not_applicable], label: {ko: 값, en: Measure}}
  - {name: day, type: date, missing: [not_available], label: {ko: 날, en: Day}}
  - {name: moment, type: dateTime, missing: [not_applicable], label: {ko: 때, en: Moment}}
  - {name: one, type: select_one pick, missing: [not_available, not_applicable], label: {ko: 하나, en: One}}
  - {name: sole, type: select_one pick, label: {ko: 하나만, en: Sole}}
  - {name: many, type: select_multiple pick, missing: [not_available, not_applicable], label: {ko: 여럿, en: Many}}
  - name: places
    type: repeat
    label: {ko: 장소, en: Places}
    questions:
      - {name: place, type: text, missing: [not_applicable], label: {ko: 곳, en: Place}}
      - {name: nights, type: integer, missing: [not_available, not_applicable], label: {ko: 박, en: Nights}}
      - name: visits
        type: repeat
        label: {ko: 방문, en: Visits}
        questions:
          - {name: seen, type: integer, missing: [not_available], label: {ko: 수, en: Seen}}
)yaml";

const std::string& templates() {
  static const test::TempFolder folder;
  static const bool written = [] {
    std::filesystem::create_directory(folder.file("forms"));
    std::ofstream(folder.file("forms/trial.yaml"))
        << "form: trial\nversion: \"1\"\ntitle: {ko: 시험, en: Trial}\nplural: trials\n" << choices << "questions:" << questions;
    std::ofstream(folder.file("forms/survey.yaml"))
        << "form: survey\nkind: survey\nversion: \"1\"\ntitle: {ko: 조사, en: Survey}\nplural: returns\nkey: [round]\n" << choices
        << "questions:\n  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}" << questions;
    return true;
  }();
  static_cast<void>(written);
  return folder.path();
}

template <class Item>
const Item& any_of(Rng& rng, const std::vector<Item>& items) {
  return items[std::uniform_int_distribution<std::size_t>(0, items.size() - 1)(rng)];
}

/// Texts that a careless reader takes for something else.
const std::vector<std::string> texts{
    "0", "-5", "1e3", "null", "~", "true", "–", "-", "blank", "n/a", "not available", "Not applicable", "해당 없음", "파악 불가",
    "\"해당 없음\"", "\"\"파악 불가\"\"", "\"", "@", "@@", "@home", "@not_available", "@not_applicable", "@@not_available", "@@@x", "=1+1", "+82-10", "'", "''x",
    "{na: not_available}", "{\"na\": \"not_available\"}", "[]", "a,b;\"c\"", "두 줄\n둘째", "<b>&amp;</b>", "value", "a  b", "(not asked)", "NULL"};

std::string value_for(const form::Question& question, Rng& rng) {
  switch (question.type) {
    case Type::integer: return any_of<std::string>(rng, {"0", "1", "-7", "9007199254740993"});
    case Type::decimal: return any_of<std::string>(rng, {"0", "0.1", "-2.5", "123456789012345678.25"});
    case Type::date: return any_of<std::string>(rng, {"2025-10-15", "1888-01-02"});
    case Type::date_time: return any_of<std::string>(rng, {"2025-10-05T03:00:00.000Z", "1999-12-31T15:00:00.000Z"});
    case Type::select_one: return any_of<std::string>(rng, {"a", "none", "c"});
    case Type::select_multiple: return any_of<std::string>(rng, {"a", "none", "a none", "a none c"});
    default: return any_of(rng, texts);
  }
}

Cell cell_for(const form::Question& question, Rng& rng) {
  std::vector<Cell> states{Cell::blank(), Cell::of(value_for(question, rng)), Cell::of(value_for(question, rng))};
  if (question.may_be_not_available) { states.push_back(Cell::not_available()); }
  if (question.may_be_not_applicable) { states.push_back(Cell::not_applicable()); }
  return any_of(rng, states);
}

/// Random answers in rows that are always the same, so that every state is written over every other.
Answers answers_for(const form::Form& form, Rng& rng, int repeat = -1) {
  Answers answers;
  for (int i = 0; i < static_cast<int>(form.questions.size()); ++i) {
    const auto& question = form.questions[static_cast<std::size_t>(i)];
    if (question.repeat != repeat || question.name == "round") { continue; }
    if (question.type == Type::repeat) {
      for (const int number : {1, 2}) {
        answers.repeats[question.name].push_back({"row" + std::to_string(number), number, answers_for(form, rng, i)});
      }
    } else if (auto cell = cell_for(question, rng); cell.state != CellState::blank) {
      answers.cells[question.name] = std::move(cell);
    }
  }
  return answers;
}

/// All paths of a form with those rows: what is not in `cells` is blank there.
Cells with_blanks(const form::Form& form, const Cells& all, const Cells& cells) {
  Cells full = cells;
  for (const auto& [path, cell] : all) {
    if (path != "#" && path != "round" && form.find(path.substr(path.rfind('/') + 1)) != nullptr) { full.try_emplace(path, Cell::blank()); }
  }
  return full;
}

Cells without_blanks(Cells cells) {
  std::erase_if(cells, [](const auto& entry) { return entry.second.state == CellState::blank || entry.first.starts_with('#'); });
  return cells;
}

std::string told(const Cells& cells) {
  std::string text;
  for (const auto& [path, cell] : cells) { text += path + " = " + std::to_string(static_cast<int>(cell.state)) + " " + cell.text + "\n"; }
  return text;
}

// ---- a return's files ---------------------------------------------------------------------------------------------

Data datum(const Cell& cell) {
  switch (cell.state) {
    case CellState::not_available: return Data::Object{{"na", "not_available"}};
    case CellState::not_applicable: return Data::Object{{"na", "not_applicable"}};
    case CellState::value: return in_file(cell.text);
    default: return {};
  }
}

const Cell& at(const Answers& answers, const std::string& name) {
  static const Cell blank;
  const auto found = answers.cells.find(name);
  return found == answers.cells.end() ? blank : found->second;
}

Data as_json(const form::Form& form, const Answers& answers, int repeat = -1) {
  Data::Object object;
  for (int i = 0; i < static_cast<int>(form.questions.size()); ++i) {
    const auto& question = form.questions[static_cast<std::size_t>(i)];
    if (question.repeat != repeat || question.name == "round") { continue; }
    if (question.type != Type::repeat) {
      object.emplace_back(question.name, datum(at(answers, question.name)));
      continue;
    }
    Data::Array rows;
    for (const auto& row : answers.repeats.at(question.name)) { rows.push_back(as_json(form, row.answers, i)); }
    object.emplace_back(question.name, std::move(rows));
  }
  return object;
}

void add_csv(const form::Form& form, const Answers& answers, int repeat, const std::string& prefix, Table& table) {
  for (int i = 0; i < static_cast<int>(form.questions.size()); ++i) {
    const auto& question = form.questions[static_cast<std::size_t>(i)];
    if (question.repeat != repeat || question.name == "round") { continue; }
    if (question.type != Type::repeat) {
      table.rows.push_back({prefix + question.name, TableCell(assigned(at(answers, question.name)))});
      continue;
    }
    for (const auto& row : answers.repeats.at(question.name)) {
      add_csv(form, row.answers, i, prefix + question.name + "[" + std::to_string(row.number) + "].", table);
    }
  }
}

std::string as_csv(const form::Form& form, const Answers& answers) {
  Table table{"", "answers", {}, {}, {{"name", {}}, {"value", {}}}, {}, {}};
  add_csv(form, answers, -1, "", table);
  return write(table, Format::csv, {});
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) { out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : std::string(1, c); }
  return out;
}

std::string as_xml(const form::Form& form, const Answers& answers, int repeat = -1) {
  std::string xml;
  for (int i = 0; i < static_cast<int>(form.questions.size()); ++i) {
    const auto& question = form.questions[static_cast<std::size_t>(i)];
    if (question.repeat != repeat || question.name == "round") { continue; }
    const auto& name = question.name;
    if (question.type == Type::repeat) {
      for (const auto& row : answers.repeats.at(name)) { xml += "<" + name + ">" + as_xml(form, row.answers, i) + "</" + name + ">"; }
      continue;
    }
    const auto& cell = at(answers, name);
    const std::string reason = cell.state == CellState::not_available    ? "not_available"
                               : cell.state == CellState::not_applicable ? "not_applicable"
                                                                         : "";
    xml += "<" + name + ">" + escaped(cell.text) + "</" + name + ">";
    if (!reason.empty()) { xml += "<" + name + "_missing>" + reason + "</" + name + "_missing>"; }
  }
  return xml;
}

struct ReturnDesk {
  test::StoreDesk desk{"KH-PNH"};
  form::FormPtr form;
  ReturnDesk() {
    REQUIRE(desk.registers().load(templates()));
    form = desk.registers().find("survey");
    REQUIRE(form != nullptr);
  }
  /// What the answers are after the file was taken into others.
  Cells taken(const Answers& before, const std::string& name, const std::string& content) {
    REQUIRE(base::write_file(desk.file(name), content, {true, false}));
    auto answers = exchange::read_answers(*form, before, desk.file(name), "");
    REQUIRE_MESSAGE(answers, word(answers.error().problem, Lang::en));
    auto cells = desk.registers().assign(*form, before, *answers, desk.author(), false);
    REQUIRE_MESSAGE(cells, word(cells.error().problem, Lang::en));
    auto after = form::to_cells(*form, before);
    for (const auto& [path, cell] : *cells) { after.insert_or_assign(path, cell); }
    return without_blanks(after);
  }
};

}  // namespace

TEST_CASE("a return's answers keep their five states through every file they go through") {
  const auto first = test::seed();
  ReturnDesk to;
  for (unsigned seed = first; seed < first + 40; ++seed) {
    CAPTURE(seed);
    Rng rng(seed);
    const auto wanted = answers_for(*to.form, rng);
    const auto before = answers_for(*to.form, rng);
    const auto cells = without_blanks(form::to_cells(*to.form, wanted));
    const auto json = to_json(as_json(*to.form, wanted));
    CHECK(told(to.taken(before, "a.json", json)) == told(cells));
    CHECK(told(to.taken(before, "a.yaml", json)) == told(cells));
    CHECK(told(to.taken(before, "a.csv", as_csv(*to.form, wanted))) == told(cells));
    const auto xml = "<data id=\"survey\" version=\"1\">" + as_xml(*to.form, wanted) + "</data>";
    CHECK(told(to.taken(before, "a.xml", xml)) == told(cells));
  }
}

TEST_CASE("a return's answers keep their five states in a workbook") {
  const auto first = test::seed();
  ReturnDesk to;
  for (unsigned seed = first; seed < first + 20; ++seed) {
    CAPTURE(seed);
    Rng rng(seed);
    exchange::WorkbookOrder order;
    order.cells = form::to_cells(*to.form, answers_for(*to.form, rng));
    const auto bytes = exchange::write_return_workbook(*to.form, order);
    REQUIRE(bytes);
    const auto workbook = document::read_workbook(*bytes, "w.xlsx");
    REQUIRE(workbook);
    const auto cover = exchange::read_cover(*workbook, "w.xlsx");
    REQUIRE(cover);
    const auto filled = exchange::read_filled(*to.form, *workbook, *cover, "w.xlsx");
    REQUIRE_MESSAGE(filled, word(filled.error().problem, Lang::en));
    Cells read;
    for (const auto& [path, one] : filled->cells) { read[path] = one.cell; }
    for (const auto& [path, one] : filled->rows) { read[path + "/#"] = one.cell; }
    CHECK(told(without_blanks(read)) == told(without_blanks(order.cells)));
  }
}

// ---- a register's files and views -----------------------------------------------------------------------------------

namespace {

/// A desk whose records are written over, and brought back from a file made before.
struct RecordDesk {
  test::StoreDesk desk{"KH-PNH"};
  form::FormPtr form;
  std::vector<std::int64_t> records;

  RecordDesk() {
    REQUIRE(desk.registers().load(templates()));
    form = desk.registers().find("trial");
    REQUIRE(form != nullptr);
  }
  void add(Rng& rng, int count) {
    for (int i = 0; i < count; ++i) { records.push_back(desk.add("trial", form::to_cells(*form, answers_for(*form, rng)))); }
  }
  std::string all() {
    std::string text;
    for (const auto no : records) { text += "--\n" + told(without_blanks(desk.registers().read(no)->state.cells)); }
    return text;
  }
  void write_over(Rng& rng) {
    for (const auto no : records) {
      const auto standing = desk.registers().read(no)->state.cells;
      const auto other = form::to_cells(*form, answers_for(*form, rng));
      auto change = with_blanks(*form, standing, other);
      desk.set(no, change);
    }
  }
  void take(const std::string& name, const std::string& content) {
    REQUIRE(base::write_file(desk.file(name), content));
    ledger::Transaction transaction(desk.ledger().database());
    const auto report = exchange::import_records(desk.ledger(), desk.registers(), {form, Owner("KH-PNH"), {desk.file(name)}, {}, {}},
                                                 desk.author(), nullptr);
    REQUIRE_MESSAGE(report, word(report.error().problem, Lang::en));
    for (const auto& error : report->errors) { FAIL_CHECK(word(error.problem, Lang::en)); }
    transaction.commit();
  }
};

std::string lines_of(const Table& table) {
  std::string lines;
  for (const auto& row : table.rows) {
    Data::Object object;
    for (std::size_t i = 0; i < row.size(); ++i) { object.emplace_back(table.columns[i].key, row[i].data); }
    lines += to_json(Data(std::move(object)), false);
    if (!lines.ends_with('\n')) { lines += '\n'; }
  }
  return lines;
}

std::string text_of(const records::SqlCell& cell) {
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) { return std::to_string(*whole); }
  if (const auto* real = std::get_if<double>(&cell)) { return form::to_text(*real); }
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? std::string() : *text;
}

/// A column of a view and its state, as the cell they were made of.
Cell cell_in(const records::SqlRows& rows, const form::Question& question) {
  const auto column = [&](const std::string& name) -> const records::SqlCell& {
    return rows.rows.front()[static_cast<std::size_t>(std::ranges::find(rows.columns, name) - rows.columns.begin())];
  };
  const auto& value = column(question.name);
  const bool null = std::holds_alternative<std::monostate>(value);
  if (!question.may_be_not_available && !question.may_be_not_applicable) { return null ? Cell::blank() : Cell::of(text_of(value)); }
  const auto state = text_of(column(question.name + "_state"));
  CHECK(null == (state != "value"));
  if (state == "not_available") { return Cell::not_available(); }
  if (state == "not_applicable") { return Cell::not_applicable(); }
  return null ? Cell::blank() : Cell::of(text_of(value));
}

}  // namespace

TEST_CASE("a register's records keep their five states through every file they go through") {
  const auto seed = test::seed();
  CAPTURE(seed);
  Rng rng(seed);
  RecordDesk desk;
  desk.add(rng, 25);
  const auto wanted = desk.all();
  const auto table = exchange::export_records(desk.desk.registers(), desk.form, false);
  const auto sheets = exchange::export_sheets(desk.desk.registers(), desk.form, false);
  REQUIRE(table);
  REQUIRE(sheets);
  const std::vector<std::pair<std::string, std::string>> files{{"a.csv", write(*table, Format::csv, {})},
                                                               {"a.json", write(*table, Format::json, {})},
                                                               {"a.jsonl", lines_of(*table)},
                                                               {"flat.xlsx", write_workbook({*table}).value()},
                                                               {"a.xlsx", write_workbook(*sheets).value()}};
  for (const auto& [name, content] : files) {
    CAPTURE(name);
    desk.write_over(rng);
    CHECK(desk.all() != wanted);
    desk.take(name, content);
    CHECK(desk.all() == wanted);
  }
}

TEST_CASE("a view tells the five states of a cell apart") {
  const auto seed = test::seed();
  CAPTURE(seed);
  Rng rng(seed);
  RecordDesk desk;
  desk.add(rng, 25);
  desk.write_over(rng);
  desk.desk.registers().lay_views();
  for (const auto no : desk.records) {
    const auto record = desk.desk.registers().read(no);
    const auto answers = form::to_answers(*desk.form, record->state.cells);
    const auto id = to_string(record->key.id);
    const auto rows = records::select_sql(desk.desk.ledger().database(), "SELECT * FROM trials WHERE id = '" + id + "'");
    REQUIRE(rows);
    const auto row = records::select_sql(desk.desk.ledger().database(), "SELECT * FROM trials_places WHERE id = '" + id + "' AND \"row\" = 2");
    REQUIRE(row);
    for (const auto& question : desk.form->questions) {
      if (!question.holds_value() || question.name == "seen") { continue; }
      CAPTURE(question.name);
      const auto& scope = question.repeat < 0 ? answers : answers.repeats.at("places").back().answers;
      const auto& kept = at(scope, question.name);
      if (question.type == Type::decimal && kept.text.size() > 15) { continue; }  // a view's decimals are SQL's REAL
      CHECK(cell_in(question.repeat < 0 ? *rows : *row, question) == kept);
    }
  }
}
