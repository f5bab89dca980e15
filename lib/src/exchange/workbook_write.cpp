// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/workbook.hpp"
#include "exchange/workbook_layout.hpp"
#include "exchange/workbook_sheets.hpp"
#include "exchange/workbook_values.hpp"

namespace scamdesk::exchange {
namespace {

using document::CellLook;
using document::CellValue;
using document::WrittenSheet;
using form::Question;
using form::Type;
using workbook::Lists;
using workbook::look_of;
using workbook::marks;
using workbook::put;
using workbook::shown_of;
using workbook::title;
using Fill = CellLook::Fill;
using Shown = CellLook::Shown;

constexpr std::size_t spare_rows = 20;
constexpr std::size_t rows_with_lists = 300;  ///< so that rows put in by hand have drop-down lists too

class Layout {
public:
  Layout(const form::Form& form, const WorkbookOrder& order)
      : m_form(form), m_order(order), m_answers(form::to_answers(form, order.cells)), m_lists(form) {}

  document::WrittenWorkbook make() {
    document::WrittenWorkbook book{m_form.title.ko, m_order.made, {}};
    name_sheets();
    book.sheets.push_back(workbook::cover_sheet(m_cover_name, m_form, m_order));
    for (const auto& section : workbook::sections(m_form)) { book.sheets.push_back(section_sheet(section)); }
    for (const int repeat : workbook::repeats(m_form)) { book.sheets.push_back(repeat_sheet(repeat)); }
    book.sheets.push_back(workbook::attestation_sheet(m_attestation_name));
    book.sheets.push_back(m_lists.sheet());
    book.sheets.push_back(workbook::hidden_sheet_of(m_form, m_order));
    return book;
  }

private:
  const Question& at(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }

  void name_sheets() {
    m_taken = {std::string(workbook::hidden_sheet), m_lists.sheet().name};
    const auto take = [&](const std::string& wanted) {
      m_taken.push_back(document::sheet_name(wanted, m_taken));
      return m_taken.back();
    };
    m_cover_name = take(word(message("Cover")).ko + " Cover");
    for (const auto& section : workbook::sections(m_form)) {
      m_names[section.group] = take(section.group < 0 ? m_form.title.ko : at(section.group).label.ko);
    }
    for (const int repeat : workbook::repeats(m_form)) { m_names[repeat] = take(at(repeat).label.ko); }
    m_attestation_name = take(word(message("Attestation")).ko + " Attestation");
  }

  // ---- sheets of questions ----

  WrittenSheet section_sheet(const workbook::Section& section) {
    WrittenSheet sheet;
    sheet.name = m_names[section.group];
    sheet.guarded = true;
    sheet.frozen_rows = 3;
    sheet.landscape = true;
    sheet.columns = {{2, true}, {40, false}, {40, false}, {30, false}, {8, false}, {14, false}, {60, false}};
    title(sheet, section.group < 0 ? m_form.title : at(section.group).label, 2);
    marks(sheet, {workbook::question_mark, {}, {}, workbook::answer_mark, {}, workbook::state_mark});
    std::size_t column = 2;
    for (const auto& words : {Text{word(message("Question")).ko, {}}, Text{"Question", {}}, word(message("Answer")), word(message("Unit")),
                              word(message("No value")), word(message("Help"))}) {
      put(sheet, 3, column++, words.en.empty() || words.en == words.ko ? words.ko : words.ko + "\n" + words.en, look_of(Fill::heading, true));
    }
    std::size_t row = workbook::first_answer_row;
    for (const int index : section.questions) { question_row(sheet, row++, index); }
    return sheet;
  }

  void question_row(WrittenSheet& sheet, std::size_t row, int index) {
    const auto& question = at(index);
    const bool heads = question.type == Type::group;
    put(sheet, row, 2, question.label.ko, heads ? look_of(Fill::title, true) : look_of(Fill::none));
    put(sheet, row, 3, question.label.en, heads ? look_of(Fill::title) : look_of(Fill::muted));
    sheet.cells.back().look.size = sheet.cells[sheet.cells.size() - 2].look.size = 10;
    if (question.type == Type::repeat) {
      put(sheet, row, 4, word(message("on the sheet \"{0}\"", m_names[index])).ko, look_of(Fill::muted));
    }
    put(sheet, row, 7, help_of(question), look_of(Fill::muted));
    if (!question.holds_value()) { return; }
    const auto found = m_answers.cells.find(question.name);
    const auto cell = found == m_answers.cells.end() ? Cell::blank() : found->second;
    if (question.sensitive) {
      put(sheet, row, 4, word(message("entered in the program alone")).ko, look_of(Fill::muted));
      return;
    }
    const bool asked = workbook::is_asked(m_form, question);
    if (asked) { put(sheet, row, 1, question.name, {}); }
    auto look = look_of(asked ? Fill::input : Fill::muted);
    look.shown = shown_of(question.type);
    put(sheet, row, 4, cell.has_value() ? value_of(m_form, question, cell) : CellValue(), look);
    if (!question.unit.empty()) { put(sheet, row, 5, question.unit.ko, look_of(Fill::none)); }
    if (!asked) { return; }
    drop_down(sheet, question, {row, row, 4, 4, m_lists.source_for(question, false), {}, {}, false});
    if (!question.may_be_not_available && !question.may_be_not_applicable) { return; }
    put(sheet, row, 6, cell.has_value() ? CellValue() : value_of(m_form, question, cell), look_of(Fill::input));
    sheet.drop_downs.push_back({row, row, 6, 6, m_lists.reasons_for(question), {}, {}, true});
  }

