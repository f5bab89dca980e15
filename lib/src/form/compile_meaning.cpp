// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "form/compile.hpp"
#include "form/compile_types.hpp"

/// What each expression can mean, once all of them stand: types, rules decided in advance, lists that nothing uses.
namespace scamdesk::form {
namespace {

class MeaningPass {
public:
  MeaningPass(const Definition& definition, const Form& form, Faults& faults)
      : m_definition(definition), m_form(form), m_faults(faults) {}

  void run() {
    for (std::size_t i = 0; i < m_definition.questions.size(); ++i) {
      check_question(m_definition.questions[i], m_form.questions[i]);
    }
    for (std::size_t i = 0; i < m_definition.checks.size(); ++i) {
      check_rule(m_definition.checks[i], m_form.checks[i]);
    }
    for (const auto& list : m_definition.lists) {
      check_used(list);
      if (const auto* choices = m_form.list(list.text)) { check_offered(*choices); }
    }
  }

private:
  void check_question(const QuestionDraft& draft, const Question& question) {
    check_types(m_form, question.relevant, nullptr, draft.relevant, m_faults);
    check_types(m_form, question.calculation, &question, draft.calculation, m_faults);
    check_types(m_form, question.required, nullptr, draft.required, m_faults);
    check_types(m_form, question.constraint, &question, draft.constraint, m_faults);
    check_types(m_form, question.choice_filter, &question, draft.choice_filter, m_faults);
    check_types(m_form, question.default_value, nullptr, draft.default_value, m_faults);
    if (decided(m_form, question.relevant) == false) {
      m_faults.warning(draft.relevant, message("{0} is never asked: this is false whatever the answers", question.name));
    }
    if (decided(m_form, question.constraint) == false) {
      m_faults.warning(draft.constraint, message("{0} takes no answer: this is false whatever it is", question.name));
    }
  }

  void check_rule(const CheckDraft& draft, const Check& rule) {
    check_types(m_form, rule.test, nullptr, draft.test, m_faults);
    const auto verdict = decided(m_form, rule.test);
    if (verdict == true) { m_faults.warning(draft.test, message("the check {0} can never fail", rule.id)); }
    if (verdict == false) { m_faults.warning(draft.test, message("the check {0} can never pass", rule.id)); }
  }

  void check_used(const Located& list) {
    const bool used = std::any_of(m_form.questions.begin(), m_form.questions.end(),
                                  [&](const Question& question) { return question.list == list.text; });
    if (!used) { m_faults.warning(list, message("no question uses the list {0}", list.text)); }
  }

  /// Choices that no question can ever offer. That none is ever picked, or looked at, cannot be told.
  void check_offered(const ChoiceList& list) {
    std::vector<std::size_t> users;
    for (std::size_t i = 0; i < m_form.questions.size(); ++i) {
      const auto& question = m_form.questions[i];
      const bool selects = question.type == Type::select_one || question.type == Type::select_multiple;
      if (selects && question.list == list.name) { users.push_back(i); }
    }
    if (users.empty()) { return; }
    std::vector<std::string> never;
    for (const auto& choice : list.choices) {
      const auto offers = [&](std::size_t user) { return can_offer(m_form, m_form.questions[user], choice); };
      if (std::none_of(users.begin(), users.end(), offers)) { never.push_back(choice.name); }
    }
    if (never.empty()) { return; }
    const auto& filter = m_definition.questions[users.front()].choice_filter;
    if (never.size() == list.choices.size()) {
      m_faults.warning(filter, message("{0} offers no choice: this is false for each, whatever the answers", m_form.questions[users.front()].name));
    } else {
      m_faults.warning(filter, message("never offered: {0}: this is false for it, whatever the answers", base::join(never, ", ")));
    }
  }

  const Definition& m_definition;
  const Form& m_form;
  Faults& m_faults;
};

}  // namespace

void check_meaning(const Definition& definition, const Form& form, Faults& faults) {
  MeaningPass(definition, form, faults).run();
}

}  // namespace scamdesk::form
