// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "base/hash.hpp"

namespace scamdesk::survey::exercise {

/// SplitMix64 (Steele, Lea, Flood 2014) from a seed of words: the same draws on every machine. The distributions of the
/// standard library differ from one implementation to the next, so none is used.
class Dice {
public:
  explicit Dice(std::string_view seed) {
    const Hash hash = base::blake2b(seed);
    for (std::size_t i = 0; i < 8; ++i) { m_state = m_state << 8 | hash.bytes[i]; }
  }

  std::uint64_t next() {
    std::uint64_t mixed = m_state += 0x9E3779B97F4A7C15U;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9U;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBU;
    return mixed ^ (mixed >> 31);
  }
  /// From 0 to `bound` - 1; `bound` is at least 1.
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>((next() >> 32) * bound >> 32); }
  /// From `low` to `high`, both included.
  int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::uint32_t>(high - low + 1))); }
  bool chance(std::uint32_t in_hundred) { return below(100) < in_hundred; }
  template <class List>
  auto& pick(List&& list) {
    return list[below(static_cast<std::uint32_t>(std::size(list)))];
  }

private:
  std::uint64_t m_state = 0;
};

}  // namespace scamdesk::survey::exercise
