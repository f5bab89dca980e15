// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/kinds.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace scamdesk::exchange::xform {
namespace {

using form::Operator;

Kind of_type(form::Type type) {
  switch (type) {
    case form::Type::integer: return Kind::whole;
    case form::Type::decimal: return Kind::number;
    case form::Type::date: return Kind::day;
    case form::Type::date_time: return Kind::moment;
    default: return Kind::other;
  }
}

/// One kind for several values: that of all, the wider of two numbers, or no particular one.
Kind common(Kind one, Kind other) {
  if (one == other) { return one; }
  return is_number(one) && is_number(other) ? Kind::number : Kind::other;
}

template <std::size_t size>
bool among(const std::array<std::string_view, size>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::array<std::string_view, 13> truths{
    "true",        "false",    "not",   "boolean",   "boolean-from-string", "contains",          "starts-with", "ends-with",
    "selected",    "regex",    "checklist", "weighted-checklist", "lang"};
constexpr std::array<std::string_view, 9> wholes{"count",      "count-non-empty", "position", "last",          "int",
                                                 "floor",      "ceiling",         "string-length", "count-selected"};
constexpr std::array<std::string_view, 6> numbers{"number", "round", "pow", "sqrt", "decimal-date-time", "decimal-time"};

}  // namespace

// A calculation may name itself by a path, its own in another row say: then nothing is known of that part.
Kinds::Kinds(const form::Form& form) : m_form(form), m_questions(form.questions.size(), Kind::other) {
  for (std::size_t i = 0; i < m_questions.size(); ++i) { m_questions[i] = of_type(form.questions[i].type); }
  for (const int index : form.order) {
    const auto& question = form.questions[static_cast<std::size_t>(index)];
    if (question.type != form::Type::calculate || question.calculation.empty()) { continue; }
    m_questions[static_cast<std::size_t>(index)] = of(question.calculation.root_ptr());
  }
}

Kind Kinds::of_question(std::string_view name) const {
  const int index = m_form.index_of(name);
  return index < 0 ? Kind::other : m_questions[static_cast<std::size_t>(index)];
}

Kind Kinds::of_arguments(const form::Call& call, std::size_t first) const {
  Kind kind = first < call.arguments.size() ? of(call.arguments[first]) : Kind::other;
  for (std::size_t i = first + 1; i < call.arguments.size(); ++i) { kind = common(kind, of(call.arguments[i])); }
  return kind;
}

Kind Kinds::of_call(const form::Call& call) const {
  if (among(truths, call.name)) { return Kind::boolean; }
  if (among(wholes, call.name)) { return Kind::whole; }
  if (call.name == "round" && call.arguments.size() == 1) { return Kind::whole; }
  if (call.name == "number" && call.arguments.size() == 1) {
    const auto inner = of(call.arguments[0]);
    return inner == Kind::whole || inner == Kind::day ? Kind::whole : Kind::number;
  }
  if (among(numbers, call.name)) { return Kind::number; }
  if (call.name == "today" || call.name == "date") { return Kind::day; }
  if (call.name == "now") { return Kind::moment; }
  if (call.name == "date-time") { return of_arguments(call, 0) == Kind::day ? Kind::day : Kind::moment; }
  if (call.name == "if") { return of_arguments(call, 1); }
  if (call.name == "coalesce" || call.name == "once" || call.name == "abs") { return of_arguments(call, 0); }
  if (call.name == "sum" || call.name == "max" || call.name == "min") {
    return of_arguments(call, 0) == Kind::whole ? Kind::whole : Kind::number;
  }
  return Kind::other;
}

Kind Kinds::of_binary(const form::Binary& is) const {
  if (is.op == Operator::unite) { return common(of(is.left), of(is.right)); }
  if (is.op < Operator::add) { return Kind::boolean; }
  const bool stays_whole = is.op != Operator::divide;
  const auto left = of(is.left);
  const auto right = of(is.right);
  const bool days = left == Kind::day || right == Kind::day;
  return stays_whole && (common(left, right) == Kind::whole || days) ? Kind::whole : Kind::number;
}

Kind Kinds::of(const form::NodePtr& node) const {
  if (const auto* literal = std::get_if<form::Literal>(&node->is)) {
    const auto* number = std::get_if<double>(&literal->value);
    if (number == nullptr) { return Kind::other; }
    return std::trunc(*number) == *number ? Kind::whole : Kind::number;
  }
  if (const auto* reference = std::get_if<form::Reference>(&node->is)) { return of_question(reference->name); }
  if (const auto* filter = std::get_if<form::Filter>(&node->is)) { return of(filter->base); }
  if (const auto* unary = std::get_if<form::Unary>(&node->is)) {
    return of(unary->operand) == Kind::whole ? Kind::whole : Kind::number;
  }
  if (const auto* binary = std::get_if<form::Binary>(&node->is)) { return of_binary(*binary); }
  if (const auto* call = std::get_if<form::Call>(&node->is)) { return of_call(*call); }
  const auto& path = std::get<form::Path>(node->is);
  return path.steps.empty() ? Kind::other : of_question(path.steps.back().test);
}

bool Kinds::may_overflow(const form::NodePtr& node) const {
  const auto any = [&](const auto& nodes) {
    return std::any_of(nodes.begin(), nodes.end(), [&](const auto& each) { return may_overflow(each); });
  };
  if (const auto* unary = std::get_if<form::Unary>(&node->is)) { return may_overflow(unary->operand); }
  if (const auto* binary = std::get_if<form::Binary>(&node->is)) {
    if (binary->op == Operator::divide || binary->op == Operator::modulo) { return true; }
    const bool texts = of(binary->left) == Kind::other || of(binary->right) == Kind::other;
    return texts || may_overflow(binary->left) || may_overflow(binary->right);
  }
  const auto* call = std::get_if<form::Call>(&node->is);
  if (call == nullptr) { return false; }
  if (call->name == "pow" || call->name == "sqrt") { return true; }
  const bool converts = call->name == "number" || call->name == "sum" || call->name == "max" || call->name == "min";
  if (converts && (call->arguments.empty() || of(call->arguments[0]) == Kind::other)) { return true; }
  return any(call->arguments);
}

}  // namespace scamdesk::exchange::xform
