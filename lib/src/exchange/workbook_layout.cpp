// SPDX-License-Identifier: Apache-2.0
#include "exchange/workbook_layout.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace scamdesk::exchange::workbook {
namespace {

/// The top-level group a question stands in; -1: none.
int top_group(const form::Form& form, int index) {
  int group = -1;
  for (int at = index; at >= 0; at = form.questions[static_cast<std::size_t>(at)].parent) { group = at; }
  return group == index && form.questions[static_cast<std::size_t>(index)].type != form::Type::group ? -1 : group;
}

}  // namespace

std::vector<Section> sections(const form::Form& form) {
  std::vector<Section> all;
  for (int i = 0; i < static_cast<int>(form.questions.size()); ++i) {
    const auto& question = form.questions[static_cast<std::size_t>(i)];
    if (question.repeat >= 0 || question.type == form::Type::calculate) { continue; }
    const int group = top_group(form, i);
    if (group == i) { continue; }
    auto found = std::ranges::find(all, group, &Section::group);
    if (found == all.end()) { found = all.insert(all.end(), Section{group, {}}); }
    found->questions.push_back(i);
  }
  return all;
}

std::vector<int> repeats(const form::Form& form) {
  std::vector<int> all;
  for (int i = 0; i < static_cast<int>(form.questions.size()); ++i) {
    if (form.questions[static_cast<std::size_t>(i)].type == form::Type::repeat) { all.push_back(i); }
  }
  return all;
}

bool is_asked(const form::Form& form, const form::Question& question) {
  return question.holds_value() && question.type != form::Type::calculate && !question.sensitive && !question.read_only &&
         std::ranges::find(form.key, question.name) == form.key.end();
}

Text not_available_words() { return word(message("not available")); }
Text not_applicable_words() { return word(message("not applicable")); }

std::optional<CellState> reason_of(std::string_view text) {
  const auto words = base::fold(base::trim(text));
  const auto means = [&](const Text& reason) { return words == base::fold(reason.ko) || words == base::fold(reason.en); };
  if (means(not_available_words()) || words == "@not_available") { return CellState::not_available; }
  if (means(not_applicable_words()) || words == "@not_applicable") { return CellState::not_applicable; }
  return std::nullopt;
}

std::string choice_words(const form::ChoiceList& list, const form::Choice& choice) {
  const auto same = std::ranges::count_if(list.choices, [&](const auto& other) { return other.label.ko == choice.label.ko; });
  if (choice.label.ko.empty()) { return choice.name; }
  const bool clear = same < 2 && !reason_of(choice.label.ko);  // such a label alone would be read as a reason for no value
  return clear ? choice.label.ko : choice.label.ko + " (" + choice.name + ")";
}

}  // namespace scamdesk::exchange::workbook
