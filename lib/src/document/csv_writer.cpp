// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <fmt/format.h>

#include "document/clean.hpp"
#include "document/csv.hpp"
#include "document/writers.hpp"

namespace scamdesk::document {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

std::string quoted(std::string_view cell) {
  std::string result = "\"";
  for (const char c : cell) {
    if (c == '"') { result += '"'; }
    result += c;
  }
  return result + '"';
}

/// Text cells are guarded against being run; numbers are written as they are.
std::string text_cell(std::string_view text) {
  const std::string cell = guard_formula(well_formed(text));
  return cell.find_first_of(",\"\r\n") == std::string::npos ? cell : quoted(cell);
}

struct CellWriter {
  std::string operator()(std::monostate) const { return {}; }
  std::string operator()(bool value) const { return value ? "true" : "false"; }
  std::string operator()(std::int64_t value) const { return std::to_string(value); }
  std::string operator()(double value) const { return fmt::format("{}", value); }
  std::string operator()(const std::string& value) const { return text_cell(value); }
  std::string operator()(const Data::Array& value) const { return text_cell(to_json(Data(value), false)); }
  std::string operator()(const Data::Object& value) const {
    const auto reason = reason_word(value);
    return text_cell(reason.empty() ? to_json(Data(value), false) : reason);
  }
};

void end_cell(std::string& csv, std::size_t index, std::size_t count) { csv += index + 1 == count ? "\r\n" : ","; }

/// A row of one empty cell would be an empty line, which readers skip. Of a query's rows an empty text stands in quotes,
/// as in PostgreSQL's CSV: NULL has none. Elsewhere a text that is empty says nothing.
std::string cell_text(const Data& data, const Table& table) {
  std::string cell = std::visit(CellWriter{}, data.value());
  const bool of_query = table.schema == "scamdesk.rows/1" && std::holds_alternative<std::string>(data.value());
  return cell.empty() && (table.columns.size() == 1 || of_query) ? "\"\"" : cell;
}

void add_rows(std::string& csv, const Table& table) {
  const std::size_t count = table.columns.size();
  for (std::size_t i = 0; i < count; ++i) {
    csv += text_cell(table.columns[i].key);
    end_cell(csv, i, count);
  }
  for (const auto& row : table.rows) {
    for (std::size_t i = 0; i < count; ++i) {
      csv += cell_text(i < row.size() ? row[i].data : Data(), table);
      end_cell(csv, i, count);
    }
  }
}

void add_long_rows(std::string& csv, const Table& table) {
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::size_t i = 0; i < std::min(table.columns.size(), table.rows[row].size()); ++i) {
      csv += fmt::format("{},{},{},{}\r\n", text_cell(table.rows_key), row + 1, text_cell(table.columns[i].key),
                         std::visit(CellWriter{}, table.rows[row][i].data.value()));
    }
  }
}

bool is_negative_number(std::string_view text) {
  constexpr std::string_view digits = "0123456789";
  if (text.size() < 2 || text.front() != '-' || digits.find(text[1]) == std::string_view::npos) { return false; }
  const auto end = text.find_first_not_of(digits, 1);
  return end == std::string_view::npos ||
         (text[end] == '.' && end + 1 < text.size() && text.find_first_not_of(digits, end + 1) == std::string_view::npos);
}

}  // namespace

std::string guard_formula(std::string_view text) {
  constexpr std::string_view runs = "=+-@\t\r'";
  const bool safe = text.empty() || runs.find(text.front()) == std::string_view::npos || is_negative_number(text);
  if (safe) { return std::string(text); }
  return '\'' + std::string(text);
}

std::string_view unguard_formula(std::string_view cell) {
  const bool guarded = cell.size() > 1 && cell.front() == '\'' && guard_formula(cell.substr(1)).size() == cell.size();
  return guarded ? cell.substr(1) : cell;
}

std::string to_csv(const Table& table, const WriteStyle& style) {
  std::string csv(style.bom ? byte_order_mark : "");
  add_rows(csv, table);
  return csv;
}

std::string to_csv(const Document& document, const WriteStyle& style) {
  std::vector<const Table*> tables;
  for (const auto& block : document.blocks) {
    if (const auto* table = std::get_if<Table>(&block)) { tables.push_back(table); }
  }
  if (tables.size() == 1) { return to_csv(*tables.front(), style); }
  std::string csv(style.bom ? byte_order_mark : "");
  csv += "table,row,column,value\r\n";
  for (const auto* table : tables) { add_long_rows(csv, *table); }
  return csv;
}

}  // namespace scamdesk::document
