// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/round/round.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string folder;
  bool bom = false;
};

Result<Exit> remind(Session& session, Options options) {
  const auto round = take_round(options.words);
  const Desk::RemindTo to{options.folder, session.lang(), session.common().force, options.bom};
  auto reminded = session.desk().and_then([&](Desk* desk) { return desk->remind(round, to); });
  if (!reminded) { return fail(reminded.error()); }
  const auto& status = reminded->status;
  session.say(reminded->missions.rows.empty()
                  ? message("round {0}: nobody is to be reminded; {1} of {2} missions filed", status.round.id.value(),
                            status.filed + status.nil + status.late, status.expected)
                  : message("round {0}: reminders for {1} of {2} missions, in {3}", status.round.id.value(),
                            reminded->missions.rows.size(), status.expected, options.folder));
  if (!reminded->left.empty()) {
    session.say(message("{0}: letters of before stand there to missions that are reminded no more: {1}", options.folder, join(reminded->left, ", ")));
  }
  if (session.format() != Format::json) { return Exit::ok; }
  auto& head = reminded->missions.head;
  head = {{"round", status.round.id.value()}, {"as_of", to_string(status.as_of)}, {"expected", status.expected},
          {"reminded", reminded->missions.rows.size()}};
  return show(session, Result<Table>(reminded->missions));
}

}  // namespace

Run round_remind(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.option("-o,--output", "DIR", opt->folder, N_("the folder for one letter per mission and reminders.csv")).required();
  spec.flag("--bom", opt->bom, N_("begin CSV with a byte order mark, for spreadsheets that need one"));
  spec.flag("--force", spec.common().force, N_("write over a file that exists"));
  spec.makes().exits({Exit::config}).formats({"text", "json"});
  return [opt](Session& session) { return remind(session, *opt); };
}

}  // namespace scamdesk::cli
