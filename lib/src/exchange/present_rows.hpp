// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/ids.hpp>

#include "exchange/row_maker.hpp"

namespace scamdesk::exchange {

/// The records of one owner by the answers that an import matches on, and what was added meanwhile.
class PresentRows {
public:
  /// The answers of one row, by column.
  using FlatCells = std::vector<ledger::CellView>;

  struct Entry {
    std::int64_t no = 0;   ///< 0: a row of this import that is not written yet
    Hash answers;          ///< of the columns of the file; zero when they cannot be compared as they lie
    bool retired = false;
    std::size_t file = 0;  ///< which file of this import added it, from 1; 0: it was there before
    std::size_t row = 0;
  };

  /// Reads the register's table once, for all files with these columns. `key` and `columns` are questions outside
  /// repeats.
  PresentRows(ledger::Database& database, const form::Form& form, const Owner& owner,
              const std::vector<RowColumn>& key, const std::vector<RowColumn>& columns);

  /// Whether these are the questions that it was made for.
  bool serves(const std::vector<RowColumn>& key, const std::vector<RowColumn>& columns) const;

  const std::string& key_name() const { return m_key.front().name; }
  /// The key's answers as one text; false when one of them is blank.
  bool key_of(const FlatCells& cells, std::string& key) const;
  /// Entries stay where they are while others are added.
  Entry* find(const std::string& key);
  Entry& add(const std::string& key, const Entry& entry) { return m_entries.insert_or_assign(key, entry).first->second; }
  Hash answers_of(const FlatCells& cells);

private:
  std::vector<RowColumn> m_key;
  std::vector<RowColumn> m_columns;
  std::vector<std::size_t> m_key_columns;  // where the key stands among the columns
  std::string m_scratch;
  std::unordered_map<std::string, Entry> m_entries;
};

}  // namespace scamdesk::exchange
