// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/run.hpp"

namespace scamdesk::report {

/// A row for each question: its sum over the rows that answered, how many of how many answered, and how many gave which
/// reason or left it blank. One scan for all. A sum over no answer is a blank, not a zero.
Result<Table> figures_table(const Figures& figures, SqlRunner& sql, const RunInput& input);

}  // namespace scamdesk::report
