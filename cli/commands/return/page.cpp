// SPDX-License-Identifier: Apache-2.0
#include "commands/return/page.hpp"

#include <charconv>
#include <set>

#include <scamdesk/assignment.hpp>

#include "commands/return/answers.hpp"
#include "commands/return/findings.hpp"

namespace scamdesk::cli {
namespace {

Data datum(const Cell& cell, const QuestionInfo& question) {
  std::int64_t number = 0;
  const auto* end = cell.text.data() + cell.text.size();
  const bool whole = cell.has_value() && question.type == "integer" && std::from_chars(cell.text.data(), end, number).ptr == end;
  return whole ? Data(number) : value_data(cell);
}

const Cell& cell_of(const Answers& answers, const std::string& question) {
  static const Cell blank;
  const auto found = answers.cells.find(question);
  return found == answers.cells.end() ? blank : found->second;
}

/// An answer that reads like one of the words for having none stands in quotes, so that it is not taken for it.
std::string told_apart(const std::string& text, Lang lang) {
  for (const auto& none : {TableCell::blank().text, said("not available"), said("not applicable"), said("erased"), said("(not asked)")}) {
    if (text == none.in(lang)) { return "“" + text + "”"; }
  }
  return text;
}

/// A return's answers with its form's order and words, every question in one of its states.
class Page {
public:
  Page(const Return& filled, const FormInfo& form)
      : m_filled(filled), m_form(form), m_not_asked(filled.not_asked.begin(), filled.not_asked.end()) {}

  /// Null for a blank; a question that is not asked stands in `not_asked`, and here when it was answered all the same.
  Data::Object data() const { return data(m_filled.answers, "", ""); }
  void add_tables(Document& document) const { add_tables(document, m_filled.answers, "", "", 1); }

  /// A row for each question, in the columns that `return import` takes.
  Table rows() const {
    Table table;
    table.schema = "scamdesk.return/1";
    table.columns = {{"name", said("Question")}, {"value", {}}, {"state", {}}, {"label", said("Label")}, {"answer", said("Answer")}};
    add_rows(table, m_filled.answers, "", "");
    return table;
  }

private:
  bool left_out(const Cell& cell, const std::string& field) const {
    return cell.state == CellState::blank && m_not_asked.contains(field);
  }

  Data::Object data(const Answers& answers, const std::string& repeat, const std::string& prefix) const {
    Data::Object data;
    for (const auto& question : m_form.questions) {
      if (question.repeat != repeat) { continue; }
      const auto& cell = cell_of(answers, question.name);
      if (!left_out(cell, prefix + question.name)) { data.emplace_back(question.name, datum(cell, question)); }
    }
    for (const auto& [name, rows] : answers.repeats) {
      Data::Array list;
      for (const auto& row : rows) {
        auto one = this->data(row.answers, name, prefix_of(prefix, name, row));
        one.insert(one.begin(), {"#", Data(row.number)});
        list.emplace_back(std::move(one));
      }
      data.emplace_back(name, std::move(list));
    }
    return data;
  }

  static std::string prefix_of(const std::string& prefix, const std::string& repeat, const AnswerRow& row) {
    return prefix + repeat + "[" + std::to_string(row.number) + "].";
  }

  TableCell words(const Cell& cell, const std::string& field) const {
    switch (cell.state) {
      case CellState::blank: return m_not_asked.contains(field) ? TableCell(said("(not asked)"), {}) : TableCell::blank();
      case CellState::not_available: return {said("not available"), {}};
      case CellState::not_applicable: return {said("not applicable"), {}};
      case CellState::erased: return {said("erased"), {}};
      case CellState::value: break;
    }
    return {Text{told_apart(cell.text, Lang::ko), told_apart(cell.text, Lang::en)}, Data(cell.text)};
  }

  void add_tables(Document& document, const Answers& answers, const std::string& repeat, const std::string& prefix, int level) const {
    Table table;
    table.columns = {{"name", said("Question")}, {"label", said("Label")}, {"answer", said("Answer")}};
    for (const auto& question : m_form.questions) {
      if (question.repeat != repeat) { continue; }
      table.rows.push_back({question.name, {question.label, {}}, words(cell_of(answers, question.name), prefix + question.name)});
    }
    document.blocks.emplace_back(std::move(table));
    for (const auto& [name, rows] : answers.repeats) {
      for (const auto& row : rows) {
        document.blocks.emplace_back(Heading{level + 1, plain(name + "[" + std::to_string(row.number) + "]")});
        add_tables(document, row.answers, name, prefix_of(prefix, name, row), level + 1);
      }
    }
  }

  static const char* state_word(const Cell& cell) {
    switch (cell.state) {
      case CellState::blank: return "blank";
      case CellState::not_available: return "not_available";
      case CellState::not_applicable: return "not_applicable";
      case CellState::erased: return "erased";
      case CellState::value: break;
    }
    return "value";
  }

  void add_rows(Table& table, const Answers& answers, const std::string& repeat, const std::string& prefix) const {
    for (const auto& question : m_form.questions) {
      if (question.repeat != repeat) { continue; }
      const auto field = prefix + question.name;
      const auto& cell = cell_of(answers, question.name);
      const auto value = assigned(cell);
      table.rows.push_back({field, value.empty() ? TableCell::blank() : TableCell(value),
                            left_out(cell, field) ? "not_asked" : state_word(cell), TableCell(question.label, question.label.en),
                            words(cell, field)});
    }
    for (const auto& [name, rows] : answers.repeats) {
      for (const auto& row : rows) { add_rows(table, row.answers, name, prefix_of(prefix, name, row)); }
    }
  }

  const Return& m_filled;
  const FormInfo& m_form;
  std::set<std::string> m_not_asked;
};

}  // namespace

Document return_page(const Return& filled, const FormInfo& form) {
  Document document;
  document.schema = "scamdesk.return/1";
  document.title = word(message("{0} {1}: {2}", filled.mission.value(), filled.round.value(), form.title));
  const auto state = state_word(filled.state);
  document.subtitle = filled.relevant == 0 ? state
                                           : word(message("{0}; {1} of {2} questions are blank", state, filled.blank,
                                                          filled.relevant));
  const Page page(filled, form);
  page.add_tables(document);
  if (!filled.unconfirmed.empty()) {
    document.blocks.emplace_back(Heading{2, said("Carried over from the last round, to be confirmed or changed")});
    document.blocks.emplace_back(Paragraph{plain(join(filled.unconfirmed, ", "))});
  }
  for (const auto& path : filled.conflicts) {
    document.blocks.emplace_back(Paragraph{word(message("{0} is in conflict: see 'scamdesk conflict list'", path))});
  }
  if (!filled.overrides.empty()) {
    document.blocks.emplace_back(Heading{2, said("Overridden checks")});
    document.blocks.emplace_back(findings_table(filled.overrides));
  }
  document.data = return_data(filled, page.data());
  return document;
}

Table return_rows(const Return& filled, const FormInfo& form) { return Page(filled, form).rows(); }

}  // namespace scamdesk::cli
