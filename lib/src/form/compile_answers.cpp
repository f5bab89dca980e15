// SPDX-License-Identifier: Apache-2.0
#include "form/compile.hpp"

namespace scamdesk::form {

void check_answers(const Definition& definition, const Form& form, Faults& faults) {
  const auto check = [&](const Located& words, const Question& question) {
    if (!words.given() || !question.holds_value() || question.type == Type::calculate) { return; }
    const bool selects = question.type == Type::select_one || question.type == Type::select_multiple;
    if (selects && form.list(question.list) == nullptr) { return; }
    if (const auto cell = canonical(form, question, words.text); !cell) {
      faults.error(words, cell.error().problem, cell.error().hint);
    }
  };
  for (std::size_t i = 0; i < definition.questions.size(); ++i) {
    const auto& draft = definition.questions[i];
    const auto& question = form.questions[i];
    const auto* constant = question.default_value.empty() ? nullptr : std::get_if<Literal>(&question.default_value.root().is);
    if (constant != nullptr) { check(draft.default_value, question); }
    const bool reason = (question.nil == "@not_available" && question.may_be_not_available) ||
                        (question.nil == "@not_applicable" && question.may_be_not_applicable);
    if (!reason) { check(draft.nil, question); }
  }
}

}  // namespace scamdesk::form
