// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "ledger/flat.hpp"
#include "ledger/ledger.hpp"
#include "ledger/run.hpp"

namespace scamdesk::ledger {

/// A block of new records of one register, each with the one revision that sets its answers: made in one thread, written
/// in another. The cells are read out of the block's own bytes.
struct NewRecords {
  struct Row {
    std::int64_t no = 0;
    Uuid id;
    Instant time{};
    RevisionId head;
    const FieldList* fields = nullptr;
    std::size_t body = 0;  ///< where its cells lie in `run`
  };
  Owner owner;
  FormName form;
  std::int64_t owner_no = 0, register_no = 0;
  std::int64_t chain = 0;
  std::int64_t block = 0;
  std::int64_t arrival = 0;
  Instant came{};
  std::uint64_t first = 1;  ///< place in the chain
  RevisionId previous;
  std::string run;
  std::vector<Row> rows;

  /// The cells of a row, in the order of its fields.
  void read(const Row& row, std::vector<CellView>& cells) const;
};

/// Makes this desk's own new records in bulk. It knows the chain from the beginning on: nothing else may write for the
/// owner until all that was taken is written.
class NewRecordsMaker {
public:
  NewRecordsMaker(Ledger& ledger, const RecordKey& kind, const std::string& actor, Instant now, base::Random& random);

  /// The number of the record. `values` stand in the order of the fields, and are canonical.
  std::int64_t add(const Uuid& id, const FieldList& fields, std::span<const CellView> values);
  std::size_t count() const { return m_block.rows.size(); }
  bool full() const;
  /// What was added since the last time, for Ledger::write.
  NewRecords take();

private:
  void begin();

  base::Random& m_random;
  RunWriter m_run;
  Revision m_revision;
  NewRecords m_block;
  std::int64_t m_next_record = 0;
  std::vector<std::uint8_t> m_salts;
};

}  // namespace scamdesk::ledger
