// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "ledger/ledger.hpp"

/// Packages that were refused, so that a mission who has sent something is not merely missing. A note of this desk alone:
/// it does not travel and is in no digest. The mission is the one that the package claims.
namespace scamdesk::exchange {

struct Refused {
  Hash package;
  std::string file;  ///< its name, without folders
  MissionCode mission;
  bool operator==(const Refused&) const = default;
};
/// The newest last.
std::vector<Refused> refused(const ledger::Ledger& ledger);
/// Noted already: writes nothing.
void note_refused(ledger::Ledger& ledger, const Refused& package);
/// A sound package of that mission has come. Nothing noted: writes nothing.
void forget_refused(ledger::Ledger& ledger, const MissionCode& mission);

}  // namespace scamdesk::exchange
