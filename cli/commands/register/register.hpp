// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

/// For every register alike: the spec's noun is the register's name.
Run register_add(Spec& spec);
Run register_set(Spec& spec);
Run register_show(Spec& spec);
Run register_list(Spec& spec);
Run register_find(Spec& spec);
Run register_history(Spec& spec);
Run register_link(Spec& spec);
Run register_retire(Spec& spec);
Run register_import(Spec& spec);
Run register_export(Spec& spec);

}  // namespace scamdesk::cli
