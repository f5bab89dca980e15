// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

Result<Exit> revoke(Session& session, const Desk::Revocation& revocation) {
  session.begin_writing();
  const auto revoked = session.desk().and_then([&](Desk* desk) { return desk->revoke(revocation); });
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

Result<Exit> run(Session& session, const std::vector<std::string>& words, Desk::Revocation revocation) {
  if (words.front() == "list" && words.size() == 1) {
    return show(session, session.desk().and_then([](Desk* desk) { return desk->trusted(); }));
  }
  if (words.front() == "revoke" && words.size() == 2) {
    revocation.desk = words.back();
    return revoke(session, revocation);
  }
  return fail(Errc::usage, message("say list, or revoke FINGERPRINT"), message("scamdesk desk trust list"));
}

/// A new signing key is a new fingerprint: somebody has to be told.
Message in_words(const DeskInfo& info, bool signing) {
  if (!signing) { return message("packages are sealed to a new key from the next one that others get from here; those before still open"); }
  if (info.headquarters) {
    return message("this desk signs with a new key, {0}; the next packages tell the missions, and the old key is revoked", info.fingerprint);
  }
  return message("this desk signs with a new key, {0}: tell it to headquarters, which enrols it and revokes the old one", info.fingerprint);
}

Result<Exit> rotate(Session& session, bool signing) {
  const auto info = session.desk().and_then([&](Desk* desk) {
    return desk->rotate(signing).and_then([&] { return desk->info(); });
  });
  if (!info) { return fail(info.error()); }
  return done(session, in_words(*info, signing),
              Data::Object{{"schema", "scamdesk.rotated/1"}, {"changed", true}, {"signing", signing}, {"fingerprint", info->fingerprint}});
}

}  // namespace

Run desk_trust(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  const auto revocation = std::make_shared<Desk::Revocation>();
  spec.words("list|revoke [FINGERPRINT]", *words, 1, 2);
  spec.explain("FINGERPRINT", N_("its beginning, four digits at least"));
  spec.option("--reason", "TEXT", revocation->reason, N_("why the desk is revoked"));
  spec.option("--last-good", "REVISION", revocation->last_good, N_("what it wrote after this one does not count; else all that is here does"));
  spec.flag("-n,--dry-run", spec.common().dry_run, N_("do everything but keep nothing"));
  spec.exits({Exit::data, Exit::no_input, Exit::no_permission, Exit::busy, Exit::config});
  return [words, revocation](Session& session) { return run(session, *words, *revocation); };
}

Run desk_rotate(Spec& spec) {
  const auto signing = std::make_shared<bool>(false);
  spec.flag("--signing", *signing, N_("a new signing key too: a new fingerprint"));
  spec.passphrase().writes().formats({"text", "json"});
  return [signing](Session& session) { return rotate(session, *signing); };
}

}  // namespace scamdesk::cli
