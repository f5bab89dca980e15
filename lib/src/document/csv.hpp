// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::document {

/// A text cell with a leading ' where a spreadsheet would run it (= + - @ tab), or where it begins with ' already.
/// A negative number is none that runs.
std::string guard_formula(std::string_view text);
/// The text again: what `guard_formula` added is taken off.
std::string_view unguard_formula(std::string_view cell);

/// What a row of an outside file may hold at most.
struct CsvLimits {
  std::size_t cell_bytes = std::size_t{1} << 20;
  std::size_t row_bytes = std::size_t{8} << 20;
  std::size_t row_cells = 4096;
};

/// Reads RFC 4180 row by row: comma, LF or CRLF, a leading byte order mark, quoted cells with newlines and doubled
/// quotes. Empty lines are skipped. Bytes are not checked for UTF-8: callers check or convert the whole file first.
class CsvReader {
public:
  /// `bytes` must live as long as the reader and the rows it gave. `file` is for the place of errors.
  explicit CsvReader(std::string_view bytes, std::string file = {}, CsvLimits limits = {});

  /// The next row into `row`; false after the last. A cell is a view of the bytes, or, when it had doubled quotes, of
  /// text that lives until the next call.
  /// Errors: bad_input with file, row and column (of cells, from 1) for a lone quote or carriage return, a NUL byte, a
  /// quote that never ends, and what goes beyond the limits. Nothing can be read after an error.
  Result<bool> next(std::vector<std::string_view>& row);

  /// Of the row given last; line breaks inside quotes do not count, the header is row 1.
  std::size_t row_number() const { return m_row; }

private:
  Status read_plain(std::vector<std::string_view>& row);
  Status read_quoted(std::vector<std::string_view>& row);
  Status end_cell(std::vector<std::string_view>& row, std::string_view cell);
  bool at_line_end() const;
  bool skip_line_end();
  Error fault(const std::vector<std::string_view>& row, Message problem, std::optional<Message> hint = {}) const;

  const char* m_at;
  const char* m_end;
  const char* m_row_start;
  std::string m_file;
  CsvLimits m_limits;
  std::size_t m_row = 0;
  std::deque<std::string> m_unescaped;  // a deque: views of its strings stay good while it grows
};

}  // namespace scamdesk::document
