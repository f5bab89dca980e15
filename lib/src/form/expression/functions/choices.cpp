// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "form/expression/functions.hpp"

/// Answers of select questions: names of choices with spaces between.
namespace scamdesk::form::expression {
namespace {

std::vector<std::string_view> chosen(std::string_view text) {
  std::vector<std::string_view> names;
  for (const auto part : base::split(text, ' ')) {
    if (const auto name = base::trim(part); !name.empty()) { names.push_back(name); }
  }
  return names;
}

/// selected('', '') is true, as both engines have it: nothing chosen is the choice of nothing.
Value selected(Arguments& in) {
  const auto answer = in.text(0);
  const auto choice_text = in.text(1);
  const auto choice = base::trim(choice_text);
  const auto names = chosen(answer);
  if (choice.empty()) { return names.empty(); }
  return std::find(names.begin(), names.end(), choice) != names.end();
}

Value selected_at(Arguments& in) {
  const auto answer = in.text(0);
  const auto names = chosen(answer);
  const double place = in.number(1);
  const bool there = place >= 0 && place < static_cast<double>(names.size());
  return there ? std::string(names[static_cast<std::size_t>(place)]) : std::string();
}

Value count_selected(Arguments& in) { return static_cast<double>(chosen(in.text(0)).size()); }

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
    {{"selected", 2, 2}, selected},
    {{"selected-at", 2, 2}, selected_at},
    {{"count-selected", 1, 1}, count_selected},
    {{"jr:choice-name", 2, 2}, choice_name},
}};

}  // namespace

std::span<const Function> choice_functions() { return table; }

}  // namespace scamdesk::form::expression
