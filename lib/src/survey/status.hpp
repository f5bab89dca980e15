// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/survey.hpp>

#include "ledger/ledger.hpp"
#include "register/registers.hpp"
#include "survey/roster.hpp"

namespace scamdesk::survey {

/// Who has filed in a round: each expected mission's standing, in roster order, and the five exclusive counts.
/// A filed return counts as late when it was finalised after its mission's due day (Seoul), else as nil or filed.
Result<RoundStatus> status(const Round& round, const Roster& roster, const records::Registers& registers,
                           const ledger::Ledger& ledger, Instant as_of);

}  // namespace scamdesk::survey
