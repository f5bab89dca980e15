// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run form_list(Spec& spec);
Run form_show(Spec& spec);
Run form_check(Spec& spec);
Run form_diff(Spec& spec);
Run form_eval(Spec& spec);
Run form_export(Spec& spec);
Run form_import(Spec& spec);

}  // namespace scamdesk::cli
