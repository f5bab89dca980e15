// SPDX-License-Identifier: Apache-2.0
#include "exchange/inspect.hpp"

#include <map>
#include <set>

#include "base/files.hpp"
#include "exchange/runs.hpp"
#include "exchange/sealing.hpp"

namespace scamdesk::exchange {
namespace {

struct Tally { std::set<Uuid> records; std::size_t revisions = 0; };
using Tallies = std::map<std::pair<std::string, std::string>, Tally>;

Status count(const Package& package, Tallies& tallies) {
  const auto runs = Runs::open(package);
  if (!runs) { return fail(runs.error()); }
  for (const auto& run : runs->all()) {
    if (!ledger::is_sound(run.segment->checkpoint)) { return fail(damaged_package()); }
    const auto status = skim(run, [&](const ledger::Revision& revision, const ledger::RunReader&) -> Status {
      auto& tally = tallies[{revision.record.owner.value(), revision.record.form.value()}];
      tally.records.insert(revision.record.id);
      ++tally.revisions;
      return {};
    });
    if (!status) { return status; }
  }
  return {};
}

Result<PackageInfo> describe(std::string_view bytes, const ledger::Ledger* ledger) {
  auto package = parse(bytes);
  if (!package) { return fail(package.error()); }
  const auto& header = package->header;
  PackageInfo info;
  info.format = package->version;
  info.sealed = package->sealed();
  info.opened = !info.sealed;
  if (info.sealed && ledger != nullptr) {
    const auto opening = open_for(*ledger, *package);
    if (opening == Opening::damaged) { return fail(damaged_package()); }
    info.opened = opening == Opening::open;
  }
  for (const auto& recipient : header.recipients) { info.recipients.push_back(fingerprint(recipient.key).substr(0, 9)); }
  Tallies tallies;
  if (info.opened) {
    if (auto status = count(*package, tallies); !status) { return fail(status.error()); }
  }
  info.from_mission = header.card.mission.value();
  info.to_mission = header.addressee;
  info.from_desk = fingerprint(header.card.key.value());
  info.exercise = header.card.exercise;
  info.made = header.made;
  info.bytes = bytes.size();
  for (const auto& segment : header.segments) {
    info.chains.push_back({fingerprint(segment.desk().value()), segment.owner().value(), segment.from, segment.to()});
  }
  for (const auto& [key, tally] : tallies) {
    info.contents.push_back({key.first, key.second, tally.records.size(), tally.revisions});
  }
  return info;
}

}  // namespace

Result<PackageInfo> inspect(const std::string& file, const ledger::Ledger* ledger) {
  const auto bytes = base::read_file(file, default_unpacked_limit);
  if (!bytes) { return fail(bytes.error()); }
  auto info = describe(*bytes, ledger);
  if (!info) {
    auto error = info.error();
    error.place = SourcePlace{file};
    return fail(std::move(error));
  }
  info->file = file;
  return info;
}

}  // namespace scamdesk::exchange
