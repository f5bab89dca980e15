// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

Result<Exit> show_digest(Session& session, const std::string& owner) {
  std::optional<Owner> one;
  if (!owner.empty()) { one = Owner(owner); }
  const auto digest = session.desk().and_then([&](Desk* desk) { return desk->digest(one); });
  if (!digest) { return fail(digest.error()); }
  const auto hex = to_string(*digest);
  const Data data = Data::Object{{"schema", "scamdesk.digest/1"}, {"owner", owner.empty() ? Data() : Data(owner)}, {"digest", hex}};
  return session.show(hex + "\n", data).map([] { return Exit::ok; });
}

Result<Exit> verify(Session& session, bool rebuild) {
  if (rebuild) { session.begin_writing(); }
  const auto faults = session.desk().and_then([&](Desk* desk) { return desk->verify(rebuild); });
  const auto forks = session.desk().and_then([](Desk* desk) { return desk->forked_desks(); });
  if (faults && forks) { tell_forks(session, *forks); }  // no fault of the store: all of it is as it was written
  return show_faults(session, faults, rebuild ? message("the tables were made again; all is sound") : message("all is sound"));
}

}  // namespace

Result<Exit> show_faults(Session& session, const Result<std::vector<Message>>& faults, const Message& sound) {
  if (!faults) { return fail(faults.error()); }
  std::string text;
  Data::Array list;
  for (const auto& fault : *faults) {
    text += word(fault, session.lang()) + "\n";
    list.emplace_back(word(fault, session.lang()));
  }
  if (faults->empty()) { session.say(sound); }
  const Data data = Data::Object{{"schema", "scamdesk.verify/1"}, {"sound", faults->empty()}, {"faults", list}};
  return session.show(text, data).map([&] { return faults->empty() ? Exit::ok : Exit::findings; });
}

Run desk_digest(Spec& spec) {
  const auto owner = std::make_shared<std::string>();
  spec.option("--owner", "CODE", *owner, N_("of one mission's records, or * for the shared ones; else of all"));
  spec.formats({"text", "json"}).exits({Exit::no_input, Exit::config});
  return [owner](Session& session) { return show_digest(session, *owner); };
}

Run desk_verify(Spec& spec) {
  const auto rebuild = std::make_shared<bool>(false);
  spec.flag("--rebuild", *rebuild, N_("make the tables again from the ledger first"));
  spec.formats({"text", "json"}).exits({Exit::findings, Exit::no_input, Exit::io, Exit::busy, Exit::config});
  return [rebuild](Session& session) { return verify(session, *rebuild); };
}

}  // namespace scamdesk::cli
