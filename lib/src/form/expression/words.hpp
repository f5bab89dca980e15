// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <span>
#include <string_view>

#include "form/expression.hpp"

/// The words of the language that are no names: operators by how tightly they bind, and axes.
namespace scamdesk::form::expression {

struct OperatorWord {
  std::string_view text;
  Operator op;
};
/// Binary operators from the loosest to the tightest; those of one level are read from left to right.
inline constexpr std::array<OperatorWord, 1> level_or{{{"or", Operator::or_}}};
inline constexpr std::array<OperatorWord, 1> level_and{{{"and", Operator::and_}}};
inline constexpr std::array<OperatorWord, 2> level_equal{{{"=", Operator::equal}, {"!=", Operator::not_equal}}};
inline constexpr std::array<OperatorWord, 4> level_less{
    {{"<=", Operator::less_equal}, {">=", Operator::greater_equal}, {"<", Operator::less}, {">", Operator::greater}}};
inline constexpr std::array<OperatorWord, 2> level_add{{{"+", Operator::add}, {"-", Operator::subtract}}};
inline constexpr std::array<OperatorWord, 3> level_multiply{
    {{"*", Operator::multiply}, {"div", Operator::divide}, {"mod", Operator::modulo}}};
inline constexpr std::array<std::span<const OperatorWord>, 6> levels{level_or,   level_and, level_equal,
                                                                     level_less, level_add, level_multiply};

struct AxisWord {
  std::string_view text;
  Axis axis;
};
inline constexpr std::array<AxisWord, 12> axes{{{"child", Axis::child},
                                                {"parent", Axis::parent},
                                                {"self", Axis::self},
                                                {"descendant", Axis::descendant},
                                                {"descendant-or-self", Axis::descendant_or_self},
                                                {"ancestor", Axis::ancestor},
                                                {"ancestor-or-self", Axis::ancestor_or_self},
                                                {"following-sibling", Axis::following_sibling},
                                                {"preceding-sibling", Axis::preceding_sibling},
                                                {"following", Axis::following},
                                                {"preceding", Axis::preceding},
                                                {"attribute", Axis::attribute}}};

}  // namespace scamdesk::form::expression
