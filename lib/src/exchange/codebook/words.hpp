// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/error.hpp>

#include "form/form.hpp"

namespace scamdesk::exchange {

/// An expression in words, for people who read no XPath: questions by their labels, choices by theirs. What has no words
/// of its own stands as written. `self`: the question that `.` is; may be null.
Text in_words(const form::Form& form, const form::Expression& expression, const form::Question* self);

}  // namespace scamdesk::exchange
