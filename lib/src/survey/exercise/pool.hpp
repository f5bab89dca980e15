// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "form/form.hpp"
#include "survey/exercise/dice.hpp"

namespace scamdesk::survey::exercise {

/// Answers to one select question, each as often as its weight: those the form's list knows, or, when it knows none,
/// all of its list. For several choices an answer is their names separated by spaces.
class Pool {
public:
  using Weighted = std::pair<std::string_view, unsigned>;
  Pool(const form::Form& form, std::string_view question, std::initializer_list<Weighted> answers);

  bool empty() const { return m_names.empty(); }
  std::size_t size() const { return m_names.size(); }
  const std::string& name(std::size_t index) const { return m_names[index]; }
  /// An index into the names; only when not empty.
  std::size_t draw(Dice& dice) const { return m_draws[dice.below(static_cast<std::uint32_t>(m_draws.size()))]; }
  /// An answer; empty when there is none to give.
  std::string_view answer(Dice& dice) const { return empty() ? std::string_view() : name(draw(dice)); }

private:
  void add(std::string name, unsigned weight);

  std::vector<std::string> m_names;
  std::vector<std::uint8_t> m_draws;  ///< an index for each unit of weight
};

/// What a required question of unknown meaning is answered with, by its type.
std::string plain_answer(const form::Form& form, const form::Question& question, std::string_view day);

}  // namespace scamdesk::survey::exercise
