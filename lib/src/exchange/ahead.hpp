// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/worker.hpp"
#include "exchange/package.hpp"
#include "exchange/room.hpp"
#include "exchange/runs.hpp"

namespace scamdesk::exchange {

/// A package taken apart as far as that needs nothing of the store. What is not there was not needed or did not succeed:
/// who asks for it then meets the fault in its own place.
struct Prepared {
  std::unique_ptr<const std::string> bytes;  ///< `package` looks into them, until it is opened
  Result<Package> package;
  std::optional<Runs> runs;                  ///< unpacked, and identified: what they were packed in is gone
  Room::Stay stay = {};                      ///< what all that takes up of the room, where `runs` do not say
};
Prepared prepare(Result<std::string> bytes);

/// Prepares packages in their order on a thread of its own, some ahead of the one who takes them: reading, hashing and
/// unpacking on one processor core while another writes.
class Ahead {
public:
  /// What the desk knew when it began: its keys (none: nothing is unpacked ahead) and how far it holds which chains, so that
  /// what is surely known is not unpacked.
  struct Known {
    std::optional<ledger::Opener> opener;
    std::map<std::pair<DeskKey, Owner>, std::uint64_t> lengths;
  };
  Ahead(std::vector<std::filesystem::path> files, Known known);
  Ahead(Ahead&&) = delete;
  ~Ahead() { m_room.close(); }
  /// The next one. Throws what preparing it threw.
  Prepared take();

private:
  Prepared prepare_next(const std::filesystem::path& file);
  void go_on();

  std::vector<std::filesystem::path> m_files;
  const Known m_known;
  std::size_t m_next = 0;
  Room m_room;
  std::deque<std::future<Prepared>> m_waiting;
  base::Worker m_worker;  // the last: it ends before what its jobs use
};

}  // namespace scamdesk::exchange
