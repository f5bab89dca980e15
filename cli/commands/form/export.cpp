// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "commands/common.hpp"
#include "commands/form/form.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string to, prefill, mission;
};

/// One thing a form can be written as.
struct Target {
  const char* name;
  Result<std::string> (*write)(Session& session, const Options& options);
};

/// A desk's return of a round, or the form alone with a cover to be filled in.
Result<std::string> workbook(Session& session, const Options& options) {
  const auto& form = options.words.front();
  if (options.prefill.empty()) { return form_workbook(session.settings().templates, form, session.settings().now()); }
  const auto desk = session.desk();
  if (!desk) { return fail(desk.error()); }
  const auto rounds = (*desk)->rounds();
  if (!rounds) { return fail(rounds.error()); }
  const auto round = std::ranges::find(*rounds, RoundId(options.prefill), &Round::id);
  if (round != rounds->end() && round->form.value() != form) {
    return fail(Errc::bad_input, message("round {0} asks by the form {1}, not by {2}", options.prefill, round->form.value(), form));
  }
  return (*desk)->return_workbook(options.prefill, options.mission);
}

Result<std::string> xlsform(Session& session, const Options& options) {
  return export_xlsform(session.settings().templates, options.words.front());
}

constexpr std::array targets{Target{"workbook", workbook}, Target{"xlsform", xlsform}};

Result<Exit> write(Session& session, const Options& options) {
  const auto target = std::ranges::find(targets, options.to, &Target::name);
  if (target == targets.end()) {
    std::vector<std::string> names;
    for (const auto& each : targets) { names.emplace_back(each.name); }
    return fail(Errc::usage, message("{0}: {1} is none of {2}", "--to", options.to, join(names, ", ")));
  }
  const auto text = target->write(session, options);
  if (!text) { return fail(text.error()); }
  return session.show(*text).map([] { return Exit::ok; });
}

}  // namespace

Run form_export(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  std::vector<std::string> names;
  for (const auto& target : targets) { names.emplace_back(target.name); }
  spec.words("FORM", opt->words, 1, 1).explain("FORM", N_("a form's name, or the file of a definition"));
  spec.option("--to", "WHAT", opt->to, N_("what to make: a workbook to be filled in in a spreadsheet, or an XLSForm"), names).required();
  spec.option("--prefill", "ROUND", opt->prefill, N_("with the answers of this round's return as they stand"));
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.makes().output().formats({"text"}).exits({Exit::data, Exit::no_input, Exit::cannot_create, Exit::io});
  return [opt](Session& session) { return write(session, *opt); };
}

}  // namespace scamdesk::cli
