// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include <scamdesk/error.hpp>

namespace scamdesk::exchange {

/// The most that a file of records or answers may hold; more is to be split.
inline constexpr std::uint64_t text_file_limit = std::uint64_t{1} << 30;
/// The longest line that may stand at its beginning: a file that is one endless line is refused unread.
inline constexpr std::uint64_t first_line_limit = std::uint64_t{8} << 20;

/// A file from outside as UTF-8, without a byte order mark; a workbook as its bytes. `encoding` is utf-8 (or empty) or cp949, also known as euc-kr.
/// Errors: not_found, io; bad_input for a folder, too large a file, or bytes that are not of the encoding (with the
/// row); usage for an unknown encoding.
Result<std::string> read_text_file(const std::string& file, std::string_view encoding);
/// The same of bytes already read; `file` is for the place of errors.
Result<std::string> text_in(std::string bytes, std::string_view encoding, const std::string& file);

enum class TextKind : std::uint8_t { csv, json, json_lines, yaml, workbook };
/// By the end of its name. Errors: bad_input.
Result<TextKind> kind_of(const std::string& file);

}  // namespace scamdesk::exchange
