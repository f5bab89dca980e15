// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "exchange/xform/xpath.hpp"
#include "form/compile.hpp"
#include "fuzz/trial_form.hpp"
#include "register/condition.hpp"

namespace {

using namespace scamdesk;
using form::Expression;

/// Other registers' records, as if they were there.
class Records : public form::Instances {
public:
  Result<std::size_t> count(const form::InstanceQuery& query) override { return query.field.size(); }
  Result<std::vector<Cell>> values(const form::InstanceQuery& query) override {
    return std::vector<Cell>{Cell::of(query.field), Cell::blank(), Cell::of("3")};
  }
};

const Instant a_day = *parse_instant("2025-10-15T16:00:00Z");

/// What `form eval` does: names are answers.
void evaluate_alone(const Expression& expression) {
  static const Answers answers = fuzz::trial_answers();
  static base::Patterns patterns;
  Records records;
  form::Context context;
  context.answers = &answers;
  context.now = a_day;
  context.instances = &records;
  context.patterns = &patterns;
  context.frames = {{"r", 0}};
  context.self = CellView(CellState::value, "7");
  if (const auto value = form::evaluate(expression, context)) { form::to_cell(*value); }
}

form::Definition draft_of(const form::Source& source) {
  form::Faults faults(source.file);
  return form::read_definition(*form::read_yaml(source.yaml, source.file), source, faults);
}

/// Puts the expression where a form has room for one, each length somewhere else, and says in which question.
std::string put(const std::string& text, form::Definition& definition) {
  using form::QuestionDraft;
  constexpr std::array<std::pair<const char*, form::Located QuestionDraft::*>, 5> places{{
      {"d", &QuestionDraft::relevant}, {"c", &QuestionDraft::calculation}, {"n", &QuestionDraft::constraint},
      {"s", &QuestionDraft::choice_filter}, {"x", &QuestionDraft::default_value}}};
  const auto chosen = text.size() % (places.size() + 1);
  if (chosen == places.size()) {
    definition.checks.front().test.text = text;
    return "n";
  }
  const auto& [name, words] = places[chosen];
  const auto found = std::ranges::find(definition.questions, name, [](const QuestionDraft& draft) { return draft.question.name; });
  ((*found).*words).text = text;
  return name;
}

/// What the compiler does with it; where it may stand, a record's findings and ODK's words for it.
void compile_and_check(const std::string& text, const Expression& expression) {
  static const auto drafted = draft_of({"s.yaml", std::string(fuzz::trial_yaml), {}});
  auto definition = drafted;
  const auto name = put(text, definition);
  form::Form compiled = definition.form;
  for (const auto& draft : definition.questions) { compiled.questions.push_back(draft.question); }
  for (const auto& draft : definition.checks) { compiled.checks.push_back(draft.check); }
  compiled.index_names();
  form::Faults faults("s.yaml");
  const auto dependencies = form::compile_expressions(definition, compiled, faults);
  compiled.order = form::order_of(definition, compiled, dependencies, faults);
  form::check_meaning(definition, compiled, faults);
  if (!faults.errors().empty()) { return; }
  Records records;
  auto answers = fuzz::trial_answers();
  static_cast<void>(form::calculate(compiled, answers, {a_day, &records}, true));
  static_cast<void>(form::check(compiled, answers, {a_day, &records}));
  const exchange::xform::Layout layout(compiled);
  const int question = compiled.index_of(name);
  static_cast<void>(exchange::xform::condition(layout, layout.standing(question), question, expression));
  static_cast<void>(exchange::xform::value(layout, layout.standing(question), question, expression));
}

}  // namespace

/// Any text is an expression or an error with a column. What parses evaluates to a value or an error, compiles in a form
/// or is refused there, and is said in SQL or named as what cannot be.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  const auto expression = Expression::parse(text);
  if (!expression) { return 0; }
  evaluate_alone(*expression);
  compile_and_check(std::string(text), *expression);
  static_cast<void>(records::to_sql(fuzz::trial_form(), expression->root(), {.sensitive = true, .now = a_day}));
  return 0;
}
