// SPDX-License-Identifier: Apache-2.0
#include "exchange/erased_packages.hpp"

#include <algorithm>

#include "ledger/erasure.hpp"

namespace scamdesk::exchange {

ErasedPlaces::ErasedPlaces(const ledger::Ledger& ledger) {
  for (const auto no : ledger.records_erased()) {
    const auto history = ledger.history(no);
    std::set<RevisionId> missing;
    for (const auto& revision : history) {
      const auto named = ledger::named_by(revision);
      missing.insert(named.begin(), named.end());
    }
    for (const auto& revision : history) {
      missing.erase(revision.id);
      if (revision.destroyed) { m_places.push_back({revision.desk, revision.record.owner, revision.place}); }
    }
    if (!missing.empty()) { m_owners.insert(history.front().record.owner); }
  }
}

bool ErasedPlaces::may_be_in(const Header& header) const {
  return std::ranges::any_of(header.segments, [&](const Segment& segment) {
    const auto reaches = [&](const Place& place) {
      return place.desk == segment.desk() && place.owner == segment.owner() && segment.from <= place.place && place.place <= segment.to();
    };
    return m_owners.contains(segment.owner()) || std::ranges::any_of(m_places, reaches);
  });
}

std::vector<Dropped> drop_erased(ledger::Ledger& ledger) {
  std::vector<Dropped> dropped;
  const auto held = ledger.held();
  if (held.empty()) { return dropped; }
  const ErasedPlaces erased(ledger);
  if (!erased.any()) { return dropped; }
  for (const auto& each : held) {
    const auto bytes = ledger.held_bytes(each.no);
    const auto package = parse(bytes);
    if (!package || !erased.may_be_in(package->header)) { continue; }
    ledger.release(each.no);
    ledger.note_scrub();
    dropped.push_back({each.file, package->header.card.mission});
  }
  return dropped;
}

Error carries_erased(const MissionCode& sender) {
  return {Errc::bad_input, message("it may carry values that were erased by law, and is not kept while it waits"),
          message("ask {0} for another package once it has merged headquarters' next one", sender.value()), {}, {}};
}

}  // namespace scamdesk::exchange
