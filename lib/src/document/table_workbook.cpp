// SPDX-License-Identifier: Apache-2.0
#include <charconv>

#include <scamdesk/document.hpp>

#include "document/clean.hpp"
#include "document/workbook.hpp"
#include "document/writers.hpp"

namespace scamdesk {
namespace {

using document::CellValue;

constexpr std::size_t kept_digits = 15;  ///< what a spreadsheet keeps of a number

/// A figure as a number, where it is one that the spreadsheet keeps whole.
CellValue figure_value(const std::string& text) {
  double number = 0;
  const auto* end = text.data() + text.size();
  const auto read = std::from_chars(text.data(), end, number, std::chars_format::fixed);
  if (read.ec == std::errc{} && read.ptr == end && text.size() <= kept_digits) { return number; }
  return document::well_formed(text);
}

struct ValueMaker {
  bool figures = false;
  CellValue operator()(std::monostate) const { return std::monostate(); }
  CellValue operator()(bool value) const { return std::string(value ? "true" : "false"); }
  CellValue operator()(std::int64_t value) const { return figure_value(std::to_string(value)); }
  CellValue operator()(double value) const { return value; }
  CellValue operator()(const std::string& value) const {
    if (value.empty()) { return std::monostate(); }
    return figures ? figure_value(value) : CellValue(document::well_formed(value));
  }
  CellValue operator()(const Data::Array& value) const { return document::well_formed(to_json(Data(value), false)); }
  CellValue operator()(const Data::Object& value) const {
    auto reason = document::reason_word(value);
    return document::well_formed(reason.empty() ? to_json(Data(value), false) : std::move(reason));
  }
};

document::WrittenSheet sheet_of(const Table& table, std::string name) {
  document::WrittenSheet sheet;
  sheet.name = std::move(name);
  sheet.frozen_rows = 1;
  document::CellLook head;
  head.fill = document::CellLook::Fill::heading;
  head.bold = head.border = true;
  document::CellLook plain;
  plain.wrap = false;
  for (std::size_t column = 0; column < table.columns.size(); ++column) {
    sheet.columns.push_back({18, false});
    sheet.cells.push_back({1, column + 1, table.columns[column].key, head});
  }
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::size_t column = 0; column < table.rows[row].size() && column < table.columns.size(); ++column) {
      auto value = std::visit(ValueMaker{table.columns[column].align == Align::right}, table.rows[row][column].data.value());
      if (std::holds_alternative<std::monostate>(value)) { continue; }
      auto look = plain;
      if (std::holds_alternative<std::string>(value)) { look.shown = document::CellLook::Shown::text; }
      sheet.cells.push_back({row + 2, column + 1, std::move(value), look});
    }
  }
  return sheet;
}

}  // namespace

Result<std::string> write_workbook(const std::vector<Table>& tables) {
  document::WrittenWorkbook book;
  std::vector<std::string> names;
  for (const auto& table : tables) {
    names.push_back(document::sheet_name(table.title.in(Lang::ko).empty() ? table.rows_key : table.title.in(Lang::ko), names));
    book.sheets.push_back(sheet_of(table, names.back()));
  }
  return document::write_workbook(book);
}

}  // namespace scamdesk
