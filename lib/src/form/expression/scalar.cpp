// SPDX-License-Identifier: Apache-2.0
#include "form/expression/scalar.hpp"

#include <limits>

#include "base/zone.hpp"

namespace scamdesk::form::expression {

Scalar scalar_of(const Value& value) {
  const bool truth = to_boolean(value);
  if (const auto* is = std::get_if<bool>(&value)) { return {*is, truth}; }
  if (const auto* is = std::get_if<double>(&value)) { return {*is, truth}; }
  if (const auto* is = std::get_if<std::string>(&value)) { return {std::string_view(*is), truth}; }
  if (const auto* is = std::get_if<Date>(&value)) { return {*is, truth}; }
  if (const auto* is = std::get_if<Instant>(&value)) { return {*is, truth}; }
  return {};
}

Operand operand_of(const Value& value) {
  const auto* nodes = std::get_if<NodeSet>(&value);
  if (nodes == nullptr) { return {scalar_of(value), nullptr}; }
  if (nodes->size() > 1) { return {{}, nodes}; }
  return {nodes->empty() ? Scalar{} : scalar_of(CellView(nodes->front().cell)), nullptr};
}

Value value_of(const Scalar& scalar) {
  return std::visit(
      [](const auto& is) -> Value {
        if constexpr (std::is_same_v<std::decay_t<decltype(is)>, std::string_view>) { return std::string(is); }
        else { return is; }
      },
      scalar.value);
}

bool is_blank(const Scalar& scalar) {
  const auto* text = std::get_if<std::string_view>(&scalar.value);
  return text != nullptr ? text->empty() : std::holds_alternative<Blank>(scalar.value);
}

std::optional<Moment> moment_of(const Scalar& scalar, const std::string& zone) {
  if (const auto* text = std::get_if<std::string_view>(&scalar.value)) { return read_moment(*text, zone); }
  if (const auto* date = std::get_if<Date>(&scalar.value)) { return *date; }
  if (const auto* instant = std::get_if<Instant>(&scalar.value)) { return *instant; }
  return std::nullopt;
}

double number_of(const Scalar& scalar, const std::string& zone) {
  if (const auto* is = std::get_if<double>(&scalar.value)) { return *is; }
  if (const auto* text = std::get_if<std::string_view>(&scalar.value)) { return number_of_text(*text, zone); }
  if (const auto* is = std::get_if<bool>(&scalar.value)) { return *is ? 1 : 0; }
  if (const auto* is = std::get_if<Date>(&scalar.value)) { return days_of(*is); }
  if (const auto* is = std::get_if<Instant>(&scalar.value)) { return days_of(*is); }
  return std::numeric_limits<double>::quiet_NaN();
}

std::string text_of(const Scalar& scalar, const std::string& zone) {
  if (const auto* text = std::get_if<std::string_view>(&scalar.value)) { return std::string(*text); }
  if (const auto* is = std::get_if<double>(&scalar.value)) { return number_text(*is); }
  if (const auto* is = std::get_if<bool>(&scalar.value)) { return *is ? "true" : "false"; }
  if (const auto* is = std::get_if<Date>(&scalar.value)) { return to_string(*is); }
  if (const auto* is = std::get_if<Instant>(&scalar.value)) { return base::to_string(*is, zone); }
  return {};
}

}  // namespace scamdesk::form::expression
