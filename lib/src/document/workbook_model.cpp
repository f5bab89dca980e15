// SPDX-License-Identifier: Apache-2.0
// Part of the library and of the module alike.
#include <algorithm>

#include "document/workbook.hpp"

namespace scamdesk::document {
namespace {

constexpr std::size_t longest_sheet_name = 31;  // in UTF-16 units, so Hangul counts one each

/// The first `count` characters; one beyond the basic plane counts two, as spreadsheets count.
std::string first_characters(std::string_view utf8, std::size_t count) {
  std::size_t at = 0;
  for (std::size_t used = 0; at < utf8.size();) {
    const auto byte = static_cast<unsigned char>(utf8[at]);
    const std::size_t length = byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
    used += length == 4 ? 2 : 1;
    if (used > count) { break; }
    at += length;
  }
  return std::string(utf8.substr(0, at));
}

}  // namespace

const SheetCell* SheetRow::at(std::size_t column) const {
  const auto found = std::ranges::lower_bound(cells, column, {}, &SheetCell::column);
  return found == cells.end() || found->column != column ? nullptr : &*found;
}

const SheetRow* Sheet::row(std::size_t number) const {
  const auto found = std::ranges::lower_bound(rows, number, {}, &SheetRow::number);
  return found == rows.end() || found->number != number ? nullptr : &*found;
}

const Sheet* Workbook::find(std::string_view name) const {
  const auto found = std::ranges::find(sheets, name, &Sheet::name);
  return found == sheets.end() ? nullptr : &*found;
}

std::string cell_name(std::size_t row, std::size_t column) {
  std::string letters;
  for (; column > 0; column = (column - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (column - 1) % 26));
  }
  return letters + std::to_string(row);
}

std::string sheet_name(std::string_view wanted, const std::vector<std::string>& taken) {
  std::string clean;
  for (const char c : wanted) {
    if (std::string_view("[]:*?/\\").find(c) == std::string_view::npos && static_cast<unsigned char>(c) >= 0x20) { clean += c; }
  }
  while (!clean.empty() && (clean.front() == '\'' || clean.front() == ' ')) { clean.erase(0, 1); }
  clean = first_characters(clean, longest_sheet_name);
  while (!clean.empty() && (clean.back() == '\'' || clean.back() == ' ')) { clean.pop_back(); }
  if (clean.empty()) { clean = "1"; }
  std::string name = clean;
  for (int number = 2; std::ranges::find(taken, name) != taken.end(); ++number) {
    const auto end = " (" + std::to_string(number) + ")";
    name = first_characters(clean, longest_sheet_name - end.size()) + end;
  }
  return name;
}

}  // namespace scamdesk::document
