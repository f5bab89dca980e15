// SPDX-License-Identifier: Apache-2.0
#include "exchange/codebook/codebook.hpp"

#include <algorithm>
#include <set>

#include "exchange/codebook/words.hpp"

namespace scamdesk::exchange {
namespace {

using form::Question;
using form::Type;

/// Lists longer than this stand at the end.
constexpr std::size_t longest_list_in_place = 12;

void add(Text& all, const Text& more) {
  if (more.empty()) { return; }
  all.ko += (all.ko.empty() ? "" : " · ") + more.ko;
  all.en += (all.en.empty() ? "" : " · ") + more.en;
}

class Writer {
public:
  explicit Writer(const form::Form& form) : m_form(form) {}

  Document write() {
    const std::string id = m_form.name.value() + " · ";
    m_document.schema = "scamdesk.codebook/1";
    m_document.title = m_form.title;
    m_document.subtitle = {id + word(message("version {0}", m_form.version), Lang::ko),
                           id + word(message("version {0}", m_form.version), Lang::en)};
    if (!m_form.about.empty()) { m_document.blocks.emplace_back(Paragraph{m_form.about}); }
    section(-1, 2);
    checks();
    lists();
    return std::move(m_document);
  }

private:
  const Question& at(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }

  void section(int parent, int level) {
    for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
      const auto& asked = m_form.questions[i];
      if (asked.parent != parent) { continue; }
      if (asked.type == Type::group || asked.type == Type::repeat) {
        flush();
        heading(asked, level);
        section(static_cast<int>(i), level + 1);
        flush();
      } else if (asked.type == Type::note) {
        flush();
        m_document.blocks.emplace_back(Paragraph{asked.label});
      } else {
        if (m_table.columns.empty()) { m_table = empty_table(); }
        m_table.rows.push_back({TableCell(question_words(asked), Data(asked.name)),
                                TableCell(room(asked), Data(std::string(form::to_string(asked.type)))),
                                TableCell(rules(asked), Data())});
      }
    }
    if (parent < 0) { flush(); }
  }

  void heading(const Question& asked, int level) {
    const auto title = asked.type == Type::repeat ? word(message("{0} (as many rows as are needed)", asked.label)) : asked.label;
    m_document.blocks.emplace_back(Heading{std::min(level, 4), title});
    if (!asked.hint.empty()) { m_document.blocks.emplace_back(Paragraph{asked.hint}); }
    if (!asked.relevant.empty()) { m_document.blocks.emplace_back(Paragraph{only_when(asked)}); }
  }

  static Table empty_table() {
    Table table;
    table.schema = "scamdesk.codebook-questions/1";
    table.rows_key = "questions";
    table.columns = {{"name", word(message("Question"))}, {"answer", word(message("Answer"))}, {"rules", word(message("Rules"))}};
    return table;
  }

  void flush() {
    if (!m_table.rows.empty()) { m_document.blocks.emplace_back(std::move(m_table)); }
    m_table = {};
  }

  static Text question_words(const Question& asked) {
    Text words = asked.label;
    if (!asked.hint.empty()) { add(words, asked.hint); }
    const std::string name = " [" + asked.name + "]";
    return {words.ko + name, words.en + name};
  }

  /// Where the answer is written, or the boxes to tick.
  Text room(const Question& asked) {
    if (asked.type == Type::calculate || !asked.calculation.empty()) { return calculated(asked); }
    switch (asked.type) {
      case Type::select_one:
      case Type::select_multiple: return boxes(asked);
      case Type::date: return {"____년 __월 __일", "____-__-__"};
      case Type::date_time: return {"____년 __월 __일 __:__", "____-__-__ __:__"};
      case Type::integer:
      case Type::decimal: return {"________ " + asked.unit.ko, "________ " + asked.unit.en};
      default: return {"________________", "________________"};
    }
  }

  Text calculated(const Question& asked) const {
    const auto words = in_words(m_form, asked.calculation, &asked);
    return word(message("calculated: {0} [{1}]", words, asked.calculation.text()));
  }

