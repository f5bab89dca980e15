// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run return_start(Spec& spec);
Run return_nil(Spec& spec);
Run return_confirm(Spec& spec);
Run return_diff(Spec& spec);
Run return_set(Spec& spec);
Run return_fill(Spec& spec);
Run return_import(Spec& spec);
Run return_check(Spec& spec);
Run return_override(Spec& spec);
Run return_show(Spec& spec);
Run return_finalise(Spec& spec);
Run return_reopen(Spec& spec);
Run return_accept(Spec& spec);
Run return_history(Spec& spec);
Run return_list(Spec& spec);

}  // namespace scamdesk::cli
