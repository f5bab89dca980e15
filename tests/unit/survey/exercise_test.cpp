// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include <scamdesk/desk.hpp>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "form/form.hpp"
#include "survey/exercise/cases.hpp"
#include "survey/exercise/plan.hpp"
#include "survey/exercise/returns.hpp"
#include "survey/roster.hpp"

namespace {

namespace fs = std::filesystem;
using namespace scamdesk;
namespace made = survey::exercise;

const std::string templates = SCAMDESK_SOURCE_DIR "/templates";
const Instant now = *parse_instant("2025-10-28T18:00:00+09:00");

form::FormPtr shipped(const std::string& name) {
  const auto source = form::read_source(templates + "/forms/" + name + ".yaml", templates);
  REQUIRE(source);
  auto result = form::compile(*source);
  REQUIRE(result.form);
  return result.form;
}

std::vector<Mission> expected_missions() {
  const auto roster = survey::Roster::read(templates);
  REQUIRE(roster);
  std::vector<Mission> result;
  for (const auto& code : roster->expected_by_default()) { result.push_back(*roster->find(code)); }
  return result;
}

struct Folder {
  explicit Folder(const std::string& name)
      : path(fs::temp_directory_path() / ("scamdesk-" + name + std::to_string(::getpid()))) {}
  ~Folder() { fs::remove_all(path); }
  std::string read(const std::string& file) const { return base::read_file(path / file).value(); }
  fs::path path;
};

ExerciseOptions options_for(const Folder& folder, std::size_t cases) {
  return {folder.path.string(), "2025-10", "a seed", {}, cases, now};
}

struct NoRecords : form::Instances {
  Result<std::size_t> count(const form::InstanceQuery&) override { return std::size_t{0}; }
  Result<std::vector<Cell>> values(const form::InstanceQuery&) override { return std::vector<Cell>(); }
};

std::size_t hard_findings(const form::Form& form, const Answers& answers) {
  NoRecords none;
  const auto findings = form::check(form, answers, {now, &none});
  REQUIRE(findings);
  return static_cast<std::size_t>(std::count_if(findings->begin(), findings->end(), [](const auto& finding) {
    return finding.severity == form::Severity::hard;
  }));
}

}  // namespace

TEST_CASE("of 190 missions 4 are missing, 20 nil, 5 late and 2 wrong, and nil ones have no case") {
  const auto plan = made::make_plan(expected_missions(), "any", 10'000);
  std::map<made::Fate, int> fates;
  std::size_t cases = 0, cambodia = 0;
  for (const auto& mission : plan) {
    ++fates[mission.fate];
    cases += mission.cases;
    if (mission.mission.country == "KH") { cambodia += mission.cases; }
    if (mission.fate == made::Fate::nil) { CHECK(mission.cases == 0); }
  }
  CHECK(plan.size() == 190);
  CHECK(fates[made::Fate::missing] == 4);
  CHECK(fates[made::Fate::nil] == 20);
  CHECK(fates[made::Fate::late] == 5);
  CHECK(fates[made::Fate::wrong] == 2);
  CHECK(cases == 10'000);
  CHECK(cambodia > 1'500);
}

TEST_CASE("an invented return passes every hard check, unless it is to be wrong") {
  const auto survey = shipped("scam-survey");
  const auto cases = shipped("case");
  const made::Calendar calendar(seoul_date(now));
  const made::CaseColumns columns(*cases, calendar.text(0));
  for (const auto& plan : made::make_plan(expected_missions(), "seed", 5'000)) {
    CAPTURE(plan.mission.code.value());
    const auto tally = made::write_cases(columns, calendar, plan, "seed", nullptr);
    const auto answers = made::make_return(*survey, calendar, plan, tally, "seed", now);
    REQUIRE(answers);
    CHECK((hard_findings(*survey, *answers) > 0) == (plan.fate == made::Fate::wrong));
  }
}

TEST_CASE("the case files add up to what their return says") {
  const auto cases = shipped("case");
  const made::Calendar calendar(seoul_date(now));
  const made::CaseColumns columns(*cases, calendar.text(0));
  const auto missions = expected_missions();
  const auto pnh =
      std::find_if(missions.begin(), missions.end(), [](const auto& m) { return m.code.value() == "KH-PNH"; });
  std::string file;
  const auto tally = made::write_cases(columns, calendar, {*pnh, made::Fate::filed, 386}, "seed", &file);
  const auto rows = base::read_table(file, "KH-PNH.csv");
  REQUIRE(rows);
  std::set<std::string> numbers;
  std::size_t open = 0;
  for (const auto& row : *rows) {
    numbers.insert(row.at("file_no"));
    open += row.at("closed_on").empty() ? 1U : 0U;
    CHECK(row.at("summary").starts_with("EXERCISE"));
    CHECK(row.at("opened_on") >= "2025-01-01");
    CHECK((row.at("closed_on").empty() || row.at("closed_on") >= row.at("opened_on")));
  }
  CHECK(rows->size() == 386);
  CHECK(numbers.size() == 386);
  CHECK(open == 90);
  CHECK(tally.cases.opened == 386);
  CHECK(tally.cases.open == open);
  for (const auto& question : cases->questions) {
    if (question.holds_value() && question.name != "site") { CHECK(rows->front().contains(question.name)); }
  }
}

TEST_CASE("the same seed makes the same bytes, and another seed others") {
  const Folder one("one"), two("two"), other("other");
  auto options = options_for(one, 2'000);
  REQUIRE(make_exercise(templates, options, nullptr));
  options.folder = two.path.string();
  REQUIRE(make_exercise(templates, options, nullptr));
  options.folder = other.path.string();
  options.seed = "another seed";
  REQUIRE(make_exercise(templates, options, nullptr));
  for (const auto* file : {"plan.csv", "returns/KH-PNH.json", "returns/JP-TYO.json", "cases/KH-PNH.csv"}) {
    CHECK(one.read(file) == two.read(file));
    CHECK(one.read(file) != other.read(file));
  }
}

TEST_CASE("a return file holds answers by question, reasons for none, and rows of repeats") {
  const Folder folder("shape");
  auto options = options_for(folder, 0);
  options.missions = {MissionCode("PH-MNL")};
  const auto report = make_exercise(templates, options, nullptr);
  REQUIRE(report);
  CHECK(report->missions == 1);
  CHECK(folder.read("plan.csv") == "mission,what\nPH-MNL,filed\n");
  CHECK_FALSE(fs::exists(folder.path / "cases" / "PH-MNL.csv"));
  const auto answers = nlohmann::json::parse(folder.read("returns/PH-MNL.json")).at("answers");
  CHECK(answers.at("period_end") == "2025-10-28");
  CHECK(answers.at("reports_received").is_number_integer());
  CHECK(answers.at("countries").size() == 2);
  CHECK(answers.at("countries").at(1).at("country") == "PW");
  CHECK_FALSE(answers.contains("round"));
  CHECK_FALSE(answers.contains("reports_kind_sum"));
  CHECK(answers.at("remarks").get<std::string>().starts_with("EXERCISE"));
}

TEST_CASE("an unknown mission is refused and nothing is written") {
  const Folder folder("unknown");
  auto options = options_for(folder, 0);
  options.missions = {MissionCode("KH-PNX")};
  const auto report = make_exercise(templates, options, nullptr);
  REQUIRE_FALSE(report);
  CHECK(report.error().code == Errc::not_found);
  CHECK_FALSE(fs::exists(folder.path));
}
