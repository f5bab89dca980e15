// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cmath>

#include "base/text.hpp"
#include "form/expression/functions.hpp"

/// Answers of select questions: names of choices with spaces between.
namespace scamdesk::form::expression {
namespace {

/// Calls `each(name)` for every name, until it says that it has seen enough.
template <class Each>
void for_each_chosen(std::string_view text, Each each) {
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto name = base::trim(text.substr(0, end));
    if (!name.empty() && each(name)) { return; }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
}

/// selected('', '') is true, as both engines have it: nothing chosen is the choice of nothing.
bool selected(Arguments& in) {
  const auto answer = in.view(0);
  const auto choice = base::trim(in.view(1));
  bool found = choice.empty();
  for_each_chosen(answer, [&](std::string_view name) {
    found = !choice.empty() && name == choice;
    return found || choice.empty();
  });
  return found;
}

Value selected_at(Arguments& in) {
  const auto answer = in.view(0);
  const double wanted = in.number(1);
  std::string found;
  if (!(wanted >= 0)) { return found; }
  const double place = std::trunc(wanted);
  double at = 0;
  for_each_chosen(answer, [&](std::string_view name) {
    if (at++ == place) { found = name; }
    return at > place;
  });
  return found;
}

Value count_selected(Arguments& in) {
  double count = 0;
  for_each_chosen(in.view(0), [&](std::string_view) { return ++count < 0; });
  return count;
}

/// The question is written ${name}, '${name}' as XLSForm has it, or 'name'.
std::string question_of(Arguments& in, std::size_t i) {
  if (const auto* reference = std::get_if<Reference>(&in.node(i)->is)) { return reference->name; }
  const auto text = in.text(i);
  const bool wrapped = text.starts_with("${") && text.ends_with("}");
  return wrapped ? std::string(base::trim(std::string_view(text).substr(2, text.size() - 3))) : text;
}

Value choice_name(Arguments& in) {
  const auto value = in.text(0);
  const auto question = question_of(in, 1);
  if (!in.context().choice_label) { return value; }
  return in.context().choice_label(question, value).value_or(std::string());
}

constexpr std::array<Function, 4> table{{
    {{"selected", 2, 2}, [](Arguments& in) { return Value(selected(in)); }, selected},
    {{"selected-at", 2, 2}, selected_at},
    {{"count-selected", 1, 1}, count_selected},
    {{"jr:choice-name", 2, 2}, choice_name},
}};

}  // namespace

std::span<const Function> choice_functions() { return table; }

}  // namespace scamdesk::form::expression
