// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "form/form.hpp"
#include "register/registers.hpp"

namespace scamdesk::records {

/// Whether a question's answers are web addresses, kept in their canonical form.
bool is_url(const form::Question& question);

/// `PNH-25-`: the end of the mission's code and the year in Seoul. Headquarters' is `HQ-25-`.
std::string number_prefix(const MissionCode& mission, Instant now);
/// `PNH-25-0012`.
std::string short_number(const std::string& prefix, std::int64_t running);

}  // namespace scamdesk::records
