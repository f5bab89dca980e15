// SPDX-License-Identifier: Apache-2.0
#include "register/signature.hpp"

#include <algorithm>
#include <bit>
#include <utility>

#include "base/ascii.hpp"

namespace scamdesk::records {
namespace {

constexpr std::size_t least_bytes = 8, most_bytes = 16'384;
constexpr std::size_t bits_per_pair = 8;

bool is_continuation(char c) { return (static_cast<unsigned char>(c) & 0xc0) == 0x80; }

/// A character as LIKE compares it: ASCII whatever its case, and some that are none as U+FFFD. 0: white space.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  if (lead < 0x80) {
    if (lead == ' ' || lead == '\t' || lead == '\n') { return 0; }
    return lead >= 'A' && lead <= 'Z' ? lead + ('a' - 'A') : lead;
  }
  std::uint32_t character = lead & (lead < 0xe0 ? 0x1fU : lead < 0xf0 ? 0x0fU : 0x07U);
  while (at < text.size() && is_continuation(text[at])) {
    character = character << 6 | (static_cast<unsigned char>(text[at++]) & 0x3fU);
  }
  const bool none = (character & 0xfffff800) == 0xd800 || (character & 0xfffffffe) == 0xfffe;
  return none ? 0xfffd : character;
}

/// Its two halves choose the bits (the finalizer of splitmix64).
std::uint64_t hash_of(std::uint32_t first, std::uint32_t second) {
  std::uint64_t mixed = (std::uint64_t{first} << 32 | second) + 0x9e3779b97f4a7c15;
  mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
  mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
  return mixed ^ mixed >> 31;
}

template <class Take>
void each_pair(std::string_view text, Take take) {
  std::uint32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto character = next_character(text, at);
    if (before != 0 && character != 0 && std::max(before, character) >= 0x80) { take(hash_of(before, character)); }
    before = character;
  }
}

/// The two places of a pair in a signature of so many bytes. A smaller signature is the greater one folded.
std::pair<std::size_t, std::size_t> places_of(std::uint64_t pair, std::size_t bytes) {
  const auto mask = bytes * 8 - 1;
  return {static_cast<std::size_t>(pair) & mask, static_cast<std::size_t>(pair >> 32) & mask};
}

bool has(std::string_view bits, std::size_t place) {
  return (static_cast<unsigned char>(bits[place / 8]) >> place % 8 & 1) != 0;
}

}  // namespace

std::vector<std::uint64_t> pairs_of(std::string_view word) {
  std::vector<std::uint64_t> pairs;
  // LIKE reads no further than a NUL.
  each_pair(word.substr(0, word.find('\0')), [&](std::uint64_t pair) { pairs.push_back(pair); });
  return pairs;
}

Signature::Signature() : m_words(most_bytes / 8) {}

void Signature::add(std::string_view text) {
  if (base::is_ascii(text)) { return; }
  const auto set = [&](std::size_t place) {
    auto& word = m_words[place / 64];
    const auto bit = std::uint64_t{1} << place % 64;
    m_set += (word & bit) == 0 ? 1 : 0;
    word |= bit;
  };
  each_pair(text, [&](std::uint64_t pair) {
    const auto [first, second] = places_of(pair, most_bytes);
    set(first);
    set(second);
  });
}

void Signature::clear() {
  if (std::exchange(m_set, 0) > 0) { std::ranges::fill(m_words, std::uint64_t{0}); }
}

std::string Signature::bits() const {
  const auto bytes = std::clamp(std::bit_ceil(m_set / 2 * bits_per_pair / 8), least_bytes, most_bytes);
  std::vector<std::uint64_t> folded(bytes / 8);
  for (std::size_t i = 0; i < m_words.size(); ++i) { folded[i & (folded.size() - 1)] |= m_words[i]; }
  std::string bits(bytes, '\0');
  for (std::size_t i = 0; i < bytes; ++i) { bits[i] = static_cast<char>(folded[i / 8] >> i % 8 * 8 & 0xff); }
  return bits;
}

std::string joined(std::string_view bits, std::string_view other) {
  if (bits.size() < other.size()) { std::swap(bits, other); }
  std::string both(bits);
  if (other.empty()) { return both; }
  for (std::size_t i = 0; i < both.size(); ++i) { both[i] = static_cast<char>(both[i] | other[i % other.size()]); }
  return both;
}

bool may_hold(std::string_view bits, std::span<const std::uint64_t> pairs) {
  // A size that no signature has tells nothing.
  if (bits.empty() || !std::has_single_bit(bits.size())) { return true; }
  return std::ranges::all_of(pairs, [&](std::uint64_t pair) {
    const auto [first, second] = places_of(pair, bits.size());
    return has(bits, first) && has(bits, second);
  });
}

}  // namespace scamdesk::records
