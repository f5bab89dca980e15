// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

bool is_open(const std::vector<TableCell>& row) {
  const auto* kind = std::get_if<std::string>(&row.front().data.value());
  return kind == nullptr || *kind != "mended";
}

Result<Exit> mend(Session& session) {
  const auto repair = session.desk().and_then([](Desk* desk) { return desk->repair(); });
  if (!repair) { return fail(repair.error()); }
  const Data data = Data::Object{{"schema", "scamdesk.repaired/1"},
                                 {"changed", repair->changed},
                                 {"former_fingerprint", repair->changed ? Data(repair->former) : Data()},
                                 {"fingerprint", repair->fingerprint}};
  if (!repair->changed) {
    const auto forks = session.desk().and_then([](Desk* desk) { return desk->forked_desks(); });
    if (!forks) { return fail(forks.error()); }
    auto said = done(session, message("this desk is not forked, as far as is known here: nothing was changed"), data);
    tell_forks(session, *forks);
    return said;
  }
  session.say(message("this desk signs with a new key, {0}; what was written under the old one, {1}, stands on both lines",
                      repair->fingerprint, repair->former));
  if (repair->headquarters) { return done(session, message("the next packages tell the missions"), data); }
  session.say(message("tell headquarters the new fingerprint and send the next package: 'scamdesk desk enrol --from-held' there takes it in"));
  if (session.common().dry_run) { return session.show("", data).map([] { return Exit::ok; }); }
  const auto card = session.desk().and_then([](Desk* desk) { return desk->card(); });
  if (!card) { return fail(card.error()); }
  return session.show(*card, data).map([] { return Exit::ok; });
}

}  // namespace

void tell_forks(Session& session, const std::vector<ForkedDesk>& forks) {
  for (const auto& fork : forks) {
    session.warn(fork.own ? message("this desk went on from an old copy of itself; both lines of its changes are kept, and 'scamdesk desk repair' mends it")
                          : message("{0} {1} went on from an old copy of itself; both lines of its changes are kept: pack to it, then 'scamdesk desk repair' there mends it",
                                    fork.mission, fork.fingerprint.substr(0, 9)));
  }
}

Data as_data(const std::vector<ForkedDesk>& forks) {
  Data::Array list;
  for (const auto& fork : forks) {
    list.emplace_back(Data::Object{{"mission", fork.mission}, {"fingerprint", fork.fingerprint}, {"own", fork.own}});
  }
  return list;
}

Run desk_gaps(Spec& spec) {
  const auto all = std::make_shared<bool>(false);
  spec.flag("--all", *all, N_("also the forks that are mended, and those of other missions' desks"));
  spec.fail_on({"gap"}).exits({Exit::no_input, Exit::config});
  return [all](Session& session) {
    const auto gaps = session.desk().and_then([&](Desk* desk) { return desk->gaps(*all); });
    return show(session, gaps).map([&](Exit exit) {
      return session.fails_on("gap") && std::ranges::any_of(gaps->rows, is_open) ? Exit::findings : exit;
    });
  };
}

Run desk_repair(Spec& spec) {
  spec.passphrase().writes().formats({"text", "json"});
  return [](Session& session) { return mend(session); };
}

}  // namespace scamdesk::cli
