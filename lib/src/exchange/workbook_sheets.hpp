// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "exchange/workbook.hpp"

/// The pieces that a workbook to fill is laid out of.
namespace scamdesk::exchange::workbook {

using document::CellLook;
using document::CellValue;
using document::WrittenSheet;

CellLook look_of(CellLook::Fill fill, bool bold = false);
CellLook::Shown shown_of(form::Type type);
void put(WrittenSheet& sheet, std::size_t row, std::size_t column, CellValue value, CellLook look);
/// In the first row, in both languages.
void title(WrittenSheet& sheet, const Text& words, std::size_t column);
/// The names by which columns are found again, in a row that is not shown.
void marks(WrittenSheet& sheet, const std::vector<std::string_view>& columns);

/// Whose it is and how to fill it in.
WrittenSheet cover_sheet(const std::string& name, const form::Form& form, const WorkbookOrder& order);
WrittenSheet attestation_sheet(const std::string& name);
/// Whose it is, and the answers it was made from, for the way back; no sensitive one.
WrittenSheet hidden_sheet_of(const form::Form& form, const WorkbookOrder& order);

/// The sheet of choices: a column for each list, once more where words for having no value stand under it.
class Lists {
public:
  explicit Lists(const form::Form& form);

  /// `='선택지 Choices'!$A$2:$A$9`; empty when the question has nothing to choose.
  std::string source_for(const form::Question& question, bool with_reasons);
  std::string reasons_for(const form::Question& question);
  std::string source_of(const std::string& title, const std::vector<std::string>& words);
  WrittenSheet sheet() const;

private:
  const form::Form& m_form;
  std::string m_name;
  std::vector<std::pair<std::string, std::vector<std::string>>> m_columns;
};

}  // namespace scamdesk::exchange::workbook
