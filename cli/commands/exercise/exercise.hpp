// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "commands/spec.hpp"

namespace scamdesk::cli {

Run exercise(Spec& spec);

}  // namespace scamdesk::cli
