// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/codec.hpp"
#include "exchange/package.hpp"

namespace scamdesk::exchange {

/// What the outside of a package says of a part.
struct DeclaredPart {
  std::uint64_t unpacked = 0, packed = 0;
  Hash hash;  ///< in version 1 alone
};
struct Outside { Header header; std::vector<DeclaredPart> parts; };

/// In the newest version.
std::string write_outside(const Header& header, const std::vector<const Part*>& parts);
/// Errors: bad_input, for sizes beyond the limits too.
Result<Outside> read_outside(std::string_view bytes, std::uint8_t version, std::uint64_t unpacked_limit);

/// So many first bytes of a file hold the sender, the addressee and the first recipient.
inline constexpr std::size_t outside_beginning = 512;
/// These, of a file of version 2, with one recipient at most and none of the rest; nothing is checked. Empty for others.
std::optional<Header> outside_begun(std::string_view bytes);

/// Every package begins so: "SDPK", and what a text-mode transfer would spoil.
inline constexpr std::string_view package_magic("SDPK\r\n\x1a\n", 8);

}  // namespace scamdesk::exchange
