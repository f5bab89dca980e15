// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/round/round.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::vector<std::string> missions;
  std::string due, reason;
};

Data result_data(const std::string& change, const Options& options) {
  Data::Array missions;
  for (const auto& mission : options.missions) { missions.emplace_back(mission); }
  return Data::Object{{"schema", "scamdesk.round-change/1"}, {"change", change}, {"missions", missions}};
}

Result<Exit> extend(Session& session, Options options) {
  const auto due = day("--due", options.due);
  if (!due) { return fail(due.error()); }
  const auto round = take_round(options.words);
  for (const auto& mission : options.missions) {
    auto changed = session.desk().and_then(
        [&](Desk* desk) { return desk->extend_round(round, MissionCode(mission), *due, options.reason); });
    if (!changed) { return fail(changed.error()); }
  }
  return done(session, message("{0} may file until {1}", join(options.missions, ", "), options.due),
              result_data("extended", options));
}

Result<Exit> exempt(Session& session, Options options) {
  const auto round = take_round(options.words);
  for (const auto& mission : options.missions) {
    auto changed = session.desk().and_then(
        [&](Desk* desk) { return desk->exempt_round(round, MissionCode(mission), options.reason); });
    if (!changed) { return fail(changed.error()); }
  }
  return done(session, message("{0} need not file", join(options.missions, ", ")), result_data("exempted", options));
}

/// The rounds that the word may mean: of that name, or the open ones when it was left out.
std::vector<Round> meant(Session& session, const std::string& name) {
  auto rounds = session.desk().and_then([](Desk* desk) { return desk->rounds(); });
  if (!rounds) { return {}; }
  std::erase_if(*rounds, [&](const Round& round) { return name.empty() ? !round.open : round.id.value() != name; });
  return *rounds;
}

Result<Exit> close(Session& session, Options options) {
  const auto name = take_round(options.words);
  const auto before = meant(session, name);
  auto closed = session.desk().and_then([&](Desk* desk) { return desk->close_round(name); });
  if (!closed) { return fail(closed.error()); }
  const auto round = before.empty() ? name : before.front().id.value();
  const bool was_open = before.empty() || before.front().open;
  return done(session, was_open ? message("round {0} is closed", round) : message("round {0} is closed already", round),
              Data::Object{{"schema", "scamdesk.round-change/1"}, {"change", "closed"}, {"round", round}});
}

std::shared_ptr<Options> change_of_missions(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.options("--mission", "CODE", opt->missions, N_("the mission; may be given again")).required();
  spec.option("--reason", "TEXT", opt->reason, N_("why; kept with the change")).required();
  spec.writes().formats({"text", "json"});
  return opt;
}

}  // namespace

Run round_extend(Spec& spec) {
  const auto opt = change_of_missions(spec);
  spec.option("--due", "DATE", opt->due, N_("its own last day to file, in Seoul")).required();
  return [opt](Session& session) { return extend(session, *opt); };
}

Run round_exempt(Spec& spec) {
  const auto opt = change_of_missions(spec);
  return [opt](Session& session) { return exempt(session, *opt); };
}

Run round_close(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round().writes().formats({"text", "json"});
  return [opt](Session& session) { return close(session, *opt); };
}

}  // namespace scamdesk::cli
