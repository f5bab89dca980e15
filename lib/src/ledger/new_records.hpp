// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/hash.hpp"
#include "ledger/flat.hpp"
#include "ledger/ledger.hpp"
#include "ledger/packer.hpp"
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
  std::string packed;  ///< `run` as a block holds it; empty: who writes it packs it
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

/// Takes another desk's new records in bulk, out of a run that was checked. It knows the chain from `begin` on: nothing
/// else may write until all that was taken is written.
class NewRecordsTaker {
public:
  explicit NewRecordsTaker(Ledger& ledger) : m_ledger(ledger) {}

  /// Begins at a revision's place. False when the store does not hold the chain exactly up to there.
  bool begin(const Revision& first, Instant came, std::int64_t arrival);
  /// True once records of the register were met since `begin`. Meeting the first asks the store, which must be free.
  bool knows(const FormName& form) const { return m_registers.contains(form); }
  /// True when the revision is the first of a record that the store does not hold, and no more than its answers.
  bool is_new(const Revision& revision);
  /// True while the block at hand can take one of this register.
  bool fits(const Revision& revision) const;
  /// Takes the revision that the reader skimmed last.
  void add(const Revision& revision, const FieldList& fields, const RunReader& reader);
  std::size_t count() const { return m_block.rows.size(); }
  /// What was added since the last time, for Ledger::write.
  NewRecords take();

private:
  struct Register {
    std::int64_t no = 0;
    std::optional<Uuid> greatest;
  };
  Register& register_of(const FormName& form);

  Ledger& m_ledger;
  NewRecords m_block;
  RunWriter m_run;
  Packer m_packer;
  std::map<FormName, Register> m_registers;
  RevisionId m_head;
  std::uint64_t m_length = 0;
  std::int64_t m_next_record = 0;
};

}  // namespace scamdesk::ledger
