// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk {

/// `name=value` as an officer gives it. The name may stand in a repeat row (`countries[2].likelihood`,
/// `sites[+].place`). An empty value clears; `@not_available` and `@not_applicable` give the reason for having none;
/// `@@` at the front is a literal @.
struct Assignment {
  std::string name;
  std::string value;
  std::optional<SourcePlace> place = std::nullopt;  ///< where in a file it was read
  bool on_command_line = false;                     ///< sensitive questions refuse these
};
using Assignments = std::vector<Assignment>;

}  // namespace scamdesk
