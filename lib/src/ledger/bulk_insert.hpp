// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string_view>
#include <vector>

#include "ledger/database.hpp"

namespace scamdesk::ledger {

/// Writes rows by the block: one statement reads them out of this program's memory, as a table that SQLite asks for row
/// after row. A statement for each row of a million takes from a third more time to twice as much, all of it for binding
/// values and for beginning and ending (measured on `r_case` and `record`).
class BulkInsert {
public:
  /// `target`: a table and its columns, `main."r_case" (_no, _owner)`; `columns`: how many of these.
  BulkInsert(Database& db, std::string_view target, std::size_t columns);
  ~BulkInsert();
  BulkInsert(BulkInsert&&) = delete;

  using Row = std::vector<ColumnValue>;  ///< by column
  /// Fills a row, every value of which is NULL when it comes; false after the last. What is borrowed lives until the next.
  using Next = std::function<bool(Row&)>;
  /// Faults: the store's, and whatever `next` throws. The rows before that are written: the caller's transaction is rolled back.
  void run(const Next& next);

private:
  class Source;
  std::unique_ptr<Source> m_source;
  Statement m_insert;
};

}  // namespace scamdesk::ledger
