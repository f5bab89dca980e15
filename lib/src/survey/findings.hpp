// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/survey.hpp>

#include "form/form.hpp"

namespace scamdesk::survey {

/// The findings as they are kept with a filing: JSON of one line, in form order.
std::string to_json(const std::vector<form::Finding>& findings);
/// How many findings a filing was kept with. 0 for foreign bytes.
std::size_t count_findings(std::string_view json);
/// As the facade gives them.
std::vector<CheckFinding> to_public(const std::vector<form::Finding>& findings);
/// The error that refuses a finalise: every hard finding in `more`; empty when none is hard.
std::optional<Error> refusal(const std::vector<form::Finding>& findings, const RoundId& round);

}  // namespace scamdesk::survey
