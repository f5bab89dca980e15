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
  bool partial = false;
};

struct Written {
  std::string text;
  bool whole = true;  ///< false: something of the form could not be carried
};

/// One thing a form can be written as.
struct Target {
  const char* name;
  Result<Written> (*write)(Session& session, const Options& options);
};

Written whole(std::string text) { return {std::move(text), true}; }

/// A desk's return of a round, or the form alone with a cover to be filled in.
Result<Written> workbook(Session& session, const Options& options) {
  const auto& form = options.words.front();
  if (options.prefill.empty()) { return form_workbook(session.settings().templates, form, session.settings().now()).map(whole); }
  const auto desk = session.desk();
  if (!desk) { return fail(desk.error()); }
  const auto rounds = (*desk)->rounds();
  if (!rounds) { return fail(rounds.error()); }
  const auto round = std::ranges::find(*rounds, RoundId(options.prefill), &Round::id);
  if (round != rounds->end() && round->form.value() != form) {
    return fail(Errc::bad_input, message("round {0} asks by the form {1}, not by {2}", options.prefill, round->form.value(), form));
  }
  return (*desk)->return_workbook(options.prefill, options.mission).map(whole);
}

Result<Written> xlsform(Session& session, const Options& options) {
  return export_xlsform(session.settings().templates, options.words.front()).map(whole);
}

Result<Written> xform(Session& session, const Options& options) {
  return export_xform(session.settings().templates, options.words.front()).map([&](const XFormExport& made) {
    for (const auto& error : made.not_carried) { session.warn(error); }
    return Written{made.xml, made.not_carried.empty()};
  });
}

Result<Written> page(Session& session, const Options& options, Format format) {
  return form_codebook(session.settings().templates, options.words.front()).map([&](const Document& document) {
    return whole(scamdesk::write(document, format, {session.lang()}));
  });
}
Result<Written> html(Session& session, const Options& options) { return page(session, options, Format::html); }
Result<Written> markdown(Session& session, const Options& options) { return page(session, options, Format::markdown); }

constexpr std::array targets{Target{"workbook", workbook}, Target{"xlsform", xlsform}, Target{"xform", xform},
                             Target{"html", html}, Target{"md", markdown}};

Result<Exit> write(Session& session, const Options& options) {
  const auto target = std::ranges::find(targets, options.to, &Target::name);
  if (target == targets.end()) {
    std::vector<std::string> names;
    for (const auto& each : targets) { names.emplace_back(each.name); }
    return fail(Errc::usage, message("{0}: {1} is none of {2}", "--to", options.to, join(names, ", ")));
  }
  if (options.prefill.empty()) { session.hand_out(); }
  const auto written = target->write(session, options);
  if (!written) { return fail(written.error()); }
  const auto exit = written->whole || options.partial ? Exit::ok : Exit::findings;
  return session.show(written->text).map([exit] { return exit; });
}

}  // namespace

Run form_export(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  std::vector<std::string> names;
  for (const auto& target : targets) { names.emplace_back(target.name); }
  spec.words("FORM", opt->words, 1, 1).explain("FORM", N_("a form's name, or the file of a definition"));
  spec.option("--to", "WHAT", opt->to, N_("what to make: a workbook to be filled in in a spreadsheet, an XLSForm, an ODK XForm, or a page to print"), names).required();
  spec.option("--prefill", "ROUND", opt->prefill, N_("with the answers of this round's return as they stand"));
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.flag("--partial", opt->partial, N_("an XForm may leave out what it cannot carry: that is no finding"));
  spec.makes().output().formats({"text"}).exits({Exit::findings, Exit::data, Exit::no_input, Exit::cannot_create, Exit::io});
  return [opt](Session& session) { return write(session, *opt); };
}

}  // namespace scamdesk::cli
