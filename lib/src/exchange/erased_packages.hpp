// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <set>
#include <vector>

#include "exchange/package.hpp"

namespace scamdesk::exchange {

/// Where the revisions that were erased by law stand in their chains: a package that reaches over such a place may carry
/// the values still, and must not lie in the store. Judged by its outside, since it may be sealed.
class ErasedPlaces {
public:
  explicit ErasedPlaces(const ledger::Ledger& ledger);

  bool any() const { return !m_places.empty() || !m_owners.empty(); }
  bool may_be_in(const Header& header) const;

private:
  struct Place { DeskKey desk; Owner owner; std::uint64_t place; };
  std::vector<Place> m_places;
  std::set<Owner> m_owners;  // of whom something was erased that has not come yet
};

/// A package that was dropped, or not kept, for that.
struct Dropped { std::string file; MissionCode sender; };
/// Takes such packages out of those that are held. In the caller's transaction.
std::vector<Dropped> drop_erased(ledger::Ledger& ledger);

/// A package that carried revisions, by the notes of this desk; the file's name is empty where it is not noted any more.
struct Carried { Hash package; std::string file; MissionCode mission; Instant time{}; };
/// Those made here, with their addressees: one too many rather than one too few.
std::vector<Carried> made_with(ledger::Ledger& ledger, const std::vector<ledger::Revision>& revisions);
/// Those in which they came here first, with their senders.
std::vector<Carried> brought_by(ledger::Ledger& ledger, const std::vector<ledger::Revision>& revisions);

/// What is said of one that is not kept.
Error carries_erased(const MissionCode& sender);

}  // namespace scamdesk::exchange
