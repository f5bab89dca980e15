// SPDX-License-Identifier: Apache-2.0
#include "base/memory.hpp"

#include <memory>
#include <sys/mman.h>
#include <unistd.h>

namespace scamdesk::base {

void discard(std::span<char> bytes) noexcept {
  const auto page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
  void* first = bytes.data();
  auto room = bytes.size();
  if (std::align(page, page, first, room) == nullptr) { return; }
  // That it may fail changes nothing but the memory in use.
  (void)madvise(first, room / page * page, MADV_DONTNEED);
}

}  // namespace scamdesk::base
