// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include <scamdesk/export.hpp>

namespace scamdesk {

/// Overwrites memory in a way that no compiler leaves out.
SCAMDESK_EXPORT void wipe(std::span<std::uint8_t> bytes);
SCAMDESK_EXPORT void wipe(std::string& text);

/// Text that nobody else is to read, e.g. a passphrase: wiped when it goes, never copied, never part of a message.
class Secret {
public:
  Secret() = default;
  explicit Secret(std::string text) : m_text(std::move(text)) {}
  Secret(Secret&& other) noexcept : m_text(other.m_text) { wipe(other.m_text); }  // a move may leave a short text behind
  Secret& operator=(Secret&& other) noexcept {
    if (this != &other) {
      wipe(m_text);
      m_text = other.m_text;
      wipe(other.m_text);
    }
    return *this;
  }
  ~Secret() { wipe(m_text); }
  std::string_view text() const { return m_text; }
  bool empty() const { return m_text.empty(); }

private:
  std::string m_text;
};

/// Secret bytes of a fixed number, e.g. a key: wiped when they go.
template <std::size_t Size>
class SecretBytes {
public:
  SecretBytes() = default;
  SecretBytes(const SecretBytes&) = default;
  SecretBytes& operator=(const SecretBytes&) = default;
  ~SecretBytes() { wipe(m_bytes); }
  std::uint8_t* data() { return m_bytes.data(); }
  const std::uint8_t* data() const { return m_bytes.data(); }
  static constexpr std::size_t size() { return Size; }
  std::span<std::uint8_t> bytes() { return m_bytes; }
  std::span<const std::uint8_t> bytes() const { return m_bytes; }

private:
  std::array<std::uint8_t, Size> m_bytes{};
};

}  // namespace scamdesk
