// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ledger/database.hpp"
#include "ledger/settle.hpp"
#include "register/signed_blocks.hpp"
#include "register/tables.hpp"

namespace scamdesk::records {

/// Answers of any version, read as the newest form does.
struct Spoken {
  Answers current;                ///< with calculations
  std::optional<Answers> filed;   ///< of a survey's filed version
  std::optional<std::string> version;          ///< the version they speak; empty: the form's own
  std::vector<form::Mapping> current_mappings;  ///< what was read through the map
  std::vector<form::Mapping> filed_mappings;
};

/// What stands in a form's tables for one record.
struct RecordRows {
  std::int64_t no = 0;
  const ledger::RecordKey& key;
  const ledger::RecordState& state;
  const Spoken& answers;
};

/// Puts records into the tables of one form, with one prepared statement for each table.
class FormWriter {
public:
  /// `schema` is where the tables lie: `main`, or `temp` beside a store that cannot be written.
  FormWriter(ledger::Database& db, const Layout& layout, std::string_view schema);
  ~FormWriter();

  /// A record that has no rows yet, is settled by one revision, and whose form calculates nothing.
  void add(std::int64_t no, const ledger::RecordKey& key, const Cells& cells);
  /// All rows of a record, whatever stood there.
  void write(const RecordRows& rows);
  /// Changes values outside repeats of a record without marks. False, with nothing done, when that is not enough.
  bool change(std::int64_t no, const Cells& cells);
  /// Takes all rows of a record away.
  void remove(std::int64_t no);
  /// Ends some changes in the store's own tables: signs again the texts that they touched.
  void sign();

private:
  class RowWriter;
  void remove_rows(std::int64_t no);
  void changed(std::int64_t no);
  void write_repeats(std::int64_t no, const Answers& answers, Holds holds);
  void write_rows(std::int64_t no, const std::string& repeat, const std::vector<AnswerRow>& rows, Holds holds,
                  const std::string& parent, int parent_number);

  ledger::Database& m_db;
  const Layout& m_layout;
  std::string m_schema;
  RowWriter* writer(const std::string& repeat, Holds holds) const;
  std::map<std::string, std::unique_ptr<RowWriter>> m_writers;  ///< by table name
  RowWriter* m_records = nullptr;
  std::vector<ledger::Statement> m_removals;
  std::map<std::string, ledger::Statement> m_updates;  ///< by the names of the columns they change
  std::optional<SignedBlocks> m_signed;                ///< none of tables in `temp`
};

}  // namespace scamdesk::records
