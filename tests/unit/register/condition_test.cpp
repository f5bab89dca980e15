// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <random>

#include "register/condition.hpp"
#include "unit/register/support.hpp"

using namespace scamdesk;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

namespace {

using Choice = std::vector<std::string>;

/// Makes conditions and records of the form `case` that meet all kinds of values.
class Generator {
public:
  explicit Generator(unsigned seed) : m_random(seed) {}

  Cells record() {
    Cells made = cells({{"title", pick({"a", "b", "007", "7", "2025-10-01", "false", "NaN", "x y"})}});
    maybe(made, "status", {"Active", "Closed"});
    maybe(made, "country", {"KH", "LA", "5", "5.0", "-3", "2025-10-02", "2025-10-02T08:00:00.000Z"});
    maybe(made, "persons", {"0", "1", "5", "7", "120"});
    maybe(made, "losses", {"0", "0.3", "5", "7.25", "1000000.01"});
    maybe(made, "opened_on", {"2025-09-30", "2025-10-01", "2025-10-02"});
    maybe(made, "seen_at", {"2025-10-01T00:00:00.000Z", "2025-10-01T15:00:00.000Z"});
    maybe(made, "signs", {"a", "b", "a b", "ab", "a ab"});
    if (die(5) == 0) { made["persons"] = Cell::not_available(); }
    return made;
  }

  std::string condition(int depth = 3) {
    switch (depth > 0 ? die(10) : 5) {
      case 0: return "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
      case 1: return "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
      case 2: return "not(" + condition(depth - 1) + ")";
      case 3: return pick({"true()", "false()", "boolean(" + value(1) + ")", value(0)});
      case 4: return call();
      default: return value(depth) + " " + pick({"=", "!=", "<", "<=", ">", ">="}) + " " + value(depth);
    }
  }

private:
  int die(int sides) { return std::uniform_int_distribution<int>(0, sides - 1)(m_random); }
  std::string pick(const Choice& choices) { return choices[static_cast<std::size_t>(die(static_cast<int>(choices.size())))]; }
  void maybe(Cells& record, const std::string& name, const Choice& choices) {
    if (die(4) > 0) { record[name] = Cell::of(pick(choices)); }
  }
  std::string field() {
    const auto name = pick({"title", "status", "country", "persons", "losses", "opened_on", "seen_at", "signs"});
    return die(2) == 0 ? name : "${" + name + "}";
  }
  std::string literal() {
    return pick({"''", "'a'", "'Active'", "'KH'", "'5'", "'05'", "5", "5.0", "-3", "0", "0.3", "7.25", "'2025-10-01'",
                 "'2025-10-02T08:00:00.000Z'", "'x'", "'NaN'", "'false'"});
  }
  std::string value(int depth) {
    if (depth > 0 && die(4) == 0) { return arithmetic(depth - 1); }
    return die(3) == 0 ? literal() : field();
  }
  std::string arithmetic(int depth) {
    switch (die(7)) {
      case 0: return "-" + field();
      case 1: return "coalesce(" + field() + ", " + value(depth) + ")";
      case 2: return "if(" + condition(0) + ", " + value(depth) + ", " + value(depth) + ")";
      case 3: return "string-length(" + field() + ")";
      case 4: return "number(" + field() + ")";
      case 5: return "count-selected(" + field() + ")";
      default: return "(" + value(depth) + " " + pick({"+", "-", "*", "div", "mod"}) + " " + value(depth) + ")";
    }
  }
  std::string call() {
    switch (die(5)) {
      case 0: return "selected(" + field() + ", " + pick({"'a'", "'ab'", "'Active'", "''", "'a b'"}) + ")";
      case 1: return "contains(" + field() + ", " + value(0) + ")";
      case 2: return "starts-with(" + field() + ", " + literal() + ")";
      case 3: return "ends-with(" + field() + ", " + literal() + ")";
      default: return "regex(" + field() + ", '[a-z0-9]+')";
    }
  }

  std::mt19937 m_random;
};

std::string fault(TestDesk& desk, const std::string& where) {
  const auto selected = desk->select(*desk.form("case"), {.where = where});
  if (selected) { return "none"; }
  const auto& error = selected.error();
  return word(error.problem, Lang::en) + (error.place ? " @" + std::to_string(error.place->column) : "");
}

std::size_t count(TestDesk& desk, const std::string& where) {
  const auto found = desk->select(*desk.form("case"), {.where = where});
  REQUIRE_MESSAGE(found, where);
  return found->size();
}

}  // namespace

TEST_CASE("a condition in SQL selects exactly the records for which the evaluator says true") {
  TestDesk desk;
  const auto form = desk.form("case");
  const unsigned seed = 20251015;
  Generator generator(seed);
  std::vector<std::pair<std::int64_t, Answers>> records;
  for (int i = 0; i < 60; ++i) {
    const auto made = generator.record();
    const auto added = desk.add("case", made);
    REQUIRE_MESSAGE(added, word(added.error().problem, Lang::en));
    records.emplace_back(added->no, form::to_answers(*form, desk.ledger()->state(added->no).cells));
  }
  for (int i = 0; i < 3000; ++i) {
    const auto where = generator.condition();
    const auto expression = form::Expression::parse(where);
    REQUIRE_MESSAGE(expression, where);
    std::vector<std::int64_t> expected;
    bool sound = true;
    for (const auto& [no, answers] : records) {
      form::Context context;
      context.answers = &answers;
      context.enclosing = [&](std::string_view name) { return form->enclosing(name); };
      const auto value = form::evaluate(*expression, context);
      if (!value) { sound = false; break; }
      if (form::to_boolean(*value)) { expected.push_back(no); }
    }
    if (!sound) { continue; }
    const auto selected = desk->select(*form, {.where = where});
    REQUIRE_MESSAGE(selected, where << ": " << word(selected.error().problem, Lang::en));
    auto found = *selected;
    std::sort(found.begin(), found.end());
    CHECK_MESSAGE(found == expected, "seed " << seed << ": " << where);
  }
}

