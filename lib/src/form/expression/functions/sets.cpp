// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "form/expression/functions.hpp"

/// Repeats' answers and other registers' records taken together. Blanks are skipped: they are no zeros.
namespace scamdesk::form::expression {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

Value count(Arguments& in) { return in.count(0); }

Value count_non_empty(Arguments& in) {
  const auto nodes = in.nodes(0);
  const auto answered =
      std::count_if(nodes.begin(), nodes.end(), [](const auto& node) { return !is_blank(NodeSet{node}); });
  return static_cast<double>(answered);
}

std::vector<Value> answered(Arguments& in) {
  auto all = in.spread(0);
  std::erase_if(all, [](const Value& each) { return is_blank(each); });
  return all;
}

Value sum(Arguments& in) {
  double total = 0;
  for (const auto& each : answered(in)) { total += number_of(each, in.zone()); }
  return total;
}

/// The first or last of days and moments is one itself; empty where anything else is among them.
template <class Better>
std::optional<Value> extreme_moment(const std::vector<Value>& all, const std::string& zone, Better better) {
  std::vector<Moment> moments;
  for (const auto& each : all) {
    const auto moment = moment_of(each, zone);
    if (!moment) { return std::nullopt; }
    moments.push_back(*moment);
  }
  const auto sooner = [&](const Moment& one, const Moment& other) {
    return better(instant_of(one, zone), instant_of(other, zone));
  };
  return std::visit([](const auto& moment) { return Value(moment); },
                    *std::min_element(moments.begin(), moments.end(), sooner));
}

/// Nothing to choose from is blank; what is no number makes the whole NaN.
template <class Better>
Value extreme(Arguments& in, Better better) {
  const auto all = answered(in);
  if (all.empty()) { return Blank{}; }
  if (auto moment = extreme_moment(all, in.zone(), better)) { return std::move(*moment); }
  std::vector<double> numbers;
  for (const auto& each : all) { numbers.push_back(number_of(each, in.zone())); }
  if (std::any_of(numbers.begin(), numbers.end(), [](double each) { return std::isnan(each); })) { return nan; }
  return *std::min_element(numbers.begin(), numbers.end(), better);
}

Value max(Arguments& in) { return extreme(in, std::greater<>()); }
Value min(Arguments& in) { return extreme(in, std::less<>()); }

/// Of a node, the number of its row; without one, the place in a predicate or the row we stand in.
Value position(Arguments& in) {
  if (in.has(0)) {
    const auto nodes = in.nodes(0);
    if (nodes.size() != 1) { in.fault(message("position(): one node is needed")); }
    const auto& rows = nodes.front().rows;
    return rows.empty() ? 1.0 : static_cast<double>(rows.back().second + 1);
  }
  const auto& standing = in.evaluation().standing();
  const bool outside = Tree::same(standing.node, in.evaluation().outermost());
  if (outside && !standing.node.rows.empty()) { return static_cast<double>(standing.node.rows.back().second + 1); }
  return static_cast<double>(standing.position);
}

Value last(Arguments& in) { return static_cast<double>(in.evaluation().standing().size); }

Value current(Arguments& in) { return NodeSet{in.evaluation().outermost()}; }

const std::string& reference_name(Arguments& in, std::size_t i) {
  const auto* reference = std::get_if<Reference>(&in.node(i)->is);
  if (reference == nullptr) { in.fault(message("indexed-repeat(): value {0} must be written ${{name}}", i + 1)); }
  return reference->name;
}

/// The row that indexed-repeat() names for a repeat; empty when it names none.
std::optional<double> indexed_row(Arguments& in, std::string_view repeat) {
  for (std::size_t i = 1; i + 1 < in.size(); i += 2) {
    if (reference_name(in, i) == repeat) { return in.number(i + 1); }
  }
  return std::nullopt;
}

/// indexed-repeat(${x}, ${repeat}, 2, …): x in the second row; repeats not named keep the row we stand in.
Value indexed_repeat(Arguments& in) {
  const auto& tree = in.evaluation().tree();
  const auto& name = reference_name(in, 0);
  const auto around = tree.enclosing(name);
  if (!around) { in.fault(message("{0}: no such question", name)); }
  const auto here = tree.frames();
  Rows rows;
  for (const auto& repeat : *around) {
    const auto row = indexed_row(in, repeat);
    if (row && !(*row >= 1)) { return NodeSet{}; }
    if (row) {
      rows.emplace_back(repeat, static_cast<std::size_t>(std::min(*row, 1e15)) - 1);
    } else if (rows.size() < here.size() && here[rows.size()].first == repeat) {
      rows.push_back(here[rows.size()]);
    } else {
      break;
    }
  }
  return tree.named(name, rows).value_or(NodeSet{});
}

Value instance(Arguments& in) {
  in.fault(message("records are asked for as in instance('case')/root/item[status = 'Active']/kind"));
}

constexpr std::array<Function, 10> table{{
    {{"count", 1, 1}, count},
    {{"count-non-empty", 1, 1}, count_non_empty},
    {{"sum", 1, 1}, sum},
    {{"max", 1, -1}, max},
    {{"min", 1, -1}, min},
    {{"position", 0, 1}, position},
    {{"last", 0, 0}, last},
    {{"current", 0, 0}, current},
    {{"indexed-repeat", 3, -1, 2}, indexed_repeat},
    {{"instance", 1, 1}, instance},
}};

}  // namespace

std::span<const Function> set_functions() { return table; }

}  // namespace scamdesk::form::expression
