// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/translator.hpp"

#include <array>
#include <charconv>

#include "exchange/xform/xpath.hpp"
#include "form/expression/words.hpp"

namespace scamdesk::exchange::xform {

using form::Operator;

std::string quoted(std::string_view text) {
  if (text.find('\'') == std::string_view::npos) { return "'" + std::string(text) + "'"; }
  if (text.find('"') == std::string_view::npos) { return '"' + std::string(text) + '"'; }
  std::string parts = "concat(";
  for (std::size_t at = 0; at < text.size();) {
    const char mark = text[at] == '\'' ? '"' : '\'';
    const auto end = std::min(text.find(mark, at), text.size());
    parts += (at == 0 ? "" : ", ") + std::string(1, mark) + std::string(text.substr(at, end - at)) + mark;
    at = end;
  }
  return parts + ")";
}

namespace {

std::string_view word_of(Operator op) {
  for (const auto level : form::expression::levels) {
    for (const auto& word : level) {
      if (word.op == op) { return word.text; }
    }
  }
  return "|";
}

std::string parenthesised(std::string text) { return "(" + std::move(text) + ")"; }

}  // namespace

std::string Translator::plain(const form::Literal& is) {
  if (const auto* text = std::get_if<std::string>(&is.value)) { return quoted(*text); }
  std::array<char, 400> digits{};
  const auto number = std::get<double>(is.value);
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number, std::chars_format::fixed).ptr;
  return {digits.data(), end};
}

std::string Translator::plain(const form::Binary& is) {
  if (is.op == Operator::unite) { return parenthesised(nodes(is.left) + " | " + nodes(is.right)); }
  const auto word = " " + std::string(word_of(is.op)) + " ";
  if (is.op == Operator::and_ || is.op == Operator::or_) {
    return parenthesised(condition(is.left) + word + condition(is.right));
  }
  if (is.op < Operator::add) { return comparison(is); }
  return parenthesised(number(is.left) + word + number(is.right));
}

void Translator::count_part(std::size_t length) {
  if (++m_parts > most_parts || length > longest_part) {
    throw NotCarried{message("the expression is too long once it says what a blank means")};
  }
}

/// What is left when a node is no path, literal or operator. A predicate may stand on any of these: 1[2].
const form::Call& Translator::called(const form::NodePtr& node) {
  const auto* call = std::get_if<form::Call>(&node->is);
  if (call == nullptr) { throw NotCarried{message("a condition in brackets on what is no answer")}; }
  return *call;
}

std::string Translator::plain(const form::NodePtr& node) {
  auto written = unbounded(node);
  count_part(written.size());
  return written;
}

std::string Translator::unbounded(const form::NodePtr& node) {
  if (is_path(node)) { return nodes(node); }
  if (const auto* literal = std::get_if<form::Literal>(&node->is)) { return plain(*literal); }
  if (const auto* unary = std::get_if<form::Unary>(&node->is)) { return parenthesised("-" + number(unary->operand)); }
  if (const auto* binary = std::get_if<form::Binary>(&node->is)) { return plain(*binary); }
  return call(node, called(node));
}

std::string Translator::number(const form::NodePtr& node) {
  if (is_path(node) && !is_single(node)) { throw NotCarried{message("several answers stand where one is needed")}; }
  return kinds().of(node) == Kind::day ? day_number(node) : plain(node);
}

/// Days since 1970-01-01 whatever zone the engine is in: midnight in UTC.
std::string Translator::day_number(const form::NodePtr& node) {
  const bool stored = is_path(node);
  const auto day = stored ? plain(node) : "format-date(" + plain(node) + ", '%Y-%m-%d')";
  const auto days = "decimal-date-time(concat(" + day + ", 'T00:00:00.000Z'))";
  const auto none = blank(node);
  return none.empty() ? days : "if(" + none + ", '', " + days + ")";
}

std::string Translator::text(const form::NodePtr& node) {
  if (is_path(node)) {
    if (!is_single(node)) { throw NotCarried{message("several answers stand where one is needed")}; }
    const auto path = nodes(node);
    if (kinds().of(node) != Kind::number) { return path; }
    return "if(" + path + " = '', '', string(number(" + path + ")))";  // 5.0 of a decimal is our 5
  }
  if (std::holds_alternative<form::Literal>(node->is) && kinds().of(node) == Kind::other) { return plain(node); }
  return "string(" + value(node) + ")";
}

