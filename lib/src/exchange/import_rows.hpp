// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "exchange/import.hpp"
#include "exchange/import_report.hpp"
#include "exchange/present_rows.hpp"
#include "exchange/row_maker.hpp"
#include "exchange/row_rules.hpp"

namespace scamdesk::exchange {

/// The rows of one file on their way into a register.
class ImportRows {
public:
  ImportRows(ledger::Ledger& ledger, records::Registers& registers, const ImportOrder& order,
             const records::Author& author, RowMaker& maker, std::vector<RowColumn> key, ImportNotes& notes);

  Status take(const SourceRow& row);
  /// Writes what still waits.
  Status finish() { return flush(); }

private:
  enum class Found : std::uint8_t { nothing, record, known, fault };
  struct Match { Found found = Found::nothing; std::int64_t no = 0; std::optional<std::string> key; };

  Status take_one(const SourceRow& row);
  Match match(const SourceRow& row, const Cells& cells);
  Match match_named(const SourceRow& row, std::string_view name, std::string_view text);
  Status add(const SourceRow& row, Cells& cells, const Match& match);
  Status change(const SourceRow& row, std::int64_t no, const Cells& cells);
  Status take_by_assignment(const SourceRow& row);
  Match match_keyed(const SourceRow& row);
  std::optional<Cells> defaults() const;
  Status flush();
  void count(const Result<records::Registers::Written>& written, bool added, const SourceRow& row);

  ledger::Ledger& m_ledger;
  records::Registers& m_registers;
  const form::Form& m_form;
  const Owner& m_owner;
  bool m_keep_good;
  const records::Author& m_author;
  RowMaker& m_maker;
  std::vector<RowColumn> m_key;
  ImportNotes& m_notes;
  std::unique_ptr<form::Instances> m_instances;
  std::optional<PresentRows> m_present;
  RowRules m_rules;
  bool m_plain = true;  // new rows go straight to the ledger in batches
  Cells m_defaults;
  std::vector<Cells> m_batch;
  std::size_t m_waiting = 0;
  std::vector<Error> m_errors;
};

}  // namespace scamdesk::exchange
