// SPDX-License-Identifier: Apache-2.0
#include "form/expression/functions.hpp"

#include <array>

namespace scamdesk::form::expression {
namespace {

std::array<std::span<const Function>, 7> tables() {
  return {logic_functions(), number_functions(), text_functions(),    choice_functions(),
          set_functions(),   date_functions(),   identity_functions()};
}

}  // namespace

const Function* find(std::string_view name) {
  for (const auto table : tables()) {
    for (const auto& function : table) {
      if (function.info.name == name) { return &function; }
    }
  }
  return nullptr;
}

std::vector<Value> Arguments::spread(std::size_t first) {
  std::vector<Value> all;
  for (std::size_t i = first; i < size(); ++i) {
    auto each = value(i);
    if (const auto* nodes = std::get_if<NodeSet>(&each)) {
      for (const auto& item : *nodes) { all.push_back(value_of(item.cell)); }
    } else {
      all.push_back(std::move(each));
    }
  }
  return all;
}

Message Arguments::described(std::size_t i) const {
  if (const auto* reference = std::get_if<Reference>(&node(i)->is)) { return message("${{{0}}}", reference->name); }
  return message("value {0}", i + 1);
}

}  // namespace scamdesk::form::expression

namespace scamdesk::form {

const FunctionInfo* find_function(std::string_view name) {
  const auto* function = expression::find(name);
  return function != nullptr ? &function->info : nullptr;
}

namespace {

Message counted(int arguments) {
  return arguments == 0   ? message("no arguments")
         : arguments == 1 ? message("1 argument")
                          : message("{0} arguments", arguments);
}

Message taken(const FunctionInfo& function) {
  const auto [least, most] = std::pair(function.least_arguments, function.most_arguments);
  if (function.step > 1) { return message("{0}, and {1} more any number of times", counted(least), function.step); }
  if (most < 0) { return message("at least {0}", counted(least)); }
  return most == least ? counted(least) : message("{0} to {1}", least, counted(most));
}

}  // namespace

std::optional<Message> wrong_arguments(const FunctionInfo& function, std::size_t given) {
  if (accepts(function, given)) { return std::nullopt; }
  return message("{0}() takes {1}, not {2}", function.name, taken(function), given);
}

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const auto table : expression::tables()) {
    for (const auto& function : table) { names.emplace_back(function.info.name); }
  }
  return names;
}

}  // namespace scamdesk::form
