// SPDX-License-Identifier: Apache-2.0
#include "form/checker.hpp"

#include "base/text.hpp"
#include "form/personal.hpp"

namespace scamdesk::form {
namespace {

/// A choice as the item that a choice_filter speaks of.
Answers columns_of(const Choice& choice) {
  Answers item;
  item.cells.emplace("name", Cell::of(choice.name));
  item.cells.emplace("label", Cell::of(choice.label.ko));
  for (const auto& [column, value] : choice.columns) {
    if (!value.empty()) { item.cells.insert_or_assign(column, Cell::of(value)); }
  }
  return item;
}

bool is_select(const Question& asked) { return asked.type == Type::select_one || asked.type == Type::select_multiple; }

}  // namespace

Status Checker::examine(int index, const Scope& scope, std::vector<Finding>& findings) {
  const Subject subject{question(index), scope, findings};
  note_stumbles(index, subject);
  return subject.asked.holds_value() ? check_answer(subject) : Status();
}

void Checker::note_stumbles(int index, const Subject& subject) const {
  for (const auto& stumble : m_run.stumbles()) {
    if (stumble.question != index || stumble.scope != &subject.scope) { continue; }
    stumbled(subject, stumble.calculation ? "calculation" : "relevant",
             stumble.calculation ? subject.asked.calculation : subject.asked.relevant, stumble.error);
  }
}

Status Checker::check_answer(const Subject& subject) {
  const auto found = subject.scope.live->cells.find(subject.asked.name);
  if (found == subject.scope.live->cells.end()) { return check_required(subject); }
  const Cell& cell = found->second;
  switch (cell.state) {
    case CellState::blank: return check_required(subject);
    case CellState::not_available: check_reason(subject, cell, subject.asked.may_be_not_available); return {};
    case CellState::not_applicable: check_reason(subject, cell, subject.asked.may_be_not_applicable); return {};
    case CellState::erased: return {};
    case CellState::value: break;
  }
  return check_value(subject, cell);
}

Status Checker::check_required(const Subject& subject) {
  const auto& asked = subject.asked;
  if (asked.required.empty() || asked.type == Type::calculate) { return {}; }
  const Cell blank;
  const auto required = ask(asked.required, subject.scope, nullptr);
  if (!required) { return fail(required.error()); }
  if (required->stumble) {
    stumbled(subject, "required", asked.required, *required->stumble);
  } else if (required->is) {
    add(subject, "required",
        asked.required_message.empty() ? word(message("{0}: an answer is required", asked.label))
                                       : filled(asked.required_message, subject.scope),
        &blank);
  }
  return {};
}

void Checker::check_reason(const Subject& subject, const Cell& cell, bool permitted) const {
  const auto& asked = subject.asked;
  if (permitted || asked.type == Type::calculate) { return; }
  const Text reason{display(m_form, asked, cell, Lang::ko), display(m_form, asked, cell, Lang::en)};
  add(subject, "missing", message("{0}: \"{1}\" cannot be given here", asked.label, reason), &cell);
}

Status Checker::check_value(const Subject& subject, const Cell& cell) {
  const auto& asked = subject.asked;
  if (asked.type != Type::calculate) {
    if (const auto typed = canonical(m_form, asked, cell.text); !typed) {
      add(subject, is_select(asked) ? "choice" : "type", typed.error().problem, &cell);
      return {};
    }
    if (const auto offered = check_offered(subject, cell); !offered) { return offered; }
    if (is_free_text(asked)) { look_for_numbers(subject, cell); }
  }
  return check_constraint(subject, cell);
}

Status Checker::check_offered(const Subject& subject, const Cell& cell) {
  const auto& asked = subject.asked;
  const auto* list = asked.choice_filter.empty() ? nullptr : m_form.list(asked.list);
  if (list == nullptr) { return {}; }
  for (const auto name : base::split(cell.text, ' ')) {
    const auto* choice = list->find(name);
    const auto item = columns_of(*choice);
    const auto offered = ask(asked.choice_filter, subject.scope, &cell, &item);
    if (!offered) { return fail(offered.error()); }
    if (offered->stumble) {
      stumbled(subject, "choice", asked.choice_filter, *offered->stumble);
      return {};
    }
    if (offered->is) { continue; }
    const Text label = asked.sensitive ? Text{"…", "…"} : choice->label;
    add(subject, "choice", message("{0}: \"{1}\" is not offered with the other answers given", asked.label, label), &cell);
  }
  return {};
}

Result<std::vector<const Choice*>> Checker::offered(const Question& asked, const Scope& scope) {
  std::vector<const Choice*> choices;
  const auto* list = m_form.list(asked.list);
  if (list == nullptr || !is_select(asked)) { return choices; }
  const auto found = scope.live->cells.find(asked.name);
  const Cell self = found == scope.live->cells.end() ? Cell::blank() : found->second;
  for (const auto& choice : list->choices) {
    if (!asked.choice_filter.empty()) {
      const auto item = columns_of(choice);
      const auto offered = ask(asked.choice_filter, scope, &self, &item);
      if (!offered) { return fail(offered.error()); }
      if (!offered->is) { continue; }
    }
    choices.push_back(&choice);
  }
  return choices;
}

Status Checker::check_constraint(const Subject& subject, const Cell& cell) {
  const auto& asked = subject.asked;
  if (asked.constraint.empty()) { return {}; }
  const auto met = ask(asked.constraint, subject.scope, &cell);
  if (!met) { return fail(met.error()); }
  if (met->stumble) {
    stumbled(subject, "constraint", asked.constraint, *met->stumble);
  } else if (!met->is) {
    add(subject, "constraint",
        asked.constraint_message.empty() ? word(message("{0}: the answer breaks the rule of this question", asked.label))
                                         : filled(asked.constraint_message, subject.scope),
        &cell);
  }
  return {};
}

Status Checker::examine(const Check& rule, const Scope& scope, std::vector<Finding>& findings) {
  const auto about = field_of(rule, scope);
  if (!about) { return {}; }
  const auto passed = ask(rule.test, scope, nullptr);
  if (!passed) { return fail(passed.error()); }
  const auto field = about->scope == nullptr ? about->name : about->scope->prefix + about->name;
  if (passed->stumble) {
    findings.push_back({rule.id, rule.severity, field, word(unanswerable(rule.test, false, *passed->stumble)), {}});
  } else if (!passed->is) {
    findings.push_back({rule.id, rule.severity, field, filled(rule.message, scope), values_of(rule, scope)});
  }
  return {};
}

std::optional<Checker::Field> Checker::field_of(const Check& rule, const Scope& scope) const {
  for (const auto& name : rule.fields) {
    const int index = m_form.index_of(name);
    if (index < 0) { continue; }
    const auto* around = &scope;
    while (around != nullptr && around->repeat != question(index).repeat) { around = around->parent; }
    if (around == nullptr) { return Field{nullptr, name}; }
    if (!around->hidden[static_cast<std::size_t>(index)]) { return Field{around, name}; }
  }
  return std::nullopt;
}

/// Evaluates a rule. What cannot be evaluated is an answer too; what the instances could not do is an error.
Result<Checker::Answered> Checker::ask(const Expression& expression, const Scope& scope, const Cell* self,
                                       const Answers* item) {
  const auto value = m_run.evaluate(expression, scope, self, item);
  if (value) { return Answered{to_boolean(*value), std::nullopt}; }
  if (value.error().code != Errc::bad_input) { return fail(value.error()); }
  return Answered{true, value.error()};
}

// ---- a whole record -------------------------------------------------------------------------------------------------

Result<std::vector<Finding>> check(const Form& form, const Answers& answers, const CheckContext& context) {
  Run run(form, answers, context);
  if (const auto settled = run.settle(); !settled) { return fail(settled.error()); }
  Checker checker(run);
  std::vector<Finding> findings;
  const auto walked = run.walk(run.top(), [&](int question, const Scope& scope) {
    return checker.examine(question, scope, findings);
  });
  if (!walked) { return fail(walked.error()); }
  for (const auto& rule : form.checks) {
    for (const auto* scope : run.scopes_of(rule.repeat)) {
      if (scope->is_gone()) { continue; }
      if (const auto tested = checker.examine(rule, *scope, findings); !tested) { return fail(tested.error()); }
    }
  }
  return findings;
}

}  // namespace scamdesk::form
