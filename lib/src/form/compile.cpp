// SPDX-License-Identifier: Apache-2.0
#include "form/compile.hpp"

#include <algorithm>
#include <tuple>

namespace scamdesk::form {
namespace {

Form assemble(Definition& definition) {
  Form form = std::move(definition.form);
  for (const auto& draft : definition.questions) { form.questions.push_back(draft.question); }
  for (const auto& draft : definition.checks) { form.checks.push_back(draft.check); }
  form.index_names();
  return form;
}

/// The definition's own faults first, then those of its code files; each by place.
void sort_by_place(std::vector<Error>& errors, const std::string& file) {
  const auto key = [&](const Error& error) {
    const auto place = error.place.value_or(SourcePlace{});
    return std::tuple(place.file != file, place.file, place.row, place.column);
  };
  std::stable_sort(errors.begin(), errors.end(), [&](const Error& a, const Error& b) { return key(a) < key(b); });
}

CompileResult compile_with(const Source& source, const KnownForms* known) {
  CompileResult result;
  const auto root = read_yaml(source.yaml, source.file);
  if (!root) {
    result.errors.push_back(root.error());
    return result;
  }
  Faults faults(source.file);
  auto definition = read_definition(*root, source, faults);
  auto form = std::make_shared<Form>(assemble(definition));
  check_names(definition, *form, faults);
  const auto dependencies = compile_expressions(definition, *form, faults);
  check_answers(definition, *form, faults);
  compile_changes(definition, *form, faults);
  form->order = order_of(definition, *form, dependencies, faults);
  check_meaning(definition, *form, faults);
  if (known != nullptr) { check_neighbours(definition, *form, *known, faults); }
  form->hash = source.hash();
  result.errors = std::move(faults.errors());
  result.warnings = std::move(faults.warnings());
  sort_by_place(result.errors, source.file);
  sort_by_place(result.warnings, source.file);
  if (result.errors.empty()) { result.form = std::move(form); }
  return result;
}

}  // namespace

CompileResult compile(const Source& source) { return compile_with(source, nullptr); }

CompileResult compile_among(const Source& source, const KnownForms& known) { return compile_with(source, &known); }

}  // namespace scamdesk::form
