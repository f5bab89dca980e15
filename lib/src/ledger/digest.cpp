// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "ledger/canonical.hpp"
#include "ledger/store.hpp"

/// One hash over what the revisions settle to, by name: no ids of revisions, no times, no local numbers. Equal wherever
/// the same revisions are, whichever way they came.
namespace scamdesk::ledger {
namespace {

void write(base::Writer& writer, const Cell& cell) {
  writer.byte(static_cast<std::uint8_t>(cell.state)).text(cell.text);
}

void write(base::Writer& writer, const Cells& cells) {
  writer.integer(cells.size());
  for (const auto& [path, cell] : cells) { write(writer.text(path), cell); }
}

void write_name(base::Writer& writer, const RecordKey& key) { writer.text(key.form.value()).fixed(key.id.bytes); }

void write(base::Writer& writer, const Conflict& conflict) {
  std::set<Cell> values;
  for (const auto& candidate : conflict.candidates) { values.insert(candidate.cell); }
  writer.text(conflict.path).integer(values.size());
  for (const auto& value : values) { write(writer, value); }
}

void write(base::Writer& writer, const RecordState& state) {
  write(writer, state.cells);
  writer.byte(state.retired).integer(state.conflicts.size());
  for (const auto& conflict : state.conflicts) { write(writer, conflict); }
  writer.byte(state.filed.has_value());
  if (!state.filed) { return; }
  writer.byte(state.filed->nil).byte(state.filed->accepted);
  write(writer, state.filed->cells);
}

/// What the only revision of a record settles to, without settling.
bool settles_at_sight(const Revision& revision) { return revision.change == Change::set && revision.parents.empty(); }

void write_sole(base::Writer& writer, const Revision& revision) {
  const auto counts = [](const auto& field) { return !is_note(field.first) && field.second.state != CellState::blank; };
  writer.integer(static_cast<std::uint64_t>(std::count_if(revision.cells.begin(), revision.cells.end(), counts)));
  for (const auto& field : revision.cells) {
    if (counts(field)) { write(writer.text(field.first), field.second); }
  }
  writer.byte(0).integer(0).byte(0);
}

struct Entry {
  std::string form;
  Uuid id;
  Hash hash;
  auto operator<=>(const Entry&) const = default;
};

class Digest {
public:
  explicit Digest(const Store& store) : m_store(store) {}

  void read(const std::optional<Owner>& owner) {
    find_many();
    Revision revision;
    m_store.each_block(owner, [&](const BlockRow&, const ChainRow& chain, RunReader& reader) {
      while (reader.next(revision)) { add(chain.owner, revision); }
    });
    for (auto& [key, history] : m_histories) {
      m_store.leave_out_bad(history);
      const auto state = settle(history);
      if (state.counted == 0) { continue; }
      m_writer.clear();
      write_name(m_writer, key);
      write(m_writer, state);
      keep(key);
    }
  }

  /// By owner; records in order of their names.
  std::map<Owner, Hash> owners() {
    std::map<Owner, Hash> hashes;
    for (auto& [owner, entries] : m_entries) {
      std::sort(entries.begin(), entries.end());
      hashes.emplace(owner, hash(owner, entries));
    }
    return hashes;
  }

  static Hash hash(const Owner& owner, const std::vector<Entry>& entries) {
    base::Hasher hasher;
    hasher.add(base::Writer().text("scamdesk digest 1").text(owner.value()).bytes());
    for (const auto& entry : entries) { hasher.add(base::as_text(entry.hash.bytes)); }
    return hasher.finish();
  }

private:
  /// Records that need more than a look at one revision.
  void find_many() {
    auto row = m_store.query("SELECT uuid FROM record WHERE revisions > 1 OR shape <> 0");
    while (row->step()) { m_many.insert(uuid_of(row->blob(0))); }
  }

  void add(const Owner& owner, const Revision& revision) {
    if (!settles_at_sight(revision) || m_many.contains(revision.record.id) || !m_store.is_good(revision)) {
      m_histories[revision.record].push_back(revision);
      return;
    }
    m_writer.clear();
    write_name(m_writer, revision.record);
    write_sole(m_writer, revision);
    m_entries[owner].push_back({revision.record.form.value(), revision.record.id, base::blake2b(m_writer.bytes())});
  }

  void keep(const RecordKey& key) {
    m_entries[key.owner].push_back({key.form.value(), key.id, base::blake2b(m_writer.bytes())});
  }

  const Store& m_store;
  std::unordered_set<Uuid> m_many;
  std::map<RecordKey, std::vector<Revision>> m_histories;
  std::map<Owner, std::vector<Entry>> m_entries;
  base::Writer m_writer;
};

}  // namespace

Hash Ledger::digest(const std::optional<Owner>& owner) const {
  Digest digest(m_impl->store);
  digest.read(owner);
  const auto owners = digest.owners();
  if (owner) {
    const auto one = owners.find(*owner);
    return one != owners.end() ? one->second : Digest::hash(*owner, {});
  }
  base::Hasher all;
  for (const auto& [name, hash] : owners) { all.add(base::Writer().text(name.value()).fixed(hash.bytes).bytes()); }
  return all.finish();
}

}  // namespace scamdesk::ledger