  /// The list, and what to know when the cell is chosen; a list of one-of-many warns, since names are taken as well.
  void drop_down(WrittenSheet& sheet, const Question& question, document::DropDown list) {
    list.title = question.label.ko;
    list.help = question.hint.ko;
    if (question.type == Type::select_multiple) {
      list.help = word(message("Several choices: put a semicolon between them.")).ko + " " + list.help;
    }
    if (list.source.empty() && list.help.empty()) { return; }
    sheet.drop_downs.push_back(std::move(list));
  }

  /// Hint, relevance and what is needed, in both languages.
  std::string help_of(const Question& question) const {
    std::vector<std::string> parts;
    const auto add = [&](const Text& words) {
      if (!words.ko.empty()) { parts.push_back(words.ko); }
      if (!words.en.empty() && words.en != words.ko) { parts.push_back(words.en); }
    };
    add(question.hint);
    if (!question.required.empty()) { add(word(message("Must be answered."))); }
    if (!question.relevant.empty()) {
      add(word(message("Only where: {0}", Text{in_words(question.relevant, Lang::ko), in_words(question.relevant, Lang::en)})));
    }
    return base::join(parts, "\n");
  }

  /// The condition with labels in the place of names.
  std::string in_words(const form::Expression& expression, Lang lang) const {
    std::string text(expression.text());
    for (auto from = text.find("${"); from != std::string::npos; from = text.find("${", from)) {
      const auto end = text.find('}', from);
      if (end == std::string::npos) { break; }
      const auto* named = m_form.find(text.substr(from + 2, end - from - 2));
      const auto label = named == nullptr ? text.substr(from + 2, end - from - 2) : named->label.in(lang);
      text.replace(from, end - from + 1, "“" + label + "”");
    }
    return text;
  }

  // ---- sheets of rows ----

  struct Row { std::string id, parent; int number = 0; const Answers* answers = nullptr; };

  /// The rows of a repeat, those of every row of the repeats around it.
  std::vector<Row> rows_of(int repeat, const Answers& scope, int around, const std::string& parent) const {
    const auto& question = at(repeat);
    std::vector<Row> rows;
    if (question.repeat == around) {
      const auto found = scope.repeats.find(question.name);
      if (found == scope.repeats.end()) { return rows; }
      for (const auto& row : found->second) { rows.push_back({row.id, parent, row.number, &row.answers}); }
      return rows;
    }
    int outer = question.repeat;
    while (at(outer).repeat != around) { outer = at(outer).repeat; }
    const auto found = scope.repeats.find(at(outer).name);
    if (found == scope.repeats.end()) { return rows; }
    for (const auto& row : found->second) {
      const auto here = parent + at(outer).name + "/" + row.id + "/";
      for (auto& inner : rows_of(repeat, row.answers, outer, here)) { rows.push_back(std::move(inner)); }
    }
    return rows;
  }

  std::string number_of(int repeat, const std::string& path) const {
    for (const auto& row : rows_of(repeat, m_answers, -1, {})) {
      if (row.parent + at(repeat).name + "/" + row.id + "/" == path) { return std::to_string(row.number); }
    }
    return {};
  }

  /// `1 캄보디아` for each row of the repeat around: what a row of the inner one says it belongs to.
  std::string parents_source(int parent) {
    std::vector<std::string> words;
    int most = 0;
    for (const auto& row : rows_of(parent, m_answers, -1, {})) {
      words.push_back(fmt::format("{} {}", row.number, label_of(parent, *row.answers)));
      most = std::max(most, row.number);
    }
    for (std::size_t i = 1; i <= spare_rows; ++i) { words.push_back(std::to_string(static_cast<std::size_t>(most) + i)); }
    return m_lists.source_of(at(parent).label.ko, words);
  }

  std::string label_of(int repeat, const Answers& answers) const {
    for (const auto& question : m_form.questions) {
      if (question.repeat != repeat || !question.holds_value()) { continue; }
      const auto found = answers.cells.find(question.name);
      return found == answers.cells.end() ? std::string() : form::display(m_form, question, found->second, Lang::ko);
    }
    return {};
  }

