// SPDX-License-Identifier: Apache-2.0
#include "ledger/settle.hpp"

#include <algorithm>
#include <bit>
#include <string_view>
#include <tuple>

#include "ledger/canonical.hpp"
#include "ledger/erasure.hpp"
#include "ledger/graph.hpp"

namespace scamdesk::ledger {
namespace {

using Marks = Graph::Marks;
using Setters = std::vector<std::uint32_t>;  // nodes that set one path, in causal order

/// True of a change that says something new: an erasure takes away.
bool sets_cells(const Revision& revision) {
  return revision.change != Change::erase && std::any_of(revision.cells.begin(), revision.cells.end(),
                     [](const auto& cell) { return !is_note(cell.first); });
}

Marks of_change(const Graph& graph, Change change) {
  auto marks = graph.none();
  for (std::size_t node = 0; node < graph.size(); ++node) { marks[node] = graph[node].change == change ? 1 : 0; }
  return marks;
}

bool any(const Marks& marks) { return std::find(marks.begin(), marks.end(), 1) != marks.end(); }

Candidate candidate(const Revision& revision, Cell cell) {
  return {revision.id, revision.time, revision.actor, revision.desk, std::move(cell)};
}

/// The current one first.
void rank(std::vector<Candidate>& candidates) {
  std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
    return a.time != b.time ? a.time > b.time : a.revision > b.revision;
  });
}

/// Cells and conflicts of the nodes marked `within`, a set closed under ancestors.
class Fields {
public:
  Fields(const Graph& graph, const Marks& within) : m_graph(graph), m_within(within) {
    for (std::uint32_t node = 0; node < graph.size(); ++node) {
      if (within[node] != 0) { note(node); }
    }
  }

  void settle(Cells& cells, std::vector<Conflict>& conflicts) const {
    if (m_graph.is_line()) {
      for (const auto& [path, setters] : m_setters) { keep(cells, path, {setters.back()}, conflicts); }
      return;
    }
    // Whether a descendant sets a path again is asked for 64 paths at a time.
    std::vector<std::pair<std::string_view, const Setters*>> batch;
    for (const auto& [path, setters] : m_setters) {
      batch.emplace_back(path, &setters);
      if (batch.size() == 64) { settle(batch, cells, conflicts); }
    }
    settle(batch, cells, conflicts);
  }

private:
  void note(std::uint32_t node) {
    for (const auto& [path, cell] : m_graph[node].cells) {
      if (!is_note(path)) { m_setters[path].push_back(node); }
    }
  }

  void settle(std::vector<std::pair<std::string_view, const Setters*>>& batch, Cells& cells,
              std::vector<Conflict>& conflicts) const {
    std::vector<std::uint64_t> sets(m_graph.size(), 0);
    for (std::size_t bit = 0; bit < batch.size(); ++bit) {
      for (const auto node : *batch[bit].second) { sets[node] |= std::uint64_t{1} << bit; }
    }
    std::vector<std::uint64_t> set_again(m_graph.size(), 0);  // by a descendant
    for (std::size_t node = m_graph.size(); node-- > 0;) {
      if (m_within[node] == 0) { continue; }
      for (const auto parent : m_graph.parents(node)) { set_again[parent] |= sets[node] | set_again[node]; }
    }
    for (std::size_t bit = 0; bit < batch.size(); ++bit) {
      Setters latest;
      for (const auto node : *batch[bit].second) {
        if ((set_again[node] >> bit & 1) == 0) { latest.push_back(node); }
      }
      keep(cells, batch[bit].first, latest, conflicts);
    }
    batch.clear();
  }

  void keep(Cells& cells, std::string_view path, const Setters& latest, std::vector<Conflict>& conflicts) const {
    std::vector<Candidate> candidates;
    for (const auto node : latest) {
      candidates.push_back(candidate(m_graph[node], m_graph[node].cells.find(path)->second));
    }
    rank(candidates);
    const Cell& current = candidates.front().cell;
    if (current.state != CellState::blank) { cells.emplace_hint(cells.end(), path, current); }
    const bool agree =
        std::all_of(candidates.begin(), candidates.end(), [&](const auto& one) { return one.cell == current; });
    if (!agree) { conflicts.push_back({std::string(path), std::move(candidates)}); }
  }

  const Graph& m_graph;
  const Marks& m_within;
  std::map<std::string_view, Setters> m_setters;
};

