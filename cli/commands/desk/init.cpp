// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::string mission, role, kit;
  bool exercise = false, no_passphrase = false;
};

Result<NewDesk> new_desk(const Options& options) {
  NewDesk desk;
  const bool headquarters = options.role == "headquarters" || (options.role.empty() && options.mission == "HQ");
  if (!options.role.empty() && options.role != "mission" && !headquarters) {
    return fail(Errc::usage, message("{0}: {1} is none of {2}", "--role", options.role, "mission, headquarters"));
  }
  const auto mission = options.mission.empty() && headquarters ? std::string("HQ") : options.mission;
  if (mission.empty()) {
    return fail(Errc::usage, message("{0} is missing", "--mission CODE"),
                message("'scamdesk mission list' shows the codes; headquarters is HQ"));
  }
  if (headquarters != (mission == "HQ")) {
    return fail(Errc::usage, message("headquarters' mission code is HQ, and nobody else's"));
  }
  desk.mission = MissionCode(mission);
  desk.headquarters = headquarters;
  desk.exercise = options.exercise;
  desk.kit = options.kit;
  return desk;
}

/// The kit's key becomes the one this desk trusts for life, so a person compares it first where there is one.
Status show_kit(Session& session, const std::string& kit) {
  const auto print = card_fingerprint(kit);
  if (!print) { return fail(print.error()); }
  session.say(message("headquarters' fingerprint in this kit: {0}", *print));
  if (!session.settings().may_ask) { return {}; }
  return session.confirm(message("Is it the one that headquarters told you?"));
}

/// Training needs none; a real desk has one unless that is said plainly.
Status take_passphrase(const Options& options, Session& session, NewDesk& desk) {
  const bool named = !session.common().passphrase_file.empty();
  if (options.no_passphrase && named) {
    return fail(Errc::usage, message("--no-passphrase and --passphrase-file exclude each other"));
  }
  if (options.no_passphrase || (desk.exercise && !named)) { return {}; }
  auto passphrase = session.new_passphrase(session.common().passphrase_file);
  if (!passphrase) { return fail(passphrase.error()); }
  desk.passphrase = std::move(*passphrase);
  return {};
}

Status check_clock(const Session& session, const NewDesk& desk) {
  const auto& settings = session.settings();
  if (desk.exercise || (!settings.fixed_now && !settings.seed)) { return {}; }
  return fail(Errc::not_permitted, message("{0}: a real desk is written with the real clock", settings.store),
              message("leave out --now, SCAMDESK_NOW and SCAMDESK_SEED, or add --exercise"));
}

/// The folder of the usual place is made on the first day; a folder that was named must exist.
void make_usual_folder(const Settings& settings) {
  std::error_code error;
  if (settings.usual_store) {
    std::filesystem::create_directories(std::filesystem::path(settings.store).parent_path(), error);
  }
}

Result<Exit> run(const Options& options, Session& session) {
  auto wanted = new_desk(options);
  if (!wanted) { return fail(wanted.error()); }
  if (auto allowed = check_clock(session, *wanted); !allowed) { return fail(allowed.error()); }
  if (!wanted->kit.empty()) {
    if (auto shown = show_kit(session, wanted->kit); !shown) { return fail(shown.error()); }
  }
  if (!session.common().dry_run) { make_usual_folder(session.settings()); }
  auto desk = std::move(*wanted);
  if (auto given = take_passphrase(options, session, desk); !given) { return fail(given.error()); }
  auto made = Desk::create(session.desk_options(), desk);
  if (!made) { return fail(made.error()); }
  const auto info = made->info();
  if (!info) { return fail(info.error()); }
  const auto name = info->headquarters ? said("headquarters") : info->mission_name;
  const auto kind = info->exercise ? said("an exercise desk") : said("a desk");
  const auto words = message("made {0} for {1} ({2}): {3}; its fingerprint is {4}", kind, info->mission.value(),
                             name, session.settings().store, info->fingerprint);
  const auto shown = done(session, words,
              Data::Object{{"schema", "scamdesk.desk/1"},
                           {"mission", info->mission.value()},
                           {"headquarters", info->headquarters},
                           {"exercise", info->exercise},
                           {"fingerprint", info->fingerprint},
                           {"passphrase", info->has_passphrase},
                           {"headquarters_fingerprint", info->headquarters_fingerprint}});
  session.say(info->has_passphrase ? message("its keys lie under the passphrase: without it nothing can be signed or opened, so keep it safe")
                                   : message("its keys lie in the desk's file without a passphrase"));
  return shown;
}

}  // namespace

Run desk_init(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.option("--mission", "CODE", opt->mission, N_("the mission this desk is for; HQ for headquarters"));
  spec.option("--role", "ROLE", opt->role, N_("mission or headquarters; follows from the code"),
              {"mission", "headquarters"});
  spec.flag("--exercise", opt->exercise, N_("for training: never merges with real desks"));
  spec.option("--kit", "FILE", opt->kit, N_("headquarters' package for this mission's first day, or headquarters' card"));
  spec.flag("--no-passphrase", opt->no_passphrase, N_("let the keys lie in the desk's file as they are"));
  spec.passphrase().yes().makes().reads_files().formats({"text", "json"});
  return [opt](Session& session) { return run(*opt, session); };
}

}  // namespace scamdesk::cli
