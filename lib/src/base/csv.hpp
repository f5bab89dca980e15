// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::base {

/// A small CSV table with a header (RFC 4180, UTF-8, BOM taken), each row by column name, as code lists and the roster
/// are kept. Errors: bad_input with file, row and column. Bulk data is read by the `document` floor's streaming reader.
Result<std::vector<std::map<std::string, std::string, std::less<>>>> read_table(std::string_view bytes,
                                                                                  const std::string& file);

}  // namespace scamdesk::base
