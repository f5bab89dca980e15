// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include <scamdesk/cell.hpp>

#include "form/expression/values.hpp"

/// Values that own nothing: what most parts of an expression come to, without a copy of an answer or a literal.
namespace scamdesk::form::expression {

/// One value that is no nodeset, its text borrowed.
struct Scalar {
  std::variant<Blank, bool, double, std::string_view, Date, Instant> value;
  bool truth = false;  ///< as a boolean; an answer's text `false` is false, a text `false` is not
};

/// What one part of an expression comes to: one value, or more nodes than one.
struct Operand {
  Scalar one;                        ///< a blank where there are several
  const NodeSet* several = nullptr;  ///< kept by the evaluation; null where it is one value, or no node at all
};

inline Scalar scalar_of(CellView answer) {
  if (!answer.has_value() || answer.text.empty()) { return {}; }
  // A calculation keeps its true() or false() as text; the node of it is still the boolean that was meant.
  return {answer.text, answer.text != "false"};
}
/// Of any value but a nodeset; its text is borrowed from it.
Scalar scalar_of(const Value& value);
Value value_of(const Scalar& scalar);
/// Borrowed from `value`.
Operand operand_of(const Value& value);

bool is_blank(const Scalar& scalar);
std::optional<Moment> moment_of(const Scalar& scalar, const std::string& zone);
double number_of(const Scalar& scalar, const std::string& zone);
std::string text_of(const Scalar& scalar, const std::string& zone);

/// `left op right` of `+ - * div mod`. Anything with a blank is blank; a day or a moment and a number of days added to it
/// or taken from it make a day or a moment.
Value arithmetic(Operator op, const Scalar& left, const Scalar& right, const std::string& zone);
/// `left op right` of the six comparisons; several nodes compare when any of them does.
bool compare(Operator op, const Operand& left, const Operand& right, const std::string& zone);

}  // namespace scamdesk::form::expression
