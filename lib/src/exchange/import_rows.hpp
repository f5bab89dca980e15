// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "exchange/import.hpp"
#include "exchange/import_report.hpp"
#include "exchange/present_rows.hpp"
#include "exchange/row_adder.hpp"
#include "exchange/row_maker.hpp"

namespace scamdesk::exchange {

/// The rows of one file on their way into a register.
class ImportRows {
public:
  /// What the files of an import share. `present`: null when nothing but an id or a number matches rows.
  struct Import {
    records::Registers& registers;
    const ImportOrder& order;
    const records::Author& author;
    RowMaker& maker;
    RowAdder& adder;
    PresentRows* present;
    ImportNotes& notes;
  };
  /// `file` counts the files from 1.
  ImportRows(const Import& import, std::size_t file);

  Status take(const SourceRow& row);
  /// Makes the changes that still wait; new rows may go on waiting in the adder.
  Status finish();

private:
  enum class Found : std::uint8_t { nothing, record, known, fault };
  struct Match {
    Found found = Found::nothing;
    std::int64_t no = 0;
    PresentRows::Entry* entry = nullptr;
    bool by_key = false;  // which is in m_key
  };
  /// A row that changes a record; it waits until the new ones before it are written.
  struct Change {
    std::size_t nth = 0;  // of the rows of the import
    std::size_t row = 0;
    std::int64_t no = 0;
    Cells cells;
    std::vector<std::string> typed;  // where rows may be rejected
  };

  Status take_one(const SourceRow& row);
  Match match(const SourceRow& row);
  Match match_named(const SourceRow& row, std::string_view name, std::string_view text);
  Match match_keyed(const SourceRow& row);
  Status add(const SourceRow& row, const Match& match);
  Status change_later(const SourceRow& row, const Match& match);
  Status change(const Change& change);
  void look_for_numbers(const SourceRow& row);
  Status take_by_assignment(const SourceRow& row);
  Status make_changes();
  void count(const Result<records::Registers::Written>& written, bool added, std::size_t row);

  records::Registers& m_registers;
  const form::Form& m_form;
  const ImportOrder& m_order;
  const records::Author& m_author;
  RowMaker& m_maker;
  PresentRows* m_present;
  ImportNotes& m_notes;
  RowAdder& m_adder;
  std::size_t m_file;
  std::vector<ledger::CellView> m_cells;
  std::string m_key;
  std::vector<Change> m_changes;
  std::vector<Error> m_errors;
};

}  // namespace scamdesk::exchange
