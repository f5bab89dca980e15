// SPDX-License-Identifier: Apache-2.0
#include "base/digest.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <sodium.h>

namespace scamdesk::base {
namespace {

using Block = std::array<std::uint8_t, 64>;

const unsigned char* as_bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// The words of a state or a block, and how many bits a message has, in the byte order that an algorithm writes.
template <class Word>
void put(Word value, bool big_end, std::uint8_t* into) {
  for (std::size_t i = 0; i < sizeof(Word); ++i) {
    into[big_end ? sizeof(Word) - 1 - i : i] = static_cast<std::uint8_t>(value >> (8 * i));
  }
}

std::uint32_t word_at(const std::uint8_t* bytes, bool big_end) {
  std::uint32_t word = 0;
  for (std::size_t i = 0; i < 4; ++i) { word |= std::uint32_t{bytes[big_end ? 3 - i : i]} << (8 * i); }
  return word;
}

/// What MD5 and SHA-1 share: blocks of 64 bytes, 0x80 and zeros after the message, then its length in bits.
template <class Algorithm>
std::string over_blocks(std::string_view bytes) {
  auto state = Algorithm::start;
  Block block{};
  std::size_t at = 0;
  for (; bytes.size() - at >= block.size(); at += block.size()) {
    std::copy_n(as_bytes(bytes) + at, block.size(), block.begin());
    Algorithm::mix(state, block);
  }
  const std::size_t rest = bytes.size() - at;
  block.fill(0);
  std::copy_n(as_bytes(bytes) + at, rest, block.begin());
  block[rest] = 0x80;
  if (rest >= block.size() - sizeof(std::uint64_t)) {
    Algorithm::mix(state, block);
    block.fill(0);
  }
  put(std::uint64_t{bytes.size()} * 8, Algorithm::big_end, block.data() + block.size() - sizeof(std::uint64_t));
  Algorithm::mix(state, block);
  std::string result(state.size() * 4, '\0');
  for (std::size_t i = 0; i < state.size(); ++i) {
    put(state[i], Algorithm::big_end, reinterpret_cast<std::uint8_t*>(result.data()) + 4 * i);
  }
  return result;
}

/// RFC 1321.
struct Md5 {
  static constexpr bool big_end = false;
  static constexpr std::array<std::uint32_t, 4> start{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476};

  /// floor(2^32 × |sin(i + 1)|), as section 3.4 defines its table.
  static std::uint32_t sine(std::size_t i) {
    return static_cast<std::uint32_t>(std::floor(std::abs(std::sin(static_cast<double>(i + 1))) * 4'294'967'296.0));
  }

  static void mix(std::array<std::uint32_t, 4>& state, const Block& block) {
    static constexpr std::array<std::array<int, 4>, 4> turns{
        {{7, 12, 17, 22}, {5, 9, 14, 20}, {4, 11, 16, 23}, {6, 10, 15, 21}}};
    auto [a, b, c, d] = state;
    for (std::size_t i = 0; i < 64; ++i) {
      const std::size_t round = i / 16;
      const std::uint32_t f = round == 0 ? (b & c) | (~b & d) : round == 1 ? (d & b) | (~d & c) : round == 2 ? b ^ c ^ d : c ^ (b | ~d);
      const std::size_t word = round == 0 ? i : round == 1 ? (5 * i + 1) % 16 : round == 2 ? (3 * i + 5) % 16 : (7 * i) % 16;
      const std::uint32_t sum = a + f + sine(i) + word_at(block.data() + 4 * word, big_end);
      a = d;
      d = c;
      c = b;
      b += std::rotl(sum, turns[round][i % 4]);
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d};
  }
};

/// FIPS 180-4, section 6.1.
struct Sha1 {
  static constexpr bool big_end = true;
  static constexpr std::array<std::uint32_t, 5> start{0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

  static void mix(std::array<std::uint32_t, 5>& state, const Block& block) {
    static constexpr std::array<std::uint32_t, 4> constants{0x5a827999, 0x6ed9eba1, 0x8f1bbcdc, 0xca62c1d6};
    std::array<std::uint32_t, 80> words{};
    for (std::size_t i = 0; i < 16; ++i) { words[i] = word_at(block.data() + 4 * i, big_end); }
    for (std::size_t i = 16; i < 80; ++i) {
      words[i] = std::rotl(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
    }
    auto [a, b, c, d, e] = state;
    for (std::size_t i = 0; i < 80; ++i) {
      const std::size_t round = i / 20;
      const std::uint32_t f = round == 0 ? (b & c) ^ (~b & d) : round == 2 ? (b & c) ^ (b & d) ^ (c & d) : b ^ c ^ d;
      const std::uint32_t sum = std::rotl(a, 5) + f + e + constants[round] + words[i];
      e = d;
      d = c;
      c = std::rotl(b, 30);
      b = a;
      a = sum;
    }
    state = {state[0] + a, state[1] + b, state[2] + c, state[3] + d, state[4] + e};
  }
};

std::string sha256(std::string_view bytes) {
  std::string result(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(reinterpret_cast<unsigned char*>(result.data()), as_bytes(bytes), bytes.size());
  return result;
}

/// SHA-384 is SHA-512 from another beginning, cut to 48 bytes (FIPS 180-4, sections 5.3.4 and 6.5).
std::string sha512(std::string_view bytes, bool cut) {
  static constexpr std::array<std::uint64_t, 8> start_of_384{0xcbbb9d5dc1059ed8, 0x629a292a367cd507, 0x9159015a3070dd17,
                                                             0x152fecd8f70e5939, 0x67332667ffc00b31, 0x8eb44a8768581511,
                                                             0xdb0c2e0d64f98fa7, 0x47b5481dbefa4fa4};
  crypto_hash_sha512_state state;
  crypto_hash_sha512_init(&state);
  if (cut) { std::copy(start_of_384.begin(), start_of_384.end(), state.state); }
  crypto_hash_sha512_update(&state, as_bytes(bytes), bytes.size());
  std::string result(crypto_hash_sha512_BYTES, '\0');
  crypto_hash_sha512_final(&state, reinterpret_cast<unsigned char*>(result.data()));
  if (cut) { result.resize(48); }
  return result;
}

std::string in_capitals(std::string_view name) {
  std::string capitals(name);
  for (auto& c : capitals) { c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }
  return capitals;
}

}  // namespace

std::optional<std::string> digest(std::string_view algorithm, std::string_view bytes) {
  const auto name = in_capitals(algorithm);
  if (name == "MD5") { return over_blocks<Md5>(bytes); }
  if (name == "SHA-1") { return over_blocks<Sha1>(bytes); }
  if (name == "SHA-256") { return sha256(bytes); }
  if (name == "SHA-384" || name == "SHA-512") { return sha512(bytes, name == "SHA-384"); }
  return std::nullopt;
}

std::string to_hex(std::string_view bytes) {
  std::string text(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(text.data(), text.size(), as_bytes(bytes), bytes.size());
  text.pop_back();
  return text;
}

std::string to_base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), as_bytes(bytes), bytes.size(), sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();
  return text;
}

}  // namespace scamdesk::base
