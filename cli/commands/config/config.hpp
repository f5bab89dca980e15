// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run config(Spec& spec);

}  // namespace scamdesk::cli
