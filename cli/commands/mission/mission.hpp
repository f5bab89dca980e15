// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run mission_list(Spec& spec);
Run mission_show(Spec& spec);
Run mission_import(Spec& spec);

}  // namespace scamdesk::cli
