// SPDX-License-Identifier: Apache-2.0
#include <array>

#include "form/expression/functions.hpp"

/// Truth and choice between values.
namespace scamdesk::form::expression {
namespace {

Value boolean_from_string(Arguments& in) {
  const auto text = in.text(0);
  return text == "true" || text == "1";
}

Value if_(Arguments& in) { return in.value(in.boolean(0) ? 1 : 2); }

Value coalesce(Arguments& in) {
  for (std::size_t i = 0; i + 1 < in.size(); ++i) {
    auto value = in.one(i);
    if (!is_blank(value)) { return value; }
  }
  return in.one(in.size() - 1);
}

/// The answer that is there already; the value only where there is none.
Value once(Arguments& in) {
  const auto& self = in.evaluation().outermost().cell;
  return self.has_value() ? value_of(self) : in.one(0);
}

/// Whether `total` lies between the first two arguments; a negative one is no limit.
bool within_limits(Arguments& in, double total) {
  const double least = in.number(0);
  const double most = in.number(1);
  return (least < 0 || total >= least) && (most < 0 || total <= most);
}

Value checklist(Arguments& in) {
  double answered = 0;
  for (std::size_t i = 2; i < in.size(); ++i) { answered += in.boolean(i) ? 1 : 0; }
  return within_limits(in, answered);
}

Value weighted_checklist(Arguments& in) {
  double weight = 0;
  for (std::size_t i = 2; i < in.size(); i += 2) { weight += in.boolean(i) ? in.number(i + 1) : 0; }
  return within_limits(in, weight);
}

constexpr std::array<Function, 10> table{{
    {{"true", 0, 0}, [](Arguments&) { return Value(true); }},
    {{"false", 0, 0}, [](Arguments&) { return Value(false); }},
    {{"not", 1, 1}, [](Arguments& in) { return Value(!in.boolean(0)); }, [](Arguments& in) { return !in.boolean(0); }},
    {{"boolean", 1, 1}, [](Arguments& in) { return Value(in.boolean(0)); }},
    {{"boolean-from-string", 1, 1}, boolean_from_string},
    {{"if", 3, 3}, if_},
    {{"coalesce", 1, -1}, coalesce},
    {{"once", 1, 1}, once},
    {{"checklist", 2, -1}, checklist},
    {{"weighted-checklist", 2, -1, 2}, weighted_checklist},
}};

}  // namespace

std::span<const Function> logic_functions() { return table; }

}  // namespace scamdesk::form::expression
