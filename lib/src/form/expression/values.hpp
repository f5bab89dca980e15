// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "form/expression.hpp"

/// What values are as numbers, texts and moments. `zone` is where a dateTime without offset is read and shown.
namespace scamdesk::form::expression {

/// A day or a moment.
using Moment = std::variant<Date, Instant>;
/// A date or dateTime, with or without an offset; empty when the text is neither.
std::optional<Moment> read_moment(std::string_view text, const std::string& zone);
/// The moment a value is or is written as; empty for anything else.
std::optional<Moment> moment_of(const Value& value, const std::string& zone);
/// The first moment of a day, or the moment itself.
Instant instant_of(const Moment& moment, const std::string& zone);
/// The civil day.
Date day_of(const Moment& moment, const std::string& zone);

/// Days since 1970-01-01: of the civil calendar for a day, of UTC for a moment.
double days_of(const Moment& moment);
/// Days from 1970-01-01 that a four-digit year can name.
constexpr double earliest_day = -719'528;
constexpr double latest_day = 2'932'896;
/// The moment that many days after 1970-01-01T00:00:00Z, to the millisecond.
Instant instant_of_days(double days);

double number_of_text(std::string_view text, const std::string& zone);
double number_of(const Value& value, const std::string& zone);
std::string text_of(const Value& value, const std::string& zone);
/// A whole number that a double holds exactly, and neighbours of which it tells apart.
bool is_exact_whole(double number);
/// 12, 0.1, -0 as 0; at most 15 digits, so that 0.1 + 0.2 is 0.3; never an exponent.
std::string number_text(double number);
/// `number` with that many decimals, half away from zero as people round the decimal digits they see.
double round_to(double number, int places);

/// True of what an answer without a value is: Blank, '', no node, or one blank node.
bool is_blank(const Value& value);
/// A nodeset's only item as a text or a Blank; any other value as it is. Empty when there are several.
std::optional<Value> single(const Value& value);
/// An item's text, or Blank.
Value value_of(const Cell& cell);

/// What is wrong with the algorithm or the encoding that a digest() names; empty when nothing is.
std::optional<Error> wrong_algorithm(std::string_view name);
std::optional<Error> wrong_encoding(std::string_view name);

/// `left op right` of the six comparisons; a nodeset compares when any of its items does.
bool compare(Operator op, const Value& left, const Value& right, const std::string& zone);
inline bool is_comparison(Operator op) { return op >= Operator::equal && op <= Operator::greater_equal; }

}  // namespace scamdesk::form::expression
