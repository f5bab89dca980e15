// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run round_open(Spec& spec);
Run round_list(Spec& spec);
Run round_status(Spec& spec);
Run round_extend(Spec& spec);
Run round_exempt(Spec& spec);
Run round_close(Spec& spec);
Run round_kit(Spec& spec);
Run round_remind(Spec& spec);

}  // namespace scamdesk::cli
