// SPDX-License-Identifier: Apache-2.0
#include "ledger/store.hpp"

#include <algorithm>
#include <fmt/format.h>

namespace scamdesk::ledger {
namespace {

constexpr std::string_view chain_columns_by_no =
    "SELECT c.no, c.desk, n.name, c.branch, c.parent, c.shared, c.length, c.head"
    " FROM chain c JOIN name n ON n.no = c.owner WHERE c.no = ?1";
constexpr std::string_view chain_columns_by_desk =
    "SELECT c.no, c.desk, n.name, c.branch, c.parent, c.shared, c.length, c.head"
    " FROM chain c JOIN name n ON n.no = c.owner WHERE c.desk = ?1 AND n.name = ?2 ORDER BY c.branch";
constexpr std::string_view chain_columns =
    "SELECT c.no, c.desk, n.name, c.branch, c.parent, c.shared, c.length, c.head"
    " FROM chain c JOIN name n ON n.no = c.owner ORDER BY c.desk, n.name, c.branch";

std::uint64_t unsigned_of(Statement& row, int column) { return static_cast<std::uint64_t>(row.integer(column)); }

ChainRow chain_of(Statement& row) {
  ChainRow chain;
  chain.no = row.integer(0);
  chain.desk = DeskKey(hash_of(row.blob(1)));
  chain.owner = Owner(std::string(row.text(2)));
  chain.branch = static_cast<std::uint32_t>(row.integer(3));
  chain.parent = row.integer(4);
  chain.shared = unsigned_of(row, 5);
  chain.length = unsigned_of(row, 6);
  chain.head = id_of(row.blob(7));
  return chain;
}

}  // namespace

void damaged(const std::string& what) { throw StoreFault(Errc::io, "the ledger is damaged: " + what); }

Hash hash_of(std::string_view blob) {
  Hash hash;
  if (blob.size() != hash.bytes.size()) { damaged("an id of the wrong length"); }
  std::copy(blob.begin(), blob.end(), reinterpret_cast<char*>(hash.bytes.data()));
  return hash;
}

Uuid uuid_of(std::string_view blob) {
  Uuid uuid;
  if (blob.size() != uuid.bytes.size()) { damaged("a record's id of the wrong length"); }
  std::copy(blob.begin(), blob.end(), reinterpret_cast<char*>(uuid.bytes.data()));
  return uuid;
}

RevisionId id_of(std::string_view blob) { return RevisionId(hash_of(blob)); }

std::vector<std::int64_t> read_numbers(std::string_view bytes) {
  std::vector<std::int64_t> numbers;
  base::Reader reader(bytes);
  while (reader.sound() && !reader.at_end()) { numbers.push_back(static_cast<std::int64_t>(reader.integer())); }
  if (!reader.sound()) { damaged("a record's blocks"); }
  return numbers;
}

std::vector<RevisionId> read_ids(std::string_view bytes) {
  std::vector<RevisionId> ids;
  ids.reserve(bytes.size() / 32);
  for (; !bytes.empty(); bytes.remove_prefix(std::min<std::size_t>(32, bytes.size()))) {
    ids.push_back(id_of(bytes.substr(0, 32)));
  }
  return ids;
}

std::string write_ids(const std::vector<RevisionId>& ids) {
  std::string bytes;
  bytes.reserve(ids.size() * 32);
  for (const auto& id : ids) { bytes += base::as_text(id.value().bytes); }
  return bytes;
}

void Store::require_transaction() const {
  if (!db.in_transaction()) { throw StoreFault(Errc::bug, "a write outside a transaction"); }
}

std::optional<std::int64_t> Store::find_name(std::string_view name) const {
  auto row = query("SELECT no FROM name WHERE name = ?1", name);
  if (!row->step()) { return std::nullopt; }
  return row->integer(0);
}

std::int64_t Store::keep_name(std::string_view name) {
  if (const auto no = find_name(name)) { return *no; }
  query.run("INSERT INTO name (name) VALUES (?1)", name);
  return db.last_row();
}

std::string Store::name(std::int64_t no) const {
  auto row = query("SELECT name FROM name WHERE no = ?1", no);
  if (!row->step()) { damaged(fmt::format("name {} is missing", no)); }
  return std::string(row->text(0));
}

std::vector<ChainRow> Store::chains() const {
  std::vector<ChainRow> chains;
  auto row = query(chain_columns);
  while (row->step()) { chains.push_back(chain_of(*row)); }
  return chains;
}

std::vector<ChainRow> Store::chains(const DeskKey& desk, const Owner& owner) const {
  std::vector<ChainRow> chains;
  auto row = query(chain_columns_by_desk, blob(desk), owner.value());
  while (row->step()) { chains.push_back(chain_of(*row)); }
  return chains;
}

std::vector<ChainRow> Store::chains(const DeskKey& desk) const {
  auto chains = this->chains();
  std::erase_if(chains, [&](const ChainRow& chain) { return chain.desk != desk; });
  return chains;
}

ChainRow Store::chain(std::int64_t no) const {
  auto row = query(chain_columns_by_no, no);
  if (!row->step()) { damaged(fmt::format("chain {} is missing", no)); }
  return chain_of(*row);
}

ChainRow Store::make_chain(const DeskKey& desk, const Owner& owner, std::uint32_t branch, const ChainRow* parent,
                           std::uint64_t shared) {
  ChainRow chain{0, desk, owner, branch, 0, shared, shared, RevisionId()};
  std::optional<std::int64_t> from;
  if (parent != nullptr) {
    chain.head = id_at(*parent, shared).value();
    chain.parent = parent->no;
    from = parent->no;
  }
  query.run("INSERT INTO chain (desk, owner, branch, parent, shared, length, head) VALUES (?1, ?2, ?3, ?4, ?5, ?5, ?6)",
            blob(desk), keep_name(owner.value()), static_cast<std::int64_t>(branch), from, number(shared),
            blob(chain.head));
  chain.no = db.last_row();
  return chain;
}

void Store::keep_head(const ChainRow& chain) {
  query.run("UPDATE chain SET length = ?2, head = ?3 WHERE no = ?1", chain.no, number(chain.length), blob(chain.head));
}

std::optional<RevisionId> Store::id_at(const ChainRow& chain, std::uint64_t place) const {
  if (place == 0) { return RevisionId(); }
  if (place == chain.length) { return chain.head; }
  if (place > chain.length) { return std::nullopt; }
  if (place <= chain.shared) { return id_at(this->chain(chain.parent), place); }
  std::int64_t block = 0;
  {
    auto row =
        query("SELECT no, first, previous FROM block WHERE chain = ?1 AND first <= ?2 + 1 ORDER BY first DESC LIMIT 1",
              chain.no, number(place));
    if (!row->step()) { damaged(fmt::format("place {} of chain {} is missing", place, chain.no)); }
    if (unsigned_of(*row, 1) == place + 1) { return id_of(row->blob(2)); }
    block = row->integer(0);
  }
  std::optional<RevisionId> id;
  read_block(block, [&](const BlockRow&, const ChainRow&, RunReader& reader) {
    Revision revision;
    while (!id && reader.skim(revision)) {
      if (revision.place == place) { id = revision.id; }
    }
  });
  return id;
}

}  // namespace scamdesk::ledger
