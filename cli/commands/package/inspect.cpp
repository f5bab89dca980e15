// SPDX-License-Identifier: Apache-2.0
#include "commands/package/package.hpp"

namespace scamdesk::cli {
namespace {

Table contents(const PackageInfo& info) {
  Table table;
  table.title = said("Contents");
  table.columns = {{"owner", said("Owner")},
                   {"form", said("Form")},
                   {"records", said("Records"), Align::right},
                   {"revisions", said("Revisions"), Align::right}};
  for (const auto& each : info.contents) { table.rows.push_back({each.owner, each.form, each.records, each.revisions}); }
  return table;
}

Table chains(const PackageInfo& info) {
  Table table;
  table.title = said("Chains");
  table.columns = {{"desk", said("Desk")},
                   {"owner", said("Owner")},
                   {"from", said("First"), Align::right},
                   {"to", said("Last"), Align::right}};
  for (const auto& chain : info.chains) {
    table.rows.push_back({chain.desk, chain.owner, std::size_t{chain.from}, std::size_t{chain.to}});
  }
  return table;
}

Data as_data(const PackageInfo& info) {
  Data::Array chain_list;
  for (const auto& chain : info.chains) {
    chain_list.emplace_back(Data::Object{
        {"desk", chain.desk}, {"owner", chain.owner}, {"from", std::size_t{chain.from}}, {"to", std::size_t{chain.to}}});
  }
  Data::Array content_list;
  for (const auto& each : info.contents) {
    content_list.emplace_back(Data::Object{
        {"owner", each.owner}, {"form", each.form}, {"records", each.records}, {"revisions", each.revisions}});
  }
  Data::Array recipient_list;
  for (const auto& each : info.recipients) { recipient_list.emplace_back(each); }
  return Data::Object{{"schema", "scamdesk.package/1"},
                      {"file", info.file},
                      {"from", info.from_mission},
                      {"to", info.to_mission},
                      {"desk", info.from_desk},
                      {"format", std::size_t{info.format}},
                      {"sealed", info.sealed},
                      {"opened", info.opened},
                      {"recipients", recipient_list},
                      {"exercise", info.exercise},
                      {"made", to_string(info.made)},
                      {"bytes", std::size_t{info.bytes}},
                      {"chains", chain_list},
                      {"contents", content_list}};
}

Document as_page(const PackageInfo& info) {
  const std::vector<Line> lines{{said("From"), plain(info.from_mission)},
                                {said("For"), plain(info.to_mission)},
                                {said("Desk"), plain(info.from_desk)},
                                {said("Format"), plain(std::size_t{info.format})},
                                {said("Sealed"), yes_or_no(info.sealed)},
                                {said("Sealed to the keys"), plain(join(info.recipients, ", "))},
                                {said("Exercise"), yes_or_no(info.exercise)},
                                {said("Made"), seoul_time(info.made)},
                                {said("Bytes"), plain(std::size_t{info.bytes})}};
  auto document = page("scamdesk.package/1", plain(info.file), lines, as_data(info));
  if (info.opened) { document.blocks.emplace_back(contents(info)); }
  document.blocks.emplace_back(chains(info));
  return document;
}

/// The inside too, where this desk has a key; a desk is not needed to see the outside.
Result<Exit> run(Session& session, const std::string& file) {
  auto info = inspect_package(file);
  if (info && info->sealed && session.has_desk()) {
    info = session.desk().and_then([&](Desk* desk) { return desk->inspect(file); });
  }
  const auto shown = show(session, info.map(as_page));
  if (shown && info->sealed && !info->opened) {
    session.say(message("it is sealed: the desks it is for can look inside"));
  }
  return shown;
}

}  // namespace

Run inspect(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("FILE", *words, 1, 1).explain("FILE", N_("a package, made by 'scamdesk pack'"));
  spec.passphrase().formats({"text", "json"}).reads_files();
  return [words](Session& session) { return run(session, words->front()); };
}

}  // namespace scamdesk::cli
