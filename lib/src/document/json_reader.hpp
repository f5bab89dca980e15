// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include <scamdesk/document.hpp>
#include <scamdesk/error.hpp>

namespace scamdesk::document {

struct JsonLimits {
  std::size_t depth = 64;
  std::size_t line_bytes = std::size_t{8} << 20;  ///< of one line of JSON Lines
};

/// One JSON text (RFC 8259, UTF-8) as data. Stricter than most: a key may stand once in an object, integers must fit in
/// 64 bits with sign, decimals may have at most 15 significant digits (more would not be kept exactly), no text may hold
/// a NUL.
/// Errors: bad_input with file, line and character.
Result<Data> read_json(std::string_view bytes, const std::string& file = {}, const JsonLimits& limits = {});

/// JSON Lines: one text a line, LF or CRLF, empty lines skipped, a leading byte order mark allowed.
class JsonLinesReader {
public:
  explicit JsonLinesReader(std::string_view bytes, std::string file = {}, JsonLimits limits = {});
  /// The next line's data; false after the last. Errors: as read_json. The line after a bad one can still be read.
  Result<bool> next(Data& data);
  /// Of the data given last, from 1.
  std::size_t line() const { return m_line; }

private:
  std::string_view m_rest;
  std::string m_file;
  JsonLimits m_limits;
  std::size_t m_line = 0;
};

}  // namespace scamdesk::document
