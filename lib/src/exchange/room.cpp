// SPDX-License-Identifier: Apache-2.0
#include "exchange/room.hpp"

#include <algorithm>

namespace scamdesk::exchange {

Room::Stay Room::enter(std::uint64_t bytes) {
  std::unique_lock lock(m_mutex);
  m_changed.wait(lock, [&] { return m_closed || m_bytes == 0 || (bytes <= m_most && m_bytes <= m_most - bytes); });
  m_bytes += bytes;
  return {*this, bytes};
}

void Room::Stay::give_back(std::uint64_t bytes) {
  const auto given = std::min(bytes, m_bytes);
  if (given == 0) { return; }
  m_bytes -= given;
  {
    const std::scoped_lock lock(m_room->m_mutex);
    m_room->m_bytes -= given;
  }
  m_room->m_changed.notify_all();
}

void Room::close() {
  {
    const std::scoped_lock lock(m_mutex);
    m_closed = true;
  }
  m_changed.notify_all();
}

}  // namespace scamdesk::exchange
