// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <fstream>

#include <scamdesk/desk.hpp>

#include "form/form.hpp"
#include "survey/exercise/cases.hpp"
#include "survey/exercise/plan.hpp"
#include "survey/exercise/returns.hpp"
#include "survey/roster.hpp"

namespace scamdesk {
namespace {

namespace fs = std::filesystem;
namespace made = survey::exercise;

/// Without case files a return still speaks of some.
constexpr std::size_t cases_spoken_of = 2000;

/// Invented files can be made again, so nobody waits for the disk to have them.
Status write(const fs::path& path, std::string_view bytes) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) { return fail(Errc::io, message("{0}: {1}", path.string(), message("the file could not be written"))); }
  return {};
}

Result<form::FormPtr> compiled(const std::string& templates, const std::string& name) {
  const auto source = form::read_source(templates + "/forms/" + name + ".yaml", templates);
  if (!source) { return fail(source.error()); }
  auto result = form::compile(*source);
  if (result.form) { return result.form; }
  auto error = result.errors.front();
  error.more.assign(result.errors.begin() + 1, result.errors.end());
  return fail(std::move(error));
}

Result<std::vector<Mission>> chosen(const std::string& templates, const std::vector<MissionCode>& codes) {
  const auto roster = survey::Roster::read(templates);
  if (!roster) { return fail(roster.error()); }
  std::vector<Mission> result;
  for (const auto& code : codes.empty() ? roster->expected_by_default() : codes) {
    auto mission = roster->require(code.value());
    if (!mission) { return fail(mission.error()); }
    result.push_back(std::move(*mission));
  }
  return result;
}

Status keep(const ExerciseOptions& options, const fs::path& file, const std::string& text) {
  return options.dry_run ? Status() : write(file, text);
}

/// Everything an exercise is made with, and the making of one mission's part.
struct Maker {
  const ExerciseOptions& options;
  form::FormPtr survey_form, case_form;
  made::Calendar calendar;
  made::CaseColumns columns;

  Status make(const made::MissionPlan& plan) const {
    const fs::path folder(options.folder);
    const auto& code = plan.mission.code.value();
    std::string rows;
    const auto tally = made::write_cases(columns, calendar, plan, options.seed, options.cases > 0 ? &rows : nullptr);
    if (options.cases > 0) {
      if (const auto done = keep(options, folder / "cases" / (code + ".csv"), rows); !done) { return done; }
    }
    const auto answers = made::make_return(*survey_form, calendar, plan, tally, options.seed, options.now);
    if (!answers) { return fail(answers.error()); }
    return keep(options, folder / "returns" / (code + ".json"), made::to_json(*survey_form, *answers));
  }
};

Status make_folders(const ExerciseOptions& options) {
  for (const char* part : {"returns", "cases"}) {
    if (options.cases == 0 && std::string_view(part) == "cases") { continue; }
    std::error_code fault;
    fs::create_directories(fs::path(options.folder) / part, fault);
    if (fault) {
      return fail(Errc::cannot_create, message("{0}: {1}", options.folder, message("the folder could not be made")));
    }
  }
  return {};
}

std::string to_csv(const std::vector<made::MissionPlan>& plans) {
  std::string text = "mission,what\n";
  for (const auto& plan : plans) {
    text.append(plan.mission.code.value()).append(",").append(to_string(plan.fate)) += '\n';
  }
  return text;
}

}  // namespace

Result<ExerciseReport> make_exercise(const std::string& templates, const ExerciseOptions& options, Progress* progress) {
  const auto missions = chosen(templates, options.missions);
  if (!missions) { return fail(missions.error()); }
  const auto survey_form = compiled(templates, "scam-survey");
  if (!survey_form) { return fail(survey_form.error()); }
  const auto case_form = compiled(templates, "case");
  if (!case_form) { return fail(case_form.error()); }
  if (const auto done = options.dry_run ? Status() : make_folders(options); !done) { return fail(done.error()); }

  const made::Calendar calendar(seoul_date(options.now));
  const Maker maker{options, *survey_form, *case_form, calendar, made::CaseColumns(**case_form, calendar.text(0))};
  const auto plans = made::make_plan(*missions, options.seed, options.cases > 0 ? options.cases : cases_spoken_of);
  std::size_t done = 0;
  for (const auto& plan : plans) {
    if (const auto made_it = maker.make(plan); !made_it) { return fail(made_it.error()); }
    if (progress != nullptr) { progress->at(message("inventing returns and case files"), ++done, plans.size()); }
  }
  const auto written = keep(options, fs::path(options.folder) / "plan.csv", to_csv(plans));
  if (!written) { return fail(written.error()); }
  return ExerciseReport{plans.size(), plans.size(), options.cases};
}

}  // namespace scamdesk
