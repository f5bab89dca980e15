// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/survey.hpp>

#include "form/form.hpp"
#include "register/registers.hpp"

/// Recorded reasons for which soft findings stand. Each is a cell of the return, so that it is a revision, travels, and
/// is merged like any answer: `#override/CHECK/PATH` holds JSON with the reason, who gave it and when, and the values
/// that made the finding.
namespace scamdesk::survey {

/// Where the override of a finding stands. The path names the row by its id, since its number may change when merged.
std::string override_path(const CheckFinding& finding, const form::Form& form, const Answers& answers);
Cell to_override(const CheckFinding& finding, const std::string& reason, const records::Author& author);
bool has_overrides(const Cells& cells);
/// Gives each soft finding the override recorded for it; one given for other values holds no more.
void lay_overrides(std::vector<CheckFinding>& findings, const form::Form& form, const Answers& answers, const Cells& cells);
/// The soft finding that `CHECK` or `CHECK:FIELD` names. Errors: as Desk::override_check.
Result<CheckFinding> overridable(const std::vector<CheckFinding>& findings, const form::Form& form, const std::string& named);

}  // namespace scamdesk::survey
