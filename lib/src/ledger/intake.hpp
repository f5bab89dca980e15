// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "ledger/bulk_insert.hpp"
#include "ledger/run.hpp"
#include "ledger/store.hpp"

namespace scamdesk::ledger {

/// Where and when what is taken in came from; 0 is this desk's own.
struct Arrival {
  Instant when{};
  std::int64_t no = 0;
};

/// Takes new revisions into the store, written here or received: blocks of their chains, and the rows of their records.
/// Everything is written by `finish`, each record's row once.
class Intake {
public:
  Intake(Store& store, Arrival arrival) : m_store(store), m_arrival(arrival) {}

  static constexpr std::size_t block_size = 256;

  static std::int64_t next_block(Store& store);
  static std::int64_t next_record(Store& store);
  static void insert_block(Store& store, const NewRecords& block);
  static void insert_records(BulkInsert& records, const NewRecords& block);
  static std::unique_ptr<BulkInsert> bulk_insert(Store& store);  ///< for insert_records

  /// A record's row as it stands, with what was added before.
  struct Row {
    std::int64_t no = 0;
    std::int64_t register_no = 0;
    std::int64_t owner_no = 0;
    Instant clock{};
    std::int64_t revisions = 0;
    Shape shape = Shape::line;
    std::vector<RevisionId> heads;
    std::string blocks;  // as written
    std::int64_t last_block = 0;
    bool is_new = false;
    bool recount = false;  // its heads are asked of its history
    bool erase = false;    // some of its values may have to be destroyed
    std::size_t touched = 0;
  };
  Row& row(const RecordKey& key);

  /// Adds a revision to the end of a chain.
  void add(ChainRow& chain, Row& row, const Revision& revision);
  /// The same for a revision of this desk's own, whose place, previous id and id are still to be found. Moves its
  /// cells.
  void add_own(ChainRow& chain, Row& row, Revision& revision);

  std::vector<Touched> finish();

private:
  struct Key {
    std::int64_t register_no, owner_no;
    Uuid uuid;
    bool operator==(const Key&) const = default;
  };
  struct KeyHash {
    std::size_t operator()(const Key& key) const noexcept {
      return std::hash<Uuid>{}(key.uuid) ^ static_cast<std::size_t>(key.register_no * 31 + key.owner_no);
    }
  };
  struct Kind {  // the records of one register and owner
    std::int64_t register_no, owner_no;
    std::optional<Uuid> greatest;  // that the store has
  };
  struct Open {  // a block being filled
    ChainRow* chain = nullptr;
    std::int64_t no = 0;
    std::uint64_t first = 0;
    RevisionId previous;
    RunWriter run;
  };

  std::int64_t name(const std::string& name);
  bool is_surely_new(const Key& key);
  bool find(Row& row, const Uuid& uuid);
  Open& open(ChainRow& chain);
  void close(Open& block);
  /// True when the revision is one more set in a line: its cells are all that changed.
  bool note(Row& row, const Revision& revision, std::int64_t block);
  void touch(const Row& row, Cells cells);
  void write(Row& row, const Uuid& uuid);
  void recount();

  Store& m_store;
  Arrival m_arrival;
  std::unordered_map<std::string, std::int64_t> m_names;
  std::unordered_map<Key, Row, KeyHash> m_rows;
  std::vector<Kind> m_kinds;
  std::optional<Statements::Query> m_find, m_insert;  // taken out of the pool once: imports ask a million times
  std::vector<std::pair<const Key*, Row*>> m_order;   // as first touched
  std::vector<Touched> m_touched;
  std::deque<Open> m_open;
  std::int64_t m_next_block = 0;
  std::int64_t m_next_record = 0;
};

}  // namespace scamdesk::ledger
