// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include <scamdesk/error.hpp>
#include <scamdesk/secret.hpp>

#include "base/hash.hpp"

/// Sealing: what is made public of it (packages, stores) is libsodium's own formats, told in scamdesk-package(5).
namespace scamdesk::base {

/// An X25519 key pair. What is sealed to the public key opens with the secret one alone.
struct SealingKey {
  Hash name;  ///< the public key
  SecretBytes<32> secret;
};
SealingKey make_sealing_key(Random& random);

/// A fresh key, for one package.
using StreamKey = SecretBytes<32>;
StreamKey make_stream_key(Random& random);

/// A stream key sealed to one recipient: libsodium's crypto_box_seal.
using SealedKey = std::array<std::uint8_t, 80>;
SealedKey seal_key(const StreamKey& key, const Hash& recipient, Random& random);
/// Empty when it was not sealed to this key, or was changed.
std::optional<StreamKey> open_key(const SealedKey& sealed, const SealingKey& recipient);

/// Bytes sealed with libsodium's crypto_secretstream_xchacha20poly1305: its 24-byte header, then messages of 64 KiB each
/// (the last one shorter, or empty when there is nothing), 17 bytes longer sealed, the last with the tag FINAL.
/// `bound` is the additional data of every message: the stream opens beside these bytes only.
std::string seal_stream(const StreamKey& key, std::string_view bytes, std::string_view bound, Random& random);
/// Empty when anything was changed, cut or added.
std::optional<std::string> open_stream(const StreamKey& key, std::string_view sealed, std::string_view bound);
/// How long the stream of so many bytes is.
std::uint64_t sealed_size(std::uint64_t size);

/// What argon2id is to cost: `operations` passes over `memory` bytes. Kept beside what it locks.
struct LockCost {
  std::uint64_t operations = 0;
  std::uint64_t memory = 0;
};
/// 64 MiB and 10 passes, about half a second of one core, each time a passphrase is asked for. RFC 9106, section 4, gives
/// 64 MiB and 3 passes where memory is short: it is here, since a merge has to stay under 300 MiB on a mission's computer.
extern const LockCost usual_cost;
/// The least that argon2id takes: for tests.
extern const LockCost least_cost;

struct LockTerms {
  std::array<std::uint8_t, 16> salt{};
  LockCost cost;
};
LockTerms make_lock(LockCost cost, Random& random);
/// The key that a passphrase makes. Errors: config when the memory cannot be had, or the terms are none.
using LockKey = SecretBytes<32>;
Result<LockKey> lock_key(const Secret& passphrase, const LockTerms& terms);

/// A secret key under a lock: a nonce and crypto_aead_xchacha20poly1305_ietf, bound to the public key it belongs to.
std::string lock_secret(const LockKey& lock, std::span<const std::uint8_t> secret, std::string_view bound, Random& random);
/// False when the lock is another's or the bytes were changed. `secret` has to have the length that was locked.
bool unlock_secret(const LockKey& lock, std::string_view locked, std::string_view bound, std::span<std::uint8_t> secret);

}  // namespace scamdesk::base
