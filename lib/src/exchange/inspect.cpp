// SPDX-License-Identifier: Apache-2.0
#include "exchange/inspect.hpp"

#include <map>
#include <set>

#include "base/files.hpp"
#include "exchange/runs.hpp"

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

Result<PackageInfo> describe(std::string_view bytes) {
  const auto package = parse(bytes);
  if (!package) { return fail(package.error()); }
  Tallies tallies;
  if (auto status = count(*package, tallies); !status) { return fail(status.error()); }
  const auto& header = package->header;
  PackageInfo info;
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

Result<PackageInfo> inspect(const std::string& file) {
  const auto bytes = base::read_file(file, default_unpacked_limit);
  if (!bytes) { return fail(bytes.error()); }
  auto info = describe(*bytes);
  if (!info) {
    auto error = info.error();
    error.place = SourcePlace{file};
    return fail(std::move(error));
  }
  info->file = file;
  return info;
}

}  // namespace scamdesk::exchange
