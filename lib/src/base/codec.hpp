// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace scamdesk::base {

/// Canonical bytes: what is hashed, signed and stored is written with these four and nothing else.
/// Integers are unsigned LEB128 of the shortest form; text is its length and its bytes; fixed has no length.
class Writer {
public:
  Writer& integer(std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) { m_bytes += static_cast<char>(0x80 | (value & 0x7f)); }
    m_bytes += static_cast<char>(value);
    return *this;
  }
  Writer& text(std::string_view value) {
    integer(value.size());
    m_bytes += value;
    return *this;
  }
  Writer& fixed(std::span<const std::uint8_t> value) {
    m_bytes.append(reinterpret_cast<const char*>(value.data()), value.size());
    return *this;
  }
  Writer& byte(std::uint8_t value) {
    m_bytes += static_cast<char>(value);
    return *this;
  }
  /// Bytes that were written by another Writer.
  Writer& append(std::string_view written) {
    m_bytes += written;
    return *this;
  }
  /// Another first byte in place of the one written.
  Writer& replace_front(std::uint8_t value) {
    m_bytes.front() = static_cast<char>(value);
    return *this;
  }
  const std::string& bytes() const& { return m_bytes; }
  std::string bytes() && { return std::move(m_bytes); }
  std::size_t size() const { return m_bytes.size(); }
  void clear() { m_bytes.clear(); }

private:
  std::string m_bytes;
};

/// Reads the same. A fault is sticky: after it every value is empty, and `sound()` says no, so a reader
/// checks once at the end. Integers that are not of the shortest form are faults.
class Reader {
public:
  explicit Reader(std::string_view bytes) : m_rest(bytes) {}

  std::uint64_t integer() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64; shift += 7) {
      const std::uint8_t part = byte();
      if (!m_sound) { return 0; }
      if (shift == 63 && part > 1) { return fault(); }
      value |= static_cast<std::uint64_t>(part & 0x7f) << shift;
      if ((part & 0x80) == 0) { return part == 0 && shift > 0 ? fault() : value; }
    }
    return fault();
  }
  std::string_view text() { return take(integer()); }
  std::string_view take(std::uint64_t size) {
    if (!m_sound || size > m_rest.size()) {
      fault();
      return {};
    }
    const auto taken = m_rest.substr(0, static_cast<std::size_t>(size));
    m_rest.remove_prefix(taken.size());
    return taken;
  }
  template <std::size_t Size>
  void fixed(std::array<std::uint8_t, Size>& value) {
    const auto taken = take(Size);
    for (std::size_t i = 0; i < taken.size(); ++i) { value[i] = static_cast<std::uint8_t>(taken[i]); }
  }
  std::uint8_t byte() {
    const auto taken = take(1);
    return taken.empty() ? std::uint8_t{0} : static_cast<std::uint8_t>(taken.front());
  }
  std::uint64_t fault() {
    m_sound = false;
    m_rest = {};
    return 0;
  }
  bool sound() const { return m_sound; }
  bool at_end() const { return m_rest.empty(); }
  std::string_view rest() const { return m_rest; }

private:
  std::string_view m_rest;
  bool m_sound = true;
};

}  // namespace scamdesk::base
