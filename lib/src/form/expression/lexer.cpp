// SPDX-License-Identifier: Apache-2.0
#include "form/expression/lexer.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <scamdesk/text.hpp>

#include "base/text.hpp"

namespace scamdesk::form::expression {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
/// Letters of any script: Korean names are names.
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}
bool continues_name(char c) { return starts_name(c) || is_digit(c) || c == '-' || c == '.'; }

bool is_operator_name(std::string_view name) { return name == "and" || name == "or" || name == "div" || name == "mod"; }

class Cutter {
public:
  explicit Cutter(std::string_view text) : m_text(text) {}

  Result<std::vector<Token>> all() {
    if (!is_utf8(m_text)) { return fail(Error{Errc::bad_input, message("not UTF-8 text"), {}, {}, {}}); }
    for (skip_space(); m_at < m_text.size(); skip_space()) {
      if (auto done = one(); !done) { return fail(std::move(done.error())); }
    }
    m_tokens.push_back({TokenKind::end, {}, m_text.size(), false});
    return std::move(m_tokens);
  }

private:
  void skip_space() {
    while (m_at < m_text.size() && is_space(m_text[m_at])) { ++m_at; }
  }

  char peek(std::size_t ahead) const { return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\0'; }

  /// XPath 3.7: after an operand, a name or a `*` is an operator; anywhere else it is not.
  bool operand_before() const {
    if (m_tokens.empty()) { return false; }
    const auto& last = m_tokens.back();
    if (last.kind == TokenKind::operator_name || last.multiplies) { return false; }
    if (last.kind != TokenKind::symbol) { return true; }
    return last.text == ")" || last.text == "]" || last.text == "." || last.text == ".." || last.text == "*";
  }

  void push(TokenKind kind, std::string_view text, std::size_t length, bool multiplies = false) {
    m_tokens.push_back({kind, std::string(text), m_at, multiplies});
    m_at += length;
  }

  Status one() {
    const char c = m_text[m_at];
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) { return number(); }
    if (c == '\'' || c == '"') { return quoted(c); }
    if (c == '$') { return reference(); }
    if (auto refused = curly_quote()) { return fail(std::move(*refused)); }
    if (starts_name(c)) { return name(); }
    return symbol();
  }

  Status number() {
    std::size_t length = 0;
    while (is_digit(peek(length))) { ++length; }
    if (peek(length) == '.') {
      ++length;
      while (is_digit(peek(length))) { ++length; }
    }
    push(TokenKind::number, m_text.substr(m_at, length), length);
    return {};
  }

  Status quoted(char quote) {
    const auto close = m_text.find(quote, m_at + 1);
    if (close == std::string_view::npos) {
      return fail(error_at(m_text, m_at, message("the text that begins here has no closing quote")));
    }
    push(TokenKind::text, m_text.substr(m_at + 1, close - m_at - 1), close - m_at + 1);
    return {};
  }

  Status reference() {
    const auto close = m_text.find('}', m_at);
    if (peek(1) != '{' || close == std::string_view::npos) {
      return fail(error_at(m_text, m_at, message("a reference is written ${name}")));
    }
    const auto inner = base::trim(m_text.substr(m_at + 2, close - m_at - 2));
    if (inner.empty() || !starts_name(inner.front()) || !std::all_of(inner.begin(), inner.end(), continues_name)) {
      return fail(error_at(m_text, m_at, message("a reference is written ${name}")));
    }
    push(TokenKind::reference, inner, close - m_at + 1);
    return {};
  }

  /// Word processors put these in place of quotes.
  std::optional<Error> curly_quote() const {
    static constexpr std::array<std::string_view, 4> curly{"\u2018", "\u2019", "\u201c", "\u201d"};
    for (const auto quote : curly) {
      if (m_text.substr(m_at, quote.size()) == quote) {
        return error_at(m_text, m_at, message("the character {0} cannot stand here", quote),
                        message("write straight quotes: 'text'"));
      }
    }
    return std::nullopt;
  }

  Status name() {
    std::size_t length = name_length(0);
    const auto first = m_text.substr(m_at, length);
    if (operand_before()) {
      if (!is_operator_name(first)) {
        return fail(error_at(m_text, m_at, message("an operator is missing before {0}", first)));
      }
      push(TokenKind::operator_name, first, length);
      return {};
    }
    // A prefix as in jr:choice-name; `child::x` is an axis and stays two tokens apart.
    if (peek(length) == ':' && starts_name(peek(length + 1))) { length += 1 + name_length(length + 1); }
    push(TokenKind::name, m_text.substr(m_at, length), length);
    return {};
  }

  std::size_t name_length(std::size_t from) const {
    std::size_t length = 0;
    while (continues_name(peek(from + length))) { ++length; }
    return length;
  }

  Status symbol() {
    static constexpr std::array<std::string_view, 21> symbols{
        "::", "//", "..", "!=", "<=", ">=", "(", ")", "[", "]", ",", "/", "|", "+", "-", "=", "<", ">", "*", ".", "@"};
    for (const auto candidate : symbols) {
      if (m_text.substr(m_at, candidate.size()) != candidate) { continue; }
      push(TokenKind::symbol, candidate, candidate.size(), candidate == "*" && operand_before());
      return {};
    }
    return fail(error_at(m_text, m_at, message("the character {0} cannot stand here", m_text.substr(m_at, 1))));
  }

  std::string_view m_text;
  std::size_t m_at = 0;
  std::vector<Token> m_tokens;
};

}  // namespace

Result<std::vector<Token>> cut(std::string_view text) { return Cutter(text).all(); }

Error error_at(std::string_view text, std::size_t at, Message problem, std::optional<Message> hint) {
  const auto before = text.substr(0, at);
  const auto characters = std::count_if(before.begin(), before.end(), [](char c) { return (c & 0xc0) != 0x80; });
  return {Errc::bad_input,
          std::move(problem),
          std::move(hint),
          SourcePlace{{}, 0, static_cast<std::size_t>(characters) + 1},
          {}};
}

}  // namespace scamdesk::form::expression
