// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "form/form.hpp"

/// What is known of an expression's value from its words alone.
namespace scamdesk::exchange::xform {

enum class Kind : std::uint8_t { other, boolean, whole, number, day, moment };

inline bool is_number(Kind kind) { return kind == Kind::whole || kind == Kind::number; }
inline bool is_time(Kind kind) { return kind == Kind::day || kind == Kind::moment; }

/// The kinds of a form's answers, and of what is made of them. The form stays where it is as long as this is asked.
class Kinds {
public:
  explicit Kinds(const form::Form& form);

  Kind of(const form::NodePtr& node) const;
  /// Whether a number may come out as none (NaN) or an infinity although its answers are numbers.
  bool may_overflow(const form::NodePtr& node) const;

private:
  Kind of_question(std::string_view name) const;
  Kind of_call(const form::Call& call) const;
  Kind of_arguments(const form::Call& call, std::size_t first) const;
  Kind of_binary(const form::Binary& is) const;

  const form::Form& m_form;
  std::vector<Kind> m_questions;  ///< a calculated answer is as its calculation
};

}  // namespace scamdesk::exchange::xform
