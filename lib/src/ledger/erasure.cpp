// SPDX-License-Identifier: Apache-2.0
#include "ledger/erasure.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "ledger/canonical.hpp"

namespace scamdesk::ledger {
namespace {

constexpr std::size_t hex_size = 64;

std::string about(std::string_view prefix, const RevisionId& id, std::string_view path) {
  return std::string(prefix) + to_string(id.value()) + "/" + std::string(path);
}

bool says(const Revision& erasure, const RevisionId& id, std::string_view path) {
  return erasure.cells.contains(about(leaves, id, path)) || erasure.cells.contains(about(keeps, id, path));
}

/// True of what a revision says of itself, and not of others.
bool is_own(std::string_view path) { return !path.starts_with(erases) && !path.starts_with(leaves) && !path.starts_with(keeps); }

}  // namespace

void destroy(Revision& revision) {
  if (!revision.destroyed) { revision.destroyed = base::blake2b(body_bytes(revision)); }
  revision.salt = {};
  for (auto& [path, cell] : revision.cells) { cell = {CellState::erased, {}}; }
}

std::optional<Kept> kept_by(std::string_view path) {
  if (!path.starts_with(keeps) || path.size() < keeps.size() + hex_size + 2) { return std::nullopt; }
  const auto id = parse_hash(path.substr(keeps.size(), hex_size));
  if (!id || path[keeps.size() + hex_size] != '/') { return std::nullopt; }
  return Kept{RevisionId(*id), path.substr(keeps.size() + hex_size + 1)};
}

bool only_keeps(const Revision& erasure) {
  return erasure.change == Change::erase && !erasure.cells.empty() &&
         std::ranges::all_of(erasure.cells, [](const auto& field) { return field.first.starts_with(keeps); });
}

std::vector<RevisionId> named_by(const Revision& erasure) {
  std::vector<RevisionId> ids;
  if (erasure.change != Change::erase) { return ids; }
  for (const auto& [path, cell] : erasure.cells) {
    if (!path.starts_with(erases)) { continue; }
    if (const auto id = parse_hash(std::string_view(path).substr(erases.size()))) { ids.emplace_back(*id); }
  }
  return ids;
}

Erasures::Erasures(std::span<const Revision> history) {
  for (const auto& revision : history) {
    if (revision.change != Change::erase) { continue; }
    m_erasures.push_back(&revision);
    for (const auto& id : named_by(revision)) { m_naming[id].push_back(&revision); }
    for (const auto& [path, cell] : revision.cells) {
      if (path.starts_with(keeps)) { m_keeping[path].push_back(&revision); }
    }
  }
  for (const auto* erasure : m_erasures) {
    const bool spent = std::ranges::any_of(erasure->cells, [&](const auto& field) {
      const auto kept = kept_by(field.first);
      return kept && !is_kept(kept->id, kept->path);
    });
    if (spent || m_naming.contains(erasure->id)) { m_spent.insert(erasure->id); }
  }
}

bool Erasures::is_kept(const RevisionId& id, std::string_view path) const {
  const auto naming = m_naming.find(id);
  if (naming == m_naming.end()) { return true; }
  return std::ranges::all_of(naming->second, [&](const Revision* erasure) { return says(*erasure, id, path); });
}

Cell Erasures::kept(const RevisionId& id, std::string_view path) const {
  const auto keepers = m_keeping.find(about(keeps, id, path));
  if (keepers == m_keeping.end()) { return {CellState::erased, {}}; }
  for (const auto* keeper : keepers->second) {
    const auto& cell = keeper->cells.find(keepers->first)->second;
    if (!m_spent.contains(keeper->id) && cell.state != CellState::erased) { return cell; }
  }
  return {CellState::erased, {}};
}

bool Erasures::destroys(const Revision& revision) const {
  return m_naming.contains(revision.id) || m_spent.contains(revision.id);
}

void Erasures::read(Revision& revision) const {
  if (!destroys(revision)) { return; }
  destroy(revision);
  if (!m_naming.contains(revision.id)) { return; }
  for (auto& [path, cell] : revision.cells) {
    if (is_kept(revision.id, path)) { cell = kept(revision.id, path); }
  }
}

std::vector<Revision> Erasures::applied(std::span<const Revision> history) const {
  std::vector<Revision> read_as(history.begin(), history.end());
  for (auto& revision : read_as) { read(revision); }
  return read_as;
}

namespace {

/// What an erasure leaves, gathered by revision and question: what was taken together can be taken together again.
class Leaving {
public:
  Leaving(std::span<const Revision> says_now, const std::function<bool(const Revision&)>& goes) {
    for (const auto& revision : says_now) {
      if (!only_keeps(revision) || goes(revision)) { continue; }
      for (const auto& [path, cell] : revision.cells) {
        if (cell.state != CellState::erased) { m_held.insert(path); }
      }
    }
  }

  void add(const RevisionId& id, const std::string& path, const Cell& cell, Cells& erasure) {
    erasure[about(leaves, id, path)] = Cell::blank();
    auto kept = about(keeps, id, path);
    if (m_held.contains(kept)) { return; }
    m_cells[{id, path.substr(path.rfind('/') + 1)}].emplace(std::move(kept), cell);
  }
  std::vector<Cells> revisions() && {
    std::vector<Cells> all;
    for (auto& [of, cells] : m_cells) { all.push_back(std::move(cells)); }
    return all;
  }

private:
  std::set<std::string_view> m_held;  // already, by what stays
  std::map<std::pair<RevisionId, std::string>, Cells> m_cells;
};

}  // namespace

std::vector<Cells> erasing(std::span<const Revision> history, const std::function<bool(std::string_view path)>& taken) {
  const auto says_now = Erasures(history).applied(history);
  const auto is_taken = [&](std::string_view path) { return !path.starts_with(erases) && !path.starts_with(leaves) && taken(path); };
  // What is kept of another revision is looked for under that one; this one's keeping it ends with this.
  const auto holds = [&](const Revision& revision) {
    return std::ranges::any_of(revision.cells, [&](const auto& field) {
      const auto kept = kept_by(field.first);
      return field.second.has_value() && is_taken(kept ? kept->path : std::string_view(field.first));
    });
  };
  Leaving left(says_now, holds);
  Cells cells;
  bool any = false;
  for (const auto& revision : says_now) {
    const bool goes = holds(revision);
    any = any || goes;
    for (const auto& [path, cell] : revision.cells) {
      if (!is_note(path) && is_taken(path)) { cells[path] = {CellState::erased, {}}; }
    }
    if (!goes && !revision.destroyed) { continue; }
    cells[std::string(erases) + to_string(revision.id.value())] = Cell::blank();
    for (const auto& [path, cell] : revision.cells) {
      if (is_own(path) && !taken(path) && cell.state != CellState::erased) { left.add(revision.id, path, cell, cells); }
    }
  }
  if (!any) { return {}; }
  auto revisions = std::move(left).revisions();
  revisions.push_back(std::move(cells));
  return revisions;
}

}  // namespace scamdesk::ledger
