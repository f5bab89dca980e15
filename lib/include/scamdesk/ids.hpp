// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <scamdesk/export.hpp>

namespace scamdesk {

/// A value that cannot pass for another of the same representation: a mission is not a round.
template <class Tag, class Value>
class Strong {
public:
  Strong() = default;
  explicit Strong(Value value) : m_value(std::move(value)) {}
  const Value& value() const { return m_value; }
  auto operator<=>(const Strong&) const = default;

private:
  Value m_value{};
};

using MissionCode = Strong<struct MissionTag, std::string>;  ///< "LA-VTE"; headquarters is "HQ"
using RoundId = Strong<struct RoundTag, std::string>;        ///< "2025-10"
using FormName = Strong<struct FormTag, std::string>;        ///< "scam-survey"; a register's name is its form's

/// A mission's code, or "*" for what is shared with all. For life.
using Owner = Strong<struct OwnerTag, std::string>;

/// BLAKE2b-256.
struct Hash {
  std::array<std::uint8_t, 32> bytes{};
  auto operator<=>(const Hash&) const = default;
  bool is_zero() const { return *this == Hash{}; }
};
/// Names a revision everywhere: the hash of its header.
using RevisionId = Strong<struct RevisionTag, Hash>;
/// A desk's Ed25519 public key, which is its name.
using DeskKey = Strong<struct DeskTag, Hash>;

/// RFC 9562. Version 7 for new records, version 5 where the same thing must meet itself.
struct Uuid {
  std::array<std::uint8_t, 16> bytes{};
  auto operator<=>(const Uuid&) const = default;
};

/// Lower-case hexadecimal, 64 digits.
SCAMDESK_EXPORT std::string to_string(const Hash& hash);
/// Eight groups of four hexadecimal digits of the first 16 bytes: to read over the phone.
SCAMDESK_EXPORT std::string fingerprint(const Hash& hash);
SCAMDESK_EXPORT std::optional<Hash> parse_hash(std::string_view text);
/// 8-4-4-4-12 lower-case hexadecimal.
SCAMDESK_EXPORT std::string to_string(const Uuid& uuid);
SCAMDESK_EXPORT std::optional<Uuid> parse_uuid(std::string_view text);

/// Headquarters' own mission code.
inline const MissionCode headquarters_code{std::string("HQ")};
/// The owner of what all missions share.
inline const Owner shared_owner{std::string("*")};

}  // namespace scamdesk

template <>
struct std::hash<scamdesk::Hash> {
  std::size_t operator()(const scamdesk::Hash& key) const noexcept {
    std::size_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) { value = value << 8 | key.bytes[i]; }
    return value;
  }
};
template <>
struct std::hash<scamdesk::Uuid> {
  std::size_t operator()(const scamdesk::Uuid& uuid) const noexcept {
    std::size_t value = 0;
    for (std::size_t i = 0; i < sizeof value; ++i) { value = value << 8 | uuid.bytes[i + 8]; }
    return value ^ (static_cast<std::size_t>(uuid.bytes[5]) << 48);
  }
};
template <class Tag, class Value>
struct std::hash<scamdesk::Strong<Tag, Value>> {
  std::size_t operator()(const scamdesk::Strong<Tag, Value>& strong) const noexcept {
    return std::hash<Value>{}(strong.value());
  }
};
