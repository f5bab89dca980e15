// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ledger/database.hpp"

namespace scamdesk::records {

/// What SQL has no word for, done by the expression language's own code, so that a condition means the same in both:
/// `xp_compare(operator, zone, left, right)`, `xp_math(operator, zone, left, right)`, `xp_text(value)`,
/// `xp_call(function, zone, …)`. NULL is a blank; a number that is none is the empty blob.
void add_sql_functions(ledger::Database& db);

}  // namespace scamdesk::records
