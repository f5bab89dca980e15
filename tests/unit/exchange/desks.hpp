// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "exchange/card.hpp"
#include "exchange/package.hpp"

/// Desks that need no store: a key and a name are enough to write and read packages.
namespace scamdesk::test {

inline base::SigningKey key_of(std::string_view name) {
  const auto random = base::seeded_random(name);
  return base::make_signing_key(*random);
}

struct Sender {
  base::SigningKey key;
  ledger::Identity identity;
  exchange::Signer sign;
};

inline Sender sender(std::string_view mission, bool exercise = false) {
  Sender desk;
  desk.key = key_of(mission);
  desk.identity = {desk.key.name, MissionCode(std::string(mission)),
                   mission == "HQ" ? ledger::Role::headquarters : ledger::Role::mission, exercise, {}};
  desk.sign = [key = desk.key](std::string_view bytes) { return base::sign(key, bytes); };
  return desk;
}

inline Hash hash_of(std::string_view text) { return base::blake2b(text); }

}  // namespace scamdesk::test
