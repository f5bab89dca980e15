// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <scamdesk/error.hpp>

#include "form/form.hpp"
#include "survey/exercise/cases.hpp"
#include "survey/exercise/plan.hpp"

namespace scamdesk::survey::exercise {

/// An invented return that says the same as the mission's case files. It passes every hard check, and misses one where
/// the plan is that it be wrong. Questions of unknown meaning are answered by their type where they are required.
/// Errors: bad_input when the form cannot be answered so, with its findings in `more`.
Result<Answers> make_return(const form::Form& form, const Calendar& calendar, const MissionPlan& plan,
                            const Tally& tally, const std::string& seed, Instant now);

/// `{"answers": {…}}` in the form's order: text as text, integers as numbers, `{"na": reason}`, a repeat as an array.
/// What the program fills in itself is left out.
std::string to_json(const form::Form& form, const Answers& answers);

}  // namespace scamdesk::survey::exercise
