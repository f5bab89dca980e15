// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/common.hpp"
#include "commands/spec.hpp"

namespace scamdesk::cli {

Run pack(Spec& spec);
Run inspect(Spec& spec);
Run merge(Spec& spec);

/// What `pack` and `round kit` made, one row a package.
Table packed_table(const std::vector<PackResult>& packages);

}  // namespace scamdesk::cli
