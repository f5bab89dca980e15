// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "form/form.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

Question question(const char* name, Type type, int parent, int repeat) {
  Question made;
  made.name = name;
  made.type = type;
  made.parent = parent;
  made.repeat = repeat;
  return made;
}

/// status, countries[likelihood, alert_areas[level]], sites[place]
Form survey() {
  Form form;
  form.name = FormName("survey");
  form.questions = {question("status", Type::text, -1, -1),     question("countries", Type::repeat, -1, -1),
                    question("figures", Type::group, 1, 1),     question("likelihood", Type::text, 2, 1),
                    question("alert_areas", Type::repeat, 1, 1), question("level", Type::text, 4, 4),
                    question("sites", Type::repeat, -1, -1),    question("place", Type::text, 6, 6)};
  form.index_names();
  return form;
}

Cells cells() {
  return {{"status", Cell::of("Active")},
          {"countries/KH/#", Cell::of("1")},
          {"countries/KH/likelihood", Cell::of("high")},
          {"countries/LA/#", Cell::of("2")},
          {"countries/LA/likelihood", Cell::not_available()},
          {"countries/LA/alert_areas/a1/#", Cell::of("1")},
          {"countries/LA/alert_areas/a1/level", Cell::of("3")}};
}

std::string hint_of(const Result<Place>& place) {
  REQUIRE_FALSE(place.has_value());
  return place.error().hint ? word(*place.error().hint, Lang::en) : std::string();
}

}  // namespace

TEST_CASE("cells become a tree and come back") {
  const auto form = survey();
  const auto answers = to_answers(form, cells());
  CHECK(answers.cells.at("status") == Cell::of("Active"));
  const auto& laos = answers.repeats.at("countries").at(1);
  CHECK(laos.id == "LA");
  CHECK(laos.number == 2);
  CHECK(laos.answers.repeats.at("alert_areas").at(0).answers.cells.at("level") == Cell::of("3"));
  CHECK(to_cells(form, answers) == cells());
}

TEST_CASE("a number taken twice is kept by the lower id, the other row takes the next free one") {
  const auto form = survey();
  const auto answers = to_answers(form, {{"sites/b/#", Cell::of("1")},
                                         {"sites/a/#", Cell::of("1")},
                                         {"sites/c/#", Cell::of("2")},
                                         {"sites/d/place", Cell::of("numberless")},
                                         {"sites/e/#", Cell::of("-3")}});
  std::vector<std::pair<std::string, int>> rows;
  for (const auto& row : answers.repeats.at("sites")) { rows.emplace_back(row.id, row.number); }
  CHECK(rows == std::vector<std::pair<std::string, int>>{{"a", 1}, {"c", 2}, {"d", 3}, {"e", 4}, {"b", 5}});
}

TEST_CASE("rows taken away, blanks and what the form does not know are left out") {
  const auto form = survey();
  const auto answers = to_answers(form, {{"#", Cell::of("PNH-25-0012")},
                                         {"nosuch", Cell::of("1")},
                                         {"status", Cell::blank()},
                                         {"likelihood", Cell::of("at the top")},
                                         {"figures", Cell::of("a group")},
                                         {"sites/a", Cell::of("no leaf")},
                                         {"sites/a/nosuch", Cell::of("1")},
                                         {"sites/g/place", Cell::of("gone")},
                                         {"sites/g/#gone", Cell::of("1")},
                                         {"alert_areas/x/level", Cell::of("not at the top")}});
  CHECK(answers == Answers{});
}

TEST_CASE("a field is found as people write it") {
  const auto form = survey();
  const auto answers = to_answers(form, cells());
  const auto path = [&](std::string_view name) { return locate(form, answers, name, "new").value().path; };
  CHECK(path("status") == "status");
  CHECK(path("countries[2].likelihood") == "countries/LA/likelihood");
  CHECK(path("countries[KH].likelihood") == "countries/KH/likelihood");
  CHECK(path("countries[2].alert_areas[1].level") == "countries/LA/alert_areas/a1/level");
  CHECK(path("countries[2]") == "countries/LA");
  const auto place = locate(form, answers, "countries[2].alert_areas[1].level", "new").value();
  CHECK(place.question->name == "level");
  CHECK_FALSE(place.new_row.has_value());
}

TEST_CASE("[+] gives a row with the next number") {
  const auto form = survey();
  const auto answers = to_answers(form, cells());
  const auto row = locate(form, answers, "sites[+]", "new").value();
  CHECK(row.path == "sites/new");
  CHECK(row.question->name == "sites");
  CHECK(row.new_row == std::pair(std::string("sites/new"), 1));
  const auto field = locate(form, answers, "countries[+].likelihood", "new").value();
  CHECK(field.path == "countries/new/likelihood");
  CHECK(field.new_row == std::pair(std::string("countries/new"), 3));
  const auto nested = locate(form, answers, "countries[2].alert_areas[+].level", "new").value();
  CHECK(nested.path == "countries/LA/alert_areas/new/level");
  CHECK(nested.new_row == std::pair(std::string("countries/LA/alert_areas/new"), 2));
}

TEST_CASE("a field that is not there is refused with what to write instead") {
  const auto form = survey();
  const auto answers = to_answers(form, cells());
  const auto hint = [&](std::string_view name) { return hint_of(locate(form, answers, name, "new")); };
  CHECK(hint("statsu") == "did you mean status?");
  CHECK(hint("countries[1].likelyhood") == "did you mean likelihood?");
  CHECK(hint("contries[1].likelihood") == "did you mean countries?");
  CHECK(hint("likelihood") == "write it as countries[1].likelihood");
  CHECK(hint("level") == "write it as countries[1].alert_areas[1].level");
  CHECK(hint("countries[1].status") == "write it as status");
  CHECK(hint("countries[7].likelihood") == "its rows are 1, 2; countries[+] adds one");
  CHECK(hint("sites[1].place") == "it has no rows yet; sites[+] adds one");
  CHECK(hint("countries.likelihood") == "its rows are 1, 2; countries[+] adds one");
  CHECK(hint("status[1]") == "write status without brackets");
  CHECK(hint("countries[+].alert_areas[+].level") == "add the outer row first, then alert_areas[+] inside it");
  CHECK(locate(form, answers, "countries[7].likelihood", "new").error().code == Errc::not_found);
  for (const auto* bad : {"", ".", "status.", "countries[", "countries[]", "[1]", "countries[1", "countries[1]]", "a/b",
                          "status.likelihood", "countries[1].", "countries[1].figures", "countries[a/b].likelihood"}) {
    CAPTURE(bad);
    const auto place = locate(form, answers, bad, "new");
    REQUIRE_FALSE(place.has_value());
    CHECK(place.error().code == Errc::bad_input);
  }
}
