// SPDX-License-Identifier: Apache-2.0
#include "commands/exercise/exercise.hpp"

#include "commands/common.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::string folder, round, seed, missions = "all", cases = "0";
};

Result<Exit> run(Session& session, const Options& options) {
  const auto cases = count("--cases", options.cases);
  if (!cases) { return fail(cases.error()); }
  ExerciseOptions wanted;
  wanted.folder = options.folder;
  wanted.round = options.round;
  wanted.seed = options.seed;
  wanted.cases = *cases;
  wanted.now = session.settings().now();
  wanted.dry_run = session.common().dry_run;
  if (options.missions != "all") {
    for (const auto& code : split(options.missions, ',')) { wanted.missions.emplace_back(code); }
  }
  const auto made = make_exercise(session.settings().templates, wanted, session.progress());
  if (!made) { return fail(made.error()); }
  return done(session,
              message("{0}: returns {1}, cases {2}, missions {3}; all invented", options.folder, made->returns,
                      made->cases, made->missions),
              Data::Object{{"schema", "scamdesk.exercise/1"},
                           {"folder", options.folder},
                           {"missions", made->missions},
                           {"returns", made->returns},
                           {"cases", made->cases}});
}

}  // namespace

Run exercise(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.option("--out", "DIR", opt->folder, N_("the folder for returns, case files and plan.csv")).required();
  spec.option("--round", "ROUND", opt->round, N_("the round the returns are for")).required();
  spec.option("--seed", "N", opt->seed, N_("the same seed makes the same bytes")).required();
  spec.option("--missions", "all|CODE,...", opt->missions, N_("which missions (all with a consular district)"));
  spec.option("--cases", "N", opt->cases, N_("how many cases in all (0)"));
  spec.makes().formats({"text", "json"});
  return [opt](Session& session) { return run(session, *opt); };
}

}  // namespace scamdesk::cli
