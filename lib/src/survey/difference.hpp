// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/document.hpp>
#include <scamdesk/survey.hpp>

#include "form/form.hpp"

namespace scamdesk::survey {

/// What changed from one return to another, in the order of `form`, the later one's: each answer that differs, before and
/// after. Rows are matched by id, then by what they were prefilled with; a row on one side alone is added or removed whole.
/// Sensitive answers are masked. Schema scamdesk.return-difference/1.
Table difference(const form::Form& form, const Answers& before, const Answers& after);

}  // namespace scamdesk::survey
