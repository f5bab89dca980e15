// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::exchange {

/// One row of a file of records, by column. A cell that the file does not have is empty.
struct SourceRow {
  std::size_t number = 0;  ///< as a spreadsheet counts (the header is 1), or the line
  std::vector<std::string_view> cells;
};

/// Rows of records from CSV, JSON or JSON Lines, all with the columns of a CSV header: `aliases[1].alias` for a value
/// in a repeat row, `@not_available` for a reason for having none.
class RowSource {
public:
  virtual ~RowSource() = default;
  virtual const std::vector<std::string>& columns() const = 0;
  /// False after the last. The cells live until the next call. Errors: bad_input with file, row and column.
  virtual Result<bool> next(SourceRow& row) = 0;
};

/// `text` must outlive the source. Errors: bad_input for an empty file, a bad header, a kind that holds no rows.
Result<std::unique_ptr<RowSource>> open_rows(std::string_view text, const std::string& file);

}  // namespace scamdesk::exchange
