// SPDX-License-Identifier: Apache-2.0
#include "exchange/erased_packages.hpp"

#include <algorithm>

#include "ledger/erasure.hpp"
#include "ledger/notes.hpp"

namespace scamdesk::exchange {
namespace {

// A note that does not say from where on stands for all up to its end.
bool carries(const ledger::PackedNote& note, const ledger::Revision& revision) {
  for (std::size_t i = 0; i < note.heads.size(); ++i) {
    const auto& head = note.heads[i];
    const auto from = i < note.from.size() ? note.from[i] : 1;
    const bool reaches = from <= revision.place && revision.place <= head.length;
    if (reaches && head.desk == revision.desk && head.owner == revision.record.owner) { return true; }
  }
  return false;
}

MissionCode mission_of(const ledger::Ledger& ledger, const DeskKey& desk) {
  const auto enrolment = ledger.enrolment(desk);
  return enrolment ? enrolment->mission : MissionCode();
}

}  // namespace

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

std::vector<Carried> made_with(ledger::Ledger& ledger, const std::vector<ledger::Revision>& revisions) {
  std::vector<Carried> made;
  for (const auto& note : ledger::PackageNotes(ledger.database()).packed()) {
    const bool any = std::ranges::any_of(revisions, [&](const ledger::Revision& revision) { return carries(note, revision); });
    if (any) { made.push_back({note.package, note.file, note.to, note.made}); }
  }
  return made;
}

std::vector<Carried> brought_by(ledger::Ledger& ledger, const std::vector<ledger::Revision>& revisions) {
  std::vector<Carried> brought;
  const ledger::PackageNotes notes(ledger.database());
  const auto came = notes.came();
  for (const auto& each : notes.bringing(revisions)) {
    const auto note = std::ranges::find(came, each.package, &ledger::CameNote::package);
    if (note != came.end()) {
      brought.push_back({each.package, note->file, note->mission, each.time});
    } else {
      brought.push_back({each.package, {}, mission_of(ledger, each.from), each.time});
    }
  }
  return brought;
}

Error carries_erased(const MissionCode& sender) {
  return {Errc::bad_input, message("it may carry values that were erased by law, and is not kept while it waits"),
          message("ask {0} for another package once it has merged headquarters' next one", sender.value()), {}, {}};
}

}  // namespace scamdesk::exchange
