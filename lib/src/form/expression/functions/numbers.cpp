// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "form/expression/functions.hpp"

/// One number into another. A blank stays blank.
namespace scamdesk::form::expression {
namespace {

/// More places than a double has digits change nothing.
constexpr double most_places = 400;

template <class Map>
Value mapped(Arguments& in, Map map) {
  const auto value = in.scalar(0);
  if (std::holds_alternative<Blank>(value.value)) { return Blank{}; }
  return map(number_of(value, in.zone()));
}

Value number(Arguments& in) {
  const auto value = in.scalar_or_self(0);
  if (std::holds_alternative<Blank>(value.value)) { return Blank{}; }
  return number_of(value, in.zone());
}

Value round(Arguments& in) {
  const double places = in.has(1) ? std::trunc(in.number(1)) : 0;
  if (std::isnan(places)) { return places; }
  const auto bounded = static_cast<int>(std::clamp(places, -most_places, most_places));
  return mapped(in, [bounded](double value) { return Value(round_to(value, bounded)); });
}

Value pow(Arguments& in) {
  const auto exponent = in.scalar(1);
  if (std::holds_alternative<Blank>(exponent.value)) { return Blank{}; }
  const double power = number_of(exponent, in.zone());
  return mapped(in, [power](double value) { return Value(std::pow(value, power)); });
}

constexpr std::array<Function, 8> table{{
    {{"number", 0, 1}, number},
    {{"int", 1, 1}, [](Arguments& in) { return mapped(in, [](double value) { return Value(std::trunc(value)); }); }},
    {{"round", 1, 2}, round},
    {{"abs", 1, 1}, [](Arguments& in) { return mapped(in, [](double value) { return Value(std::abs(value)); }); }},
    {{"floor", 1, 1}, [](Arguments& in) { return mapped(in, [](double value) { return Value(std::floor(value)); }); }},
    {{"ceiling", 1, 1}, [](Arguments& in) { return mapped(in, [](double value) { return Value(std::ceil(value)); }); }},
    {{"pow", 2, 2}, pow},
    {{"sqrt", 1, 1}, [](Arguments& in) { return mapped(in, [](double value) { return Value(std::sqrt(value)); }); }},
}};

}  // namespace

std::span<const Function> number_functions() { return table; }

}  // namespace scamdesk::form::expression
