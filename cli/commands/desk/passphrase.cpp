// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::string new_file;
  bool none = false;
};

Result<std::optional<Secret>> wanted(Session& session, const Options& options) {
  if (options.none) { return std::optional<Secret>(); }
  auto passphrase = session.new_passphrase(options.new_file);
  if (!passphrase) { return fail(passphrase.error()); }
  return std::optional<Secret>(std::move(*passphrase));
}

Result<Exit> run(Session& session, const Options& options) {
  if (options.none && !options.new_file.empty()) {
    return fail(Errc::usage, message("--no-passphrase and --new-passphrase-file exclude each other"));
  }
  const auto locked = session.desk().and_then([&](Desk* desk) {
    return desk->change_passphrase([&] { return wanted(session, options); });
  });
  if (!locked) { return fail(locked.error()); }
  return done(session,
              *locked ? message("the desk's keys lie under the new passphrase; copies of its file made before still open with the old one")
                     : message("the desk's keys lie in its file without a passphrase"),
              Data::Object{{"schema", "scamdesk.passphrase/1"}, {"passphrase", *locked}});
}

}  // namespace

Run desk_passphrase(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.option("--new-passphrase-file", "FILE", opt->new_file,
              N_("the new passphrase, in the first line of a file that nobody else can read"));
  spec.flag("--no-passphrase", opt->none, N_("let the keys lie in the desk's file as they are"));
  spec.passphrase().writes().formats({"text", "json"});
  return [opt](Session& session) { return run(session, *opt); };
}

}  // namespace scamdesk::cli
