// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "exchange/workbook_layout.hpp"
#include "exchange/workbook_sheets.hpp"

namespace scamdesk::exchange::workbook {

Lists::Lists(const form::Form& form) : m_form(form), m_name(word(message("Choices")).ko + " Choices") {}

std::string Lists::source_for(const form::Question& question, bool with_reasons) {
  const auto* list = question.type == form::Type::select_one || question.type == form::Type::select_multiple ? m_form.list(question.list) : nullptr;
  std::vector<std::string> words;
  std::string title = list == nullptr ? word(message("No value")).ko : list->name;
  if (list != nullptr) {
    for (const auto& choice : list->choices) { words.push_back(choice_words(*list, choice)); }
  }
  if (with_reasons && question.may_be_not_available) { words.push_back(not_available_words().ko); }
  if (with_reasons && question.may_be_not_applicable) { words.push_back(not_applicable_words().ko); }
  return source_of(title, words);
}

std::string Lists::reasons_for(const form::Question& question) {
  form::Question bare;
  bare.may_be_not_available = question.may_be_not_available;
  bare.may_be_not_applicable = question.may_be_not_applicable;
  return source_for(bare, true);
}

std::string Lists::source_of(const std::string& title, const std::vector<std::string>& words) {
  if (words.empty()) { return {}; }
  auto found = std::ranges::find(m_columns, words, &std::pair<std::string, std::vector<std::string>>::second);
  if (found == m_columns.end()) { found = m_columns.insert(m_columns.end(), {title, words}); }
  const auto column = static_cast<std::size_t>(found - m_columns.begin()) + 1;
  auto letters = document::cell_name(1, column);
  letters.pop_back();
  return fmt::format("='{0}'!${1}$2:${1}${2}", m_name, letters, words.size() + 1);
}

WrittenSheet Lists::sheet() const {
  WrittenSheet sheet;
  sheet.name = m_name;
  sheet.guarded = true;
  sheet.frozen_rows = 1;
  for (std::size_t column = 1; column <= m_columns.size(); ++column) {
    const auto& [title, words] = m_columns[column - 1];
    sheet.columns.push_back({28, false});
    sheet.cells.push_back({1, column, title, look_of(CellLook::Fill::heading, true)});
    for (std::size_t row = 0; row < words.size(); ++row) { sheet.cells.push_back({row + 2, column, words[row], {}}); }
  }
  return sheet;
}

}  // namespace scamdesk::exchange::workbook
