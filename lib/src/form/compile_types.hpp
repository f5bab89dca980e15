// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "form/faults.hpp"
#include "form/form.hpp"

namespace scamdesk::form {

/// Reports what cannot be meant, whatever the answers: a text reckoned with, a choice that its list does not have,
/// selected() of a number. `self`: the question that `.` is the answer of; null where none is checked.
void check_types(const Form& form, const Expression& expression, const Question* self, const Located& words, Faults& faults);

/// Whether an expression is true, or false, whatever the answers; empty where that depends on them, or is hard to tell.
std::optional<bool> decided(const Form& form, const Expression& expression);

/// Whether a question of choices offers this one with some answers: false only where its choice_filter says no to it
/// whatever they are.
bool can_offer(const Form& form, const Question& question, const Choice& choice);

}  // namespace scamdesk::form
