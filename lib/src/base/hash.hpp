// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include <scamdesk/ids.hpp>
#include <scamdesk/secret.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk::base {

/// Where randomness comes from: an argument, so that tests hold it still.
class Random {
public:
  virtual ~Random() = default;
  virtual void fill(std::span<std::uint8_t> bytes) = 0;
};
/// The operating system's generator.
std::unique_ptr<Random> system_random();
/// The same bytes for the same seed: exercises and tests only.
std::unique_ptr<Random> seeded_random(std::string_view seed);

/// BLAKE2b-256.
Hash blake2b(std::string_view bytes);
/// BLAKE2b-256 of a stream.
class Hasher {
public:
  Hasher();
  Hasher& add(std::string_view bytes);
  Hash finish();

private:
  struct alignas(64) State {
    unsigned char bytes[384];
  } m_state;
};

/// RFC 9562 version 7: 48 bits of milliseconds, 74 random bits.
Uuid uuid_v7(Instant now, Random& random);
/// Ids of many records made at one moment: version 7, each greater than the one before it (RFC 9562, 6.2, method 2), so
/// that an index of a million of them grows at its end. Twice as fast to write as ids in no order.
class UuidSequence {
public:
  UuidSequence(Instant now, Random& random) : m_random(random), m_last(uuid_v7(now, random)) {
    m_last.bytes[6] &= 0xf7;  // room to count in
  }
  Uuid next();

private:
  Random& m_random;
  Uuid m_last;
  std::array<std::uint8_t, 256> m_steps{};
  std::size_t m_used = sizeof m_steps;
};
/// RFC 9562 version 5 of a name in a namespace (SHA-1).
Uuid uuid_v5(const Uuid& space, std::string_view name);
/// The namespace of scamdesk's own version 5 ids. Frozen.
extern const Uuid scamdesk_namespace;

/// An Ed25519 key pair. The public key names the desk.
struct SigningKey {
  DeskKey name;
  SecretBytes<64> secret;
};
using Signature = std::array<std::uint8_t, 64>;
SigningKey make_signing_key(Random& random);
Signature sign(const SigningKey& key, std::string_view bytes);
bool verify(const DeskKey& key, std::string_view bytes, const Signature& signature);

std::string_view as_text(std::span<const std::uint8_t> bytes);

}  // namespace scamdesk::base
