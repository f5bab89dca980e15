// SPDX-License-Identifier: Apache-2.0
#include "exchange/xform/kinds.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace scamdesk::exchange::xform {
namespace {

using form::Operator;

/// One kind for several values: that of all, the wider of two numbers, or no particular one.
Kind common(Kind one, Kind other) {
  if (one == other) { return one; }
  return is_number(one) && is_number(other) ? Kind::number : Kind::other;
}

Kind of_arguments(const form::Form& form, const form::Call& call, std::size_t first) {
  Kind kind = first < call.arguments.size() ? kind_of(form, call.arguments[first]) : Kind::other;
  for (std::size_t i = first + 1; i < call.arguments.size(); ++i) { kind = common(kind, kind_of(form, call.arguments[i])); }
  return kind;
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

Kind of_call(const form::Form& form, const form::Call& call) {
  if (among(truths, call.name)) { return Kind::boolean; }
  if (among(wholes, call.name)) { return Kind::whole; }
  if (call.name == "round" && call.arguments.size() == 1) { return Kind::whole; }
  if (call.name == "number" && call.arguments.size() == 1) {
    const auto inner = kind_of(form, call.arguments[0]);
    return inner == Kind::whole || inner == Kind::day ? Kind::whole : Kind::number;
  }
  if (among(numbers, call.name)) { return Kind::number; }
  if (call.name == "today" || call.name == "date") { return Kind::day; }
  if (call.name == "now") { return Kind::moment; }
  if (call.name == "date-time") { return of_arguments(form, call, 0) == Kind::day ? Kind::day : Kind::moment; }
  if (call.name == "if") { return of_arguments(form, call, 1); }
  if (call.name == "coalesce" || call.name == "once" || call.name == "abs") { return of_arguments(form, call, 0); }
  if (call.name == "sum" || call.name == "max" || call.name == "min") {
    return of_arguments(form, call, 0) == Kind::whole ? Kind::whole : Kind::number;
  }
  return Kind::other;
}

Kind of_binary(const form::Form& form, const form::Binary& is) {
  if (is.op == Operator::unite) { return common(kind_of(form, is.left), kind_of(form, is.right)); }
  if (is.op < Operator::add) { return Kind::boolean; }
  const bool stays_whole = is.op != Operator::divide;
  const auto left = kind_of(form, is.left);
  const auto right = kind_of(form, is.right);
  const bool days = left == Kind::day || right == Kind::day;
  return stays_whole && (common(left, right) == Kind::whole || days) ? Kind::whole : Kind::number;
}

}  // namespace

Kind kind_of(const form::Form& form, const form::Question& question) {
  switch (question.type) {
    case form::Type::integer: return Kind::whole;
    case form::Type::decimal: return Kind::number;
    case form::Type::date: return Kind::day;
    case form::Type::date_time: return Kind::moment;
    case form::Type::calculate: return question.calculation.empty() ? Kind::other : kind_of(form, question.calculation.root_ptr());
    default: return Kind::other;
  }
}

Kind kind_of(const form::Form& form, const form::NodePtr& node) {
  if (const auto* literal = std::get_if<form::Literal>(&node->is)) {
    const auto* number = std::get_if<double>(&literal->value);
    if (number == nullptr) { return Kind::other; }
    return std::trunc(*number) == *number ? Kind::whole : Kind::number;
  }
  if (const auto* reference = std::get_if<form::Reference>(&node->is)) {
    const auto* question = form.find(reference->name);
    return question == nullptr ? Kind::other : kind_of(form, *question);
  }
  if (const auto* filter = std::get_if<form::Filter>(&node->is)) { return kind_of(form, filter->base); }
  if (const auto* unary = std::get_if<form::Unary>(&node->is)) {
    return kind_of(form, unary->operand) == Kind::whole ? Kind::whole : Kind::number;
  }
  if (const auto* binary = std::get_if<form::Binary>(&node->is)) { return of_binary(form, *binary); }
  if (const auto* call = std::get_if<form::Call>(&node->is)) { return of_call(form, *call); }
  const auto& path = std::get<form::Path>(node->is);
  const auto* last = path.steps.empty() ? nullptr : form.find(path.steps.back().test);
  return last == nullptr ? Kind::other : kind_of(form, *last);
}

bool may_overflow(const form::Form& form, const form::NodePtr& node) {
  const auto any = [&](const auto& nodes) {
    return std::any_of(nodes.begin(), nodes.end(), [&](const auto& each) { return may_overflow(form, each); });
  };
  if (const auto* unary = std::get_if<form::Unary>(&node->is)) { return may_overflow(form, unary->operand); }
  if (const auto* binary = std::get_if<form::Binary>(&node->is)) {
    if (binary->op == Operator::divide || binary->op == Operator::modulo) { return true; }
    const bool texts = kind_of(form, binary->left) == Kind::other || kind_of(form, binary->right) == Kind::other;
    return texts || may_overflow(form, binary->left) || may_overflow(form, binary->right);
  }
  const auto* call = std::get_if<form::Call>(&node->is);
  if (call == nullptr) { return false; }
  if (call->name == "pow" || call->name == "sqrt") { return true; }
  const bool converts = call->name == "number" || call->name == "sum" || call->name == "max" || call->name == "min";
  if (converts && (call->arguments.empty() || kind_of(form, call->arguments[0]) == Kind::other)) { return true; }
  return any(call->arguments);
}

}  // namespace scamdesk::exchange::xform