void settle_retirement(const Graph& graph, RecordState& state) {
  auto decisions = of_change(graph, Change::retire);
  const auto reinstatements = of_change(graph, Change::reinstate);
  for (std::size_t node = 0; node < graph.size(); ++node) { decisions[node] |= reinstatements[node]; }
  auto retirements = graph.latest(decisions);
  auto against = graph.none();  // what says that the record lives, unseen by the retirements and not having seen one
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (retirements[node] != 0 && reinstatements[node] != 0) {
      retirements[node] = 0;
      against[node] = 1;
    }
  }
  if (!any(retirements)) { return; }
  const auto seen = graph.ancestors(retirements);
  const auto later = graph.descendants(retirements);
  for (std::size_t node = 0; node < graph.size(); ++node) {
    const auto& revision = graph[node];
    const bool apart = seen[node] == 0 && later[node] == 0 && retirements[node] == 0;
    if (apart && (sets_cells(revision) || revision.change == Change::finalise)) { against[node] = 1; }
  }
  against = graph.latest(against);
  state.retired = !any(against);
  if (state.retired) { return; }
  Conflict conflict{"#retired", {}};
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (retirements[node] != 0) { conflict.candidates.push_back(candidate(graph[node], Cell::of("retired"))); }
    if (against[node] != 0) { conflict.candidates.push_back(candidate(graph[node], Cell::blank())); }
  }
  rank(conflict.candidates);
  state.conflicts.push_back(std::move(conflict));
}

/// The number of the version a finalise filed: one more than that of the latest filing it has seen.
std::size_t version_of(const Graph& graph, std::size_t filing) {
  std::vector<std::size_t> filed(graph.size(), 0);
  for (std::size_t node = 0; node <= filing; ++node) {
    for (const auto parent : graph.parents(node)) { filed[node] = std::max(filed[node], filed[parent]); }
    if (graph[node].change == Change::finalise) { ++filed[node]; }
  }
  return filed[filing];
}

/// The text of a note, empty when there is none.
std::string_view note_of(const Revision& revision, std::string_view path) {
  const auto found = revision.cells.find(path);
  return found != revision.cells.end() ? std::string_view(found->second.text) : std::string_view();
}

void leave_out(Cells& cells, std::string_view paths) {
  while (!paths.empty()) {
    const auto end = std::min(paths.find(' '), paths.size());
    if (const auto found = cells.find(paths.substr(0, end)); found != cells.end()) { cells.erase(found); }
    paths.remove_prefix(std::min(end + 1, paths.size()));
  }
}

/// True when an acceptance names this filing, or names none and has seen it.
bool accepts(const Revision& revision, const Revision& filing) {
  if (revision.change != Change::accept) { return false; }
  const auto named = note_of(revision, "#filed");
  return named.empty() || named == to_string(filing.id.value());
}

Filing filing_at(const Graph& graph, std::size_t node, const Marks& filed, const Marks& later) {
  const auto& revision = graph[node];
  Filing filing;
  filing.revision = revision.id;
  filing.time = revision.time;
  filing.first = revision.time;
  filing.actor = revision.actor;
  filing.version = version_of(graph, node);
  filing.findings = note_of(revision, "#findings");
  const auto nil = revision.cells.find("#nil");
  filing.nil = nil != revision.cells.end() && nil->second.state != CellState::blank;
  for (std::size_t other = 0; other < graph.size(); ++other) {
    if (later[other] != 0 && accepts(graph[other], revision)) { filing.accepted = true; }
    const bool earlier = filed[other] != 0 && graph[other].change == Change::finalise;
    if (earlier) { filing.first = std::min(filing.first, graph[other].time); }
  }
  std::vector<Conflict> open_when_filed;  // their current values were filed
  Fields(graph, filed).settle(filing.cells, open_when_filed);
  leave_out(filing.cells, note_of(revision, "#left_out"));
  return filing;
}

/// A node and all it has seen.
Marks up_to(const Graph& graph, std::size_t node) {
  auto marks = graph.none();
  marks[node] = 1;
  marks = graph.ancestors(marks);
  marks[node] = 1;
  return marks;
}

constexpr auto no_filing = static_cast<std::size_t>(-1);

