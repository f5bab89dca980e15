// SPDX-License-Identifier: Apache-2.0
#include "register/sql_functions.hpp"

#include <cmath>
#include <limits>
#include <sqlite3.h>

#include "form/expression.hpp"
#include "form/expression/values.hpp"

namespace scamdesk::records {
namespace {

using form::Operator;
using form::Value;

std::string text_of(sqlite3_value* value) {
  const auto* text = sqlite3_value_text(value);
  return text == nullptr ? std::string()
                         : std::string(reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_value_bytes(value)));
}

Value value_of(sqlite3_value* value) {
  switch (sqlite3_value_type(value)) {
    case SQLITE_NULL: return form::Blank{};
    case SQLITE_INTEGER: case SQLITE_FLOAT: return sqlite3_value_double(value);
    case SQLITE_BLOB: return std::numeric_limits<double>::quiet_NaN();
    default: return text_of(value);
  }
}

void give(sqlite3_context* to, const std::string& text) {
  sqlite3_result_text64(to, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

void give(sqlite3_context* to, const Value& value) {
  if (const auto* is = std::get_if<bool>(&value)) {
    sqlite3_result_int(to, *is ? 1 : 0);
  } else if (const auto* number = std::get_if<double>(&value)) {
    // SQLite would make a NULL of it, which is a blank.
    if (std::isnan(*number)) { sqlite3_result_zeroblob(to, 0); } else { sqlite3_result_double(to, *number); }
  } else if (std::holds_alternative<form::Blank>(value)) {
    sqlite3_result_null(to);
  } else {
    give(to, form::to_text(value));
  }
}

Operator operator_of(sqlite3_value* value) { return static_cast<Operator>(sqlite3_value_int(value)); }

void compare(sqlite3_context* to, int, sqlite3_value** args) {
  const bool holds = form::expression::compare(operator_of(args[0]), value_of(args[2]), value_of(args[3]), text_of(args[1]));
  sqlite3_result_int(to, holds ? 1 : 0);
}

form::NodePtr node_of(form::Node node) { return std::make_shared<const form::Node>(std::move(node)); }

/// An expression of an argument. There is no literal blank, but minus nothing is one.
form::NodePtr literal_of(sqlite3_value* value) {
  form::Literal literal{std::string()};
  if (sqlite3_value_type(value) == SQLITE_NULL) {
    return node_of({form::Unary{Operator::negate, node_of({literal, 0})}, 0});
  }
  if (auto is = value_of(value); const auto* number = std::get_if<double>(&is)) {
    literal.value = *number;
  } else if (auto* text = std::get_if<std::string>(&is)) {
    literal.value = std::move(*text);
  }
  return node_of({std::move(literal), 0});
}

void evaluate(sqlite3_context* to, form::Node node, sqlite3_value* zone) {
  form::Context context;
  context.zone = text_of(zone);
  const auto result = form::evaluate(node_of(std::move(node)), context);
  if (result) { give(to, *result); } else { sqlite3_result_null(to); }
}

void math(sqlite3_context* to, int, sqlite3_value** args) {
  evaluate(to, {form::Binary{operator_of(args[0]), literal_of(args[2]), literal_of(args[3])}, 0}, args[1]);
}

void call(sqlite3_context* to, int count, sqlite3_value** args) {
  form::Call call{text_of(args[0]), {}};
  for (int i = 2; i < count; ++i) { call.arguments.push_back(literal_of(args[i])); }
  evaluate(to, {std::move(call), 0}, args[1]);
}

void text(sqlite3_context* to, int, sqlite3_value** args) {
  if (sqlite3_value_type(args[0]) == SQLITE_NULL) { return sqlite3_result_null(to); }
  give(to, form::to_text(value_of(args[0])));
}

}  // namespace

void add_sql_functions(ledger::Database& db) {
  constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
  const auto add = [&](const char* name, int arguments, void (*run)(sqlite3_context*, int, sqlite3_value**)) {
    sqlite3_create_function_v2(db.handle(), name, arguments, flags, nullptr, run, nullptr, nullptr, nullptr);
  };
  add("xp_compare", 4, compare);
  add("xp_math", 4, math);
  add("xp_text", 1, text);
  add("xp_call", -1, call);
}

}  // namespace scamdesk::records
