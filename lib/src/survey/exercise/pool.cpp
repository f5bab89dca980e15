// SPDX-License-Identifier: Apache-2.0
#include "survey/exercise/pool.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace scamdesk::survey::exercise {
namespace {

constexpr std::size_t most_choices = 250;

bool knows(const form::ChoiceList& list, std::string_view answer) {
  const auto parts = base::split(answer, ' ');
  return std::all_of(parts.begin(), parts.end(), [&](std::string_view part) { return list.find(part) != nullptr; });
}

}  // namespace

Pool::Pool(const form::Form& form, std::string_view question, std::initializer_list<Weighted> answers) {
  const auto* asked = form.find(question);
  const auto* list = asked ? form.list(asked->list) : nullptr;
  if (list == nullptr) { return; }
  for (const auto& [name, weight] : answers) {
    if (knows(*list, name)) { add(std::string(name), weight); }
  }
  if (!m_names.empty()) { return; }
  for (const auto& choice : list->choices) {
    if (m_names.size() < most_choices) { add(choice.name, 1); }
  }
}

void Pool::add(std::string name, unsigned weight) {
  m_draws.insert(m_draws.end(), weight, static_cast<std::uint8_t>(m_names.size()));
  m_names.push_back(std::move(name));
}

std::string plain_answer(const form::Form& form, const form::Question& question, std::string_view day) {
  switch (question.type) {
    case form::Type::integer:
    case form::Type::decimal: return "0";
    case form::Type::date: return std::string(day);
    case form::Type::date_time: return std::string(day) + "T00:00:00+09:00";
    case form::Type::select_one:
    case form::Type::select_multiple: {
      const auto* list = form.list(question.list);
      return list == nullptr || list->choices.empty() ? std::string() : list->choices.front().name;
    }
    case form::Type::text: return "EXERCISE";
    case form::Type::record:
    case form::Type::note:
    case form::Type::calculate:
    case form::Type::group:
    case form::Type::repeat: return {};
  }
  return {};
}

}  // namespace scamdesk::survey::exercise
