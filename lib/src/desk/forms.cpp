// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>

#include <scamdesk/text.hpp>

#include "base/files.hpp"
#include "desk/forms.hpp"
#include "desk/impl.hpp"
#include "form/compile.hpp"
#include "form/definition.hpp"
#include "form/form.hpp"
#include "form/head.hpp"
#include "form/try_expression.hpp"
#include "survey/roster.hpp"

namespace scamdesk {
namespace {

QuestionInfo describe(const form::Form& form, const form::Question& question) {
  QuestionInfo info;
  info.name = question.name;
  info.type = std::string(form::to_string(question.type));
  info.label = question.label;
  info.hint = question.hint;
  info.unit = question.unit;
  if (question.repeat >= 0) { info.repeat = form.questions[static_cast<std::size_t>(question.repeat)].name; }
  if (const auto* list = form.list(question.list)) {
    for (const auto& choice : list->choices) { info.choices.push_back(choice.name); }
  }
  info.required = !question.required.empty();
  info.sensitive = question.sensitive;
  info.read_only = question.read_only || question.type == form::Type::calculate;
  return info;
}

FormInfo describe(const form::Form& form) {
  FormInfo info{form.name.value(), std::string(form::to_string(form.kind)), form.version, form.plural, form.title, form.about, form.shared, {}};
  for (const auto& question : form.questions) {
    if (question.holds_value()) { info.questions.push_back(describe(form, question)); }
  }
  return info;
}

/// Compiles one definition; its errors, all at once, are `more` of the one returned.
Result<form::FormPtr> compile_file(const std::string& file, const std::string& templates) {
  const auto source = form::read_source(file, templates);
  if (!source) { return fail(source.error()); }
  auto compiled = form::compile(*source);
  if (compiled.form) { return compiled.form; }
  Error error{Errc::bad_input, message("{0}: {1} errors", file, compiled.errors.size()),
              message("'scamdesk form check {0}' shows them with their lines", file), {}, std::move(compiled.errors)};
  return fail(std::move(error));
}

/// The sound forms among the templates, by name.
form::KnownForms forms_of(const std::string& templates) {
  form::KnownForms known;
  const auto files = base::expand({templates + "/forms"}, ".yaml");
  if (!files) { return known; }
  for (const auto& file : *files) {
    if (const auto form = compile_file(file.string(), templates)) { known.emplace((*form)->name.value(), *form); }
  }
  return known;
}

}  // namespace

Result<form::FormPtr> desk::compiled_form(const std::string& templates, const std::string& name_or_file) {
  namespace fs = std::filesystem;
  const std::string named = templates + "/forms/" + name_or_file + ".yaml";
  std::error_code ignored;
  if (!fs::exists(named, ignored) && !fs::exists(name_or_file, ignored)) {
    std::vector<std::string> names;
    if (const auto files = base::expand({templates + "/forms"}, ".yaml")) {
      for (const auto& file : *files) { names.push_back(file.stem().string()); }
    }
    const auto near = nearest(name_or_file, names);
    return fail(Errc::not_found, message("{0}: no such form", name_or_file),
                near ? message("did you mean {0}? 'scamdesk form list' shows all", *near)
                     : message("'scamdesk form list' names the forms and their kinds"));
  }
  return compile_file(fs::exists(named, ignored) ? named : name_or_file, templates);
}

Result<std::vector<FormInfo>> list_forms(const std::string& templates) {
  const auto files = base::expand({templates + "/forms"}, ".yaml");
  if (!files) { return fail(files.error()); }
  std::vector<FormInfo> forms;
  for (const auto& file : *files) {
    const auto form = compile_file(file.string(), templates);
    if (!form) { return fail(form.error()); }
    forms.push_back(describe(**form));
  }
  return forms;
}

Result<FormInfo> read_form(const std::string& templates, const std::string& name_or_file) {
  return desk::compiled_form(templates, name_or_file).map([](const form::FormPtr& form) { return describe(*form); });
}

Result<std::string> form_kind(const std::string& templates, const std::string& name) {
  if (!form::is_kebab_name(name)) { return fail(Errc::not_found, message("{0}: no such form", name)); }
  const auto head = form::read_head(templates + "/forms/" + name + ".yaml");
  if (!head) { return fail(head.error()); }
  if (head->name != name) { return fail(Errc::not_found, message("{0}: no such form", name)); }
  return std::string(form::to_string(head->kind));
}

Result<FormFaults> check_form(const std::string& templates, const std::string& file) {
  return form::read_source(file, templates).map([&](const form::Source& source) {
    const auto known = forms_of(templates);
    auto compiled = known.empty() ? form::compile(source) : form::compile_among(source, known);
    return FormFaults{std::move(compiled.errors), std::move(compiled.warnings)};
  });
}

Result<Data> evaluate_expression(std::string_view expression, std::string_view json_variables,
                                 const Surroundings& surroundings) {
  return form::try_expression(expression, json_variables, surroundings);
}

Result<Data> evaluate_case(std::string_view json_line, const Surroundings& surroundings) {
  return form::try_case(json_line, surroundings);
}

Result<std::vector<FormInfo>> Desk::forms() {
  return desk::guarded(*m_impl, [&]() -> Result<std::vector<FormInfo>> {
    std::vector<FormInfo> infos;
    for (const auto& form : m_impl->registers.forms()) { infos.push_back(describe(*form)); }
    return infos;
  });
}

Result<FormInfo> Desk::form(const std::string& name) {
  return desk::guarded(*m_impl, [&]() -> Result<FormInfo> {
    if (const auto form = m_impl->registers.find(name)) { return describe(*form); }
    return fail(Errc::not_found, message("{0}: no such form", name), message("'scamdesk form list' names the forms and their kinds"));
  });
}

Result<FormInfo> Desk::round_form(const std::string& round) {
  return desk::guarded(*m_impl, [&] {
    return desk::pinned_form(*m_impl, round).map([](const form::FormPtr& form) { return describe(*form); });
  });
}

Result<std::vector<Mission>> list_missions(const std::string& templates) {
  return survey::Roster::read(templates).map([](const survey::Roster& roster) { return roster.missions(); });
}

}  // namespace scamdesk
