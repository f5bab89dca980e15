// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "exchange/workbook.hpp"
#include "exchange/workbook_layout.hpp"
#include "exchange/workbook_values.hpp"

namespace scamdesk::exchange {
namespace {

using document::CellLook;
using document::CellValue;
using document::WrittenSheet;
using form::Question;
using form::Type;
using Fill = CellLook::Fill;
using Shown = CellLook::Shown;

constexpr std::size_t spare_rows = 20;
constexpr std::size_t rows_with_lists = 300;  ///< so that rows put in by hand have drop-down lists too

CellLook look_of(Fill fill, bool bold = false) {
  CellLook look;
  look.fill = fill;
  look.bold = bold;
  look.border = fill == Fill::heading || fill == Fill::input;
  look.locked = fill != Fill::input;
  if (fill == Fill::title) { look.size = 14; }
  return look;
}

Shown shown_of(Type type) {
  switch (type) {
    case Type::integer: return Shown::whole;
    case Type::decimal: return Shown::general;
    case Type::date: return Shown::date;
    default: return Shown::text;
  }
}

/// The sheet of choices: a column for each list, once more where words for having no value stand under it.
class Lists {
public:
  explicit Lists(const form::Form& form) : m_form(form), m_name(word(message("Choices")).ko + " Choices") {}

  /// `='선택지 Choices'!$A$2:$A$9`; empty when the question has nothing to choose.
  std::string source_for(const Question& question, bool with_reasons) {
    const auto* list = question.type == Type::select_one || question.type == Type::select_multiple ? m_form.list(question.list) : nullptr;
    std::vector<std::string> words;
    std::string title = list == nullptr ? word(message("No value")).ko : list->name;
    if (list != nullptr) {
      for (const auto& choice : list->choices) { words.push_back(workbook::choice_words(*list, choice)); }
    }
    if (with_reasons && question.may_be_not_available) { words.push_back(workbook::not_available_words().ko); }
    if (with_reasons && question.may_be_not_applicable) { words.push_back(workbook::not_applicable_words().ko); }
    return source_of(title, words);
  }
  std::string reasons_for(const Question& question) {
    Question bare;
    bare.may_be_not_available = question.may_be_not_available;
    bare.may_be_not_applicable = question.may_be_not_applicable;
    return source_for(bare, true);
  }
  std::string source_of(const std::string& title, const std::vector<std::string>& words) {
    if (words.empty()) { return {}; }
    auto found = std::ranges::find(m_columns, words, &std::pair<std::string, std::vector<std::string>>::second);
    if (found == m_columns.end()) { found = m_columns.insert(m_columns.end(), {title, words}); }
    const auto column = static_cast<std::size_t>(found - m_columns.begin()) + 1;
    auto letters = document::cell_name(1, column);
    letters.pop_back();
    return fmt::format("='{0}'!${1}$2:${1}${2}", m_name, letters, words.size() + 1);
  }

  WrittenSheet sheet() const {
    WrittenSheet sheet;
    sheet.name = m_name;
    sheet.guarded = true;
    sheet.frozen_rows = 1;
    for (std::size_t column = 1; column <= m_columns.size(); ++column) {
      const auto& [title, words] = m_columns[column - 1];
      sheet.columns.push_back({28, false});
      sheet.cells.push_back({1, column, title, look_of(Fill::heading, true)});
      for (std::size_t row = 0; row < words.size(); ++row) { sheet.cells.push_back({row + 2, column, words[row], {}}); }
    }
    return sheet;
  }

private:
  const form::Form& m_form;
  std::string m_name;
  std::vector<std::pair<std::string, std::vector<std::string>>> m_columns;
};

class Layout {
public:
  Layout(const form::Form& form, const WorkbookOrder& order)
      : m_form(form), m_order(order), m_answers(form::to_answers(form, order.cells)), m_lists(form) {}