  WrittenSheet repeat_sheet(int repeat) {
    const auto& of = at(repeat);
    WrittenSheet sheet;
    sheet.name = m_names[repeat];
    sheet.guarded = true;
    sheet.rows_may_be_added = true;
    sheet.landscape = true;
    sheet.frozen_rows = workbook::first_repeat_row - 1;
    sheet.frozen_columns = 2;
    sheet.columns = {{2, true}, {6, false}};
    title(sheet, of.label, 2);
    put(sheet, workbook::marks_row, 1, std::string(workbook::repeat_mark) + of.name, {});
    put(sheet, workbook::marks_row, 2, std::string(workbook::number_mark), {});
    sheet.heights.emplace_back(workbook::marks_row, 0);
    for (std::size_t row = workbook::marks_row + 1; row < workbook::first_repeat_row; ++row) {
      put(sheet, row, 1, std::string(workbook::head_mark), {});
    }
    heads(sheet, 2, word(message("No.")), {}, {});
    if (of.repeat >= 0) { parent_column(sheet, of.repeat); }
    const auto columns = question_columns(sheet, repeat);
    add_rows(sheet, repeat, columns);
    return sheet;
  }

  static void heads(WrittenSheet& sheet, std::size_t column, const Text& label, const std::string& unit, const std::string& help) {
    put(sheet, 4, column, unit.empty() ? label.ko : label.ko + " (" + unit + ")", look_of(Fill::heading, true));
    put(sheet, 5, column, label.en == label.ko ? std::string() : label.en, look_of(Fill::heading));
    put(sheet, 6, column, help, look_of(Fill::muted));
  }

  void parent_column(WrittenSheet& sheet, int parent) {
    put(sheet, workbook::marks_row, 3, std::string(workbook::parent_mark), {});
    sheet.columns.push_back({16, false});
    heads(sheet, 3, at(parent).label, {}, word(message("the row of the sheet \"{0}\" that it belongs to", m_names[parent])).ko);
    sheet.drop_downs.push_back({workbook::first_repeat_row, workbook::first_repeat_row + rows_with_lists, 3, 3, parents_source(parent), {}, {}, false});
  }

  std::vector<int> question_columns(WrittenSheet& sheet, int repeat) {
    std::vector<int> columns;
    for (int i = 0; i < static_cast<int>(m_form.questions.size()); ++i) {
      const auto& question = at(i);
      if (question.repeat != repeat || !workbook::is_asked(m_form, question)) { continue; }
      columns.push_back(i);
      sheet.columns.push_back({question.type == Type::text || question.type == Type::select_multiple ? 32.0 : 18.0, false});
      const auto column = sheet.columns.size();
      put(sheet, workbook::marks_row, column, question.name, {});
      if (question.parent != repeat && question.parent >= 0) { put(sheet, 3, column, at(question.parent).label.ko, look_of(Fill::muted)); }
      heads(sheet, column, question.label, question.unit.ko, help_of(question));
      drop_down(sheet, question, {workbook::first_repeat_row, workbook::first_repeat_row + rows_with_lists, column, column,
                                  m_lists.source_for(question, true), {}, {}, false});
    }
    return columns;
  }

  void add_rows(WrittenSheet& sheet, int repeat, const std::vector<int>& columns) {
    auto rows = rows_of(repeat, m_answers, -1, {});
    int most = 0;
    for (const auto& row : rows) { most = std::max(most, row.number); }
    for (std::size_t i = 1; i <= spare_rows; ++i) { rows.push_back({workbook::spare + std::to_string(i), {}, most + static_cast<int>(i), nullptr}); }
    std::size_t at_row = workbook::first_repeat_row;
    for (const auto& row : rows) {
      add_row(sheet, at_row, repeat, row, columns);
      ++at_row;
    }
  }

  void add_row(WrittenSheet& sheet, std::size_t at_row, int repeat, const Row& row, const std::vector<int>& columns) {
    const auto& of = at(repeat);
    const bool nested = of.repeat >= 0;
    put(sheet, at_row, 1, row.parent + (row.answers != nullptr ? of.name + "/" : std::string()) + row.id, {});
    put(sheet, at_row, 2, std::int64_t{row.number}, look_of(Fill::heading));
    if (nested) {
      const bool known = row.answers != nullptr;
      auto look = look_of(known ? Fill::heading : Fill::input);
      look.shown = Shown::text;
      put(sheet, at_row, 3, known ? number_of(of.repeat, row.parent) : std::string(), look);
    }
    std::size_t column = nested ? 3 : 2;
    for (const int index : columns) {
      const auto& question = at(index);
      const bool fixed = row.answers != nullptr && of.prefill && of.prefill->into == question.name;
      auto look = look_of(fixed ? Fill::heading : Fill::input);
      look.shown = shown_of(question.type);
      CellValue value;
      if (row.answers != nullptr) {
        const auto found = row.answers->cells.find(question.name);
        if (found != row.answers->cells.end()) { value = value_of(m_form, question, found->second); }
      }
      put(sheet, at_row, ++column, std::move(value), look);
    }
  }

  const form::Form& m_form;
  const WorkbookOrder& m_order;
  Answers m_answers;
  Lists m_lists;
  std::vector<std::string> m_taken;
  std::map<int, std::string> m_names;
  std::string m_cover_name, m_attestation_name;
};

}  // namespace

document::WrittenWorkbook lay_out(const form::Form& form, const WorkbookOrder& order) { return Layout(form, order).make(); }

Result<std::string> write_return_workbook(const form::Form& form, const WorkbookOrder& order) {
  return document::write_workbook(lay_out(form, order));
}

}  // namespace scamdesk::exchange
