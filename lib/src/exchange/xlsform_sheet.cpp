// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsform_sheet.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace scamdesk::exchange {
namespace {

using document::SheetRow;

/// Names that XLSForm allows for the same column.
std::string usual_name(std::string name) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 8> aliases{{
      {"relevance", "relevant"}, {"caption", "label"}, {"readonly", "read_only"}, {"read only", "read_only"},
      {"calculate", "calculation"}, {"count", "repeat_count"}, {"list name", "list_name"}, {"value", "name"}}};
  const auto* found = std::ranges::find(aliases, name, &std::pair<std::string_view, std::string_view>::first);
  return found == aliases.end() ? name : std::string(found->second);
}

std::string language_code(std::string_view words) {
  const auto folded = base::fold(base::trim(words));
  if (folded == "ko" || folded.find("(ko") != std::string::npos || folded == "korean" || folded == "한국어") { return "ko"; }
  if (folded == "en" || folded.find("(en") != std::string::npos || folded == "english" || folded == "영어") { return "en"; }
  return folded;
}

}  // namespace

FormSheet::FormSheet(const document::Sheet* sheet, std::string file, std::string default_language)
    : m_file(std::move(file)), m_default(language_code(default_language)) {
  if (sheet == nullptr || sheet->rows.empty()) { return; }
  m_name = sheet->name;
  m_header = sheet->rows.front().number;
  for (const auto& cell : sheet->rows.front().cells) {
    const auto text = base::trim(cell.text);
    const auto end = text.find("::");
    const auto name = base::fold(base::trim(text.substr(0, end)));
    m_columns.push_back({cell.column, usual_name(name), end == std::string_view::npos ? "" : language_code(text.substr(end + 2))});
  }
  for (std::size_t i = 1; i < sheet->rows.size(); ++i) {
    const bool any = std::ranges::any_of(sheet->rows[i].cells, [](const auto& cell) { return !base::trim(cell.text).empty(); });
    if (any) { m_rows.push_back(sheet->rows[i]); }
  }
}

std::string FormSheet::text(const SheetRow& row, std::string_view name) const {
  for (const auto& column : m_columns) {
    const auto* cell = column.name == name ? row.at(column.at) : nullptr;
    if (cell != nullptr) { return std::string(base::trim(cell->text)); }
  }
  return {};
}

Text FormSheet::both(const SheetRow& row, std::string_view name) const {
  Text words;
  std::string plain;
  for (const auto& column : m_columns) {
    const auto* cell = column.name == name ? row.at(column.at) : nullptr;
    if (cell == nullptr) { continue; }
    const std::string text(base::trim(cell->text));
    const auto language = column.language.empty() ? m_default : column.language;
    if (language == "ko") { words.ko = text; }
    if (language == "en") { words.en = text; }
    if (plain.empty()) { plain = text; }
  }
  if (words.ko.empty()) { words.ko = words.en.empty() ? plain : words.en; }
  if (words.en.empty()) { words.en = words.ko; }
  return words;
}

SourcePlace FormSheet::place(const SheetRow& row, std::string_view name) const {
  for (const auto& column : m_columns) {
    if (column.name == name && row.at(column.at) != nullptr) { return {m_file, row.number, column.at, m_name}; }
  }
  return {m_file, row.number, 1, m_name};
}

SourcePlace FormSheet::heading(const Column& column) const { return {m_file, m_header, column.at, m_name}; }

}  // namespace scamdesk::exchange
