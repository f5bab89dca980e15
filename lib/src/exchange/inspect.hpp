// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include <scamdesk/package.hpp>

namespace scamdesk::exchange {

/// What a package says of itself, everything checked that needs no desk. Errors: not_found, bad_input, io.
Result<PackageInfo> inspect(const std::string& file);

}  // namespace scamdesk::exchange
