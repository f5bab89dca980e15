// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace scamdesk::document {

/// The same text as well-formed UTF-8: each malformed byte becomes U+FFFD. A query may select any bytes.
std::string well_formed(std::string_view text);
/// Safe to show: well-formed, and without what moves a cursor or turns the reading direction (control characters,
/// bidirectional overrides). Newlines stay; a tab becomes a space.
std::string showable(std::string_view text);
/// The same on one line.
std::string one_line(std::string_view text);

}  // namespace scamdesk::document
