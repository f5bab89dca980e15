// SPDX-License-Identifier: Apache-2.0
#include "exchange/workbook.hpp"

#include <doctest/doctest.h>

#include "exchange/workbook_changes.hpp"
#include "exchange/workbook_layout.hpp"
#include "exchange/workbook_values.hpp"

using namespace scamdesk;
using document::SheetKind;

namespace {

form::FormPtr a_form() {
  const auto compiled = form::compile({"f.yaml", R"(form: trial
kind: survey
version: "1"
title: {ko: 시험, en: Trial}
plural: trials
key: [round]
choices:
  fruit: [{name: apple, label: {ko: 사과, en: Apple}}, {name: pear, label: {ko: "배, 서양", en: Pear}}, {name: fig, label: {ko: 배, en: Fig}}]
questions:
  - {name: round, type: text, required: true, label: {ko: 차수, en: Round}}
  - {name: whole, type: integer, unit: {ko: 건, en: reports}, missing: [not_available], label: {ko: 수, en: Count}}
  - {name: real, type: decimal, label: {ko: 비율, en: Rate}}
  - {name: day, type: date, label: {ko: 날, en: Day}}
  - {name: moment, type: dateTime, label: {ko: 때, en: Moment}}
  - {name: one, type: select_one fruit, label: {ko: 하나, en: One}}
  - {name: many, type: select_multiple fruit, label: {ko: 여럿, en: Many}}
  - {name: words, type: text, label: {ko: 말, en: Words}}
)", {}});
  for (const auto& error : compiled.errors) { MESSAGE(word(error.problem, Lang::en)); }
  REQUIRE(compiled.form != nullptr);
  return compiled.form;
}

std::string value(const std::string& question, const std::string& typed, SheetKind kind = SheetKind::text) {
  const auto form = a_form();
  const auto cell = exchange::cell_of(*form, *form->find(question), {1, kind, typed});
  return cell ? cell->text : "!";
}

}  // namespace

TEST_CASE("numbers are taken as officers write them, and refused where they could mean two things") {
  CHECK(value("whole", "1,234") == "1234");
  CHECK(value("whole", "１２３") == "123");
  CHECK(value("whole", " 330 건") == "330");
  CHECK(value("whole", "12 reports") == "12");
  CHECK(value("whole", "-5") == "-5");
  CHECK(value("whole", "1,234,567") == "1234567");
  CHECK(value("real", "1,234.5") == "1234.5");
  for (const auto* wrong : {"12,34", "1.234,5", "1e3", "5명", "+5", "many", "1,2345", ",123"}) { CHECK(value("whole", wrong) == "!"); }
}

TEST_CASE("dates are taken with the year first, as text or as the spreadsheet's own") {
  for (const auto* typed : {"2025-10-05", "2025.10.5", "2025. 10. 5.", "2025/10/05", "2025년 10월 5일", "20251005", "２０２５-10-05"}) {
    CHECK(value("day", typed) == "2025-10-05");
  }
  CHECK(value("day", "2025-10-05", SheetKind::date) == "2025-10-05");
  for (const auto* wrong : {"10/05/2025", "5.10.2025", "2025-02-30", "어제", "2025-10"}) { CHECK(value("day", wrong) == "!"); }
  CHECK(value("day", "2025-10-05T12:00:00", SheetKind::date) == "!");
  CHECK(value("day", "45935", SheetKind::number) == "!");
  CHECK(value("moment", "2025-10-05T12:00:00", SheetKind::date) == "2025-10-05T03:00:00.000Z");
  CHECK(value("moment", "2025-10-05 12:00") == "2025-10-05T03:00:00.000Z");
}

TEST_CASE("choices are taken by label or name, in either language") {
  for (const auto* typed : {"사과", "Apple", "apple", " 사과 ", "APPLE"}) { CHECK(value("one", typed) == "apple"); }
  CHECK(value("one", "배, 서양") == "pear");
  CHECK(value("one", "배") == "fig");
  CHECK(value("one", "복숭아") == "!");
  CHECK(value("many", "사과; 배, 서양") == "apple pear");
  CHECK(value("many", "배, 사과") == "apple fig");
  CHECK(value("many", "apple fig") == "apple fig");
  CHECK(value("many", "사과\nPear") == "apple pear");
  CHECK(value("many", "사과; 복숭아") == "!");
}

TEST_CASE("the words for having no value are taken where the question allows them") {
  const auto form = a_form();
  const auto state = [&](const char* question, const char* typed) {
    const auto cell = exchange::cell_of(*form, *form->find(question), {1, SheetKind::text, typed});
    return cell ? std::optional(cell->state) : std::nullopt;
  };
  CHECK(state("whole", "파악 불가") == CellState::not_available);
  CHECK(state("whole", "Not available") == CellState::not_available);
  CHECK(state("whole", "해당 없음") == std::nullopt);
  CHECK(state("whole", "0") == CellState::value);
  CHECK(state("whole", "  ") == CellState::blank);
  CHECK(state("words", "해당 없음") == CellState::value);
}

TEST_CASE("every value stands in a workbook so that it reads back the same") {
  const auto form = a_form();
  const std::vector<std::pair<const char*, const char*>> values{
      {"whole", "-12"},    {"whole", "9007199254740993"}, {"real", "0.1"},        {"real", "123456789012345678.25"},
      {"day", "1888-01-02"}, {"day", "2025-10-15"},       {"moment", "2025-10-05T03:00:00.000Z"},
      {"one", "pear"},     {"many", "apple pear fig"},    {"words", "=1+1"},      {"words", "두 줄\n둘째"}};
  for (const auto& [name, text] : values) {
    exchange::WorkbookOrder order;
    order.cells = {{name, Cell::of(text)}};
    const auto bytes = exchange::write_return_workbook(*form, order);
    REQUIRE(bytes.has_value());
    const auto read = document::read_workbook(*bytes, "w.xlsx");
    REQUIRE(read.has_value());
    const auto cover = exchange::read_cover(*read, "w.xlsx");
    REQUIRE(cover.has_value());
    const auto filled = exchange::read_filled(*form, *read, *cover, "w.xlsx");
    REQUIRE(filled.has_value());
    CAPTURE(name);
    CHECK(filled->cells.at(name).cell == Cell::of(text));
    CHECK(exchange::read_base(*read) == order.cells);
  }
}

TEST_CASE("only what the officer changed is taken, and not over what was changed otherwise meanwhile") {
  const Cells base{{"a", Cell::of("1")}, {"b", Cell::of("1")}, {"c", Cell::of("1")}, {"d", Cell::of("1")}};
  const Cells now{{"a", Cell::of("1")}, {"b", Cell::of("2")}, {"c", Cell::of("2")}, {"d", Cell::of("2")}};
  exchange::FilledWorkbook filled;
  filled.cells = {{"a", {Cell::of("3"), {}}}, {"b", {Cell::of("1"), {}}}, {"c", {Cell::of("3"), {}}}, {"d", {Cell::of("2"), {}}}};
  const auto changes = exchange::compare(filled, base, "", {now, {}});
  CHECK(changes.set == Cells{{"a", Cell::of("3")}});
  CHECK(changes.known == 1);
  REQUIRE(changes.apart.size() == 1);
  CHECK(word(changes.apart[0].problem, Lang::en).starts_with("c: "));

  Cells later = now;
  later["a"] = Cell::of("3");
  filled.cells["a"].cell = Cell::of("4");
  CHECK(exchange::compare(filled, base, changes.remembered, {later, {}}).set == Cells{{"a", Cell::of("4")}});
  CHECK(exchange::compare(filled, base, "", {later, {}}).set.empty());
  CHECK(exchange::compare(filled, base, changes.remembered, {later, {"a"}}).set.empty());
}
