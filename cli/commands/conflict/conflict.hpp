// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run conflict_list(Spec& spec);
Run conflict_show(Spec& spec);
Run conflict_resolve(Spec& spec);

}  // namespace scamdesk::cli
