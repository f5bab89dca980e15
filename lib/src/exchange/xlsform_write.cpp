// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "exchange/xlsform.hpp"
#include "exchange/xlsform_changes.hpp"

namespace scamdesk::exchange {
namespace {

using document::CellLook;
using document::WrittenSheet;
using form::Question;
using form::Type;

/// A sheet with names in its first row; a cell is put under the name of its column.
class SheetMaker {
public:
  SheetMaker(std::string name, std::vector<std::string> columns) : m_columns(std::move(columns)) {
    m_sheet.name = std::move(name);
    m_sheet.frozen_rows = 1;
    CellLook head;
    head.fill = CellLook::Fill::heading;
    head.bold = true;
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
      m_sheet.cells.push_back({1, i + 1, m_columns[i], head});
      m_sheet.columns.push_back({20, false});
    }
  }

  void next() { ++m_row; }
  void put(std::string_view column, const std::string& text) {
    if (text.empty()) { return; }
    auto found = std::ranges::find(m_columns, column);
    CellLook look;
    look.wrap = false;
    look.shown = CellLook::Shown::text;
    m_sheet.cells.push_back({m_row, static_cast<std::size_t>(found - m_columns.begin()) + 1, text, look});
  }
  void put(const std::string& column, const Text& words) {
    put(column + "::Korean (ko)", words.ko);
    put(column + "::English (en)", words.en);
  }
  WrittenSheet finish() { return std::move(m_sheet); }

private:
  std::vector<std::string> m_columns;
  WrittenSheet m_sheet;
  std::size_t m_row = 1;
};

std::vector<std::string> with_languages(std::vector<std::string> columns) {
  std::vector<std::string> all;
  for (auto& column : columns) {
    if (!column.starts_with('*')) {
      all.push_back(std::move(column));
      continue;
    }
    all.push_back(column.substr(1) + "::Korean (ko)");
    all.push_back(column.substr(1) + "::English (en)");
  }
  return all;
}

class Maker {
public:
  explicit Maker(const form::Form& form) : m_form(form) {}

  document::WrittenWorkbook make() {
    document::WrittenWorkbook book{m_form.title.ko, {}, {}};
    book.sheets = {survey(), choices(), settings()};
    if (!m_form.checks.empty()) { book.sheets.push_back(checks()); }
    if (!m_form.changes.empty()) { book.sheets.push_back(changes()); }
    return book;
  }

private:
  const Question& at(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }

  WrittenSheet survey() const {
    SheetMaker sheet("survey", with_languages({"type", "name", "*label", "*hint", "required", "*required_message", "relevant", "constraint",
                                               "*constraint_message", "calculation", "choice_filter", "read_only", "default", "appearance",
                                               "scamdesk_type", "scamdesk_missing", "scamdesk_sensitive", "*scamdesk_unit", "scamdesk_nil",
                                               "scamdesk_jump", "scamdesk_prefill"}));
    add_questions(sheet, -1);
    return sheet.finish();
  }

  void add_questions(SheetMaker& sheet, int parent) const {
    for (int i = 0; i < static_cast<int>(m_form.questions.size()); ++i) {
      if (at(i).parent != parent) { continue; }
      add_question(sheet, at(i));
      if (at(i).type != Type::group && at(i).type != Type::repeat) { continue; }
      add_questions(sheet, i);
      sheet.next();
      sheet.put("type", at(i).type == Type::group ? "end group" : "end repeat");
    }
  }

  static std::string type_word(const Question& question) {
    if (question.type == Type::group) { return "begin group"; }
    if (question.type == Type::repeat) { return "begin repeat"; }
    if (question.type == Type::record) { return "text"; }
    const bool selects = question.type == Type::select_one || question.type == Type::select_multiple;
    return std::string(form::to_string(question.type)) + (selects ? " " + question.list : std::string());
  }

  /// A default that is a plain word is written as one, as it stands in a definition.
  static std::string default_words(const std::string& text) {
    const bool literal = text.size() > 2 && text.front() == '\'' && text.find('\'', 1) == text.size() - 1;
    return literal ? text.substr(1, text.size() - 2) : text;
  }

