// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "ledger/erasure.hpp"
#include "ledger/store.hpp"

namespace scamdesk::ledger {
namespace {

Message chain_name(const DeskKey& desk, const Owner& owner) {
  return message("desk {0}, owner {1}", fingerprint(desk.value()), owner.value());
}

class Verification {
public:
  explicit Verification(const Store& store) : m_store(store) {}

  std::vector<Message> run() {
    check_file();
    for (const auto& chain : m_store.chains()) { check_chain(chain); }
    check_records();
    check_checkpoints();
    return std::move(m_faults);
  }

private:
  void fault(Message message) { m_faults.push_back(std::move(message)); }

  void check_file() {
    auto row = m_store.query("PRAGMA quick_check(10)");
    while (row->step()) {
      if (row->text(0) != "ok") { fault(message("the file is damaged: {0}", row->text(0))); }
    }
  }

  /// Every id is computed again while reading; each block must begin where the one before it ended.
  void check_chain(const ChainRow& chain) {
    const auto name = chain_name(chain.desk, chain.owner);
    RevisionId last;
    if (chain.parent != 0) { last = m_store.id_at(m_store.chain(chain.parent), chain.shared).value_or(RevisionId()); }
    std::uint64_t length = chain.shared;
    for (const auto no : blocks_of(chain.no)) {
      try {
        m_store.read_block(no, [&](const BlockRow& block, const ChainRow&, RunReader& reader) {
          if (block.first != length + 1 || block.previous != last) {
            fault(message("{0}: the chain is broken at place {1}", name, block.first));
          }
          std::uint64_t count = 0;
          for (Revision revision; reader.next(revision); ++count) { note(revision, no); }
          if (count != block.count) {
            fault(message("{0}: the chain is broken at place {1}", name, block.first + count));
          }
          length = block.first + count - 1;
          last = reader.place().previous;
        });
      } catch (const StoreFault&) {
        fault(message("{0}: what stands after place {1} cannot be read", name, length));
        return;
      }
    }
    if (length != chain.length || last != chain.head) {
      fault(message("{0}: the chain does not end at its head", name));
    }
  }

  std::vector<std::int64_t> blocks_of(std::int64_t chain) const {
    std::vector<std::int64_t> blocks;
    auto row = m_store.query("SELECT no FROM block WHERE chain = ?1 ORDER BY first", chain);
    while (row->step()) { blocks.push_back(row->integer(0)); }
    return blocks;
  }

  struct Row {
    std::int64_t revisions = 0;
    Shape shape = Shape::line;
    std::vector<RevisionId> heads;
    std::vector<std::int64_t> blocks;
  };
  std::optional<Row> row_of(const RecordKey& key) const {
    auto found = m_store.query(
        "SELECT revisions, shape, heads, blocks FROM record"
        " WHERE register = (SELECT no FROM name WHERE name = ?1)"
        " AND owner = (SELECT no FROM name WHERE name = ?2) AND uuid = ?3",
        key.form.value(), key.owner.value(), blob(key.id));
    if (!found->step()) { return std::nullopt; }
    return Row{found->integer(0), static_cast<Shape>(found->integer(1)), read_ids(found->blob(2)),
               read_numbers(found->blob(3))};
  }

  /// Most records have one revision and are checked at once; the others wait for all of theirs.
  void note(const Revision& revision, std::int64_t block) {
    const auto row = row_of(revision.record);
    if (row && row->revisions == 1 && revision.parents.empty()) {
      ++m_records;
      check(revision.record, row->heads == std::vector{revision.id} && row->blocks == std::vector{block});
      return;
    }
    auto& record = m_waiting[revision.record];
    record.history.push_back(revision);
    record.blocks.insert(block);
  }

  void check(const RecordKey& key, bool sound) {
    if (!sound) { fault(message("record {0}: its index does not agree with its revisions", to_string(key.id))); }
  }

  void check_records() {
    for (const auto& [key, record] : m_waiting) {
      ++m_records;
      const auto row = row_of(key);
      const auto state = settle(record.history);
      check_erased(key, record.history);
      check(key, row && row->heads == state.heads &&
                     row->revisions == static_cast<std::int64_t>(record.history.size()) &&
                     (row->shape == Shape::pending) == (state.pending > 0) &&
                     std::equal(row->blocks.begin(), row->blocks.end(), record.blocks.begin(), record.blocks.end()));
    }
    auto count = m_store.query("SELECT count(*) FROM record");
    count->step();
    if (count->integer(0) != m_records) {
      fault(message("{0} records stand in the index, {1} in the revisions", count->integer(0), m_records));
    }
  }

  void check_erased(const RecordKey& key, const std::vector<Revision>& history) {
    const Erasures erasures(history);
    const auto left = [&](const Revision& revision) { return !revision.destroyed && erasures.destroys(revision); };
    if (std::ranges::any_of(history, left)) {
      fault(message("record {0}: values that were erased by law still stand in it", to_string(key.id)));
    }
  }

  void check_checkpoints() {
    auto row = m_store.query("SELECT desk, owner, length, head, signature FROM checkpoint");
    while (row->step()) {
      Checkpoint word{{DeskKey(hash_of(row->blob(0))), Owner(std::string(row->text(1))), 0,
                       static_cast<std::uint64_t>(row->integer(2)), id_of(row->blob(3))},
                      {}};
      const auto signature = row->blob(4);
      std::copy_n(signature.begin(), std::min(signature.size(), word.signature.size()),
                  reinterpret_cast<char*>(word.signature.data()));
      if (!is_sound(word)) {
        fault(message("{0}: a checkpoint is not signed by its desk", chain_name(word.chain.desk, word.chain.owner)));
      }
      check_reach(word.chain);
    }
  }

  /// A desk's own word on its chain must be true of the chain held, as far as that reaches.
  void check_reach(const ChainHead& word) {
    const auto branches = m_store.chains(word.desk, word.owner);
    bool reached = false;
    for (const auto& branch : branches) {
      const auto id = m_store.id_at(branch, word.length);
      if (id == word.head) { return; }
      reached = reached || id.has_value();
    }
    if (reached && branches.size() == 1) {
      fault(message("{0}: the chain is not the one its desk signed at place {1}", chain_name(word.desk, word.owner),
                    word.length));
    }
  }

  struct Waiting {
    std::vector<Revision> history;
    std::set<std::int64_t> blocks;
  };
  const Store& m_store;
  std::vector<Message> m_faults;
  std::map<RecordKey, Waiting> m_waiting;
  std::int64_t m_records = 0;
};

}  // namespace

std::vector<Message> Ledger::verify() const { return Verification(m_impl->store).run(); }

}  // namespace scamdesk::ledger
