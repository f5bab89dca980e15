// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <utility>

namespace scamdesk::exchange {

/// Bounds the memory of what one thread prepares and another uses up. It outlives every stay.
class Room {
public:
  /// What something takes up, until it goes or gives some of it back.
  class Stay {
  public:
    Stay() = default;
    Stay(Stay&& other) noexcept : m_room(std::exchange(other.m_room, nullptr)), m_bytes(std::exchange(other.m_bytes, 0)) {}
    Stay& operator=(Stay&& other) noexcept {
      std::swap(m_room, other.m_room);
      std::swap(m_bytes, other.m_bytes);
      return *this;
    }
    ~Stay() { give_back(m_bytes); }
    void give_back(std::uint64_t bytes);  ///< no more than it has

  private:
    friend class Room;
    Stay(Room& room, std::uint64_t bytes) : m_room(&room), m_bytes(bytes) {}
    Room* m_room = nullptr;
    std::uint64_t m_bytes = 0;
  };

  explicit Room(std::uint64_t most) : m_most(most) {}
  Room(Room&&) = delete;

  /// Waits until there is room. What is larger than the room comes in alone.
  Stay enter(std::uint64_t bytes);
  void close();  ///< nobody waits any more

private:
  const std::uint64_t m_most;
  std::mutex m_mutex;
  std::condition_variable m_changed;
  std::uint64_t m_bytes = 0;
  bool m_closed = false;
};

}  // namespace scamdesk::exchange
