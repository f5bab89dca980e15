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

/// What is said of one.
Error carries_erased(const MissionCode& sender);

}  // namespace scamdesk::exchange
