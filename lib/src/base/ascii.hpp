// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace scamdesk::base {

/// True of text without a character beyond ASCII. Most values are codes: they are passed over eight bytes at a time.
inline bool is_ascii(std::string_view text) {
  std::uint64_t seen = 0;
  for (; text.size() >= sizeof seen; text.remove_prefix(sizeof seen)) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data(), sizeof eight);
    seen |= eight;
  }
  for (const char c : text) { seen |= static_cast<unsigned char>(c); }
  return (seen & 0x8080808080808080U) == 0;
}

}  // namespace scamdesk::base
