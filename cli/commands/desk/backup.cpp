// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> file;
  bool force = false;
};

Result<Exit> back_up(const Options& options, Session& session) {
  const auto& file = options.file.front();
  const auto made = session.desk().and_then([&](Desk* desk) { return desk->back_up(file, options.force); });
  if (!made) { return fail(made.error()); }
  return done(session, message("{0}: backed up and verified, {1} records in {2} revisions", file, made->records, made->revisions),
              Data::Object{{"schema", "scamdesk.backup/1"}, {"file", file}, {"records", made->records}, {"revisions", made->revisions}});
}

}  // namespace

Run desk_backup(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("FILE", opt->file, 1, 1).explain("FILE", N_("where the copy goes; keep it as safe as the desk itself"));
  spec.makes().flag("--force", opt->force, N_("write over a file that exists"));
  spec.formats({"text", "json"}).exits({Exit::no_input, Exit::busy, Exit::config});
  return [opt](Session& session) { return back_up(*opt, session); };
}

}  // namespace scamdesk::cli
