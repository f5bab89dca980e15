// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/package/package.hpp"

#include "commands/return/answers.hpp"
#include "commands/round/round.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string output, to;
  bool to_missions = false, workbook = false;
};

Data::Array list(const std::vector<std::string>& words) {
  Data::Array all;
  for (const auto& word : words) { all.emplace_back(word); }
  return all;
}

/// "2025-10 (draft)" with the state in words.
Text in_words(const std::vector<std::string>& returns) {
  Text words;
  for (const auto& each : returns) {
    const auto open = each.find(" (");
    const auto state = open == std::string::npos ? std::string() : each.substr(open + 2, each.size() - open - 3);
    const auto round = each.substr(0, open);
    for (auto [text, lang] : {std::pair(&words.ko, Lang::ko), std::pair(&words.en, Lang::en)}) {
      *text += (text->empty() ? "" : ", ") + round + (state.empty() ? "" : " (" + state_word(state).in(lang) + ")");
    }
  }
  return words;
}

/// One sentence on what is inside and for whom.
Message sentence(const PackResult& package) {
  const auto returns = in_words(package.returns);
  if (returns.empty()) {
    return message("{0} is for {1}; revisions: {2}, records: {3}, no return", package.file,
                   package.to, package.revisions, package.records);
  }
  return message("{0} is for {1}; revisions: {2}, records: {3}, returns: {4}", package.file,
                 package.to, package.revisions, package.records, returns);
}

/// A kit begins a desk whose key nobody knows yet.
void tell_sealed(Session& session, const std::vector<PackResult>& packages, bool kits) {
  const auto sealed = std::ranges::count(packages, true, &PackResult::sealed);
  if (kits) {
    if (sealed == 0) { session.say(message("they are not sealed, so that a desk can begin with one: whoever holds it can read it")); }
  } else if (packages.size() == 1) {
    session.say(sealed == 1 ? message("sealed: only the desks it is for can open it")
                            : message("not sealed: the addressee's sealing key is not known here yet"));
  } else if (sealed < static_cast<std::ptrdiff_t>(packages.size())) {
    session.say(message("sealed: {0}; not sealed, since the sealing key of a desk is not known here yet: {1}", sealed,
                        static_cast<std::ptrdiff_t>(packages.size()) - sealed));
  }
}

void tell(Session& session, const std::vector<PackResult>& packages, bool kits) {
  if (packages.size() == 1) { session.say(sentence(packages.front())); }
  if (packages.size() == 1 && !kits) { session.say(message("receipt: {0}; who merges it is told the same", packages.front().receipt)); }
  if (packages.size() != 1) { session.say(message("packages made, one for each mission: {0}", packages.size())); }
  tell_sealed(session, packages, kits);
  for (const auto& package : packages) {
    for (const auto& round : package.drafts) {
      session.warn(message("{0}: the return of {1} in it is still a draft and counts as not filed", package.file, round));
    }
  }
}

Result<Exit> finish(Session& session, const Result<std::vector<PackResult>>& packages, bool kits = false) {
  if (!packages) { return fail(packages.error()); }
  tell(session, *packages, kits);
  if (session.format() == Format::text) { return Exit::ok; }
  return show(session, Result<Table>(packed_table(*packages)));
}

Status check(const Options& options) {
  if (options.output.empty()) {
    return fail(Errc::usage, message("{0} is missing", options.to_missions ? "-o DIR" : "-o FILE"),
                message("--help shows what is expected"));
  }
  if (options.to_missions && !options.to.empty()) {
    return fail(Errc::usage, message("--to and --to-missions exclude each other"));
  }
  return {};
}

}  // namespace

Table packed_table(const std::vector<PackResult>& packages) {
  Table table;
  table.schema = "scamdesk.packed/1";
  table.rows_key = "packages";
  table.columns = {{"file", said("File")},
                   {"to", said("For")},
                   {"revisions", said("Revisions"), Align::right},
                   {"records", said("Records"), Align::right},
                   {"returns", said("Returns")},
                   {"drafts", said("Drafts")},
                   {"sealed", said("Sealed")},
                   {"receipt", said("Receipt")}};
  for (const auto& package : packages) {
    table.rows.push_back({package.file, package.to, package.revisions, package.records,
                          {in_words(package.returns), list(package.returns)},
                          {plain(join(package.drafts, ", ")), list(package.drafts)},
                          {yes_or_no(package.sealed), Data(package.sealed)},
                          package.receipt});
  }
  return table;
}

Run pack(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.option("-o,--output", "FILE", opt->output, N_("the package; with --to-missions a folder"));
  spec.option("--to", "CODE", opt->to, N_("from headquarters: the mission it is for"));
  spec.flag("--to-missions", opt->to_missions, N_("from headquarters: one package for every mission"));
  spec.flag("--force", spec.common().force, N_("write over a file that exists"));
  spec.passphrase().writes().exits({Exit::cannot_create});
  return [opt](Session& session) -> Result<Exit> {
    if (auto sound = check(*opt); !sound) { return fail(sound.error()); }
    Desk::PackTo to;
    (opt->to_missions ? to.folder : to.file) = opt->output;
    to.mission = opt->to;
    to.replace = session.common().force;
    return finish(session, session.desk().and_then([&](Desk* desk) { return desk->pack(to, session.progress()); }));
  };
}

Run round_kit(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.option("-o,--output", "DIR", opt->output, N_("the folder for one file per mission")).required();
  spec.flag("--workbook", opt->workbook, N_("beside each file also a workbook to be filled in in a spreadsheet"));
  spec.flag("--force", spec.common().force, N_("write over a file that exists"));
  spec.passphrase().writes().exits({Exit::cannot_create});
  return [opt](Session& session) -> Result<Exit> {
    auto words = opt->words;
    const auto round = take_round(words);
    auto kits = session.desk().and_then([&](Desk* desk) {
      return desk->make_kits(round, opt->output, session.common().force, session.progress());
    });
    if (!kits || !opt->workbook) { return finish(session, kits, true); }
    const auto books = session.desk().and_then([&](Desk* desk) {
      return desk->make_workbooks(round, opt->output, session.common().force, session.progress());
    });
    if (!books) { return fail(books.error()); }
    session.say(message("workbooks: {0}", books->size()));
    return finish(session, kits, true);
  };
}

}  // namespace scamdesk::cli
