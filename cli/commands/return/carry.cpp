// SPDX-License-Identifier: Apache-2.0
#include "commands/return/answers.hpp"
#include "commands/return/return.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string mission, against;
  bool all = false;
};

Result<Exit> confirm(Session& session, Options options) {
  const auto round = take_known_round(session, options.words);
  if (!round) { return fail(round.error()); }
  if (options.words.empty() != options.all) {
    return fail(Errc::usage, options.all ? message("--all leaves no question to name") : message("{0} is missing", "FIELD"),
                message("name questions, rows or sections, or give --all"));
  }
  const auto stood = session.desk().and_then([&](Desk* desk) { return desk->show_return(*round, options.mission, false); });
  if (!stood) { return fail(stood.error()); }
  const auto filled = session.desk().and_then([&](Desk* desk) { return desk->confirm_return(*round, options.mission, options.words); });
  if (!filled) { return fail(filled.error()); }
  const auto done_now = stood->unconfirmed.size() - filled->unconfirmed.size();
  return done(session, message("{0} {1}: {2} answers confirmed, {3} wait", filled->mission.value(), filled->round.value(), done_now, filled->unconfirmed.size()),
              return_data(*filled));
}

}  // namespace

Run return_confirm(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND] [FIELD...]", opt->words, 0, Spec::any_number).round();
  spec.explain("FIELD", N_("a question, a row such as countries[2], or a section"));
  spec.flag("--all", opt->all, N_("all that was carried over"));
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.writes().formats({"text", "json"});
  return [opt](Session& session) { return confirm(session, *opt); };
}

Run return_diff(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.option("--against", "ROUND", opt->against, N_("compare with what was filed in this round; without it, in the last one before"));
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.output().exits({Exit::no_input, Exit::config});
  return [opt](Session& session) {
    auto rest = opt->words;
    const auto round = take_round(rest);
    return show(session, session.desk().and_then([&](Desk* desk) { return desk->diff_return(round, opt->mission, opt->against); }));
  };
}

}  // namespace scamdesk::cli