std::string Translator::value(const form::NodePtr& node) {
  if (const auto* call = std::get_if<form::Call>(&node->is)) {
    if (call->name == "if") {
      return "if(" + condition(call->arguments[0]) + ", " + value(call->arguments[1]) + ", " + value(call->arguments[2]) + ")";
    }
    if (call->name == "coalesce") { return coalesce(*call, 0); }
  }
  if (is_path(node) || !is_number(kinds().of(node))) { return plain(node); }
  return guarded(node, plain(node));
}

/// What is no number is stored as a blank: an engine would store NaN or Infinity.
std::string Translator::guarded(const form::NodePtr& node, std::string number) {
  if (kinds().may_overflow(node)) { return "if(" + number + " * 0 = 0, " + number + ", '')"; }
  const auto none = blank(node);
  return none.empty() ? number : "if(" + none + ", '', " + number + ")";
}

/// An answer is true when there is one and it is not `false`, which a calculation may have stored.
std::string Translator::answer_is_true(const form::NodePtr& node) {
  const auto path = nodes(node);
  const auto first = is_single(node) ? path : "string(" + path + ")";
  const auto holds = "(" + first + " != '' and " + first + " != 'false')";
  return is_single(node) ? holds : "(count(" + path + ") > 1 or " + holds + ")";
}

std::string Translator::condition(const form::NodePtr& node) {
  count_part();
  if (is_path(node)) { return answer_is_true(node); }
  const auto kind = kinds().of(node);
  if (kind == Kind::boolean) { return plain(node); }
  const auto* call = std::get_if<form::Call>(&node->is);
  if (call != nullptr && call->name == "if") {
    return "boolean(if(" + condition(call->arguments[0]) + ", " + condition(call->arguments[1]) + ", " +
           condition(call->arguments[2]) + "))";
  }
  if (is_number(kind)) { return "boolean(" + number(node) + ")"; }
  return "(string(" + value(node) + ") != '')";
}

namespace {

std::string any_of(const std::vector<std::string>& conditions) {
  std::string all;
  for (const auto& each : conditions) {
    if (!each.empty() && all.find(each) == std::string::npos) { all += (all.empty() ? "" : " or ") + each; }
  }
  return all;
}

}  // namespace

std::string Translator::blank(const form::NodePtr& node) {
  count_part();
  if (is_path(node)) {
    const auto path = nodes(node);
    return is_single(node) ? path + " = ''" : "count(" + path + "[. != '']) = 0";
  }
  if (const auto* literal = std::get_if<form::Literal>(&node->is)) {
    const auto* text = std::get_if<std::string>(&literal->value);
    return text != nullptr && text->empty() ? "true()" : "";
  }
  if (const auto* unary = std::get_if<form::Unary>(&node->is)) { return blank(unary->operand); }
  if (const auto* binary = std::get_if<form::Binary>(&node->is)) {
    return binary->op < Operator::add ? "" : any_of({blank(binary->left), blank(binary->right)});
  }
  const auto& call = called(node);
  if (call.name == "if") {
    const auto one = blank(call.arguments[1]);
    const auto other = blank(call.arguments[2]);
    if (one.empty() && other.empty()) { return {}; }
    return "if(" + condition(call.arguments[0]) + ", " + (one.empty() ? "false()" : one) + ", " +
           (other.empty() ? "false()" : other) + ")";
  }
  if (call.name == "coalesce") {
    std::string all;
    for (const auto& each : call.arguments) {
      const auto none = blank(each);
      if (none.empty()) { return {}; }
      all += (all.empty() ? "((" : " and (") + none + ")";
    }
    return all + ")";
  }
  if (call.name == "max" || call.name == "min") {
    std::string all;
    for (const auto& each : call.arguments) {
      const auto none = blank(each);
      if (none.empty()) { return {}; }
      all += (all.empty() ? "(" : " and ") + none;
    }
    return all + ")";
  }
  if (call.name == "pow") { return any_of({blank(call.arguments[0]), blank(call.arguments[1])}); }
  const auto kind = kinds().of(node);
  const bool follows = is_number(kind) || call.name == "date" || call.name == "date-time";
  if (kind == Kind::boolean || call.name == "sum" || call.name == "count" || call.name == "today" || call.name == "now") { return {}; }
  if (kind == Kind::whole && (call.name.starts_with("count") || call.name == "position" || call.name == "last" ||
                              call.name == "string-length")) {
    return {};
  }
  if (follows && !call.arguments.empty()) { return blank(call.arguments[0]); }
  return "string(" + plain(node) + ") = ''";
}

}  // namespace scamdesk::exchange::xform
