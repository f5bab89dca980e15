// SPDX-License-Identifier: Apache-2.0
#include <scamdesk/unfinished.hpp>

#include <algorithm>
#include <array>
#include <atomic>
#include <cstdint>
#include <utility>
#include <unistd.h>

namespace scamdesk {
namespace {

/// A signal handler is given nothing and may allocate nothing: the names stand in a table of fixed size, the one state of
/// the library that is not an object's. More files at once than it has rows go away with their objects alone.
struct Row {
  enum State : std::uint8_t { unused, filling, ready };
  std::atomic<State> state{unused};
  std::array<char, 4096> file{};
};
constexpr int rows = 16;
std::array<Row, rows> table;
static_assert(std::atomic<Row::State>::is_always_lock_free);

int note(const std::string& file) {
  if (file.size() >= table.front().file.size()) { return -1; }
  for (int i = 0; i < rows; ++i) {
    auto& row = table[static_cast<std::size_t>(i)];
    auto expected = Row::unused;
    if (!row.state.compare_exchange_strong(expected, Row::filling)) { continue; }
    *std::ranges::copy(file, row.file.begin()).out = '\0';
    row.state = Row::ready;
    return i;
  }
  return -1;
}

}  // namespace

UnfinishedFile::UnfinishedFile(std::string file) : m_file(std::move(file)), m_slot(note(m_file)) {}

UnfinishedFile::~UnfinishedFile() {
  if (!m_kept) { ::unlink(m_file.c_str()); }
  kept();
}

void UnfinishedFile::kept() noexcept {
  m_kept = true;
  if (m_slot >= 0) { table[static_cast<std::size_t>(std::exchange(m_slot, -1))].state = Row::unused; }
}

void remove_unfinished_files() noexcept {
  for (auto& row : table) {
    if (row.state == Row::ready) { ::unlink(row.file.data()); }
  }
}

}  // namespace scamdesk
