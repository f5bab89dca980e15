// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/desk/desk.hpp"

namespace scamdesk::cli {
namespace {

Document as_page(const DeskInfo& info, const std::string& store) {
  Data::Array rounds;
  for (const auto& round : info.open_rounds) { rounds.emplace_back(round); }
  const auto pinned = info.headquarters_fingerprint.empty() ? said("none") : plain(info.headquarters_fingerprint);
  const std::vector<Line> lines{
      {said("Store"), plain(store)},
      {said("Mission"), {info.mission.value() + " " + info.mission_name.ko, info.mission.value() + " " + info.mission_name.en}},
      {said("Exercise"), yes_or_no(info.exercise)},
      {said("Fingerprint"), plain(info.fingerprint)},
      {said("Passphrase"), yes_or_no(info.has_passphrase)},
      {said("Can be sealed to"), yes_or_no(info.can_be_sealed_to)},
      {said("Headquarters' fingerprint"), pinned},
      {said("Records"), plain(info.records)},
      {said("Revisions"), plain(info.revisions)},
      {said("Packages held"), plain(info.held)},
      {said("Conflicts"), plain(info.conflicts)},
      {said("Open rounds"), info.open_rounds.empty() ? said("none") : plain(join(info.open_rounds, ", "))}};
  Data data = Data::Object{{"schema", "scamdesk.desk/1"},
                           {"store", store},
                           {"mission", info.mission.value()},
                           {"headquarters", info.headquarters},
                           {"exercise", info.exercise},
                           {"fingerprint", info.fingerprint},
                           {"passphrase", info.has_passphrase},
                           {"can_be_sealed_to", info.can_be_sealed_to},
                           {"headquarters_fingerprint", info.headquarters_fingerprint},
                           {"records", info.records},
                           {"revisions", info.revisions},
                           {"held", info.held},
                           {"conflicts", info.conflicts},
                           {"open_rounds", rounds}};
  return page("scamdesk.desk/1", said("The desk"), lines, std::move(data));
}

}  // namespace

Run desk_show(Spec& spec) {
  spec.formats({"text", "json"}).exits({Exit::no_input, Exit::config});
  return [](Session& session) {
    return show(session, session.desk().and_then([](Desk* desk) { return desk->info(); }).map([&](const DeskInfo& info) {
      return as_page(info, session.settings().store);
    }));
  };
}

Run desk_card(Spec& spec) {
  spec.output().formats({"text"}).exits({Exit::no_input, Exit::config});
  return [](Session& session) -> Result<Exit> {
    const auto card = session.desk().and_then([](Desk* desk) { return desk->card(); });
    if (!card) { return fail(card.error()); }
    return session.show(*card).map([] { return Exit::ok; });
  };
}

}  // namespace scamdesk::cli
