// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/return/answers.hpp"
#include "commands/return/page.hpp"
#include "commands/return/return.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string mission, version;
  bool filed = false;
};

Result<Exit> show_return(Session& session, Options options) {
  const auto round = take_round(options.words);
  const auto version = options.version.empty() ? Result<std::size_t>(0) : count("--version", options.version);
  if (!version) { return fail(version.error()); }
  const auto filled = session.desk().and_then([&](Desk* desk) {
    return options.version.empty() ? desk->show_return(round, options.mission, options.filed)
                                   : desk->show_return_version(round, options.mission, *version);
  });
  if (!filled) { return fail(filled.error()); }
  // The form that the round pins gives the questions their order and labels.
  const auto form = session.desk().and_then([&](Desk* desk) { return desk->round_form(filled->round.value()); });
  if (!form) { return fail(form.error()); }
  if (session.format() == Format::csv) { return show(session, Result<Table>(return_rows(*filled, *form))); }
  return show(session, Result<Document>(return_page(*filled, *form)));
}

std::shared_ptr<Options> of_a_return(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.exits({Exit::no_input, Exit::config});
  return opt;
}

}  // namespace

Run return_show(Spec& spec) {
  const auto opt = of_a_return(spec);
  spec.flag("--filed", opt->filed, N_("as it was filed, without what changed since"));
  spec.option("--version", "N", opt->version, N_("as it was filed in its version N"));
  spec.output();
  return [opt](Session& session) { return show_return(session, *opt); };
}

Run return_history(Spec& spec) {
  const auto opt = of_a_return(spec);
  spec.output();
  return [opt](Session& session) {
    auto words = opt->words;
    const auto round = take_round(words);
    return show(session, session.desk().and_then([&](Desk* desk) { return desk->return_history(round, opt->mission); }));
  };
}

Run return_list(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("[ROUND]", *words, 0, 1).round().exits({Exit::no_input, Exit::config});
  return [words](Session& session) {
    auto rest = *words;
    const auto round = take_round(rest);
    return show(session, session.desk().and_then([&](Desk* desk) { return desk->returns(round); }));
  };
}

}  // namespace scamdesk::cli
