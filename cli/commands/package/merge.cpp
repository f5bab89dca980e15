// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/desk/desk.hpp"
#include "commands/package/package.hpp"
#include "signals.hpp"

namespace scamdesk::cli {
namespace {

const char* outcome_key(Outcome outcome) {
  switch (outcome) {
    case Outcome::merged: return "merged";
    case Outcome::known: return "known";
    case Outcome::held: return "held";
    case Outcome::refused: return "refused";
  }
  return "";
}

Text outcome_word(Outcome outcome) {
  switch (outcome) {
    case Outcome::merged: return said("merged");
    case Outcome::known: return said("known already");
    case Outcome::held: return said("held");
    case Outcome::refused: return said("refused");
  }
  return {};
}

TableCell reason(const std::optional<Error>& error, Lang lang) {
  if (!error) { return {Text{}, Data()}; }
  return {word(error->problem), Data(word(error->problem, lang))};
}

Table as_table(const MergeReport& report, Lang lang) {
  Table table;
  table.schema = "scamdesk.merge/1";
  table.rows_key = "packages";
  table.head = {{"records_changed", report.records_changed}, {"conflicts", report.conflicts}, {"forks", as_data(report.forks)}};
  if (report.left > 0) { table.head.emplace_back("left", report.left); }
  table.columns = {{"file", said("File")},
                   {"mission", said("From")},
                   {"outcome", said("Outcome")},
                   {"revisions", said("Revisions"), Align::right},
                   {"receipt", said("Receipt"), Align::left, false, true},
                   {"error", said("Reason")}};
  for (const auto& package : report.packages) {
    table.rows.push_back({package.file, package.mission,
                          {outcome_word(package.outcome), Data(outcome_key(package.outcome))}, package.revisions,
                          package.receipt, reason(package.error, lang)});
  }
  return table;
}

/// One package gives its own code; several give 1 when any was held or refused.
Exit exit_of(const MergeReport& report) {
  if (report.fault) { return to_exit(report.fault->code); }
  const auto bad = [](const PackageResult& p) { return p.outcome == Outcome::held || p.outcome == Outcome::refused; };
  const auto first = std::ranges::find_if(report.packages, bad);
  if (first == report.packages.end()) { return Exit::ok; }
  const bool alone = report.packages.size() == 1 && first->outcome == Outcome::refused && first->error;
  return alone ? to_exit(first->error->code) : Exit::findings;
}

/// A short result is a list; for hundreds only what needs a look is, and the counts.
void tell(Session& session, const MergeReport& report) {
  for (const auto& package : report.packages) {
    if (!package.error) { continue; }
    auto error = *package.error;
    const bool named = error.place || word(error.problem, Lang::en).starts_with(package.file);
    if (!named) { error.place = SourcePlace{package.file, 0, 0}; }
    session.report(error);
  }
  tell_forks(session, report.forks);
  const auto of = [&](Outcome outcome) {
    return std::ranges::count(report.packages, outcome, &PackageResult::outcome);
  };
  session.say(message("packages: {0} (merged {1}, known already {2}, held {3}, refused {4}); records changed: {5}; conflicts in the desk: {6}",
                      report.packages.size(), of(Outcome::merged), of(Outcome::known), of(Outcome::held),
                      of(Outcome::refused), report.records_changed, report.conflicts));
  if (report.left > 0) { session.warn(message("packages not looked at: {0}; merge them again", report.left)); }
  if (report.fault) { session.report(*report.fault); }
}

Result<Exit> run(Session& session, const std::vector<std::string>& words) {
  const StopsWhenAsked between_packages;
  const auto report = session.desk().and_then([&](Desk* desk) { return desk->merge(words, session.progress()); });
  if (!report) { return fail(report.error()); }
  auto table = as_table(*report, session.lang());
  if (session.format() == Format::text) { table.columns.pop_back(); }
  if (session.format() == Format::text) {
    for (auto& row : table.rows) { row.pop_back(); }
  }
  if (auto shown = session.show(table); !shown) { return fail(shown.error()); }
  tell(session, *report);
  return exit_of(*report);
}

}  // namespace

Run merge(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("FILE|DIR...", *words, 1, Spec::any_number);
  spec.explain("FILE", N_("a package, made by 'scamdesk pack'")).explain("DIR", N_("a folder: every *.sdpk in it"));
  spec.passphrase().writes().exits({Exit::findings});
  return [words](Session& session) { return run(session, *words); };
}

}  // namespace scamdesk::cli
