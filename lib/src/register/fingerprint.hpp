// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace scamdesk::records {

/// One hash over the names, sizes and times of change of all definitions and code lists under `templates`, and over how
/// this program keeps a compiled form. It costs a stat for each file.
std::string fingerprint_of(const std::string& templates);

}  // namespace scamdesk::records
