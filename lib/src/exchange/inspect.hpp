// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <scamdesk/package.hpp>

#include "ledger/ledger.hpp"

namespace scamdesk::exchange {

/// What a package says of itself, everything checked that needs no desk. What is inside a sealed one is told where it is
/// sealed to the desk of `ledger`, and that is not locked. Errors: not_found, bad_input, not_permitted, io.
Result<PackageInfo> inspect(const std::string& file, const ledger::Ledger* ledger);

}  // namespace scamdesk::exchange
