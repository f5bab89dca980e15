// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <sstream>

#include "commands/common.hpp"
#include "commands/round/round.hpp"
#include "output/file.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string form, due, lock, expect;
};

/// One mission's code a line; a CSV's first column does as well. Blank lines, # remarks and a heading are passed over.
Result<std::vector<MissionCode>> read_codes(const std::string& file) {
  const auto text = read_file(file);
  if (!text) { return fail(text.error()); }
  std::vector<MissionCode> codes;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    auto code = line.substr(0, line.find_first_of(",\r"));
    if (code.starts_with("\xEF\xBB\xBF")) { code.erase(0, 3); }
    if (code.empty() || code.starts_with('#') || code == "code" || code == "mission") { continue; }
    codes.emplace_back(code);
  }
  if (codes.empty()) { return fail(Errc::bad_input, message("{0}: no mission's code stands in it", file)); }
  return codes;
}

Result<Desk::OpenRound> wanted(const Options& options) {
  Desk::OpenRound round;
  round.id = RoundId(options.words.front());
  round.form = options.form;
  const auto due = day("--due", options.due);
  if (!due) { return fail(due.error()); }
  round.due = *due;
  if (!options.lock.empty()) {
    const auto lock = day("--lock", options.lock);
    if (!lock) { return fail(lock.error()); }
    round.lock = *lock;
  }
  if (options.expect.empty()) { return round; }
  return read_codes(options.expect).map([&](std::vector<MissionCode>&& codes) {
    round.expect = std::move(codes);
    return round;
  });
}

Result<Exit> open(Session& session, const Options& options) {
  const auto asked = wanted(options);
  if (!asked) { return fail(asked.error()); }
  const auto known = session.desk().and_then([](Desk* desk) { return desk->rounds(); });
  const auto round = session.desk().and_then([&](Desk* desk) { return desk->open_round(*asked); });
  if (!round) { return fail(round.error()); }
  const bool already = known && std::ranges::find(*known, asked->id, &Round::id) != known->end();
  const auto* words = already ? N_("round {0} is open already: form {1}, due {2}, missions expected: {3}")
                              : N_("round {0} is open: form {1}, due {2}, missions expected: {3}");
  return done(session,
              message(words, round->id.value(), round->form.value(), to_string(round->due), round->expected.size()),
              Data::Object{{"schema", "scamdesk.round/1"},
                           {"round", round->id.value()},
                           {"form", round->form.value()},
                           {"due", to_string(round->due)},
                           {"expected", round->expected.size()}});
}

}  // namespace

Run round_open(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("ROUND", opt->words, 1, 1).explain("ROUND", N_("the new round's name, e.g. 2025-10"));
  spec.option("--form", "FORM", opt->form, N_("the survey's form")).required();
  spec.option("--due", "DATE", opt->due, N_("the last day to file, in Seoul")).required();
  spec.option("--lock", "DATE", opt->lock, N_("from this day on a return is taken as one that comes after the lock; on or after --due"));
  spec.option("--expect", "FILE", opt->expect, N_("the codes of the missions expected; else all with a consular district"));
  spec.writes().formats({"text", "json"});
  return [opt](Session& session) { return open(session, *opt); };
}

}  // namespace scamdesk::cli