  static void add_question(SheetMaker& sheet, const Question& question) {
    sheet.next();
    sheet.put("type", type_word(question));
    if (question.type == Type::record) { sheet.put("scamdesk_type", "record " + question.list); }
    sheet.put("name", question.name);
    sheet.put(std::string("label"), question.label);
    sheet.put(std::string("hint"), question.hint);
    sheet.put("required", question.required.text());
    sheet.put(std::string("required_message"), question.required_message);
    sheet.put("relevant", question.relevant.text());
    sheet.put("constraint", question.constraint.text());
    sheet.put(std::string("constraint_message"), question.constraint_message);
    sheet.put("calculation", question.calculation.text());
    sheet.put("choice_filter", question.choice_filter.text());
    sheet.put("read_only", question.read_only ? "yes" : "");
    sheet.put("default", default_words(question.default_value.text()));
    sheet.put("appearance", question.appearance);
    sheet.put("scamdesk_sensitive", question.sensitive ? "yes" : "");
    sheet.put(std::string("scamdesk_unit"), question.unit);
    sheet.put("scamdesk_nil", question.nil.value_or(""));
    sheet.put("scamdesk_jump", question.jump.value_or(""));
    std::string missing = question.may_be_not_available ? "not_available" : "";
    if (question.may_be_not_applicable) { missing += missing.empty() ? "not_applicable" : " not_applicable"; }
    sheet.put("scamdesk_missing", missing);
    if (question.prefill) { sheet.put("scamdesk_prefill", question.prefill->from + " " + question.prefill->into); }
  }

  WrittenSheet choices() const {
    std::vector<std::string> columns{"list_name", "name", "*label"};
    for (const auto& list : m_form.choices) {
      for (const auto& choice : list.choices) {
        for (const auto& [name, value] : choice.columns) {
          if (std::ranges::find(columns, name) == columns.end()) { columns.push_back(name); }
        }
      }
    }
    SheetMaker sheet("choices", with_languages(columns));
    for (const auto& list : m_form.choices) {
      for (const auto& choice : list.choices) {
        sheet.next();
        sheet.put("list_name", list.name);
        sheet.put("name", choice.name);
        sheet.put(std::string("label"), choice.label);
        for (const auto& [name, value] : choice.columns) { sheet.put(name, value); }
      }
    }
    return sheet.finish();
  }

  WrittenSheet settings() const {
    SheetMaker sheet("settings", with_languages({"*form_title", "form_id", "version", "default_language", "scamdesk_kind", "*scamdesk_about",
                                                 "scamdesk_plural", "scamdesk_owner", "scamdesk_key", "scamdesk_import_key", "scamdesk_zone"}));
    sheet.next();
    sheet.put(std::string("form_title"), m_form.title);
    sheet.put("form_id", m_form.name.value());
    sheet.put("version", m_form.version);
    sheet.put("default_language", "Korean (ko)");
    sheet.put("scamdesk_kind", m_form.kind == form::Kind::survey ? "survey" : m_form.kind == form::Kind::system ? "system" : "register");
    sheet.put(std::string("scamdesk_about"), m_form.about);
    sheet.put("scamdesk_plural", m_form.plural);
    sheet.put("scamdesk_owner", m_form.shared ? "shared" : "mission");
    sheet.put("scamdesk_key", base::join(m_form.key, " "));
    sheet.put("scamdesk_import_key", base::join(m_form.import_key, " "));
    sheet.put("scamdesk_zone", m_form.zone);
    return sheet.finish();
  }

  WrittenSheet checks() const {
    SheetMaker sheet("scamdesk_checks", with_languages({"id", "severity", "fields", "test", "*message", "repeat"}));
    for (const auto& check : m_form.checks) {
      sheet.next();
      sheet.put("id", check.id);
      sheet.put("severity", std::string(form::to_string(check.severity)));
      sheet.put("fields", base::join(check.fields, " "));
      sheet.put("test", check.test.text());
      sheet.put(std::string("message"), check.message);
      if (check.repeat >= 0) { sheet.put("repeat", at(check.repeat).name); }
    }
    return sheet.finish();
  }

  WrittenSheet changes() const {
    const auto& columns = xlsform::change_columns();
    SheetMaker sheet(std::string(xlsform::changes_sheet), columns);
    for (const auto& row : xlsform::change_rows(m_form.changes)) {
      sheet.next();
      for (std::size_t i = 0; i < columns.size(); ++i) { sheet.put(columns[i], row[i]); }
    }
    return sheet.finish();
  }

  const form::Form& m_form;
};

}  // namespace

document::WrittenWorkbook write_xlsform(const form::Form& form) { return Maker(form).make(); }

}  // namespace scamdesk::exchange