  document::WrittenWorkbook make() {
    document::WrittenWorkbook book{m_form.title.ko, m_order.made, {}};
    name_sheets();
    book.sheets.push_back(cover());
    for (const auto& section : workbook::sections(m_form)) { book.sheets.push_back(section_sheet(section)); }
    for (const int repeat : workbook::repeats(m_form)) { book.sheets.push_back(repeat_sheet(repeat)); }
    book.sheets.push_back(attestation());
    book.sheets.push_back(m_lists.sheet());
    book.sheets.push_back(hidden());
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

  static void put(WrittenSheet& sheet, std::size_t row, std::size_t column, CellValue value, CellLook look) {
    sheet.cells.push_back({row, column, std::move(value), look});
  }
  static void title(WrittenSheet& sheet, const Text& words, std::size_t column) {
    put(sheet, 1, column, words.ko == words.en ? words.ko : words.ko + "  " + words.en, [] {
      auto look = look_of(Fill::none, true);
      look.size = 14;
      look.wrap = false;
      return look;
    }());
  }

  // ---- the cover and the attestation ----

  WrittenSheet cover() {
    WrittenSheet sheet;
    sheet.name = m_cover_name;
    sheet.guarded = true;
    sheet.columns = {{2, true}, {26, false}, {26, false}, {56, false}};
    title(sheet, m_form.title, 2);
    marks(sheet, {workbook::question_mark, {}, {}, workbook::answer_mark});
    const auto& cover = m_order.cover;
    std::size_t row = 3;
    const auto line = [&](const Text& name, const std::string& value, std::string_view mark) {
      const bool asked = !mark.empty() && value.empty();
      ++row;
      if (!mark.empty()) { put(sheet, row, 1, std::string(mark), {}); }
      put(sheet, row, 2, name.ko, look_of(Fill::heading, true));
      put(sheet, row, 3, name.en, look_of(Fill::heading));
      auto look = look_of(asked ? Fill::input : Fill::none);
      look.shown = Shown::text;
      look.border = true;
      put(sheet, row, 4, value, look);
    };
    const auto mission = cover.mission.value().empty() ? std::string() : cover.mission.value() + "  " + m_order.mission_name.ko;
    line(word(message("Mission")), mission, workbook::mission_name);
    line(word(message("Round")), cover.round.value(), workbook::round_name);
    if (m_order.due) { line(word(message("Due")), to_string(*m_order.due), {}); }
    line(word(message("Form")), cover.form.value() + " " + cover.version, {});
    line(word(message("Form's hash")), to_string(cover.form_hash).substr(0, 16), {});
    line(word(message("Made from")), cover.base, {});
    line(word(message("Made on")), to_string(seoul_date(m_order.made)), {});
    ++row;
    for (const auto& words : advice()) {
      put(sheet, ++row, 2, words.ko, [] { auto look = look_of(Fill::none); look.wrap = false; return look; }());
      put(sheet, ++row, 2, words.en, [] { auto look = look_of(Fill::muted); look.wrap = false; return look; }());
    }
    return sheet;
  }

  static std::vector<Text> advice() {
    return {word(message("Fill in the yellow cells, sheet by sheet, and write the attestation at the end.")),
            word(message("A zero is an answer; a blank is none. Where a figure is not known, choose \"not available\"; where it does not apply, \"not applicable\".")),
            word(message("Several choices stand in one cell with a semicolon between them.")),
            word(message("Do not write names, passport numbers or phone numbers of people concerned."))};
  }

  WrittenSheet attestation() {
    WrittenSheet sheet;
    sheet.name = m_attestation_name;
    sheet.guarded = true;
    sheet.columns = {{2, true}, {26, false}, {26, false}, {40, false}};
    title(sheet, word(message("Attestation")), 2);
    marks(sheet, {workbook::question_mark, {}, {}, workbook::answer_mark});
    put(sheet, 3, 2, word(message("I have checked these answers and submit them for the mission.")).ko, look_of(Fill::none));
    put(sheet, 3, 3, word(message("I have checked these answers and submit them for the mission.")).en, look_of(Fill::muted));
    std::size_t row = 3;
    const auto line = [&](const Text& name, std::string_view mark, Shown shown) {
      put(sheet, ++row, 1, std::string(mark), {});
      put(sheet, row, 2, name.ko, look_of(Fill::heading, true));
      put(sheet, row, 3, name.en, look_of(Fill::heading));
      auto look = look_of(Fill::input);
      look.shown = shown;
      put(sheet, row, 4, std::monostate(), look);
    };
    line(word(message("Name")), workbook::attested_name, Shown::text);
    line(word(message("Post")), workbook::attested_post, Shown::text);
    line(word(message("Date")), workbook::attested_date, Shown::date);
    return sheet;
  }

  static void marks(WrittenSheet& sheet, const std::vector<std::string_view>& columns) {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (!columns[i].empty()) { put(sheet, workbook::marks_row, i + 1, std::string(columns[i]), {}); }
    }
    sheet.heights.emplace_back(workbook::marks_row, 0);
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

  // ---- what the officer does not see ----

  WrittenSheet hidden() const {
    WrittenSheet sheet;
    sheet.name = std::string(workbook::hidden_sheet);
    sheet.hidden = sheet.guarded = true;
    std::size_t row = 0;
    auto look = CellLook{};
    look.shown = Shown::text;
    const auto line = [&](std::string_view name, const std::string& value, std::string_view state = {}) {
      put(sheet, ++row, 1, std::string(name), look);
      put(sheet, row, 2, value, look);
      if (!state.empty()) { put(sheet, row, 3, std::string(state), look); }
    };
    const auto& cover = m_order.cover;
    line("schema", std::string(workbook::schema));
    line("mission", cover.mission.value());
    line("round", cover.round.value());
    line("form", cover.form.value());
    line("version", cover.version);
    line("form_hash", to_string(cover.form_hash));
    line("base", cover.base);
    line("id", cover.id);
    line(workbook::base_mark, {});
    for (const auto& [path, cell] : m_order.cells) {
      if (cell.state == CellState::value) { line(path, cell.text, "value"); }
      if (cell.state == CellState::not_available) { line(path, {}, "not_available"); }
      if (cell.state == CellState::not_applicable) { line(path, {}, "not_applicable"); }
    }
    return sheet;
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
