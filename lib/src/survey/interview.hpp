// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/interview.hpp>

#include "form/form.hpp"
#include "survey/past.hpp"

namespace scamdesk::survey {

/// The relevant questions that people answer, in form order. `last` is what the mission filed before; null: nothing.
Result<std::vector<AskedQuestion>> questions_to_ask(const form::Form& form, const Cells& cells, const PastReturn* last,
                                                    const form::CheckContext& context);

}  // namespace scamdesk::survey
