// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <scamdesk/error.hpp>
#include <scamdesk/time.hpp>

/// Spreadsheets (XLSX, ECMA-376) in and out. The libraries that know the format load when one is first read or written.
namespace scamdesk::document {

// ---- read -----------------------------------------------------------------------------------------------------------

enum class SheetKind : std::uint8_t { text, number, boolean, date, fault };

/// A cell that holds something. Numbers stand in plain decimal notation with at most 15 significant digits, which is what
/// a spreadsheet keeps; booleans as `true` and `false`; dates, known by their style, as `2025-10-15`,
/// `2025-10-15T08:00:00` or `08:00:00`; a fault as `#N/A`. Of a formula it is the value kept with it.
struct SheetCell {
  std::size_t column = 0;  ///< from 1
  SheetKind kind = SheetKind::text;
  std::string text;
};
struct SheetRow {
  std::size_t number = 0;  ///< from 1, as the spreadsheet shows it
  std::vector<SheetCell> cells;  ///< by column
  const SheetCell* at(std::size_t column) const;
};
struct Sheet {
  std::string name;
  bool hidden = false;
  std::vector<SheetRow> rows;  ///< those with a cell, by number
  const SheetRow* row(std::size_t number) const;
};
struct Workbook {
  std::vector<Sheet> sheets;  ///< as the tabs stand
  const Sheet* find(std::string_view name) const;
};

struct WorkbookLimits {
  std::size_t file_bytes = std::size_t{64} << 20;
  std::size_t part_bytes = std::size_t{192} << 20;  ///< of one part, uncompressed
  std::size_t ratio = 400;                          ///< of a part over 1 MiB
  std::size_t parts = 4096;
  std::size_t sheets = 512;
  std::size_t cells = 8'000'000;
  std::size_t text_bytes = std::size_t{1} << 18;  ///< of one cell
  std::size_t all_text_bytes = std::size_t{512} << 20;  ///< of all cells: many may refer to one long text
};

/// The cells of every sheet. Macros, pictures, links to other files and formulas are never run nor followed.
/// Errors: bad_input with file, sheet and cell where one is at fault; io when the reader's library cannot be loaded.
Result<Workbook> read_workbook(std::string_view bytes, const std::string& file, const WorkbookLimits& limits = {});

/// `B7` of row 7, column 2.
std::string cell_name(std::size_t row, std::size_t column);

// ---- written --------------------------------------------------------------------------------------------------------

/// How a cell looks and whether it may be changed in a protected sheet.
struct CellLook {
  enum class Fill : std::uint8_t { none, title, heading, input, muted };
  enum class Shown : std::uint8_t { text, general, whole, date };
  Fill fill = Fill::none;
  Shown shown = Shown::general;  ///< `text`: what is typed stays as typed
  bool bold = false;
  bool locked = true;
  bool wrap = true;
  bool border = false;
  int size = 10;  ///< points
  auto operator<=>(const CellLook&) const = default;
};
/// A value of a cell. A number is written as one; a text never runs, whatever it begins with.
using CellValue = std::variant<std::monostate, std::string, std::int64_t, double, Date>;
struct WrittenCell {
  std::size_t row = 1, column = 1;
  CellValue value;
  CellLook look;
};
/// What a range takes: one of the texts standing in `source` (`=codes!$A$1:$A$9`), with a word of help.
/// Where `strict` is false the spreadsheet warns and takes another value all the same.
struct DropDown {
  std::size_t first_row = 1, last_row = 1, first_column = 1, last_column = 1;
  std::string source;
  std::string title, help;  ///< shown when the cell is chosen; cut to what the format holds
  bool strict = false;
};
struct ColumnLook {
  double width = 10;  ///< in digits; Hangul takes two
  bool hidden = false;
};
struct WrittenSheet {
  std::string name;
  bool hidden = false;
  bool guarded = false;  ///< only unlocked cells can be changed; there is no password: it guards against slips
  bool rows_may_be_added = false;
  std::size_t frozen_rows = 0, frozen_columns = 0;
  bool landscape = false;
  std::vector<ColumnLook> columns;
  std::vector<std::pair<std::size_t, double>> heights;  ///< of rows, in points; 0 hides one
  std::vector<WrittenCell> cells;
  std::vector<DropDown> drop_downs;
};
struct WrittenWorkbook {
  std::string title;
  Instant made{};
  std::vector<WrittenSheet> sheets;
};

/// The bytes of the file: the same for the same workbook. Errors: bad_input for what the format does not hold (a sheet's
/// name, too many rows, a text over 32,767 characters); io.
Result<std::string> write_workbook(const WrittenWorkbook& workbook);

/// A name a sheet may have: at most 31 characters, without []:*?/\ and quotes at its ends; `taken` ones get a number.
std::string sheet_name(std::string_view wanted, const std::vector<std::string>& taken);

}  // namespace scamdesk::document
