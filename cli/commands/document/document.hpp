// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run report_list(Spec& spec);
Run report_run(Spec& spec);
Run advisory_draft(Spec& spec);
Run sql(Spec& spec);

}  // namespace scamdesk::cli
