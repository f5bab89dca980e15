// SPDX-License-Identifier: Apache-2.0
#include "ledger/erasure.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "ledger/canonical.hpp"

namespace scamdesk::ledger {
namespace {

constexpr std::size_t hex_size = 64;

std::string keeping(const RevisionId& id, std::string_view path) {
  return std::string(keeps) + to_string(id.value()) + "/" + std::string(path);
}

/// A path of an erasure taken apart; empty when it is a field of the record, or nothing that this program knows.
struct Kept { RevisionId id; std::string_view path; };
std::optional<Kept> kept_by(std::string_view path) {
  if (!path.starts_with(keeps) || path.size() < keeps.size() + hex_size + 2) { return std::nullopt; }
  const auto id = parse_hash(path.substr(keeps.size(), hex_size));
  if (!id || path[keeps.size() + hex_size] != '/') { return std::nullopt; }
  return Kept{RevisionId(*id), path.substr(keeps.size() + hex_size + 1)};
}

bool says(const Revision& erasure, const std::string& path) { return erasure.cells.contains(path); }

}  // namespace

void destroy(Revision& revision) {
  if (!revision.destroyed) { revision.destroyed = base::blake2b(body_bytes(revision)); }
  revision.salt = {};
  for (auto& [path, cell] : revision.cells) { cell = {CellState::erased, {}}; }
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
  const auto kept = keeping(id, path);
  return std::ranges::all_of(naming->second, [&](const Revision* erasure) { return says(*erasure, kept); });
}

bool Erasures::destroys(const Revision& revision) const {
  return m_naming.contains(revision.id) || m_spent.contains(revision.id);
}

void Erasures::read(Revision& revision) const {
  if (!destroys(revision)) { return; }
  destroy(revision);
  const auto naming = m_naming.find(revision.id);
  if (naming == m_naming.end()) { return; }
  for (auto& [path, cell] : revision.cells) {
    if (!is_kept(revision.id, path)) { continue; }
    const auto kept = keeping(revision.id, path);
    for (const auto* erasure : naming->second) {
      if (!m_spent.contains(erasure->id)) { cell = erasure->cells.find(kept)->second; }
    }
  }
}

std::vector<Revision> Erasures::applied(std::span<const Revision> history) const {
  std::vector<Revision> read_as(history.begin(), history.end());
  for (auto& revision : read_as) { read(revision); }
  return read_as;
}

Cells erasing(std::span<const Revision> history, const std::function<bool(std::string_view path)>& taken) {
  const auto says_now = Erasures(history).applied(history);
  const auto is_taken = [&](std::string_view path) { return !path.starts_with(erases) && taken(path); };
  Cells cells;
  bool any = false;
  for (const auto& revision : says_now) {
    // What an erasure keeps of another revision is looked for under that one; its own keeping it ends with this.
    const bool holds = std::ranges::any_of(revision.cells, [&](const auto& field) {
      const auto kept = kept_by(field.first);
      return field.second.has_value() && is_taken(kept ? kept->path : std::string_view(field.first));
    });
    any = any || holds;
    for (const auto& [path, cell] : revision.cells) {
      if (!is_note(path) && is_taken(path)) { cells[path] = {CellState::erased, {}}; }
    }
    if (!holds && !revision.destroyed) { continue; }
    cells[std::string(erases) + to_string(revision.id.value())] = Cell::blank();
    for (const auto& [path, cell] : revision.cells) {
      const bool own = !path.starts_with(erases) && !kept_by(path);
      if (own && !taken(path) && cell.state != CellState::erased) { cells[keeping(revision.id, path)] = cell; }
    }
  }
  return any ? cells : Cells();
}

}  // namespace scamdesk::ledger
