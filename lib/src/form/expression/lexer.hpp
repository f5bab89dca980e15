// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

/// Expression text cut into tokens, by the rules of XPath 1.0 section 3.7 with `${name}` added.
namespace scamdesk::form::expression {

enum class TokenKind : std::uint8_t {
  number,
  text,
  name,
  reference,      ///< 1.5, 'a', status, ${status}
  operator_name,  ///< and or div mod: a name where an operator must stand
  symbol,         ///< ( ) [ ] , / // | + - = != < <= > >= * . .. @ ::
  end
};

struct Token {
  TokenKind kind = TokenKind::end;
  std::string text;         ///< of a text without its quotes, of a reference without ${}
  std::size_t at = 0;       ///< offset of its first byte
  bool multiplies = false;  ///< a `*` that stands where an operator must
};

/// All tokens and one `end`. Errors: bad_input with the column.
Result<std::vector<Token>> cut(std::string_view text);

/// An error at a byte of an expression; the column counts characters from 1.
Error error_at(std::string_view text, std::size_t at, Message problem, std::optional<Message> hint = {});

}  // namespace scamdesk::form::expression
