// SPDX-License-Identifier: Apache-2.0
#include "survey/interview.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "form/run.hpp"
#include "survey/carry.hpp"

namespace scamdesk::survey {
namespace {

using form::Question;
using form::Type;

class Asker {
public:
  Asker(form::Run& run, const Answers& answers, const Cells& cells, const PastReturn* last)
      : m_run(run), m_form(run.form()), m_answers(answers), m_last(last) {
    for (const auto& waiting : unconfirmed(cells, answers)) { m_waiting.insert(waiting.name); }
  }

  std::vector<AskedQuestion> go() {
    walk(m_run.top(), {});
    return std::move(m_asked);
  }

private:
  void walk(const form::Scope& scope, const Text& around) {
    for (const int index : m_run.questions_of(scope.repeat)) {
      const auto& question = m_form.questions[static_cast<std::size_t>(index)];
      if (scope.hidden[static_cast<std::size_t>(index)]) { continue; }
      if (question.type == Type::repeat) {
        ask_rows(index, question, scope, around);
      } else if (question.holds_value() && !question.read_only && question.calculation.empty()) {
        m_asked.push_back(asked(question, scope, around));
      }
    }
  }

  void ask_rows(int index, const Question& repeat, const form::Scope& scope, const Text& around) {
    auto rows = begun(repeat, scope, around);
    rows.type = "repeat";
    const auto place = m_asked.size();
    m_asked.push_back(std::move(rows));
    const auto found = scope.live->repeats.find(repeat.name);
    if (found == scope.live->repeats.end()) { return; }
    std::size_t at = 0;
    for (const auto* row : m_run.scopes_of(index)) {
      if (row->parent != &scope) { continue; }
      const auto number = std::to_string(found->second[at++].number);
      m_asked[place].rows.push_back(found->second[at - 1].number);
      walk(*row, {joined(around.ko, repeat.label.ko) + ' ' + number, joined(around.en, repeat.label.en) + ' ' + number});
    }
  }

  static std::string joined(const std::string& outer, const std::string& inner) {
    return outer.empty() ? inner : outer + " / " + inner;
  }

  AskedQuestion begun(const Question& question, const form::Scope& scope, const Text& around) const {
    AskedQuestion one;
    one.field = scope.prefix + question.name;
    one.name = question.name;
    one.section = around;
    for (int at = question.parent; at >= 0 && at != scope.repeat; at = m_form.questions[static_cast<std::size_t>(at)].parent) {
      const auto& label = m_form.questions[static_cast<std::size_t>(at)].label;
      one.section = around.empty() ? label : Text{joined(around.ko, label.ko), joined(around.en, label.en)};
    }
    one.label = question.label;
    one.hint = question.hint;
    one.unit = question.unit;
    return one;
  }

  AskedQuestion asked(const Question& question, const form::Scope& scope, const Text& around) {
    auto one = begun(question, scope, around);
    one.type = std::string(form::to_string(question.type));
    one.sensitive = question.sensitive;
    one.may_be_not_available = question.may_be_not_available;
    one.may_be_not_applicable = question.may_be_not_applicable;
    one.unconfirmed = m_waiting.contains(one.field);
    if (!question.required.empty()) {
      const auto required = m_run.evaluate(question.required, scope);
      one.required = required && form::to_boolean(*required);
    }
    if (const auto found = scope.live->cells.find(question.name); found != scope.live->cells.end()) { one.answer = found->second; }
    one.answer_words = words(m_form, question, one.answer);
    one.before_words = before(question, one.field);
    offer(question, scope, one);
    return one;
  }

  static Text words(const form::Form& form, const Question& question, const Cell& cell) {
    if (cell.state == CellState::blank || question.sensitive) { return {}; }
    return {form::display(form, question, cell, Lang::ko), form::display(form, question, cell, Lang::en)};
  }

  Text before(const Question& question, const std::string& field) const {
    const auto place = m_last == nullptr ? Result<form::Place>() : form::locate(m_form, m_answers, field, {});
    if (m_last == nullptr || !place) { return {}; }
    const auto found = m_last->cells.find(place->path);
    return found == m_last->cells.end() ? Text{} : words(m_form, question, found->second);
  }

  void offer(const Question& question, const form::Scope& scope, AskedQuestion& one) {
    const auto* list = question.type == Type::record ? nullptr : m_form.list(question.list);
    if (list == nullptr) { return; }
    for (const auto& choice : list->choices) {
      if (is_offered(question, scope, choice)) { one.choices.emplace_back(choice.name, choice.label); }
    }
  }

  bool is_offered(const Question& question, const form::Scope& scope, const form::Choice& choice) {
    if (question.choice_filter.empty()) { return true; }
    Answers item;
    item.cells.emplace("name", Cell::of(choice.name));
    for (const auto& [column, value] : choice.columns) { item.cells.insert_or_assign(column, Cell::of(value)); }
    const Cell self = Cell::of(choice.name);
    const auto offered = m_run.evaluate(question.choice_filter, scope, &self, &item);
    return !offered || form::to_boolean(*offered);
  }

  form::Run& m_run;
  const form::Form& m_form;
  const Answers& m_answers;
  const PastReturn* m_last;
  std::set<std::string> m_waiting;
  std::vector<AskedQuestion> m_asked;
};

}  // namespace

Result<std::vector<AskedQuestion>> questions_to_ask(const form::Form& form, const Cells& cells, const PastReturn* last,
                                                    const form::CheckContext& context) {
  const auto answers = form::to_answers(form, cells);
  form::Run run(form, answers, context);
  if (const auto settled = run.settle(); !settled) { return fail(settled.error()); }
  return Asker(run, answers, cells, last).go();
}

}  // namespace scamdesk::survey
