// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ledger/erasure.hpp"
#include "ledger/store.hpp"

/// Destroying what was erased by law: in the blocks at once, in the file's free space when `scrub` is called.
namespace scamdesk::ledger {
namespace {

constexpr std::string_view scrub_due = "scrub.due";

/// A block's revisions, some of them without their values.
struct Rewritten {
  std::string run;
  bool changed = false;
};

Rewritten rewrite(RunReader& reader, const RecordKey& record, const Erasures& erasures) {
  RunWriter run;
  Rewritten rewritten;
  for (Revision revision; reader.next(revision);) {
    if (!revision.destroyed && revision.record == record && erasures.destroys(revision)) {
      destroy(revision);
      rewritten.changed = true;
    }
    run.add(revision);
  }
  rewritten.run = run.bytes();
  return rewritten;
}

}  // namespace

std::map<RevisionId, Cells> left_of_destroyed(const Ledger& ledger) {
  std::map<RevisionId, Cells> left;
  for (const auto no : ledger.records_erased()) {
    const auto history = ledger.history(no);
    for (const auto& revision : history) {
      if (!revision.destroyed) { continue; }
      auto& cells = left[revision.id] = revision.cells;
      for (auto& [path, cell] : cells) {
        const auto kept = kept_by(path);
        if (!kept || cell.state != CellState::erased) { continue; }
        const auto of = std::ranges::find(history, kept->id, &Revision::id);
        if (of == history.end()) { continue; }
        if (const auto found = of->cells.find(kept->path); found != of->cells.end()) { cell = found->second; }
      }
    }
  }
  return left;
}

bool Store::has_erasure(std::int64_t record_no) const {
  if (!m_erased) {
    auto& records = m_erased.emplace();
    auto row = query("SELECT record FROM erased_record");
    while (row->step()) { records.insert(row->integer(0)); }
  }
  return m_erased->contains(record_no);
}

void Store::destroy_erased(std::int64_t record_no) {
  const auto history = histories({record_no}).front();
  const Erasures erasures(history);
  if (erasures.none()) { return; }
  query.run("INSERT OR IGNORE INTO erased_record (record) VALUES (?1)", record_no);
  m_erased.reset();
  const auto whole = [&](const Revision& revision) { return !revision.destroyed && erasures.destroys(revision); };
  if (std::ranges::none_of(history, whole)) { return; }
  for (const auto no : blocks_of(record_no)) {
    Rewritten rewritten;
    read_block(no, [&](const BlockRow&, const ChainRow&, RunReader& reader) {
      rewritten = rewrite(reader, history.front().record, erasures);
    });
    if (!rewritten.changed) { continue; }
    query.run("UPDATE block SET bytes = ?2 WHERE no = ?1", no, BlobView{packer.pack(rewritten.run)});
  }
  query.run("INSERT OR IGNORE INTO setting (name, value) VALUES (?1, x'')", scrub_due);
}

std::vector<std::int64_t> Ledger::records_erased() const {
  std::vector<std::int64_t> records;
  auto row = m_impl->store.query("SELECT record FROM erased_record ORDER BY record");
  while (row->step()) { records.push_back(row->integer(0)); }
  return records;
}

bool Ledger::needs_scrub() const {
  auto row = m_impl->store.query("SELECT 1 FROM setting WHERE name = ?1", scrub_due);
  return row->step();
}

void Ledger::note_scrub() {
  m_impl->store.require_transaction();
  m_impl->store.query.run("INSERT OR IGNORE INTO setting (name, value) VALUES (?1, x'')", scrub_due);
}

// secure_delete writes zeros over what is deleted, and yet a page that was divided may leave a copy behind: only what is
// written anew holds nothing else.
void Ledger::scrub() {
  auto& db = m_impl->store.db;
  constexpr std::int64_t little = 64 << 20;  // more goes by a file that has no name
  Statement size(db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
  const bool in_memory = size.step() && size.integer(0) <= little;
  size.reset();
  db.exec(in_memory ? "PRAGMA temp_store = MEMORY" : "PRAGMA temp_store = FILE");
  db.exec("VACUUM; PRAGMA temp_store = DEFAULT");
  Transaction transaction(db);
  m_impl->store.query.run("DELETE FROM setting WHERE name = ?1", scrub_due);
  transaction.commit();
}

}  // namespace scamdesk::ledger
