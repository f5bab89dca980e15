// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// Zip files whose parts are stored as they are: a fuzzer that changes their text would spoil every checksum of a real one.
namespace scamdesk::fuzz {

using Parts = std::vector<std::pair<std::string_view, std::string_view>>;

/// Parts out of one text, each after a line `@@ NAME`.
inline Parts parts_in(std::string_view text) {
  constexpr std::string_view mark = "@@ ";
  Parts parts;
  while (text.starts_with(mark)) {
    const auto name = text.substr(mark.size(), text.find('\n') - mark.size());
    text.remove_prefix(std::min(text.size(), mark.size() + name.size() + 1));
    const auto end = text.starts_with(mark) ? 0 : std::min(text.find("\n@@ "), text.size() - 1) + 1;
    parts.emplace_back(name, text.substr(0, end));
    text.remove_prefix(std::min(text.size(), end));
  }
  return parts;
}

inline std::uint32_t crc32(std::string_view bytes) {
  static constexpr auto table = [] {
    std::array<std::uint32_t, 256> made{};
    for (std::uint32_t i = 0; i < made.size(); ++i) {
      made[i] = i;
      for (int bit = 0; bit < 8; ++bit) { made[i] = made[i] >> 1 ^ ((made[i] & 1U) != 0 ? 0xedb88320U : 0U); }
    }
    return made;
  }();
  std::uint32_t crc = ~0U;
  for (const char c : bytes) { crc = table[(crc ^ static_cast<unsigned char>(c)) & 0xff] ^ crc >> 8; }
  return ~crc;
}

/// APPNOTE.TXT 4.3: local headers with their parts, the central directory, its end.
inline std::string stored_zip(const Parts& parts) {
  std::string local, directory;
  const auto number = [](std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) { out += static_cast<char>(value >> 8 * i & 0xff); }
  };
  for (const auto& [name, bytes] : parts) {
    std::string common;
    for (const std::uint64_t value : {20, 0, 0, 0, 0x21}) { number(common, value, 2); }  // version, flags, stored, time, date
    number(common, crc32(bytes), 4);
    number(common, bytes.size(), 4);
    number(common, bytes.size(), 4);
    number(common, name.size(), 2);
    number(common, 0, 2);
    directory.append("PK\1\2\24\0", 6).append(common).append(14 - 4, '\0');
    number(directory, local.size(), 4);
    directory.append(name);
    local.append("PK\3\4", 4).append(common).append(name).append(bytes);
  }
  std::string end("PK\5\6\0\0\0\0", 8);
  number(end, parts.size(), 2);
  number(end, parts.size(), 2);
  number(end, directory.size(), 4);
  number(end, local.size(), 4);
  number(end, 0, 2);
  return local + directory + end;
}

}  // namespace scamdesk::fuzz
