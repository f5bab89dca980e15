// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include <scamdesk/survey.hpp>

#include "commands/common.hpp"

namespace scamdesk::cli {

/// `scamdesk.findings/1`: check, severity, field, message in the language asked for and in both, the values that made
/// it, and the reason recorded for it.
Table findings_table(const std::vector<CheckFinding>& findings, Lang lang = Lang::en);

/// The same rows as data, each message in both languages.
Data::Array findings_data(const std::vector<CheckFinding>& findings);

}  // namespace scamdesk::cli
