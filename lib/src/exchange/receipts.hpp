// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ledger/notes.hpp"

/// Whether what was sent has arrived: a short code that both ends see, and the acknowledgement that travels back.
namespace scamdesk::exchange {

/// `7K3M-9QXF`: 40 bits of a package's hash in Crockford's base 32, which has no I, L, O and U. Two people can read it to
/// each other; it tells packages apart, and proves nothing.
std::string receipt_of(const Hash& package);
/// The hash by which desks name a package that was just made: of all that is signed.
Hash package_hash(std::string_view bytes);

/// Notes which packages made for a mission have arrived: those whose chains a desk of the mission tells that it holds, up
/// to where they went. In the caller's transaction.
void note_arrived(ledger::Ledger& ledger, const MissionCode& peer, Instant now);

/// The packages that a mission sent, as they claim, and that were refused, with nothing of it taken since.
std::vector<ledger::CameNote> refused_of(const std::vector<ledger::CameNote>& came, const MissionCode& mission);

}  // namespace scamdesk::exchange