TEST_CASE("blanks compare as the language says, under not() as well") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "a"}, {"persons", "5"}})));
  REQUIRE(desk.add("case", cells({{"title", "b"}})));
  CHECK(count(desk, "persons = ''") == 1);
  CHECK(count(desk, "persons != ''") == 1);
  CHECK(count(desk, "persons = 0") == 0);
  CHECK(count(desk, "persons < 10") == 1);
  CHECK(count(desk, "not(persons < 10)") == 1);
  CHECK(count(desk, "persons != 7") == 2);
  CHECK(count(desk, "persons != 5") == 1);
  CHECK(count(desk, "persons != losses") == 2);
  CHECK(count(desk, "country != 'Active'") == 2);
  CHECK(count(desk, "'Active' != country") == 2);
  CHECK(count(desk, "opened_on != opened_on") == 2);
  CHECK(count(desk, "true() = (persons = '')") == 1);
  CHECK(count(desk, "true() = (country != 'Active')") == 2);
  CHECK(count(desk, "country != true()") == 2);
  CHECK(count(desk, "seen_at != '2025-10-01T00:00:00Z'") == 2);
  CHECK(count(desk, "not(persons = 7)") == 2);
  CHECK(count(desk, "") == 2);
}

TEST_CASE("a condition may ask for the record's own number, id and owner") {
  TestDesk desk;
  const auto added = desk.add("case", cells({{"title", "a"}}));
  CHECK(count(desk, "number = 'PNH-25-0001'") == 1);
  CHECK(count(desk, "id = '" + to_string(added->key.id) + "'") == 1);
  CHECK(count(desk, "owner = 'LA-VTE'") == 0);
}

TEST_CASE("what a condition cannot say is an error with its column and the nearest name") {
  TestDesk desk;
  CHECK(fault(desk, "stauts = 'Active'") == "stauts: the register case has no such question @1");
  CHECK(fault(desk, "title = '가' and stauts = 'x'") == "stauts: the register case has no such question @17");
  CHECK(fault(desk, "status = ").find("@") != std::string::npos);
  CHECK(fault(desk, "frob(status)") == "frob(): no such function @1");
  CHECK(fault(desk, "place = 'P'").starts_with("place stands in the rows of places"));
  CHECK(fault(desk, "places = 'P'").starts_with("places is a repeat"));
  CHECK(fault(desk, "count(status) = 1").starts_with("count() cannot stand"));
  CHECK(fault(desk, "../status = 1").starts_with("a condition on records speaks"));
  CHECK(fault(desk, "opened_on = today()").starts_with("today() cannot stand"));
  CHECK(fault(desk, "passport = 'M1'").starts_with("passport is sensitive"));
  CHECK(fault(desk, "contains(passport, 'M1')").starts_with("passport is sensitive"));
  CHECK(fault(desk, "passport != ''") == "none");
  CHECK(desk->select(*desk.form("case"), {.where = "opened_on <= today()", .now = desk.now()}));
}

TEST_CASE("a condition over the view holds for the same records") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "a"}, {"losses", "0.3"}, {"persons", "5"}})));
  desk->lay_views();
  for (const std::string where : {"losses = 0.1 + 0.2", "losses = '0.3'", "persons + 1 = 6", "number != ''", "owner = 'KH-PNH'"}) {
    const auto condition = records::to_sql(*desk.form("case"), form::Expression::parse(where)->root());
    REQUIRE(condition);
    ledger::Statement rows(desk.ledger()->database(), "SELECT count(*) FROM cases WHERE " + condition->sql);
    int index = 0;
    for (const auto& value : condition->values) { std::visit([&](const auto& is) { rows.bind_one(++index, is); }, value); }
    REQUIRE(rows.step());
    CHECK_MESSAGE(rows.integer(0) == 1, where);
  }
}

TEST_CASE("expressions of one form count the records of another, of their own owner alone") {
  TestDesk desk("hq", "HQ");
  REQUIRE(desk.add("case", cells({{"title", "a"}, {"persons", "5"}}), "KH-PNH"));
  REQUIRE(desk.add("case", cells({{"title", "b"}, {"status", "Closed"}}), "KH-PNH"));
  REQUIRE(desk.add("case", cells({{"title", "c"}}), "LA-VTE"));
  const auto counts = desk->instances(Owner(std::string("KH-PNH")));
  CHECK(counts->count({"case", nullptr, ""}).value() == 2);
  const auto active = form::Expression::parse("status = 'Active'");
  CHECK(counts->count({"case", active->root_ptr(), ""}).value() == 1);
  CHECK(counts->values({"case", nullptr, "persons"}).value() == std::vector<Cell>{Cell::of("5"), Cell::blank()});
  CHECK_FALSE(counts->count({"casse", nullptr, ""}));
  CHECK_FALSE(counts->values({"case", nullptr, "nosuch"}));
}
