// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::cli {

/// One line `key = value` of the user's configuration.
struct Configured {
  std::string value;
  std::size_t line = 0;
};
using Configuration = std::map<std::string, Configured, std::less<>>;

/// The settings that a configuration may name, in the order they are shown.
const std::vector<std::string>& configurable();

/// The part of TOML that settings need: comments, and `key = "value"` or a bare word or number. A file that is not there
/// is empty. Errors: config with file and line for anything else, an unknown key with the nearest, a key given twice.
Result<Configuration> read_configuration(const std::string& file);
/// The same of its text.
Result<Configuration> parse_configuration(std::string_view text, const std::string& file);

}  // namespace scamdesk::cli
