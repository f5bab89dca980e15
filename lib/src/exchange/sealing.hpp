// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "exchange/package.hpp"

namespace scamdesk::exchange {

/// To whom a package for a mission is to be sealed.
struct Recipients {
  std::vector<Hash> keys;  ///< sealing keys; none: it cannot be sealed
  /// Why not, as the words of the desks whose key is missing; empty with `keys`.
  std::vector<Text> missing;
};
/// The desks of the addressee, as many as are enrolled, so that one lost key loses nothing: all of them need a key.
/// Beside them this desk and its mission's others, which may carry the package and look into it.
Recipients recipients_for(const ledger::Ledger& ledger, const MissionCode& to);

/// A package in this desk's hands.
enum class Opening : unsigned char {
  open,       ///< it was not sealed, or is open now
  not_ours,   ///< it is sealed to others' keys
  locked,     ///< the passphrase was not given
  damaged,    ///< what is inside is not what was sealed
};
Opening open_for(const ledger::Ledger& ledger, Package& package);

/// Whether a file begins as a sealed package does; no more of it is read or checked. False when it cannot be read.
bool file_begins_sealed(const std::filesystem::path& file);
bool begins_sealed(std::string_view bytes);

}  // namespace scamdesk::exchange
