// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>

#include "base/seal.hpp"
#include "ledger/store.hpp"

namespace scamdesk::ledger {

enum class KeyKind : std::int64_t { signing = 1, sealing = 2 };

/// What a locked secret is bound to, so that none can be put in another's place.
std::string bound_to(KeyKind kind, const Hash& name);

/// Writes a key pair, locked where there is a lock. In the caller's transaction.
void write_key(Store& store, KeyKind kind, const Hash& name, std::span<const std::uint8_t> secret,
               const std::optional<base::LockKey>& lock, base::Random& random);
/// Writes every key pair again, under another lock or none. `lock` is still to be changed.
void change_locks(Store& store, const std::optional<base::LockKey>& from, const std::optional<base::LockKey>& to,
                  base::Random& random);
void write_lock(Store& store, const base::LockTerms& terms);
std::optional<base::LockTerms> read_lock(const Store& store);

/// The public key in use; empty when there is none.
std::optional<Hash> name_in_use(const Store& store, KeyKind kind);

/// The secret of a public key, into `secret`; false when this desk has no such key.
/// Faults: config when it is locked and `lock` is empty; io when it does not open.
bool read_secret(const Store& store, KeyKind kind, const Hash& name, const std::optional<base::LockKey>& lock,
                 std::span<std::uint8_t> secret);

}  // namespace scamdesk::ledger
