// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "form/form.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

Form with(Type type, bool sensitive = false) {
  Form form;
  form.choices.push_back({"likelihood", "", {{"low", {"낮음", "Low"}, {}}, {"high", {"높음", "High"}, {}}}});
  Question question;
  question.name = "q";
  question.type = type;
  question.list = type == Type::record ? "case" : "likelihood";
  question.sensitive = sensitive;
  form.questions.push_back(question);
  return form;
}

std::string made(Type type, std::string_view typed) {
  const auto form = with(type);
  const auto cell = canonical(form, form.questions.front(), typed);
  if (!cell) { return "refused: " + word(cell.error().problem, Lang::en); }
  return cell->state == CellState::blank ? "blank" : cell->text;
}

bool refused(Type type, std::string_view typed) {
  const auto form = with(type);
  const auto cell = canonical(form, form.questions.front(), typed);
  return !cell && cell.error().code == Errc::bad_input && cell.error().hint.has_value();
}

}  // namespace

TEST_CASE("whole numbers are strict and 64 bits wide") {
  CHECK(made(Type::integer, "0") == "0");
  CHECK(made(Type::integer, "-12") == "-12");
  CHECK(made(Type::integer, "9223372036854775807") == "9223372036854775807");
  CHECK(made(Type::integer, "") == "blank");
  for (const auto* typed : {"010", "1,234", "+5", "1e3", "1.0", " 5", "5 ", "-", "-0", "０", "9223372036854775808", "0x1"}) {
    CAPTURE(typed);
    CHECK(refused(Type::integer, typed));
  }
  CHECK(made(Type::integer, "010") == "refused: q: \"010\" is not a whole number");
}

TEST_CASE("decimals are normalised text") {
  CHECK(made(Type::decimal, "1.50") == "1.5");
  CHECK(made(Type::decimal, "2.0") == "2");
  CHECK(made(Type::decimal, "-0.0") == "0");
  CHECK(made(Type::decimal, "-0.10") == "-0.1");
  CHECK(made(Type::decimal, "12345678901234567890.5") == "12345678901234567890.5");
  for (const auto* typed : {".5", "5.", "1e3", "1,5", "00.5", "1.2.3", "NaN", "1234567890123456789012345678901"}) {
    CAPTURE(typed);
    CHECK(refused(Type::decimal, typed));
  }
}

TEST_CASE("dates exist, moments carry their offset and are kept as UTC") {
  CHECK(made(Type::date, "2024-02-29") == "2024-02-29");
  CHECK(made(Type::date_time, "2025-10-15T17:00:00+09:00") == "2025-10-15T08:00:00.000Z");
  for (const auto* typed : {"2026-02-30", "2025-1-5", "2025/10/15", "20251015"}) { CHECK(refused(Type::date, typed)); }
  for (const auto* typed : {"2025-10-15T08:00:00", "2025-10-15"}) { CHECK(refused(Type::date_time, typed)); }
}

TEST_CASE("choices are known ones, several in the order of their list") {
  CHECK(made(Type::select_one, "high") == "high");
  CHECK(made(Type::select_multiple, "high  low high") == "low high");
  CHECK(made(Type::select_multiple, " ") == "blank");
  CHECK(refused(Type::select_one, "hihg"));
  CHECK(refused(Type::select_one, "low high"));
  CHECK(refused(Type::select_multiple, "low,high"));
  const auto form = with(Type::select_one);
  CHECK(word(*canonical(form, form.questions.front(), "hig").error().hint, Lang::en) == "did you mean high?");
}

TEST_CASE("text is composed and free of control characters") {
  CHECK(made(Type::text, "\xe1\x84\x80\xe1\x85\xa1") == "가");
  CHECK(made(Type::text, "  one\ttwo\r\nthree ") == "  one\ttwo\nthree ");
  CHECK(refused(Type::text, "a\x1b[31m"));
  CHECK(refused(Type::text, "a\rb"));
  CHECK(refused(Type::text, "a\xc2\x9b"));
  CHECK(refused(Type::text, "\xff"));
}

TEST_CASE("a record is an id; what holds no answer takes none") {
  CHECK(made(Type::record, "0190D2F1-7C1E-7A3B-9F52-1D1C2B3A4F5E") == "0190d2f1-7c1e-7a3b-9f52-1d1c2b3a4f5e");
  CHECK(refused(Type::record, "PNH-25-0012"));
  CHECK(made(Type::note, "x").starts_with("refused"));
  CHECK(made(Type::calculate, "x").starts_with("refused"));
}

TEST_CASE("a sensitive answer never stands in an error") {
  for (const auto type : {Type::integer, Type::decimal, Type::date, Type::date_time, Type::select_one, Type::record}) {
    const auto form = with(type, true);
    const auto cell = canonical(form, form.questions.front(), "M1234567x");
    REQUIRE_FALSE(cell.has_value());
    CHECK(word(cell.error().problem, Lang::en).find("M1234567x") == std::string::npos);
  }
}

TEST_CASE("people see labels and reasons in their language") {
  const auto form = with(Type::select_multiple);
  const auto& question = form.questions.front();
  CHECK(display(form, question, Cell::of("low high"), Lang::ko) == "낮음, 높음");
  CHECK(display(form, question, Cell::of("low gone"), Lang::en) == "Low, gone");
  CHECK(display(form, question, Cell::not_available(), Lang::ko) == "파악 불가");
  CHECK(display(form, question, Cell::not_applicable(), Lang::en) == "not applicable");
  CHECK(display(form, question, Cell::blank(), Lang::ko).empty());
}
