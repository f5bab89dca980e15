// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <string>

#include "form/expression.hpp"

using namespace scamdesk;
using namespace scamdesk::form;

namespace {

std::string shape(const NodePtr& node);

std::string shapes(const std::vector<NodePtr>& nodes, const char* open, const char* close) {
  std::string all;
  for (const auto& node : nodes) { all += open + shape(node) + close; }
  return all;
}

std::string operator_word(Operator op) {
  static const char* const words[] = {
      "or", "and", "=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "div", "mod", "neg", "|"};
  return words[static_cast<std::size_t>(op)];
}

std::string step_shape(const Step& step) {
  static const char* const names[] = {"",      "parent::", "self::", "descendant::", "dos::",       "ancestor::",
                                      "aos::", "fs::",     "ps::",   "following::",  "preceding::", "@"};
  return names[static_cast<std::size_t>(step.axis)] + step.test + shapes(step.predicates, "[", "]");
}

/// The tree in brackets, so that a test reads like the grammar.
std::string shape(const NodePtr& node) {
  if (const auto* is = std::get_if<Literal>(&node->is)) {
    const auto* text = std::get_if<std::string>(&is->value);
    return text != nullptr ? "'" + *text + "'" : std::to_string(static_cast<int>(std::get<double>(is->value)));
  }
  if (const auto* is = std::get_if<Reference>(&node->is)) { return "$" + is->name; }
  if (const auto* is = std::get_if<Unary>(&node->is)) { return "(neg " + shape(is->operand) + ")"; }
  if (const auto* is = std::get_if<Call>(&node->is)) { return is->name + "{" + shapes(is->arguments, "", ";") + "}"; }
  if (const auto* is = std::get_if<Filter>(&node->is)) { return shape(is->base) + shapes(is->predicates, "[", "]"); }
  if (const auto* is = std::get_if<Binary>(&node->is)) {
    return "(" + operator_word(is->op) + " " + shape(is->left) + " " + shape(is->right) + ")";
  }
  const auto& is = std::get<Path>(node->is);
  std::string text = is.absolute ? "/" : "";
  if (is.start != nullptr) { text = shape(is.start) + "/"; }
  for (std::size_t i = 0; i < is.steps.size(); ++i) { text += (i > 0 ? "/" : "") + step_shape(is.steps[i]); }
  return text;
}

std::string parsed(std::string_view text) {
  const auto expression = Expression::parse(text);
  return expression ? shape(expression->root_ptr()) : "error: " + word(expression.error().problem, Lang::en);
}

std::size_t wrong_column(std::string_view text) {
  const auto expression = Expression::parse(text);
  REQUIRE_FALSE(expression.has_value());
  REQUIRE(expression.error().place.has_value());
  CHECK(expression.error().code == Errc::bad_input);
  return expression.error().place->column;
}

}  // namespace

TEST_CASE("operators bind as in XPath, and those of one level from left to right") {
  CHECK(parsed("1 + 2 * 3") == "(+ 1 (* 2 3))");
  CHECK(parsed("1-10 mod 3 div 3") == "(- 1 (div (mod 10 3) 3))");
  CHECK(parsed("3 < 4 < 5") == "(< (< 3 4) 5)");
  CHECK(parsed("-3 < 3 = 6 >= 6") == "(= (< (neg 3) 3) (>= 6 6))");
  CHECK(parsed("1 or 2 and 3") == "(or 1 (and 2 3))");
  CHECK(parsed("- - 1") == "(neg (neg 1))");
  CHECK(parsed("(1 or 2) and 3") == "(and (or 1 2) 3)");
}

TEST_CASE("a name or a star is an operator only after an operand") {
  CHECK(parsed("1mod 2") == "(mod 1 2)");
  CHECK(parsed("'1'mod'1'") == "(mod '1' '1')");
  CHECK(parsed("div div mod") == "(div div mod)");
  CHECK(parsed("* * *") == "(* * *)");
  CHECK(parsed("a-b - c") == "(- a-b c)");
  CHECK(parsed("-15.*1.5") == "(* (neg 15) 1)");
  CHECK(parsed("${a}-1") == "(- $a 1)");
}

TEST_CASE("paths, axes and predicates become steps") {
  CHECK(parsed(".") == "self::node()");
  CHECK(parsed("../b") == "parent::node()/b");
  CHECK(parsed("/data/a") == "/data/a");
  CHECK(parsed("/") == "/");
  CHECK(parsed("//a") == "/dos::node()/a");
  CHECK(parsed("a//b") == "a/dos::node()/b");
  CHECK(parsed("ancestor-or-self::x/following-sibling::*[1]") == "aos::x/fs::*[1]");
  CHECK(parsed("x/@id") == "x/@id");
  CHECK(parsed("x/text()") == "x/text()");
  CHECK(parsed("${sites}[place = 'A'][2]/count") == "$sites[(= place 'A')][2]/count");
  CHECK(parsed("instance('case')/root/item[status = 'Active']/kind") ==
        "instance{'case';}/root/item[(= status 'Active')]/kind");
  CHECK(parsed("a | b | c") == "(| (| a b) c)");
  CHECK(parsed("current()/../x") == "current{}/parent::node()/x");
}

TEST_CASE("function names may hold a prefix, a hyphen and a space before the bracket") {
  CHECK(parsed("jr:choice-name(${a}, 'a')") == "jr:choice-name{$a;'a';}");
  CHECK(parsed("if (true(), 1, 2)") == "if{true{};1;2;}");
  CHECK(parsed("child::node()") == "node()");
}

TEST_CASE("Korean names are names, and columns count characters") {
  CHECK(parsed("${상태} = '감금'") == "(= $상태 '감금')");
  CHECK(wrong_column("${상태} = = 1") == 9);
  CHECK(wrong_column("'감금' 'x'") == 6);
}

TEST_CASE("a faulty expression is refused with the column of the fault") {
  CHECK(wrong_column("") == 1);
  CHECK(wrong_column("1 +") == 4);
  CHECK(wrong_column("1 + 'abc") == 5);
  CHECK(wrong_column("count(1, ") == 10);
  CHECK(wrong_column("(1 + 2") == 7);
  CHECK(wrong_column("1 + 2)") == 6);
  CHECK(wrong_column("a b") == 3);
  CHECK(wrong_column("1 2") == 3);
  CHECK(wrong_column("$x") == 1);
  CHECK(wrong_column("${x") == 1);
  CHECK(wrong_column("${} + 1") == 1);
  CHECK(wrong_column("${a b}") == 1);
  CHECK(wrong_column("a # b") == 3);
  CHECK(wrong_column("beside::x") == 1);
  CHECK(wrong_column("x/comment()") == 3);
  CHECK(wrong_column("x[1") == 4);
  CHECK(wrong_column("a and") == 6);
  CHECK(Expression::parse("\xff").error().code == Errc::bad_input);
}

TEST_CASE("curly quotes are refused with the advice to write straight ones") {
  const auto expression = Expression::parse("${a} = ‘x’");
  REQUIRE_FALSE(expression.has_value());
  CHECK(expression.error().place->column == 8);
  CHECK(expression.error().hint.has_value());
}

TEST_CASE("an expression deeper than 256 is refused, however it is nested") {
  const std::string open(300, '(');
  CHECK(wrong_column(open + "1" + std::string(300, ')')) > 200);
  CHECK(wrong_column(std::string(300, '-') + "1") > 200);
  std::string chain = "1";
  for (int i = 0; i < 300; ++i) { chain += "+1"; }
  CHECK(wrong_column(chain) > 200);
  std::string calls;
  for (int i = 0; i < 300; ++i) { calls += "not("; }
  CHECK(wrong_column(calls) > 200);
  std::string steps = "a";
  for (int i = 0; i < 300; ++i) { steps += "[a"; }
  CHECK(wrong_column(steps) > 200);
  CHECK(Expression::parse(std::string(100000, '(')).error().code == Errc::bad_input);
}

TEST_CASE("an expression longer than people write is refused before it is read") {
  const auto texts = [](std::size_t bytes) { return "concat('" + std::string(bytes - 10, 'a') + "')"; };
  CHECK(Expression::parse(texts(32 * 1024)).has_value());
  const auto read = Expression::parse(texts(32 * 1024 + 1));
  REQUIRE_FALSE(read.has_value());
  CHECK(word(read.error().problem, Lang::en) == "an expression of more than 32768 bytes");
}

TEST_CASE("a chain of two hundred choices is still an expression") {
  std::string chain = "${a} = 0";
  for (int i = 1; i < 200; ++i) { chain += " or ${a} = " + std::to_string(i); }
  CHECK(Expression::parse(chain).has_value());
}

TEST_CASE("references are named once, in order, inside predicates and calls too") {
  const auto expression = Expression::parse("${b} + count(instance('c')/root/item[x = ${a} and y = ${b}]) + sum(${d})");
  REQUIRE(expression.has_value());
  CHECK(references(*expression) == std::vector<std::string>{"b", "a", "d"});
}
