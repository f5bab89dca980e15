// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> backup;
  bool force = false;
};

void tell(Session& session, const Desk::Restored& restored) {
  const auto day = restored.as_of ? to_string(*restored.as_of) : std::string("-");
  session.say(message("what came after {0} is not in it; {1} records in {2} revisions are", day, restored.records, restored.revisions));
  session.say(message("this desk signs with a new key, {0}, so that it never meets what its old one wrote elsewhere", restored.fingerprint));
  if (restored.headquarters) {
    session.say(message("pack to every mission now: they learn the new key, and their next packages bring back what the backup lacks"));
  } else {
    session.say(message("tell headquarters the new fingerprint and send a package: once it is enrolled, headquarters' next package brings back what the backup lacks"));
  }
}

Result<Exit> restore(const Options& options, Session& session) {
  const auto& settings = session.settings();
  std::error_code ignored;
  if (settings.usual_store && !session.common().dry_run) {
    std::filesystem::create_directories(std::filesystem::path(settings.store).parent_path(), ignored);
  }
  const auto restored = Desk::restore(session.desk_options(), {options.backup.front(), options.force, settings.fixed_now || settings.seed});
  if (!restored) { return fail(restored.error()); }
  auto shown = done(session, message("{0}: the desk of {1} as it was at {2}", settings.store, restored->mission.value(),
                                     restored->as_of ? to_string(*restored->as_of) : std::string("-")),
                    Data::Object{{"schema", "scamdesk.restored/1"},
                                 {"mission", restored->mission.value()},
                                 {"as_of", restored->as_of ? Data(to_string(*restored->as_of)) : Data()},
                                 {"records", restored->records},
                                 {"revisions", restored->revisions},
                                 {"former_fingerprint", restored->former},
                                 {"fingerprint", restored->fingerprint}});
  if (!session.common().dry_run) { tell(session, *restored); }
  return shown;
}

}  // namespace

Run desk_restore(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("BACKUP", opt->backup, 1, 1).explain("BACKUP", N_("a file made by 'scamdesk desk backup', or a copied desk"));
  spec.passphrase().makes().reads_files().flag("--force", opt->force, N_("write over a desk that exists"));
  spec.formats({"text", "json"}).exits({Exit::config});
  return [opt](Session& session) { return restore(*opt, session); };
}

}  // namespace scamdesk::cli
