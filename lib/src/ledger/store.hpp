// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "ledger/bulk_insert.hpp"
#include "ledger/database.hpp"
#include "ledger/ledger.hpp"
#include "ledger/packer.hpp"
#include "ledger/run.hpp"
#include "ledger/statements.hpp"

namespace scamdesk::ledger {

/// How the revisions of a record lie: what a shortcut may rely on.
enum class Shape : std::int64_t { line = 0, graph = 1, pending = 2 };

/// A chain's row. A branch shares places 1 to `shared` with its parent.
struct ChainRow {
  std::int64_t no = 0;
  DeskKey desk;
  Owner owner;
  std::uint32_t branch = 0;
  std::int64_t parent = 0;  // 0: none
  std::uint64_t shared = 0;
  std::uint64_t length = 0;
  RevisionId head;

  ChainHead as_head() const { return {desk, owner, branch, length, head}; }
};

struct BlockRow {
  std::int64_t no = 0;
  std::int64_t chain = 0;
  std::uint64_t first = 0;
  std::uint64_t count = 0;
  RevisionId previous;
  std::int64_t arrival = 0;
  Instant time{};
};

/// Rows and blocks as they lie in the file; the meaning is the Ledger's.
class Store {
public:
  explicit Store(Database database) : db(std::move(database)), query(db) {}
  Store(Store&&) = delete;

  Database db;
  mutable Statements query;
  mutable Packer packer;

  void require_transaction() const;

  // names
  std::optional<std::int64_t> find_name(std::string_view name) const;
  std::int64_t keep_name(std::string_view name);
  std::string name(std::int64_t no) const;

  // chains
  std::vector<ChainRow> chains() const;
  std::vector<ChainRow> chains(const DeskKey& desk) const;
  std::vector<ChainRow> chains(const DeskKey& desk, const Owner& owner) const;  ///< by branch
  ChainRow chain(std::int64_t no) const;
  ChainRow make_chain(const DeskKey& desk, const Owner& owner, std::uint32_t branch, const ChainRow* parent,
                      std::uint64_t shared);
  void keep_head(const ChainRow& chain);
  /// The id at a place of a chain; zero at 0; empty beyond its end.
  std::optional<RevisionId> id_at(const ChainRow& chain, std::uint64_t place) const;

  // blocks
  using BlockVisit = std::function<void(const BlockRow&, const ChainRow&, RunReader&)>;
  /// Opens a block for reading. Faults: io when it is damaged.
  void read_block(std::int64_t no, const BlockVisit& visit) const;
  void each_block(const std::optional<Owner>& owner, const BlockVisit& visit) const;
  /// Revisions from place `from` to `to` in order, shared ones included.
  void visit_chain(const ChainRow& chain, std::uint64_t from, std::uint64_t to,
                   const std::function<void(const Revision&)>& visit) const;

  // records
  std::vector<std::int64_t> blocks_of(std::int64_t record_no) const;
  /// The revisions of several records, each block read once. By position of the record in `records`.
  std::vector<std::vector<Revision>> histories(const std::vector<std::int64_t>& records) const;

  // erasure by law
  /// In a store of the past: what its revisions say whose values were destroyed since.
  std::map<RevisionId, Cells> left_since;
  /// True when an erasure of the record is held.
  bool has_erasure(std::int64_t record_no) const;
  /// Destroys what the record's erasures name, in the blocks.
  void destroy_erased(std::int64_t record_no);

  // desks that headquarters revoked
  bool is_revoked(const DeskKey& desk) const;
  /// False for what a revoked desk wrote beyond the last good revision of its chain: it is kept, and says nothing.
  bool is_good(const Revision& revision) const;
  /// See Ledger; of one desk and owner.
  bool leads_to(const ChainHead& good, const Revision& revision) const;
  /// Empties such revisions of what they say, for settling; where none is left the record is not there.
  void leave_out_bad(std::vector<Revision>& history) const;
  /// After a change to enrolments or to what is good.
  void forget_revoked() { m_revoked.reset(); }

private:
  using GoodHeads = std::multimap<Owner, ChainHead>;  // of a fork more than one of an owner
  const std::map<DeskKey, GoodHeads>& revoked() const;
  mutable std::optional<std::map<DeskKey, GoodHeads>> m_revoked;  // read when first asked for
  mutable std::optional<std::set<std::int64_t>> m_erased;         // the same

  void open_block(Statement& row, const ChainRow& chain, const BlockVisit& visit) const;
};

/// What every change whose values are destroyed says still. What one erasure kept and a later one keeps in its place
/// stands where the first one had it, too: of the two, that one may be all that a store of the past knows.
std::map<RevisionId, Cells> left_of_destroyed(const Ledger& ledger);

RevisionId id_of(std::string_view blob);
Hash hash_of(std::string_view blob);
Uuid uuid_of(std::string_view blob);
inline BlobView blob(const Hash& hash) { return {base::as_text(hash.bytes)}; }
inline BlobView blob(const RevisionId& id) { return blob(id.value()); }
inline BlobView blob(const DeskKey& key) { return blob(key.value()); }
inline BlobView blob(const Uuid& uuid) { return {base::as_text(uuid.bytes)}; }
inline LastingBlob lasting(const RevisionId& id) { return {base::as_text(id.value().bytes)}; }
inline LastingBlob lasting(const Uuid& uuid) { return {base::as_text(uuid.bytes)}; }
inline std::int64_t number(Instant instant) { return instant.time_since_epoch().count(); }
inline Instant instant(std::int64_t number) { return Instant{std::chrono::milliseconds{number}}; }
inline std::int64_t number(std::uint64_t value) { return static_cast<std::int64_t>(value); }

/// The numbers in a record's `blocks`.
std::vector<std::int64_t> read_numbers(std::string_view bytes);
/// The ids in a record's `heads`.
std::vector<RevisionId> read_ids(std::string_view bytes);
std::string write_ids(const std::vector<RevisionId>& ids);

[[noreturn]] void damaged(const std::string& what);

struct Ledger::Impl {
  explicit Impl(Database database) : store(std::move(database)) {}
  Store store;
  std::unique_ptr<BulkInsert> new_records;  ///< made when first needed
  Identity identity;
  bool has_lock = false;
  std::optional<base::LockKey> lock_key;  ///< once the passphrase was given
};

}  // namespace scamdesk::ledger
