// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>
#include <map>

#include "ledger/store.hpp"

namespace scamdesk::ledger {
namespace {

constexpr std::string_view block_by_no =
    "SELECT no, chain, first, count, previous, arrival, time, bytes FROM block WHERE no = ?1";
constexpr std::string_view blocks_of_chain =
    "SELECT no, chain, first, count, previous, arrival, time, bytes FROM block"
    " WHERE chain = ?1 AND first + count > ?2 AND first <= ?3 ORDER BY first";
constexpr std::string_view all_blocks =
    "SELECT no, chain, first, count, previous, arrival, time, bytes FROM block ORDER BY no";

BlockRow block_of(Statement& row) {
  BlockRow block;
  block.no = row.integer(0);
  block.chain = row.integer(1);
  block.first = static_cast<std::uint64_t>(row.integer(2));
  block.count = static_cast<std::uint64_t>(row.integer(3));
  block.previous = id_of(row.blob(4));
  block.arrival = row.integer(5);
  block.time = instant(row.integer(6));
  return block;
}

}  // namespace

void Store::open_block(Statement& row, const ChainRow& chain, const BlockVisit& visit) const {
  const auto block = block_of(row);
  const auto bytes = packer.unpack(row.blob(7));
  RunReader reader(bytes, {chain.desk, chain.owner, block.first, block.previous});
  visit(block, chain, reader);
  if (!reader.sound()) { damaged(fmt::format("block {}", block.no)); }
}

void Store::read_block(std::int64_t no, const BlockVisit& visit) const {
  auto row = query(block_by_no, no);
  if (!row->step()) { damaged(fmt::format("block {} is missing", no)); }
  open_block(*row, chain(row->integer(1)), visit);
}

void Store::each_block(const std::optional<Owner>& owner, const BlockVisit& visit) const {
  std::map<std::int64_t, ChainRow> wanted;
  for (auto& one : chains()) {
    if (!owner || one.owner == *owner) { wanted.emplace(one.no, std::move(one)); }
  }
  auto row = query(all_blocks);
  while (row->step()) {
    const auto chain = wanted.find(row->integer(1));
    if (chain != wanted.end()) { open_block(*row, chain->second, visit); }
  }
}

void Store::visit_chain(const ChainRow& chain, std::uint64_t from, std::uint64_t to,
                        const std::function<void(const Revision&)>& visit) const {
  if (from <= chain.shared && chain.parent != 0) {
    visit_chain(this->chain(chain.parent), from, std::min(to, chain.shared), visit);
  }
  auto row = query(blocks_of_chain, chain.no, number(from), number(to));
  Revision revision;
  while (row->step()) {
    open_block(*row, chain, [&](const BlockRow&, const ChainRow&, RunReader& reader) {
      while (reader.skim(revision) && revision.place <= to) {
        if (revision.place < from) { continue; }
        reader.fill(revision);
        visit(revision);
      }
    });
  }
}

std::vector<std::int64_t> Store::blocks_of(std::int64_t record_no) const {
  auto row = query("SELECT blocks FROM record WHERE no = ?1", record_no);
  return row->step() ? read_numbers(row->blob(0)) : std::vector<std::int64_t>();
}

std::vector<std::vector<Revision>> Store::histories(const std::vector<std::int64_t>& records) const {
  std::map<RecordKey, std::size_t> wanted;
  std::vector<std::int64_t> blocks;
  for (std::size_t i = 0; i < records.size(); ++i) {
    auto row = query(
        "SELECT r.name, o.name, t.uuid, t.blocks FROM record t JOIN name r ON r.no = t.register"
        " JOIN name o ON o.no = t.owner WHERE t.no = ?1",
        records[i]);
    if (!row->step()) { continue; }
    wanted.emplace(
        RecordKey{Owner(std::string(row->text(1))), FormName(std::string(row->text(0))), uuid_of(row->blob(2))}, i);
    const auto own = read_numbers(row->blob(3));
    blocks.insert(blocks.end(), own.begin(), own.end());
  }
  std::sort(blocks.begin(), blocks.end());
  blocks.erase(std::unique(blocks.begin(), blocks.end()), blocks.end());

  std::vector<std::vector<Revision>> histories(records.size());
  Revision revision;
  for (const auto no : blocks) {
    read_block(no, [&](const BlockRow&, const ChainRow&, RunReader& reader) {
      while (reader.skim(revision)) {
        const auto at = wanted.find(revision.record);
        if (at == wanted.end()) { continue; }
        reader.fill(revision);
        if (const auto left = left_since.find(revision.id); left != left_since.end()) { revision.cells = left->second; }
        histories[at->second].push_back(revision);
      }
    });
  }
  return histories;
}

}  // namespace scamdesk::ledger
