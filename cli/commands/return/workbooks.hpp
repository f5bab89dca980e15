// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "commands/common.hpp"

namespace scamdesk::cli {

/// True of a file that is a workbook by its name, and of a folder.
bool is_workbook(const std::string& file);

/// Takes filled workbooks in: a line for each, and what was wrong with it. One gives its own exit code; several give 1
/// when any was refused or taken in part.
Result<Exit> import_workbooks(Session& session, const std::string& round, const std::string& mission, const std::vector<std::string>& files);

}  // namespace scamdesk::cli
