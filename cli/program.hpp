// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "exit.hpp"

namespace scamdesk::cli {

/// One run: the words after the program's name in, what the shell sees out.
Exit run_program(const std::vector<std::string>& arguments);

}  // namespace scamdesk::cli