  Text boxes(const Question& asked) {
    const auto* list = m_form.list(asked.list);
    if (list == nullptr) { return {}; }
    const bool many = asked.type == Type::select_multiple;
    Text all = many ? word(message("all that apply:")) : word(message("one of:"));
    if (list->choices.size() > longest_list_in_place) {
      m_long_lists.insert(list->name);
      all.ko += " " + word(message("the list {0}, at the end", list->name), Lang::ko);
      all.en += " " + word(message("the list {0}, at the end", list->name), Lang::en);
      return all;
    }
    for (const auto& choice : list->choices) {
      all.ko += " ☐ " + choice.label.ko + " (" + choice.name + ")";
      all.en += " ☐ " + choice.label.en + " (" + choice.name + ")";
    }
    return all;
  }

  Text only_when(const Question& asked) const {
    return word(message("only when {0} [{1}]", in_words(m_form, asked.relevant, &asked), asked.relevant.text()));
  }

  Text rules(const Question& asked) const {
    Text all;
    const bool always = asked.required.text() == "true()";
    if (always) { add(all, word(message("required"))); }
    if (!asked.required.empty() && !always) {
      add(all, word(message("required when {0} [{1}]", in_words(m_form, asked.required, &asked), asked.required.text())));
    }
    if (!asked.relevant.empty()) { add(all, only_when(asked)); }
    if (!asked.constraint.empty()) {
      add(all, word(message("must hold: {0} [{1}]", in_words(m_form, asked.constraint, &asked), asked.constraint.text())));
    }
    if (!asked.choice_filter.empty()) { add(all, word(message("choices offered: [{0}]", asked.choice_filter.text()))); }
    if (asked.may_be_not_available) { add(all, word(message("☐ not available"))); }
    if (asked.may_be_not_applicable) { add(all, word(message("☐ not applicable"))); }
    if (asked.read_only) { add(all, word(message("the program fills this in"))); }
    if (asked.sensitive) { add(all, word(message("personal data"))); }
    return all;
  }

  void checks() {
    if (m_form.checks.empty()) { return; }
    m_document.blocks.emplace_back(Heading{2, word(message("Checks"))});
    Table table;
    table.schema = "scamdesk.codebook-checks/1";
    table.rows_key = "checks";
    table.columns = {{"check", word(message("Check"))},
                     {"severity", word(message("Severity"))},
                     {"holds", word(message("Must hold"))},
                     {"message", word(message("Otherwise"))}};
    for (const auto& check : m_form.checks) {
      const auto words = in_words(m_form, check.test, nullptr);
      const Text holds{words.ko + " [" + check.test.text() + "]", words.en + " [" + check.test.text() + "]"};
      table.rows.push_back({check.id, severity(check.severity), TableCell(holds, Data(check.test.text())),
                            TableCell(check.message, Data(check.message.en))});
    }
    m_document.blocks.emplace_back(std::move(table));
  }

  static TableCell severity(form::Severity severity) {
    const Data datum = std::string(form::to_string(severity));
    switch (severity) {
      case form::Severity::hard: return {word(message("stops filing")), datum};
      case form::Severity::soft: return {word(message("asks for a reason")), datum};
      case form::Severity::info: break;
    }
    return {word(message("for information")), datum};
  }

  void lists() {
    for (const auto& list : m_form.choices) {
      if (!m_long_lists.contains(list.name)) { continue; }
      m_document.blocks.emplace_back(Heading{2, word(message("The list {0}", list.name))});
      Table table;
      table.schema = "scamdesk.codebook-list/1";
      table.rows_key = list.name;
      table.columns = {{"code", word(message("Code"))}, {"label", word(message("Label"))}};
      for (const auto& choice : list.choices) { table.rows.push_back({choice.name, TableCell(choice.label, Data(choice.label.en))}); }
      m_document.blocks.emplace_back(std::move(table));
    }
  }

  const form::Form& m_form;
  Document m_document;
  Table m_table;
  std::set<std::string> m_long_lists;
};

}  // namespace

Document codebook(const form::Form& form) { return Writer(form).write(); }

}  // namespace scamdesk::exchange
