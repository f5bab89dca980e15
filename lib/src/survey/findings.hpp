// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/survey.hpp>

#include "form/form.hpp"

namespace scamdesk::survey {

/// The findings as they are kept with a filing: JSON of one line, in form order.
std::string to_json(const std::vector<CheckFinding>& findings);
/// And back. None for foreign bytes.
std::vector<CheckFinding> from_json(std::string_view json);
/// As the facade gives them.
std::vector<CheckFinding> to_public(std::vector<form::Finding> findings);
/// The error that refuses a finalise: what stops it in `more`; empty when nothing does.
std::optional<Error> refusal(const std::vector<CheckFinding>& findings, const RoundId& round);

}  // namespace scamdesk::survey
