// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "form/form.hpp"

/// What is known of an expression's value from its words alone.
namespace scamdesk::exchange::xform {

enum class Kind : std::uint8_t { other, boolean, whole, number, day, moment };

inline bool is_number(Kind kind) { return kind == Kind::whole || kind == Kind::number; }
inline bool is_time(Kind kind) { return kind == Kind::day || kind == Kind::moment; }

/// Of an answer: a calculated one is as its calculation.
Kind kind_of(const form::Form& form, const form::Question& question);
Kind kind_of(const form::Form& form, const form::NodePtr& node);
/// Whether a number may come out as none (NaN) or an infinity although its answers are numbers.
bool may_overflow(const form::Form& form, const form::NodePtr& node);

}  // namespace scamdesk::exchange::xform
