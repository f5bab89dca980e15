// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace scamdesk::records {

/// The pairs of neighbouring characters in a word that signatures know, as hashes. Empty for a word without any, such as
/// one of ASCII alone or of one character: no signature tells anything of it.
std::vector<std::uint64_t> pairs_of(std::string_view word);

/// Which pairs of neighbouring characters stand in some texts, as bits (a Bloom filter of two hashes): it tells surely of
/// a word that it stands in none of them, as LIKE would find it, and no text can be read from it. Pairs with white space,
/// which no word holds, and of ASCII alone are left out.
class Signature {
public:
  Signature();
  void add(std::string_view text);
  void clear();
  /// 2^n bytes from 8 to 16,384, as many as keep a pair that is in no text from being taken for one of theirs in about
  /// nineteen of twenty cases.
  std::string bits() const;

private:
  std::vector<std::uint64_t> m_words;  ///< of the greatest size
  std::size_t m_set = 0;               ///< bits of them
};

/// The signature of the texts of both.
std::string joined(std::string_view bits, std::string_view other);

/// False when no text of the signature holds all these pairs.
bool may_hold(std::string_view bits, std::span<const std::uint64_t> pairs);

}  // namespace scamdesk::records
