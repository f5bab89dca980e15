// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::exchange {

/// What a file of records may have of columns at most, and of columns times rows where all its rows are read at once.
inline constexpr std::size_t most_columns = 4096;
inline constexpr std::size_t most_cells = 200'000'000;

/// One row of a file of records, by column. A cell that the file does not have is empty.
struct SourceRow {
  std::size_t number = 0;  ///< as a spreadsheet counts (the header is 1), or the line
  std::vector<std::string_view> cells;
  std::optional<Error> fault;  ///< the row itself is wrong: it has no cells to read, and those after it are read on
};

/// Rows of records from CSV, JSON, JSON Lines or a workbook, all with the columns of a CSV header: `aliases[1].alias` for a value
/// in a repeat row, `@not_available` for a reason for having none.
class RowSource {
public:
  virtual ~RowSource() = default;
  virtual const std::vector<std::string>& columns() const = 0;
  /// False after the last. The cells live until the next call. Errors: bad_input with file, row and column.
  virtual Result<bool> next(SourceRow& row) = 0;
  /// Where in the file a place by row and column is: in a workbook, the cell of its sheet.
  virtual SourcePlace locate(const SourcePlace& place) const { return place; }
};

/// A source that has read all its rows before it gives the first: the columns are those of all of them.
class GatheredRows : public RowSource {
public:
  const std::vector<std::string>& columns() const override { return m_columns; }
  Result<bool> next(SourceRow& row) override;

protected:
  struct Kept { std::size_t number = 0; std::vector<std::pair<std::size_t, std::string>> cells; std::optional<Error> fault; };

  std::vector<std::string> m_columns;
  std::vector<Kept> m_rows;

private:
  std::size_t m_next = 0;
};

/// `text` must outlive the source; of a workbook it is the bytes. Errors: bad_input for an empty file, a bad header, a
/// kind that holds no rows.
Result<std::unique_ptr<RowSource>> open_rows(std::string_view text, const std::string& file);

/// Records in a workbook: the first sheet has a row for each, a sheet named after a repeat has its rows, each with the
/// `id` or `number` of its record and its own number `#` (in a repeat within another, `#OUTER` names the row around).
Result<std::unique_ptr<RowSource>> open_workbook_rows(std::string_view bytes, const std::string& file);

}  // namespace scamdesk::exchange
