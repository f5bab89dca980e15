// SPDX-License-Identifier: Apache-2.0
#include "survey/jumps.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;

namespace {

form::FormPtr survey_form() {
  const auto compiled = form::compile({"trial.yaml",
                                       "form: trial\nkind: survey\nversion: \"1\"\ntitle: {ko: 시험, en: Trial}\nplural: trials\n"
                                       "key: [round]\nquestions:\n"
                                       "  - {name: round, type: text, required: true, read_only: true, label: {ko: 차수, en: Round}}\n"
                                       "  - {name: reports, type: integer, jump: 50%, label: {ko: 신고, en: Reports}}\n"
                                       "  - {name: staff, type: integer, jump: \"2\", label: {ko: 인원, en: Staff}}\n",
                                       {}});
  REQUIRE(compiled.errors.empty());
  return compiled.form;
}

survey::PastReturn filed(const std::string& round, const std::string& reports) {
  survey::PastReturn past;
  past.round.id = RoundId(round);
  past.form = survey_form();
  past.cells = {{"reports", reports.empty() ? Cell::not_available() : Cell::of(reports)}, {"staff", Cell::of("4")}};
  return past;
}

std::vector<std::string> told(const std::string& reports, const std::string& staff, const std::vector<survey::PastReturn>& past) {
  Answers answers;
  answers.cells = {{"reports", Cell::of(reports)}, {"staff", Cell::of(staff)}};
  std::vector<std::string> checks;
  for (const auto& finding : survey::jumps(*survey_form(), answers, past)) {
    CHECK(finding.severity == "info");
    checks.push_back(finding.check);
  }
  return checks;
}

}  // namespace

TEST_CASE("a figure that changes by more than its form's jump is told") {
  const std::vector<survey::PastReturn> past{filed("2025-04", "100")};
  CHECK(told("150", "6", past).empty());
  CHECK(told("151", "4", past) == std::vector<std::string>{"jump.reports"});
  CHECK(told("49", "7", past) == std::vector<std::string>{"jump.reports", "jump.staff"});
}

TEST_CASE("a share of nothing, and a figure that was not available, are no measure of a jump") {
  CHECK(told("80", "4", {filed("2025-04", "0")}).empty());
  CHECK(told("80", "4", {filed("2025-04", "")}).empty());
  CHECK(told("80", "4", {}).empty());
}

TEST_CASE("an outlier is measured by median and MAD over five filed rounds or more") {
  // Median 100, absolute deviations 10 5 0 5 10, MAD 5: 0.6745 * 26 / 5 = 3.507, 0.6745 * 25 / 5 = 3.37.
  std::vector<survey::PastReturn> past{filed("r5", "90"), filed("r4", "95"), filed("r3", "100"), filed("r2", "105"), filed("r1", "110")};
  CHECK(told("126", "4", past) == std::vector<std::string>{"outlier.reports"});
  CHECK(told("125", "4", past).empty());
  CHECK(told("74", "4", past) == std::vector<std::string>{"outlier.reports"});
  past.pop_back();
  CHECK(told("126", "4", past).empty());
}

TEST_CASE("a past without any spread makes no outlier") {
  std::vector<survey::PastReturn> past;
  for (int i = 0; i < 6; ++i) { past.push_back(filed("r", "10")); }
  CHECK(told("14", "4", past).empty());
}

TEST_CASE("a jump that is no number, and one of a text, are faults of the form") {
  const auto compiled = form::compile({"trial.yaml",
                                       "form: trial\nversion: \"1\"\ntitle: {ko: 시험, en: Trial}\nplural: trials\nquestions:\n"
                                       "  - {name: a, type: integer, jump: much, label: {ko: 가, en: A}}\n"
                                       "  - {name: b, type: text, jump: 50%, label: {ko: 나, en: B}}\n",
                                       {}});
  CHECK(compiled.errors.size() == 2);
}
