// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/fields.hpp"
#include "commands/return/answers.hpp"
#include "commands/return/return.hpp"
#include "commands/return/workbooks.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string mission, encoding, reason;
  bool from_last = false;
};

std::shared_ptr<Options> on_a_return(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.writes().formats({"text", "json"});
  return opt;
}

/// The return as it stands before a command, when there is one: what is done already is said to be so.
std::optional<Return> before(Session& session, const std::string& round, const std::string& mission) {
  auto stood = session.desk().and_then([&](Desk* desk) { return desk->show_return(round, mission, false); });
  return stood ? std::optional(std::move(*stood)) : std::nullopt;
}

using ReturnCall = Result<Return> (Desk::*)(const std::string&, const std::string&);

Result<Exit> call(Session& session, Options options, ReturnCall method, const char* words, const char* already) {
  const auto round = take_round(options.words);
  const auto stood = before(session, round, options.mission);
  const auto filled = session.desk().and_then([&](Desk* desk) { return (desk->*method)(round, options.mission); });
  if (!filled) { return fail(filled.error()); }
  return changed(session, *filled, stood && stood->answers == filled->answers ? already : words);
}

constexpr const char* so_already = N_("{0} {1}: it is so already; {2} of {3} questions are blank");

Result<Exit> set(Session& session, Options options) {
  const auto round = take_round(options.words);
  if (options.words.empty()) {
    return fail(Errc::usage, message("{0} is missing", "NAME=VALUE"), message("--help shows what is expected"));
  }
  const auto answers = parse_assignments(session, nullptr, options.words);
  if (!answers) { return fail(answers.error()); }
  const auto stood = before(session, round, options.mission);
  const auto filled =
      session.desk().and_then([&](Desk* desk) { return desk->set_return(round, options.mission, *answers); });
  if (!filled) { return fail(filled.error()); }
  const bool same = stood && stood->answers == filled->answers;
  return changed(session, *filled, same ? so_already : N_("{0} {1}: recorded; {2} of {3} questions are blank"));
}

Result<Exit> import(Session& session, Options options) {
  std::string round;
  if (options.words.size() > 1 && !is_workbook(options.words.front())) {
    round = options.words.front();
    options.words.erase(options.words.begin());
  }
  if (std::ranges::all_of(options.words, is_workbook)) {
    return import_workbooks(session, round, options.mission, options.words);
  }
  if (options.words.size() > 1) {
    return fail(Errc::usage, message("several files are taken only where all are workbooks (.xlsx)"));
  }
  const auto& file = options.words.back();
  const auto stood = before(session, round, options.mission);
  const auto filled = session.desk().and_then(
      [&](Desk* desk) { return desk->import_return(round, options.mission, file, options.encoding); });
  if (!filled) { return fail(filled.error()); }
  const bool same = stood && stood->answers == filled->answers;
  return changed(session, *filled, same ? so_already : N_("{0} {1}: imported; {2} of {3} questions are blank"));
}

/// The next step is given to copy: a filed return helps nobody until it is sent.
Result<Exit> finalise(Session& session, Options options) {
  const auto round = take_round(options.words);
  const auto stood = before(session, round, options.mission);
  const auto filled = session.desk().and_then([&](Desk* desk) { return desk->finalise_return(round, options.mission); });
  if (!filled) { return fail(filled.error()); }
  const bool same = stood && stood->version == filled->version;
  auto exit = changed(session, *filled, same ? N_("{0} {1}: filed already") : N_("{0} {1}: filed"));
  if (!exit || session.common().dry_run || session.settings().quiet) { return exit; }
  const auto file = filled->mission.value() + "-" + filled->round.value() + ".sdpk";
  session.say(message("now send it to headquarters:\n  {0}", session.settings().call + " pack -o " + file));
  return exit;
}

Result<Exit> reopen(Session& session, Options options) {
  const auto round = take_round(options.words);
  const auto stood = before(session, round, options.mission);
  const auto filled = session.desk().and_then(
      [&](Desk* desk) { return desk->reopen_return(round, options.mission, options.reason); });
  if (!filled) { return fail(filled.error()); }
  const bool same = stood && stood->state == filled->state;
  return changed(session, *filled,
                 same ? N_("{0} {1}: reopened already")
                      : N_("{0} {1}: reopened; what was filed stands until it is filed again"));
}

}  // namespace

Run return_start(Spec& spec) {
  const auto opt = on_a_return(spec);
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.flag("--from-last", opt->from_last, N_("with the answers filed in the last round, each to be confirmed or changed"));
  return [opt](Session& session) {
    return call(session, *opt, opt->from_last ? &Desk::start_return_from_last : &Desk::start_return, N_("{0} {1}: begun; {2} of {3} questions are blank"),
                N_("{0} {1}: begun already; {2} of {3} questions are blank"));
  };
}

Run return_nil(Spec& spec) {
  const auto opt = on_a_return(spec);
  spec.words("[ROUND]", opt->words, 0, 1).round();
  return [opt](Session& session) {
    return call(session, *opt, &Desk::nil_return,
                N_("{0} {1}: a nil return: the counts are 0, {2} of {3} questions are blank"), so_already);
  };
}

Run return_set(Spec& spec) {
  const auto opt = on_a_return(spec);
  spec.words("[ROUND] NAME=VALUE...", opt->words, 1, Spec::any_number).round();
  spec.explain("NAME", N_("a question; in a repeat row countries[2].likelihood, a new row sites[+].place"));
  spec.explain("VALUE", N_("the answer; empty clears, @not_available and @not_applicable say why there is none, "
                           "@FILE reads it from a file, @@ is a literal @"));
  return [opt](Session& session) { return set(session, *opt); };
}

Run return_import(Spec& spec) {
  const auto opt = on_a_return(spec);
  spec.words("[ROUND] FILE...", opt->words, 1, Spec::any_number).round();
  spec.explain("FILE", N_("the answers: YAML, JSON or CSV; or workbooks that were filled in, any number of them and folders"));
  spec.formats({"text", "json", "csv"}).exits({Exit::findings});
  spec.option("--encoding", "NAME", opt->encoding, N_("of a CSV that is not UTF-8: cp949"), {"utf-8", "cp949"});
  return [opt](Session& session) { return import(session, *opt); };
}

Run return_finalise(Spec& spec) {
  const auto opt = on_a_return(spec);
  spec.words("[ROUND]", opt->words, 0, 1).round();
  return [opt](Session& session) { return finalise(session, *opt); };
}

Run return_accept(Spec& spec) {
  const auto opt = on_a_return(spec);
  spec.words("[ROUND]", opt->words, 0, 1).round();
  return [opt](Session& session) {
    auto words = opt->words;
    const auto round = take_round(words);
    const auto stood = before(session, round, opt->mission);
    const auto filled = session.desk().and_then([&](Desk* desk) { return desk->accept_return(round, opt->mission); });
    if (!filled) { return Result<Exit>(fail(filled.error())); }
    const bool same = stood && stood->state == "accepted";
    return changed(session, *filled, same ? N_("{0} {1}: accepted already") : N_("{0} {1}: what was filed is accepted"));
  };
}

Run return_reopen(Spec& spec) {
  const auto opt = on_a_return(spec);
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.option("--reason", "TEXT", opt->reason, N_("why; kept with the change")).required();
  return [opt](Session& session) { return reopen(session, *opt); };
}

}  // namespace scamdesk::cli
