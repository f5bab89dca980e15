// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/document/document.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string round, mission;
};

}  // namespace

Run report_list(Spec& spec) {
  spec.exits({Exit::data, Exit::no_input});
  return [](Session& session) { return show(session, list_reports(session.settings().templates)); };
}

Run report_run(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("REPORT", opt->words, 1, 1).explain("REPORT", N_("completeness, national, mission; see 'scamdesk report list'"));
  spec.option("--round", "ROUND", opt->round, N_("the round; may be left out when exactly one is open"));
  spec.option("--mission", "CODE", opt->mission, N_("the mission, for a report about one"));
  spec.output().formats({"text", "md", "html", "csv", "json"}).exits({Exit::data, Exit::no_input, Exit::config});
  return [opt](Session& session) {
    return show(session, session.desk().and_then([&](Desk* desk) {
      return desk->report(opt->words.front(), opt->round, opt->mission);
    }));
  };
}

Run advisory_draft(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("COUNTRY", opt->words, 1, 1).explain("COUNTRY", N_("its two letters (ISO 3166-1), e.g. KH"));
  spec.option("--round", "ROUND", opt->round, N_("the round; may be left out when exactly one is open"));
  spec.output().formats({"text", "md", "html", "json"}).exits({Exit::data, Exit::no_input, Exit::config});
  return [opt](Session& session) {
    return show(session, session.desk().and_then([&](Desk* desk) {
      return desk->advisory_draft(opt->words.front(), opt->round);
    }));
  };
}

}  // namespace scamdesk::cli
