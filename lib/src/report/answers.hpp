// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "report/run.hpp"

namespace scamdesk::report {

/// One mission's return as filed: a heading for each group of the form, its answers beside their questions, and the rows
/// of its repeats. Sensitive questions and calculations are left out. Parameters `round` and `mission` select it.
Result<std::vector<Block>> answer_blocks(const AllAnswers& answers, int level, SqlRunner& sql, const RunInput& input);

}  // namespace scamdesk::report
