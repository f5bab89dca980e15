// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace scamdesk::base {

/// The bytes of a digest that other programs ask for by name: `MD5`, `SHA-1`, `SHA-256`, `SHA-384` or `SHA-512`, in any
/// case. Empty for any other name. For what must not be forged use blake2b(): MD5 and SHA-1 are here to compare with
/// files and forms made elsewhere.
/// Sources: RFC 1321, FIPS 180-4.
std::optional<std::string> digest(std::string_view algorithm, std::string_view bytes);

std::string to_hex(std::string_view bytes);
/// RFC 4648, section 4, with padding.
std::string to_base64(std::string_view bytes);

}  // namespace scamdesk::base
