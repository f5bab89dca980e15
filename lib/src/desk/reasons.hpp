// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::desk {

struct ReasonCode { std::string code; Text label; };

/// A list of reasons, `access_reason` or `erasure_reason`: templates/codes/LIST.csv.
Result<std::vector<ReasonCode>> reason_codes(const std::string& templates, const std::string& list);

/// `rescue: 가족과 통화`: a code, and the officer's own words.
struct Reason { std::string code, note; };
Reason split_reason(const std::string& text);

Message reason_hint(const std::vector<ReasonCode>& codes);
/// Errors: usage for what is no code of the list.
Status check_code(const Reason& reason, const std::vector<ReasonCode>& codes);

}  // namespace scamdesk::desk
