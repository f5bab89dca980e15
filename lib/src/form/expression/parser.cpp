// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "form/expression.hpp"
#include "form/expression/functions.hpp"
#include "form/expression/lexer.hpp"
#include "form/expression/words.hpp"

namespace scamdesk::form {
namespace {

using expression::axes;
using expression::error_at;
using expression::levels;
using expression::OperatorWord;
using expression::Token;
using expression::TokenKind;

/// No tree is higher and no parenthesis deeper: whoever walks a tree by recursion is safe.
constexpr int depth_limit = 256;
/// What people write is far below.
constexpr std::size_t length_limit = 32 * 1024;

/// A node and how high the tree under it is.
struct Grown {
  NodePtr node;
  int height = 1;
};

/// Thrown inside the parser only, and caught in Expression::parse.
struct Wrong {
  Error error;
};

class Parser {
public:
  Parser(std::string_view text, std::vector<Token> tokens) : m_text(text), m_tokens(std::move(tokens)) {}

  NodePtr whole() {
    auto grown = binary(0);
    if (peek().kind != TokenKind::end) { wrong(peek(), message("{0} cannot stand here", shown(peek()))); }
    return std::move(grown.node);
  }

private:
  // ---- tokens ----

  const Token& peek(std::size_t ahead = 0) const { return m_tokens[std::min(m_next + ahead, m_tokens.size() - 1)]; }
  const Token& take() {
    const Token& token = peek();
    if (m_next + 1 < m_tokens.size()) { ++m_next; }
    return token;
  }
  bool at_symbol(std::string_view symbol, std::size_t ahead = 0) const {
    const auto& token = peek(ahead);
    return token.kind == TokenKind::symbol && !token.multiplies && token.text == symbol;
  }
  bool take_symbol(std::string_view symbol) {
    if (!at_symbol(symbol)) { return false; }
    take();
    return true;
  }
  void expect(std::string_view symbol) {
    if (!take_symbol(symbol)) { wrong(peek(), message("{0} is missing before {1}", symbol, shown(peek()))); }
  }

  static Message shown(const Token& token) {
    if (token.kind == TokenKind::end) { return message("the end"); }
    if (token.kind == TokenKind::reference) { return message("${{{0}}}", token.text); }
    return message("{0}", token.text);
  }
  [[noreturn]] void wrong(const Token& token, Message problem) const {
    throw Wrong{error_at(m_text, token.at, std::move(problem))};
  }

  // ---- growing ----

  Grown grow(std::size_t at, int height_below, decltype(Node::is) is) const {
    if (height_below >= depth_limit) { too_deep(at); }
    return {std::make_shared<const Node>(Node{std::move(is), at}), height_below + 1};
  }
  [[noreturn]] void too_deep(std::size_t at) const {
    throw Wrong{error_at(m_text, at, message("the expression is nested deeper than {0}", depth_limit))};
  }

  /// One nesting level of the text, so that the parser's own recursion stays bounded too.
  class Nesting {
  public:
    explicit Nesting(Parser& parser) : m_parser(parser) {
      if (++parser.m_depth > depth_limit) { parser.too_deep(parser.peek().at); }
    }
    ~Nesting() { --m_parser.m_depth; }
    Nesting(const Nesting&) = delete;
    Nesting& operator=(const Nesting&) = delete;

  private:
    Parser& m_parser;
  };

  // ---- operators ----

  const OperatorWord* operator_of(std::size_t level) const {
    const auto& token = peek();
    const bool can_be = token.kind == TokenKind::operator_name || token.kind == TokenKind::symbol;
    if (!can_be || (token.text == "*" && !token.multiplies)) { return nullptr; }
    for (const auto& word : levels[level]) {
      if (word.text == token.text) { return &word; }
    }
    return nullptr;
  }

  Grown binary(std::size_t level) {
    if (level == levels.size()) { return unary(); }
    auto left = binary(level + 1);
    while (const auto* word = operator_of(level)) {
      const std::size_t at = take().at;
      auto right = binary(level + 1);
      const int height = std::max(left.height, right.height);
      left = grow(at, height, Binary{word->op, std::move(left.node), std::move(right.node)});
    }
    return left;
  }

  Grown unary() {
    if (!at_symbol("-")) { return unite(); }
    const Nesting nesting(*this);
    const std::size_t at = take().at;
    auto operand = unary();
    return grow(at, operand.height, Unary{Operator::negate, std::move(operand.node)});
  }

  Grown unite() {
    auto left = path();
    while (at_symbol("|")) {
      const std::size_t at = take().at;
      auto right = path();
      const int height = std::max(left.height, right.height);
      left = grow(at, height, Binary{Operator::unite, std::move(left.node), std::move(right.node)});
    }
    return left;
  }

  // ---- paths ----

