// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/package.hpp"
#include "exchange/room.hpp"
#include "ledger/run.hpp"

namespace scamdesk::exchange {

/// What the headers of a run say together, so that most runs are judged without reading them once more.
struct RunSummary {
  struct Kind {
    FormName form;
    ledger::Change change;
    bool operator==(const Kind&) const = default;
  };
  std::vector<Kind> kinds;  ///< each once
  Instant latest{};
  bool destroyed = false;   ///< values of some revision are not there any more

  void add(const ledger::Revision& revision);
};

/// A segment and its bytes.
struct Run {
  const Segment* segment = nullptr;
  std::string_view bytes;
  std::vector<RevisionId> ids = {};  ///< once it was identified
  RunSummary summary = {};           ///< the same
  ledger::RunReader reader() const {
    return ledger::RunReader(bytes, {segment->desk(), segment->owner(), segment->from, segment->before}, ids);
  }
};

/// What a package carries, unpacked: runs are views into it, and into the package.
class Runs {
public:
  /// Errors: bad_input when the bytes are not exactly one run for each segment.
  static Result<Runs> open(const Package& package);
  const std::vector<Run>& all() const { return m_runs; }
  std::vector<Run>& all() { return m_runs; }

  /// What its bytes take up of a room: given back as they are let go.
  void keep(Room::Stay stay) { m_stay = std::move(stay); }
  /// Lets all go that lies before a place in a run: it was read, and is not asked for again.
  void let_go(std::string_view from);

private:
  std::unique_ptr<std::string> m_bytes;
  std::size_t m_gone = 0;  // of these
  Room::Stay m_stay;
  std::vector<Run> m_runs;
};

/// Visits the headers of a run, their ids recomputed, and checks that they end at the place and with the id that the
/// author signed. `visit` may fill cells from the reader. Errors: bad_input; what `visit` answers.
using VisitHeader = std::function<Status(const ledger::Revision&, const ledger::RunReader&)>;
Status skim(const Run& run, const VisitHeader& visit);
/// Skims a run once and keeps the ids, so that they are not computed again, and what is said of it in whole. Errors: bad_input.
Status identify(Run& run);

}  // namespace scamdesk::exchange