/// The filing that each node speaks for: a finalise for itself, a resolution for the one it has seen and chose.
std::vector<std::size_t> spoken_for(const Graph& graph) {
  std::vector<std::size_t> filings(graph.size(), no_filing);
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (graph[node].change == Change::finalise) { filings[node] = node; }
    const auto chosen = graph[node].change == Change::resolve ? note_of(graph[node], "#filed") : std::string_view();
    if (chosen.empty()) { continue; }
    const auto seen = up_to(graph, node);
    for (std::size_t other = 0; other < node; ++other) {
      const bool filing = seen[other] != 0 && graph[other].change == Change::finalise;
      if (filing && to_string(graph[other].id.value()) == chosen) { filings[node] = other; }
    }
  }
  return filings;
}

/// What a resolution that chose the filing has seen was set right by it: the return reads as it was filed.
void add_seen_by_choice(const Graph& graph, const Marks& latest, const std::vector<std::size_t>& filings,
                        std::size_t filing, Marks& filed) {
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (latest[node] == 0 || filings[node] != filing || node == filing) { continue; }
    const auto seen = up_to(graph, node);
    for (std::size_t other = 0; other < graph.size(); ++other) { filed[other] |= seen[other]; }
  }
}

void settle_filing(const Graph& graph, RecordState& state) {
  const auto filings = spoken_for(graph);
  auto speaks = graph.none();
  for (std::size_t node = 0; node < graph.size(); ++node) { speaks[node] = filings[node] == no_filing ? 0 : 1; }
  const auto latest = graph.latest(speaks);
  auto standing = graph.none();
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (latest[node] != 0) { standing[filings[node]] = 1; }
  }
  Conflict conflict{"#filed", {}};
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (standing[node] != 0) { conflict.candidates.push_back(candidate(graph[node], Cell::blank())); }
  }
  if (conflict.candidates.empty()) { return; }
  rank(conflict.candidates);
  std::size_t node = 0;
  while (graph[node].id != conflict.candidates.front().revision) { ++node; }

  auto current = graph.none();
  current[node] = 1;
  auto filed = up_to(graph, node);
  const auto later = graph.descendants(current);
  state.filed = filing_at(graph, node, filed, later);
  for (std::size_t other = 0; other < graph.size(); ++other) {
    if (later[other] != 0 && graph[other].change == Change::reopen) { state.reopened = true; }
  }
  if (!state.reopened) { add_seen_by_choice(graph, latest, filings, node, filed); }
  for (std::size_t other = 0; other < graph.size(); ++other) {
    if (filed[other] == 0 && sets_cells(graph[other])) { state.changed_since_filed = true; }
  }
  if (conflict.candidates.size() > 1) { state.conflicts.push_back(std::move(conflict)); }
}

}  // namespace

RecordState settle(std::span<const Revision> revisions) {
  const Erasures erasures(revisions);
  const auto read_as = erasures.none() ? std::vector<Revision>() : erasures.applied(revisions);
  const Graph graph(erasures.none() ? revisions : read_as);
  RecordState state;
  state.missing = graph.missing();
  state.counted = graph.size();
  state.pending = graph.pending();
  const Marks all(graph.size(), 1);
  const auto heads = graph.latest(all);
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (heads[node] != 0) { state.heads.push_back(graph[node].id); }
    state.last_change = std::max(state.last_change, graph[node].time);
  }
  std::sort(state.heads.begin(), state.heads.end());
  Fields(graph, all).settle(state.cells, state.conflicts);
  settle_retirement(graph, state);
  settle_filing(graph, state);
  std::sort(state.conflicts.begin(), state.conflicts.end(),
            [](const Conflict& a, const Conflict& b) { return a.path < b.path; });
  return state;
}

std::vector<Filing> filings(std::span<const Revision> revisions) {
  const Erasures erasures(revisions);
  const auto read_as = erasures.none() ? std::vector<Revision>() : erasures.applied(revisions);
  const Graph graph(erasures.none() ? revisions : read_as);
  std::vector<Filing> filings;
  for (std::size_t node = 0; node < graph.size(); ++node) {
    if (graph[node].change != Change::finalise) { continue; }
    auto current = graph.none();
    current[node] = 1;
    filings.push_back(filing_at(graph, node, up_to(graph, node), graph.descendants(current)));
  }
  std::sort(filings.begin(), filings.end(), [](const Filing& a, const Filing& b) {
    return std::tie(a.version, a.time, a.revision) < std::tie(b.version, b.time, b.revision);
  });
  return filings;
}

}  // namespace scamdesk::ledger