  bool starts_primary() const {
    const auto kind = peek().kind;
    if (kind == TokenKind::number || kind == TokenKind::text || kind == TokenKind::reference) { return true; }
    if (kind == TokenKind::name) { return at_symbol("(", 1) && !is_node_type(peek().text); }
    return at_symbol("(");
  }
  static bool is_node_type(std::string_view name) { return name == "node" || name == "text"; }
  bool starts_step() const {
    return peek().kind == TokenKind::name || at_symbol("*") || at_symbol("@") || at_symbol(".") || at_symbol("..");
  }

  Grown path() {
    const Nesting nesting(*this);
    const std::size_t at = peek().at;
    if (starts_primary()) {
      auto start = filtered();
      if (!at_symbol("/") && !at_symbol("//")) { return start; }
      Path is{false, std::move(start.node), {}};
      return steps(at, std::move(is), start.height);
    }
    Path is;
    int height = 0;
    is.absolute = at_symbol("/") || at_symbol("//");
    if (take_symbol("/") && !starts_step()) { return grow(at, height, std::move(is)); }  // the root alone
    if (!at_symbol("//")) { is.steps.push_back(step(height)); }
    return steps(at, std::move(is), height);
  }

  /// The further steps of a path: `/step`, `//step`.
  Grown steps(std::size_t at, Path is, int height) {
    while (at_symbol("/") || at_symbol("//")) {
      if (take().text == "//") { is.steps.push_back({Axis::descendant_or_self, "node()", {}}); }
      is.steps.push_back(step(height));
    }
    return grow(at, height, std::move(is));
  }

  Step step(int& height) {
    Step is;
    if (take_symbol(".")) {
      is = {Axis::self, "node()", {}};
    } else if (take_symbol("..")) {
      is = {Axis::parent, "node()", {}};
    } else {
      is.axis = axis();
      is.test = node_test();
    }
    is.predicates = predicates(height);
    return is;
  }

  Axis axis() {
    if (take_symbol("@")) { return Axis::attribute; }
    if (peek().kind != TokenKind::name || !at_symbol("::", 1)) { return Axis::child; }
    const Token& name = take();
    take();
    const auto found = std::find_if(axes.begin(), axes.end(), [&](const auto& word) { return word.text == name.text; });
    if (found == axes.end()) { wrong(name, message("{0}: no such axis", name.text)); }
    return found->axis;
  }

  std::string node_test() {
    if (take_symbol("*")) { return "*"; }
    if (peek().kind != TokenKind::name) { wrong(peek(), message("a value is missing before {0}", shown(peek()))); }
    const Token& name = take();
    if (!at_symbol("(")) { return name.text; }
    if (!is_node_type(name.text)) { wrong(name, message("{0}: no such kind of node", name.text)); }
    take();
    expect(")");
    return name.text + "()";
  }

  std::vector<NodePtr> predicates(int& height) {
    std::vector<NodePtr> found;
    while (take_symbol("[")) {
      auto grown = binary(0);
      expect("]");
      height = std::max(height, grown.height);
      found.push_back(std::move(grown.node));
    }
    return found;
  }

  Grown filtered() {
    const std::size_t at = peek().at;
    auto start = primary();
    int height = start.height;
    auto found = predicates(height);
    if (found.empty()) { return start; }
    return grow(at, height, Filter{std::move(start.node), std::move(found)});
  }

  // ---- primaries ----

  Grown primary() {
    if (take_symbol("(")) {
      auto inner = binary(0);
      expect(")");
      return inner;
    }
    const Token& token = take();
    switch (token.kind) {
      case TokenKind::number: return grow(token.at, 0, Literal{number(token.text)});
      case TokenKind::text: return grow(token.at, 0, Literal{token.text});
      case TokenKind::reference: return grow(token.at, 0, Reference{token.text});
      default: return call(token);
    }
  }

  static double number(const std::string& text) {
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
    return value;
  }

  Grown call(const Token& name) {
    Call is{name.text, {}, expression::find(name.text)};
    int height = 0;
    expect("(");
    if (!take_symbol(")")) {
      do {
        auto argument = binary(0);
        height = std::max(height, argument.height);
        is.arguments.push_back(std::move(argument.node));
      } while (take_symbol(","));
      expect(")");
    }
    return grow(name.at, height, std::move(is));
  }

  std::string_view m_text;
  std::vector<Token> m_tokens;
  std::size_t m_next = 0;
  int m_depth = 0;
};

}  // namespace

Result<Expression> Expression::parse(std::string_view text) {
  if (text.size() > length_limit) { return fail(Errc::bad_input, message("an expression of more than {0} bytes", length_limit)); }
  auto tokens = expression::cut(text);
  if (!tokens) { return fail(std::move(tokens.error())); }
  try {
    Expression parsed;
    parsed.m_root = Parser(text, std::move(*tokens)).whole();
    parsed.m_text = text;
    return parsed;
  } catch (Wrong& wrong) { return fail(std::move(wrong.error)); }
}

}  // namespace scamdesk::form
