// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <concepts>
#include <string>
#include <string_view>

#include <scamdesk/error.hpp>
#include <scamdesk/text.hpp>

namespace scamdesk::base {

/// Canonical composition (NFC). Errors: bad_input when the bytes are not UTF-8.
Result<std::string> to_nfc(std::string_view utf8);
/// UTF-8 out of CP949 (unified Hangul code). Errors: bad_input with the offset of the first bad byte.
Result<std::string> from_cp949(std::string_view bytes);
/// Case folded NFKC, for finding what people type.
std::string fold(std::string_view utf8);
/// A host name in its ASCII form (UTS 46, non-transitional); empty when it is none.
std::string host_to_ascii(std::string_view host);
/// Text without white space at both ends.
std::string_view trim(std::string_view text);
/// Parts between separators; "" has one part. They point into the text, so that a temporary string is refused.
std::vector<std::string_view> split(std::string_view text, char separator);
template <class Text>
  requires std::same_as<Text, std::string>
std::vector<std::string_view> split(Text&& text, char separator) = delete;
std::string join(std::span<const std::string> parts, std::string_view separator);

}  // namespace scamdesk::base
