// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/export.hpp>

namespace scamdesk {

/// Columns a text takes in a terminal: two for Hangul and other wide characters, none for combining marks.
SCAMDESK_EXPORT std::size_t display_width(std::string_view utf8);
/// The text followed by spaces up to `width` columns; longer text is left whole.
SCAMDESK_EXPORT std::string pad(std::string_view utf8, std::size_t width);
/// The same, the spaces first (numbers).
SCAMDESK_EXPORT std::string pad_left(std::string_view utf8, std::size_t width);
/// Lines of at most `width` columns, broken at spaces where there are any.
SCAMDESK_EXPORT std::vector<std::string> wrap(std::string_view utf8, std::size_t width);
/// The candidate spelt most like `name` (edit distance at most a third of its length, and 3); empty when none is near.
SCAMDESK_EXPORT std::optional<std::string> nearest(std::string_view name, std::span<const std::string> candidates);
/// True of well-formed UTF-8 (no surrogates, no overlong forms).
SCAMDESK_EXPORT bool is_utf8(std::string_view bytes);

}  // namespace scamdesk
