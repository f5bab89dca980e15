// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run query_raise(Spec& spec);
Run query_list(Spec& spec);
Run query_answer(Spec& spec);
Run query_close(Spec& spec);

}  // namespace scamdesk::cli
