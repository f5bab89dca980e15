// SPDX-License-Identifier: Apache-2.0
#include "base/hash.hpp"

#include <algorithm>
#include <cstring>
#include <sodium.h>
#include <uuid.h>

namespace scamdesk {
namespace {

constexpr char hex_digits[] = "0123456789abcdef";

std::string to_hex(std::span<const std::uint8_t> bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (const auto byte : bytes) {
    text += hex_digits[byte >> 4];
    text += hex_digits[byte & 15];
  }
  return text;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') { return c - '0'; }
  if (c >= 'a' && c <= 'f') { return c - 'a' + 10; }
  if (c >= 'A' && c <= 'F') { return c - 'A' + 10; }
  return -1;
}

bool from_hex(std::string_view text, std::span<std::uint8_t> bytes) {
  if (text.size() != bytes.size() * 2) { return false; }
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const int high = hex_value(text[2 * i]);
    const int low = hex_value(text[2 * i + 1]);
    if (high < 0 || low < 0) { return false; }
    bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
  }
  return true;
}

}  // namespace

std::string to_string(const Hash& hash) { return to_hex(hash.bytes); }

std::string fingerprint(const Hash& hash) {
  const std::string hex = to_hex(std::span(hash.bytes).first(16));
  std::string groups;
  for (std::size_t i = 0; i < hex.size(); i += 4) {
    if (i > 0) { groups += ' '; }
    groups += hex.substr(i, 4);
  }
  return groups;
}

std::optional<Hash> parse_hash(std::string_view text) {
  Hash hash;
  if (!from_hex(text, hash.bytes)) { return std::nullopt; }
  return hash;
}

std::string to_string(const Uuid& uuid) {
  std::string text = to_hex(uuid.bytes);
  for (const std::size_t at : {20U, 16U, 12U, 8U}) { text.insert(at, 1, '-'); }
  return text;
}

std::optional<Uuid> parse_uuid(std::string_view text) {
  if (text.size() != 36) { return std::nullopt; }
  for (const std::size_t at : {8U, 13U, 18U, 23U}) {
    if (text[at] != '-') { return std::nullopt; }
  }
  std::string hex(text);
  std::erase(hex, '-');
  Uuid uuid;
  if (!from_hex(hex, uuid.bytes)) { return std::nullopt; }
  return uuid;
}

}  // namespace scamdesk

namespace scamdesk::base {
namespace {

const unsigned char* as_bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

class SystemRandom final : public Random {
public:
  void fill(std::span<std::uint8_t> bytes) override { randombytes_buf(bytes.data(), bytes.size()); }
};

class SeededRandom final : public Random {
public:
  explicit SeededRandom(std::string_view seed) : m_key(blake2b(seed)) {}
  void fill(std::span<std::uint8_t> bytes) override {
    std::array<unsigned char, randombytes_SEEDBYTES> seed{};
    std::copy(m_key.bytes.begin(), m_key.bytes.end(), seed.begin());
    for (std::size_t i = 0; i < sizeof m_count; ++i) {
      seed[i] = static_cast<unsigned char>(seed[i] ^ static_cast<unsigned char>(m_count >> (8 * i)));
    }
    ++m_count;
    randombytes_buf_deterministic(bytes.data(), bytes.size(), seed.data());
  }

private:
  Hash m_key;
  std::uint64_t m_count = 0;
};

crypto_generichash_state* state_of(unsigned char* bytes) {
  return reinterpret_cast<crypto_generichash_state*>(bytes);
}

}  // namespace

std::unique_ptr<Random> system_random() { return std::make_unique<SystemRandom>(); }
std::unique_ptr<Random> seeded_random(std::string_view seed) { return std::make_unique<SeededRandom>(seed); }

Hash blake2b(std::string_view bytes) {
  Hash hash;
  crypto_generichash(hash.bytes.data(), hash.bytes.size(), as_bytes(bytes), bytes.size(), nullptr, 0);
  return hash;
}

Hasher::Hasher() {
  static_assert(sizeof(State) >= sizeof(crypto_generichash_state));
  crypto_generichash_init(state_of(m_state.bytes), nullptr, 0, sizeof(Hash::bytes));
}

Hasher& Hasher::add(std::string_view bytes) {
  crypto_generichash_update(state_of(m_state.bytes), as_bytes(bytes), bytes.size());
  return *this;
}

Hash Hasher::finish() {
  Hash hash;
  crypto_generichash_final(state_of(m_state.bytes), hash.bytes.data(), hash.bytes.size());
  return hash;
}

Uuid uuid_v7(Instant now, Random& random) {
  Uuid uuid;
  random.fill(uuid.bytes);
  const auto millis = static_cast<std::uint64_t>(now.time_since_epoch().count());
  for (std::size_t i = 0; i < 6; ++i) { uuid.bytes[i] = static_cast<std::uint8_t>(millis >> (40 - 8 * i)); }
  uuid.bytes[6] = static_cast<std::uint8_t>((uuid.bytes[6] & 0x0f) | 0x70);
  uuid.bytes[8] = static_cast<std::uint8_t>((uuid.bytes[8] & 0x3f) | 0x80);
  return uuid;
}

Uuid UuidSequence::next() {
  // The 62 bits behind the variant count on by a random step; what they carry goes into the 12 bits behind the version.
  constexpr std::size_t width = 4;
  if (m_used == m_steps.size()) {
    m_random.fill(m_steps);
    m_used = 0;
  }
  const auto step = std::span(m_steps).subspan(m_used, width);
  m_used += width;
  auto& bytes = m_last.bytes;
  unsigned carry = 1;
  for (std::size_t i = 15; i > 8; --i) {
    carry += bytes[i] + (15 - i < step.size() ? unsigned{step[15 - i]} : 0U);
    bytes[i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  carry += bytes[8] & 0x3fU;
  bytes[8] = static_cast<std::uint8_t>(0x80U | (carry & 0x3fU));
  carry = (carry >> 6) + bytes[7];
  bytes[7] = static_cast<std::uint8_t>(carry);
  bytes[6] = static_cast<std::uint8_t>(bytes[6] + (carry >> 8));
  return m_last;
}

Uuid uuid_v5(const Uuid& space, std::string_view name) {
  Uuid uuid;
  uuid_generate_sha1(uuid.bytes.data(), space.bytes.data(), name.data(), name.size());
  return uuid;
}

const Uuid scamdesk_namespace{
    {0x6b, 0x1f, 0x0a, 0x52, 0x3c, 0x9d, 0x4e, 0x7a, 0x9a, 0x41, 0x19, 0x0c, 0x20, 0x25, 0x10, 0x16}};

SigningKey make_signing_key(Random& random) {
  std::array<std::uint8_t, crypto_sign_SEEDBYTES> seed{};
  random.fill(seed);
  SigningKey key;
  Hash name;
  crypto_sign_seed_keypair(name.bytes.data(), key.secret.data(), seed.data());
  sodium_memzero(seed.data(), seed.size());
  key.name = DeskKey(name);
  return key;
}

Signature sign(const SigningKey& key, std::string_view bytes) {
  Signature signature{};
  crypto_sign_detached(signature.data(), nullptr, as_bytes(bytes), bytes.size(), key.secret.data());
  return signature;
}

bool verify(const DeskKey& key, std::string_view bytes, const Signature& signature) {
  return crypto_sign_verify_detached(signature.data(), as_bytes(bytes), bytes.size(), key.value().bytes.data()) == 0;
}

std::string_view as_text(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

}  // namespace scamdesk::base
