// SPDX-License-Identifier: Apache-2.0
#include "survey/difference.hpp"

#include <algorithm>
#include <set>

namespace scamdesk::survey {
namespace {

constexpr std::string_view mask = "•••";

Cell cell_in(const Answers* answers, const std::string& name) {
  if (answers == nullptr) { return Cell::blank(); }
  const auto found = answers->cells.find(name);
  return found == answers->cells.end() ? Cell::blank() : found->second;
}

const std::vector<AnswerRow>& rows_in(const Answers* answers, const std::string& repeat) {
  static const std::vector<AnswerRow> none;
  if (answers == nullptr) { return none; }
  const auto found = answers->repeats.find(repeat);
  return found == answers->repeats.end() ? none : found->second;
}

TableCell shown(const form::Form& form, const form::Question& question, const Cell& cell) {
  if (cell.state == CellState::blank) { return TableCell::blank(); }
  if (question.sensitive) { return {std::string(mask)}; }
  const Text words{form::display(form, question, cell, Lang::ko), form::display(form, question, cell, Lang::en)};
  if (cell.has_value()) { return {words, Data(cell.text)}; }
  const std::string_view reason = cell.state == CellState::not_available    ? "not_available"
                                  : cell.state == CellState::not_applicable ? "not_applicable"
                                                                            : "erased";
  return {words, Data(Data::Object{{"na", Data(reason)}})};
}

bool was_split(const form::Form& form, const std::string& name) {
  return std::ranges::any_of(form.changes, [&](const form::Change& change) {
    return change.name == name && change.became == form::Became::split;
  });
}

class Differ {
public:
  Differ(const form::Form& form, Table& table) : m_form(form), m_table(table) {}

  void compare(int repeat, const Answers* before, const Answers* after, const std::string& prefix) {
    for (const auto& question : m_form.questions) {
      if (question.repeat != repeat) { continue; }
      if (question.type == form::Type::repeat) {
        compare_rows(question, before, after, prefix);
      } else if (question.holds_value() && std::ranges::find(m_form.key, question.name) == m_form.key.end()) {
        compare_cells(question, cell_in(before, question.name), cell_in(after, question.name), prefix);
      }
    }
  }

private:
  void compare_rows(const form::Question& repeat, const Answers* before, const Answers* after, const std::string& prefix) {
    const int index = m_form.index_of(repeat.name);
    const auto& former = rows_in(before, repeat.name);
    std::set<const AnswerRow*> matched;
    const auto named = [&](const AnswerRow& row) { return prefix + repeat.name + '[' + std::to_string(row.number) + "]."; };
    for (const auto& row : rows_in(after, repeat.name)) {
      const auto* same = match(repeat, row, former, matched);
      if (same != nullptr) { matched.insert(same); }
      compare(index, same == nullptr ? nullptr : &same->answers, &row.answers, named(row));
    }
    for (const auto& row : former) {
      if (!matched.contains(&row)) { compare(index, &row.answers, nullptr, named(row)); }
    }
  }

  static const AnswerRow* match(const form::Question& repeat, const AnswerRow& row, const std::vector<AnswerRow>& former,
                                const std::set<const AnswerRow*>& matched) {
    const auto first = [&](auto fits) -> const AnswerRow* {
      const auto found = std::ranges::find_if(former, [&](const auto& other) { return !matched.contains(&other) && fits(other); });
      return found == former.end() ? nullptr : &*found;
    };
    if (const auto* same = first([&](const AnswerRow& other) { return other.id == row.id; })) { return same; }
    if (!repeat.prefill) { return nullptr; }
    const auto key = cell_in(&row.answers, repeat.prefill->into);
    return first([&](const AnswerRow& other) { return key.has_value() && cell_in(&other.answers, repeat.prefill->into) == key; });
  }

  void compare_cells(const form::Question& question, const Cell& before, const Cell& after, const std::string& prefix) {
    if (before == after) { return; }
    const bool added = before.state == CellState::blank;
    const bool removed = after.state == CellState::blank;
    const Text words = word(added ? message("added") : removed ? message("removed") : message("changed"));
    m_table.rows.push_back({prefix + question.name, {question.label, Data(question.label.en)}, shown(m_form, question, before), shown(m_form, question, after),
                            TableCell(words, added ? "added" : removed ? "removed" : "changed")});
  }

  const form::Form& m_form;
  Table& m_table;
};

/// Answers to questions that this form does not ask any more, and that no other question takes up.
void add_given_up(const form::Form& form, const PastReturn& before, Table& table) {
  const auto answers = form::to_answers(*before.form, before.cells);
  const form::VersionMap map(form);
  for (const auto& question : before.form->questions) {
    const auto now = map.name_of(question.name);
    if (!question.holds_value() || form.find(now) != nullptr || was_split(form, question.name)) { continue; }
    const auto words = word(now.empty() ? message("question retired") : message("question removed"));
    for (const auto& [path, cell] : before.cells) {
      if (leaf_of(path) != question.name || cell.state == CellState::blank) { continue; }
      table.rows.push_back({name_of(answers, path), {question.label, Data(question.label.en)}, shown(*before.form, question, cell),
                            TableCell::blank(), TableCell(words, now.empty() ? "retired" : "question_removed")});
    }
  }
}

}  // namespace

Table difference(const form::Form& form, const PastReturn& before, const Answers& after) {
  Table table{"scamdesk.return-difference/1", "changes", {}, word(message("What changed")),
              {{"field", word(message("Question"))},
               {"label", word(message("Label"))},
               {"before", word(message("Before"))},
               {"after", word(message("After"))},
               {"change", word(message("Change"))}},
              {}, {}};
  const auto read = form::to_answers(form, form::VersionMap(form).read(before.cells));
  Differ(form, table).compare(-1, &read, &after, {});
  add_given_up(form, before, table);
  return table;
}

}  // namespace scamdesk::survey
