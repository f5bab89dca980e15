// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <scamdesk/error.hpp>
#include <scamdesk/export.hpp>

/// One model of what the program shows: data for machines, tables and documents for people, and their writers.
namespace scamdesk {

/// Ordered data, as JSON has it. Keys are promises.
class SCAMDESK_EXPORT Data {
public:
  using Array = std::vector<Data>;
  using Object = std::vector<std::pair<std::string, Data>>;

  Data() = default;  ///< null
  Data(bool value) : m_value(value) {}
  Data(std::int64_t value) : m_value(value) {}
  Data(int value) : m_value(std::int64_t{value}) {}
  Data(std::size_t value) : m_value(static_cast<std::int64_t>(value)) {}
  Data(double value) : m_value(value) {}
  Data(std::string value) : m_value(std::move(value)) {}
  Data(std::string_view value) : m_value(std::string(value)) {}
  Data(const char* value) : m_value(std::string(value)) {}
  Data(Array value) : m_value(std::move(value)) {}
  Data(Object value) : m_value(std::move(value)) {}
  template <class T>
  Data(const std::optional<T>& value) { if (value) { *this = Data(*value); } }

  const std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object>& value() const { return m_value; }

private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, Array, Object> m_value;
};

/// JSON (RFC 8259), UTF-8, keys in their order, two spaces of indent, a newline at the end; or one line.
SCAMDESK_EXPORT std::string to_json(const Data& data, bool indented = true);

enum class Align : std::uint8_t { left, right };

/// A cell of a table: words or a number for people, and the datum for machines.
struct TableCell {
  Text text;
  Data data;
  TableCell() = default;
  TableCell(Text words, Data datum) : text(std::move(words)), data(std::move(datum)) {}
  TableCell(std::string value) : text{value, value}, data(std::move(value)) {}
  TableCell(const char* value) : TableCell(std::string(value)) {}
  TableCell(std::int64_t value) : TableCell(Text{std::to_string(value), std::to_string(value)}, Data(value)) {}
  TableCell(std::size_t value) : TableCell(static_cast<std::int64_t>(value)) {}
  TableCell(int value) : TableCell(static_cast<std::int64_t>(value)) {}
  /// An answer that was left blank: a dash for people, so that it is no empty text and no zero; null for machines.
  static TableCell blank() { return {Text{"–", "–"}, Data()}; }
};
struct TableColumn {
  std::string key;  ///< the name for machines (CSV header, JSON key)
  Text title;
  Align align = Align::left;
  bool data_only = false;  ///< for machines: JSON and CSV have it, tables for people do not
  bool whole = false;      ///< never broken over lines, however narrow the terminal: ids, numbers, times
};
/// Rows for people and machines alike. `note` is said under the table: "N of M missions filed, as of …".
struct Table {
  std::string schema;    ///< "scamdesk.missions/1"
  std::string rows_key;  ///< "missions": the JSON key of the rows
  Data::Object head;     ///< further JSON keys before the rows
  Text title;
  std::vector<TableColumn> columns;
  std::vector<std::vector<TableCell>> rows;
  Text note;
};

/// A bar for each row: nothing but the figures of a table drawn.
struct Chart { Text title; std::vector<std::pair<Text, double>> bars; Text unit; };
struct Heading { int level = 1; Text text; };
struct Paragraph { Text text; };
/// Items of Korean official style: level 1 `□`, 2 `○`, 3 `-`, 4 `※`; or numbered `1.` `가.` `1)` …
struct Item { int level = 1; Text text; bool numbered = false; };
using Block = std::variant<Heading, Paragraph, Item, Table, Chart>;

/// A report, a draft. `watermark` stands on every page (검토용 초안).
struct Document {
  std::string schema;
  Text title;
  Text subtitle;
  Text watermark;
  std::vector<Block> blocks;
  Data data;  ///< the same for machines: what `--format json` writes
};

enum class Format : std::uint8_t { text, json, csv, markdown, html };

struct WriteStyle {
  Lang lang = Lang::ko;
  std::size_t width = 100;  ///< columns of the terminal; tables wider than this wrap their widest column
  bool colour = false;
  bool bom = false;         ///< CSV for spreadsheets that need it
};
/// The text of a table. CSV is RFC 4180; cells that a spreadsheet would run (= + - @ tab) are written with a leading '.
SCAMDESK_EXPORT std::string write(const Table& table, Format format, const WriteStyle& style);
/// The text of a document. HTML is one file that opens offline: no script, no outside link, both print and screen.
SCAMDESK_EXPORT std::string write(const Document& document, Format format, const WriteStyle& style);

/// Tables as a workbook (XLSX), a sheet each, named after their titles: the first row has the keys, figures stand as
/// numbers, and no text runs whatever it begins with. Errors: bad_input for what the format does not hold; io.
SCAMDESK_EXPORT Result<std::string> write_workbook(const std::vector<Table>& tables);

}  // namespace scamdesk
