// SPDX-License-Identifier: Apache-2.0
#include "survey/carry.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;

namespace {

form::FormPtr form_of(const std::string& choices) {
  const auto compiled = form::compile({"trial.yaml",
                                       "form: trial\nkind: survey\nversion: \"1\"\ntitle: {ko: 시험, en: Trial}\nplural: trials\n"
                                       "key: [round]\nchoices:\n  level: [" + choices + "]\nquestions:\n"
                                       "  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}\n"
                                       "  - {name: on, type: date, default: \"today()\", label: {ko: 날, en: Day}}\n"
                                       "  - {name: count, type: integer, missing: [not_available], label: {ko: 수, en: Count}}\n"
                                       "  - {name: level, type: select_one level, label: {ko: 단계, en: Level}}\n"
                                       "  - name: sites\n    type: repeat\n    label: {ko: 곳, en: Sites}\n    questions:\n"
                                       "      - {name: place, type: text, label: {ko: 곳, en: Place}}\n",
                                       {}});
  REQUIRE(compiled.errors.empty());
  return compiled.form;
}

const std::string low = "{name: low, label: {ko: 낮음, en: Low}}";
const std::string high = "{name: high, label: {ko: 높음, en: High}}";

survey::PastReturn last() {
  survey::PastReturn past;
  past.round.id = RoundId("2025-04");
  past.form = form_of(low + ", " + high);
  past.cells = {{"round", Cell::of("2025-04")}, {"on", Cell::of("2025-04-20")}, {"count", Cell::not_available()},
                {"level", Cell::of("high")},    {"sites/a/#", Cell::of("1")},   {"sites/a/place", Cell::of("여기")},
                {"sites/b/#", Cell::of("2")},   {"sites/b/#gone", Cell::of("1")}, {"sites/b/place", Cell::of("저기")}};
  return past;
}

}  // namespace

TEST_CASE("answers are carried over with their marks; keys, defaults and rows taken away are not") {
  const auto cells = survey::carried(*form_of(low + ", " + high), last(), {});
  CHECK(cells == Cells{{"count", Cell::not_available()},
                       {"level", Cell::of("high")},
                       {"sites/a/#", Cell::of("1")},
                       {"sites/a/place", Cell::of("여기")},
                       {"#unconfirmed/count", Cell::of("2025-04")},
                       {"#unconfirmed/level", Cell::of("2025-04")},
                       {"#unconfirmed/sites/a/place", Cell::of("2025-04")}});
}

TEST_CASE("a choice that the form no longer has is not carried over") {
  const auto cells = survey::carried(*form_of(low), last(), {});
  CHECK_FALSE(cells.contains("level"));
  CHECK_FALSE(cells.contains("#unconfirmed/level"));
}

TEST_CASE("an answer given, a row confirmed, and an answer taken away wait no more") {
  const auto form = form_of(low + ", " + high);
  const auto cells = survey::carried(*form, last(), {});
  const auto answers = form::to_answers(*form, cells);
  CHECK(survey::unconfirmed(cells, answers).size() == 3);
  CHECK(survey::cleared(cells, {{"level", Cell::of("high")}}) == Cells{{"#unconfirmed/level", Cell::blank()}});
  const auto row = survey::confirmed(*form, answers, cells, "sites[1]");
  REQUIRE(row);
  CHECK(*row == Cells{{"#unconfirmed/sites/a/place", Cell::blank()}});
  CHECK_FALSE(survey::confirmed(*form, answers, cells, "sites[7]"));
  auto without = cells;
  without.erase("count");
  CHECK(survey::unconfirmed(without, form::to_answers(*form, without)).size() == 2);
}
