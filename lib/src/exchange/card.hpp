// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>

#include "base/hash.hpp"
#include "ledger/ledger.hpp"

namespace scamdesk::exchange {

/// Signs with a desk's key, which stays where it is kept.
using Signer = std::function<base::Signature(std::string_view)>;

/// A desk's public part, signed by itself: what headquarters enrols, and what a kit pins. The fingerprint of `key` stands
/// for all of it, since `key` signs the rest.
struct Card {
  DeskKey key;
  MissionCode mission;
  ledger::Role role = ledger::Role::mission;
  bool exercise = false;
  base::Signature signature{};  ///< by `key`, of the canonical bytes of all the others
  Hash sealing = {};            ///< the X25519 key to seal to; zero in the cards of desks older than these
  Instant made = {};            ///< of two cards of one desk the later one holds
  bool operator==(const Card&) const = default;
};

Card make_card(const ledger::Identity& identity, const Signer& sign, Instant made = {});
/// This desk's card as it was signed when its keys were made, so that no secret is needed; a desk older than sealing keys
/// signs one now.
Card own_card(const ledger::Ledger& ledger);
/// The part of a card that a ledger keeps.
ledger::KnownCard to_known(const Card& card);
/// The signature is the key's own.
bool is_sound(const Card& card);

/// Small JSON: {"schema":"scamdesk.card/2","mission","role","exercise","key","fingerprint","sealing_key","made","signature"};
/// of a desk without a sealing key scamdesk.card/1, without the two.
std::string to_json(const Card& card);
/// Errors: bad_input when it is no card, or not signed by its own key.
Result<Card> parse_card(std::string_view json, const std::string& file);

/// 128 hexadecimal digits.
std::string to_hex(const base::Signature& signature);
std::optional<base::Signature> parse_signature(std::string_view text);

/// `KH-PNH`, `HQ`: capital letters, digits and hyphens, at most 16.
bool is_mission_code(std::string_view code);

}  // namespace scamdesk::exchange
