// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>

#include "form/form.hpp"
#include "survey/exercise/dice.hpp"
#include "survey/exercise/pool.hpp"

namespace scamdesk::survey::exercise {

/// Fills one scope of a return. What the form does not ask there, or would not take, is left out silently, so that a
/// changed form still gets a return.
class Sheet {
public:
  Sheet(const form::Form& form, Answers& answers, Dice& dice, std::string_view repeat = {});

  void put(std::string_view question, std::string_view answer);
  void put(std::string_view question, std::integral auto count) {
    put(question, std::string_view(std::to_string(count)));
  }
  /// "Not available", where the form allows that.
  void lack(std::string_view question);
  /// One of the answers, by weight.
  void choose(std::string_view question, std::initializer_list<Pool::Weighted> answers);
  /// From one to `most` of the choices, in their order here.
  void choose_some(std::string_view question, std::initializer_list<std::string_view> choices, int most);
  /// The next row of a repeat of this scope. Of a repeat that the form has not, a row that nothing keeps.
  Sheet add_row(std::string_view repeat);

private:
  const form::Question* asked(std::string_view question) const;

  const form::Form& m_form;
  Answers& m_answers;
  Dice& m_dice;
  int m_repeat;
};

}  // namespace scamdesk::survey::exercise
