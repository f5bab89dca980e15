// SPDX-License-Identifier: Apache-2.0
#include "survey/exercise/sheet.hpp"

#include <algorithm>
#include <vector>

namespace scamdesk::survey::exercise {

Sheet::Sheet(const form::Form& form, Answers& answers, Dice& dice, std::string_view repeat)
    : m_form(form), m_answers(answers), m_dice(dice), m_repeat(repeat.empty() ? -1 : form.index_of(repeat)) {}

const form::Question* Sheet::asked(std::string_view question) const {
  const auto* found = m_form.find(question);
  const bool open =
      found != nullptr && found->holds_value() && found->type != form::Type::calculate && !found->read_only;
  return open && found->repeat == m_repeat ? found : nullptr;
}

void Sheet::put(std::string_view question, std::string_view answer) {
  const auto* found = asked(question);
  if (found == nullptr) { return; }
  if (auto cell = form::canonical(m_form, *found, answer); cell && cell->has_value()) {
    m_answers.cells[found->name] = std::move(*cell);
  }
}

void Sheet::lack(std::string_view question) {
  const auto* found = asked(question);
  if (found != nullptr && found->may_be_not_available) { m_answers.cells[found->name] = Cell::not_available(); }
}

void Sheet::choose(std::string_view question, std::initializer_list<Pool::Weighted> answers) {
  if (asked(question) != nullptr) { put(question, Pool(m_form, question, answers).answer(m_dice)); }
}

void Sheet::choose_some(std::string_view question, std::initializer_list<std::string_view> choices, int most) {
  const auto* found = asked(question);
  const auto* list = found ? m_form.list(found->list) : nullptr;
  if (list == nullptr) { return; }
  std::vector<std::string_view> known;
  std::copy_if(choices.begin(), choices.end(), std::back_inserter(known),
               [&](std::string_view choice) { return list->find(choice) != nullptr; });
  const auto wanted = static_cast<std::size_t>(m_dice.between(1, most));
  while (known.size() > wanted) { known.erase(known.begin() + m_dice.between(0, static_cast<int>(known.size()) - 1)); }
  std::string answer;
  for (const auto choice : known) { answer.append(answer.empty() ? "" : " ").append(choice); }
  put(question, answer);
}

Sheet Sheet::add_row(std::string_view repeat) {
  auto& rows = m_answers.repeats[std::string(repeat)];
  const int number = static_cast<int>(rows.size()) + 1;
  rows.push_back({std::to_string(number), number, {}});
  return {m_form, rows.back().answers, m_dice, repeat};
}

}  // namespace scamdesk::survey::exercise
