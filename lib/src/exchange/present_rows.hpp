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
  struct Entry {
    std::int64_t no = 0;  ///< 0: a row of this import
    Hash answers;         ///< of the columns of the file; zero when they cannot be compared as they lie
    bool retired = false;
    std::string file;     ///< of a row of this import
    std::size_t row = 0;
  };

  /// Reads the register's table once. `key` and `columns` are questions outside repeats.
  PresentRows(ledger::Database& database, const form::Form& form, const Owner& owner,
              const std::vector<RowColumn>& key, const std::vector<RowColumn>& columns);

  /// The key's answers as one text; empty when one of them is blank.
  std::optional<std::string> key_of(const Cells& cells) const;
  const Entry* find(const std::string& key) const;
  void add(const std::string& key, Entry entry) { m_entries.insert_or_assign(key, std::move(entry)); }
  /// Whether answers can be compared at all, or are only needed for rows of this import.
  Hash answers_of(const Cells& cells) const;

private:
  std::vector<RowColumn> m_key;
  std::vector<RowColumn> m_columns;
  std::unordered_map<std::string, Entry> m_entries;
};

}  // namespace scamdesk::exchange
