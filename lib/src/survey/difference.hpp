// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/document.hpp>
#include <scamdesk/survey.hpp>

#include "form/form.hpp"
#include "survey/past.hpp"

namespace scamdesk::survey {

/// What changed from one return to another, in the order of `form`, the later one's: each answer that differs, before and
/// after. Answers of an older version are read as `form` reads them; those to questions that it does not ask any more
/// come last, as retired where its `changes:` say so. Rows are matched by id, then by what they were prefilled with; a row on one side alone is added or removed whole.
/// Sensitive answers are masked. Schema scamdesk.return-difference/1.
Table difference(const form::Form& form, const PastReturn& before, const Answers& after);

}  // namespace scamdesk::survey
