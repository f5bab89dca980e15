// SPDX-License-Identifier: Apache-2.0
#include "ledger/intake.hpp"

#include <algorithm>

#include "ledger/new_records.hpp"
#include "ledger/settle.hpp"

namespace scamdesk::ledger {
namespace {

constexpr std::string_view find_record =
    "SELECT no, clock, revisions, shape, heads, blocks FROM record WHERE register = ?1 AND owner = ?2 AND uuid = ?3";
constexpr std::string_view insert_record =
    "INSERT INTO record (no, register, owner, uuid, clock, revisions, shape, heads, blocks)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
constexpr std::string_view record_columns = "record (no, register, owner, uuid, clock, revisions, shape, heads, blocks)";
constexpr std::size_t record_column_count = 9;

constexpr std::string_view insert_block_row =
    "INSERT INTO block (no, chain, first, count, previous, arrival, time, bytes)"
    " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";

std::int64_t next_number(Store& store, std::string_view sql) {
  auto row = store.query(sql);
  row->step();
  return row->integer(0) + 1;
}

bool contains(const std::vector<RevisionId>& sorted, const RevisionId& id) {
  return std::binary_search(sorted.begin(), sorted.end(), id);
}

/// The heads after a revision whose parents were all heads.
void advance(std::vector<RevisionId>& heads, const Revision& revision) {
  std::erase_if(heads, [&](const RevisionId& head) { return contains(revision.parents, head); });
  heads.insert(std::upper_bound(heads.begin(), heads.end(), revision.id), revision.id);
}

}  // namespace

std::int64_t Intake::next_block(Store& store) { return next_number(store, "SELECT max(no) FROM block"); }
std::int64_t Intake::next_record(Store& store) { return next_number(store, "SELECT max(no) FROM record"); }

void Intake::insert_block(Store& store, const NewRecords& block) {
  const auto packed = block.packed.empty() ? store.packer.pack(block.run) : std::string();
  store.query.run(insert_block_row, block.block, block.chain, number(block.first),
                  number(std::uint64_t{block.rows.size()}), blob(block.previous), block.arrival, number(block.came),
                  BlobView{block.packed.empty() ? packed : block.packed});
}

std::unique_ptr<BulkInsert> Intake::bulk_insert(Store& store) {
  return std::make_unique<BulkInsert>(store.db, record_columns, record_column_count);
}

void Intake::insert_records(BulkInsert& records, const NewRecords& block) {
  const auto blocks = base::Writer().integer(static_cast<std::uint64_t>(block.block)).bytes();
  auto row = block.rows.begin();
  records.run([&](BulkInsert::Row& values) {
    if (row == block.rows.end()) { return false; }
    values = {row->no, block.register_no, block.owner_no, lasting(row->id), number(row->time), std::int64_t{1},
              static_cast<std::int64_t>(Shape::line), lasting(row->head), LastingBlob{blocks}};
    ++row;
    return true;
  });
}

std::int64_t Intake::name(const std::string& name) {
  const auto [at, fresh] = m_names.try_emplace(name, 0);
  if (fresh) { at->second = m_store.keep_name(name); }
  return at->second;
}

/// Ids of version 7 grow with time, so what an import or a package brings is mostly beyond what the store has.
bool Intake::is_surely_new(const Key& key) {
  constexpr std::size_t few = 16;
  if (m_rows.size() <= few) { return false; }
  auto at = std::find_if(m_kinds.begin(), m_kinds.end(), [&](const Kind& kind) {
    return kind.register_no == key.register_no && kind.owner_no == key.owner_no;
  });
  if (at == m_kinds.end()) {
    at = m_kinds.insert(at, {key.register_no, key.owner_no, std::nullopt});
    auto last = m_store.query("SELECT uuid FROM record WHERE register = ?1 AND owner = ?2 ORDER BY uuid DESC LIMIT 1",
                              key.register_no, key.owner_no);
    if (last->step()) { at->greatest = uuid_of(last->blob(0)); }
  }
  return !at->greatest || *at->greatest < key.uuid;
}

bool Intake::find(Row& row, const Uuid& uuid) {
  if (!m_find) { m_store.query.take_out(m_find, find_record); }
  auto& found = **m_find;
  if (!found.bind(row.register_no, row.owner_no, blob(uuid)).step()) { return false; }
  row.no = found.integer(0);
  row.clock = instant(found.integer(1));
  row.revisions = found.integer(2);
  row.shape = static_cast<Shape>(found.integer(3));
  row.heads = read_ids(found.blob(4));
  row.blocks = found.blob(5);
  found.reset();
  return true;
}

Intake::Row& Intake::row(const RecordKey& key) {
  const auto [at, fresh] = m_rows.try_emplace(Key{name(key.form.value()), name(key.owner.value()), key.id});
  auto& row = at->second;
  if (!fresh) { return row; }
  row.register_no = at->first.register_no;
  row.owner_no = at->first.owner_no;
  if (is_surely_new(at->first) || !find(row, key.id)) {
    if (m_next_record == 0) { m_next_record = next_record(m_store); }
    row.no = m_next_record++;
    row.is_new = true;
  }
  row.touched = m_touched.size();
  m_touched.push_back({row.no, key, true, {}, row.is_new});
  m_order.emplace_back(&at->first, &row);
  return row;
}

Intake::Open& Intake::open(ChainRow& chain) {
  auto at = std::find_if(m_open.begin(), m_open.end(), [&](const Open& one) { return one.chain == &chain; });
  if (at == m_open.end()) { at = m_open.insert(m_open.end(), Open{}); }
  if (at->run.count() == block_size) { close(*at); }
  if (at->run.count() > 0) { return *at; }
  if (m_next_block == 0) { m_next_block = next_block(m_store); }
  at->chain = &chain;
  at->no = m_next_block++;
  at->first = chain.length + 1;
  at->previous = chain.head;
  return *at;
}

void Intake::close(Open& block) {
  if (block.run.count() == 0) { return; }
  m_store.query.run(insert_block_row, block.no, block.chain->no, number(block.first),
                    number(std::uint64_t{block.run.count()}), blob(block.previous), m_arrival.no,
                    number(m_arrival.when), BlobView{m_store.packer.pack(block.run.bytes())});
  block.run.clear();
}

void Intake::add(ChainRow& chain, Row& row, const Revision& revision) {
  auto& block = open(chain);
  block.run.add(revision);
  ++chain.length;
  chain.head = revision.id;
  if (row.shape == Shape::pending) { row.recount = true; }
  if (note(row, revision, block.no)) { touch(row, revision.cells); }
}

void Intake::add_own(ChainRow& chain, Row& row, Revision& revision) {
  auto& block = open(chain);
  revision.place = ++chain.length;
  revision.previous = chain.head;
  block.run.identify_and_add(revision);
  chain.head = revision.id;
  if (note(row, revision, block.no)) { touch(row, std::move(revision.cells)); }
}

bool Intake::note(Row& row, const Revision& revision, std::int64_t block) {
  const bool in_line = row.shape == Shape::line && revision.change == Change::set && revision.parents == row.heads &&
                       m_store.is_good(revision);
  const bool seen = std::all_of(revision.parents.begin(), revision.parents.end(),
                                [&](const RevisionId& parent) { return contains(row.heads, parent); });
  row.recount = row.recount || !seen;
  if (!in_line && row.shape == Shape::line) { row.shape = Shape::graph; }
  if (!row.recount) { advance(row.heads, revision); }
  row.erase = row.erase || revision.change == Change::erase || (!row.is_new && m_store.has_erasure(row.no));
  row.clock = std::max(row.clock, revision.time);
  ++row.revisions;
  if (row.last_block != block) {
    row.blocks += base::Writer().integer(static_cast<std::uint64_t>(block)).bytes();
    row.last_block = block;
  }
  auto& touched = m_touched[row.touched];
  if (in_line) { return touched.simple; }
  touched.simple = false;
  touched.cells.clear();
  return false;
}

void Intake::touch(const Row& row, Cells cells) {
  auto& touched = m_touched[row.touched].cells;
  if (touched.empty()) {
    touched = std::move(cells);
    return;
  }
  for (auto& [path, cell] : cells) { touched.insert_or_assign(path, std::move(cell)); }
}

void Intake::write(Row& row, const Uuid& uuid) {
  const auto heads = write_ids(row.heads);
  const auto shape = static_cast<std::int64_t>(row.shape);
  if (row.is_new) {
    if (!m_insert) { m_store.query.take_out(m_insert, insert_record); }
    (*m_insert)
        ->bind(row.no, row.register_no, row.owner_no, blob(uuid), number(row.clock), row.revisions, shape,
               BlobView{heads}, BlobView{row.blocks})
        .run();
    row.is_new = false;
    return;
  }
  m_store.query.run("UPDATE record SET clock = ?2, revisions = ?3, shape = ?4, heads = ?5, blocks = ?6 WHERE no = ?1",
                    row.no, number(row.clock), row.revisions, shape, BlobView{heads}, BlobView{row.blocks});
}

/// Parents that are no heads, or were not held: only the history tells what counts now.
void Intake::recount() {
  std::vector<std::pair<const Key*, Row*>> rows;
  std::vector<std::int64_t> numbers;
  for (const auto& one : m_order) {
    if (!one.second->recount) { continue; }
    rows.push_back(one);
    numbers.push_back(one.second->no);
  }
  if (rows.empty()) { return; }
  const auto histories = m_store.histories(numbers);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto state = settle(histories[i]);
    auto& row = *rows[i].second;
    row.heads = state.heads;
    row.shape = state.pending > 0 ? Shape::pending : Shape::graph;
    write(row, rows[i].first->uuid);
  }
}

std::vector<Touched> Intake::finish() {
  for (auto& block : m_open) {
    close(block);
    m_store.keep_head(*block.chain);
  }
  for (const auto& [key, row] : m_order) { write(*row, key->uuid); }
  recount();
  for (const auto& one : m_order) {
    if (one.second->erase) { m_store.destroy_erased(one.second->no); }
  }
  return std::move(m_touched);
}

}  // namespace scamdesk::ledger
