// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>

#include "base/hash.hpp"
#include "ledger/ledger.hpp"

namespace scamdesk::exchange {

/// Signs with a desk's key, which stays where it is kept.
using Signer = std::function<base::Signature(std::string_view)>;

/// A desk's public part, signed by itself: what headquarters enrols, and what a kit pins.
struct Card {
  DeskKey key;
  MissionCode mission;
  ledger::Role role = ledger::Role::mission;
  bool exercise = false;
  base::Signature signature{};  ///< by `key`, of the canonical bytes of the four above
  bool operator==(const Card&) const = default;
};

Card make_card(const ledger::Identity& identity, const Signer& sign);
/// The signature is the key's own.
bool is_sound(const Card& card);

/// Small JSON: {"schema":"scamdesk.card/1","mission","role","exercise","key","fingerprint","signature"}.
std::string to_json(const Card& card);
/// Errors: bad_input when it is no card, or not signed by its own key.
Result<Card> parse_card(std::string_view json, const std::string& file);

/// `KH-PNH`, `HQ`: capital letters, digits and hyphens, at most 16.
bool is_mission_code(std::string_view code);

}  // namespace scamdesk::exchange
