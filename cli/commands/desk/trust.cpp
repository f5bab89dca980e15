// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

Result<Exit> revoke(Session& session, const std::string& fingerprint, const std::string& reason) {
  session.begin_writing();
  const auto revoked = session.desk().and_then([&](Desk* desk) { return desk->revoke(fingerprint, reason); });
  if (!revoked) { return fail(revoked.error()); }
  const auto words = revoked->changed
                         ? message("revoked the desk {0} of {1}: nothing more of it comes in; the next packages tell the missions",
                                   revoked->fingerprint, revoked->mission.value())
                         : message("the desk {0} of {1} was revoked already", revoked->fingerprint, revoked->mission.value());
  return done(session, words,
              Data::Object{{"schema", "scamdesk.revoked/1"},
                           {"mission", revoked->mission.value()},
                           {"fingerprint", revoked->fingerprint},
                           {"changed", revoked->changed}});
}

Result<Exit> run(Session& session, const std::vector<std::string>& words, const std::string& reason) {
  if (words.front() == "list" && words.size() == 1) {
    return show(session, session.desk().and_then([](Desk* desk) { return desk->trusted(); }));
  }
  if (words.front() == "revoke" && words.size() == 2) { return revoke(session, words.back(), reason); }
  return fail(Errc::usage, message("say list, or revoke FINGERPRINT"), message("scamdesk desk trust list"));
}

Result<Exit> rotate(Session& session) {
  const auto rotated = session.desk().and_then([](Desk* desk) { return desk->rotate(); });
  if (!rotated) { return fail(rotated.error()); }
  return done(session, message("packages are sealed to a new key from the next one that others get from here; those before still open"),
              Data::Object{{"schema", "scamdesk.rotated/1"}, {"changed", true}});
}

}  // namespace

Run desk_trust(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  const auto reason = std::make_shared<std::string>();
  spec.words("list|revoke [FINGERPRINT]", *words, 1, 2);
  spec.explain("FINGERPRINT", N_("its beginning, four digits at least"));
  spec.option("--reason", "TEXT", *reason, N_("why the desk is revoked"));
  spec.flag("-n,--dry-run", spec.common().dry_run, N_("do everything but keep nothing"));
  spec.exits({Exit::data, Exit::no_input, Exit::no_permission, Exit::busy, Exit::config});
  return [words, reason](Session& session) { return run(session, *words, *reason); };
}

Run desk_rotate(Spec& spec) {
  spec.passphrase().writes().formats({"text", "json"});
  return [](Session& session) { return rotate(session); };
}

}  // namespace scamdesk::cli
