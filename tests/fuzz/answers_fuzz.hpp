// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <string>
#include <string_view>

#include "exchange/answers.hpp"
#include "fuzz/trial_form.hpp"

namespace scamdesk::fuzz {

/// Any text is answers to the trial form or an error that names its file; each answer is canonical or refused, and what
/// is canonical stays as it is when it is read once more.
inline void read_as_answers(std::string_view text, const std::string& file) {
  static const Answers present = trial_answers();
  const auto& form = trial_form();
  const auto assignments = exchange::answers_in(form, present, text, file);
  if (!assignments) {
    if (!assignments.error().place || assignments.error().place->file != file) { std::abort(); }
    return;
  }
  for (const auto& given : *assignments) {
    const auto place = form::locate(form, present, given.name, "new");
    if (!place || !place->question->holds_value() || given.value.empty()) { continue; }
    const auto cell = form::canonical(form, *place->question, given.value);
    if (!cell || !cell->has_value()) { continue; }
    const auto again = form::canonical(form, *place->question, cell->text);
    if (!again || *again != *cell) { std::abort(); }
  }
}

}  // namespace scamdesk::fuzz
