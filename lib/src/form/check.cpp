// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/text.hpp"
#include "form/run.hpp"

namespace scamdesk::form {
namespace {

class Checker {
public:
  explicit Checker(Run& run) : m_run(run), m_form(run.form()) {}

  Result<std::vector<Finding>> go() {
    if (const auto walked = walk(m_run.top()); !walked) { return fail(walked.error()); }
    for (const auto& rule : m_form.checks) {
      for (const auto* scope : m_run.scopes_of(rule.repeat)) {
        if (scope->is_gone()) { continue; }
        if (const auto tested = test(rule, *scope); !tested) { return fail(tested.error()); }
      }
    }
    return std::move(m_findings);
  }

private:
  /// The questions of a scope, each row where its repeat stands.
  Status walk(const Scope& scope) {
    for (const int index : m_run.questions_of(scope.repeat)) {
      if (scope.hidden[static_cast<std::size_t>(index)]) { continue; }
      const auto& asked = question(index);
      note_stumbles(index, scope);
      if (asked.holds_value()) {
        if (const auto checked = check_answer(asked, scope); !checked) { return checked; }
      }
      if (asked.type != Type::repeat) { continue; }
      for (const auto* row : m_run.scopes_of(index)) {
        if (row->parent != &scope) { continue; }
        if (const auto walked = walk(*row); !walked) { return walked; }
      }
    }
    return {};
  }

  void note_stumbles(int index, const Scope& scope) {
    for (const auto& stumble : m_run.stumbles()) {
      if (stumble.question != index || stumble.scope != &scope) { continue; }
      const auto& asked = question(index);
      const auto& expression = stumble.calculation ? asked.calculation : asked.relevant;
      add({(stumble.calculation ? "calculation." : "relevant.") + asked.name, Severity::hard, scope.prefix + asked.name,
           word(unanswerable(expression, asked.sensitive, stumble.error)), {}});
    }
  }

  Status check_answer(const Question& asked, const Scope& scope) {
    const auto found = scope.live->cells.find(asked.name);
    const Cell cell = found == scope.live->cells.end() ? Cell::blank() : found->second;
    switch (cell.state) {
      case CellState::blank: return check_required(asked, scope);
      case CellState::not_available: return check_reason(asked, scope, cell, asked.may_be_not_available);
      case CellState::not_applicable: return check_reason(asked, scope, cell, asked.may_be_not_applicable);
      case CellState::erased: return {};
      case CellState::value: break;
    }
    return check_value(asked, scope, cell);
  }

  Status check_required(const Question& asked, const Scope& scope) {
    if (asked.required.empty() || asked.type == Type::calculate) { return {}; }
    const auto required = ask(asked.required, scope, nullptr);
    if (!required) { return fail(required.error()); }
    if (required->stumble) { return stumbled("required.", asked, scope, asked.required, *required->stumble); }
    if (!required->is) { return {}; }
    const auto words = asked.required_message.empty() ? word(message("{0}: an answer is required", asked.label))
                                                      : filled(asked.required_message, scope);
    add({"required." + asked.name, Severity::hard, scope.prefix + asked.name, words, shown(asked, Cell::blank())});
    return {};
  }

  Status check_reason(const Question& asked, const Scope& scope, const Cell& cell, bool permitted) {
    if (permitted || asked.type == Type::calculate) { return {}; }
    const Text reason{display(m_form, asked, cell, Lang::ko), display(m_form, asked, cell, Lang::en)};
    add({"missing." + asked.name, Severity::hard, scope.prefix + asked.name,
         word(message("{0}: \"{1}\" cannot be given here", asked.label, reason)), {{asked.name, text_of(cell)}}});
    return {};
  }

  Status check_value(const Question& asked, const Scope& scope, const Cell& cell) {
    if (asked.type != Type::calculate) {
      const auto typed = canonical(m_form, asked, cell.text);
      if (!typed) {
        const bool selects = asked.type == Type::select_one || asked.type == Type::select_multiple;
        add({(selects ? "choice." : "type.") + asked.name, Severity::hard, scope.prefix + asked.name,
             word(typed.error().problem), shown(asked, cell)});
        return {};
      }
      if (const auto offered = check_offered(asked, scope, cell); !offered) { return offered; }
    }
    return check_constraint(asked, scope, cell);
  }

  Status check_offered(const Question& asked, const Scope& scope, const Cell& cell) {
    const auto* list = asked.choice_filter.empty() ? nullptr : m_form.list(asked.list);
    if (list == nullptr) { return {}; }
    for (const auto name : base::split(cell.text, ' ')) {
      const auto* choice = list->find(name);
      const auto item = columns_of(*choice);
      const auto offered = ask(asked.choice_filter, scope, &cell, &item);
      if (!offered) { return fail(offered.error()); }
      if (offered->stumble) { return stumbled("choice.", asked, scope, asked.choice_filter, *offered->stumble); }
      if (offered->is) { continue; }
      const Text label = asked.sensitive ? Text{"…", "…"} : choice->label;
      add({"choice." + asked.name, Severity::hard, scope.prefix + asked.name,
           word(message("{0}: \"{1}\" is not offered with the other answers given", asked.label, label)), shown(asked, cell)});
    }
    return {};
  }

  /// A choice as the item that a choice_filter speaks of.
  static Answers columns_of(const Choice& choice) {
    Answers item;
    item.cells.emplace("name", Cell::of(choice.name));
    item.cells.emplace("label", Cell::of(choice.label.ko));
    for (const auto& [column, value] : choice.columns) {
      if (!value.empty()) { item.cells.insert_or_assign(column, Cell::of(value)); }
    }
    return item;
  }

  Status check_constraint(const Question& asked, const Scope& scope, const Cell& cell) {
    if (asked.constraint.empty()) { return {}; }
    const auto met = ask(asked.constraint, scope, &cell);
    if (!met) { return fail(met.error()); }
    if (met->stumble) { return stumbled("constraint.", asked, scope, asked.constraint, *met->stumble); }
    if (met->is) { return {}; }
    const auto words = asked.constraint_message.empty()
                           ? word(message("{0}: the answer breaks the rule of this question", asked.label))
                           : filled(asked.constraint_message, scope);
    add({"constraint." + asked.name, Severity::hard, scope.prefix + asked.name, words, shown(asked, cell)});
    return {};
  }

  /// A check is about its fields: where none of them is relevant, it says nothing.
  Status test(const Check& rule, const Scope& scope) {
    const auto field = field_of(rule, scope);
    if (!field) { return {}; }
    const auto passed = ask(rule.test, scope, nullptr);
    if (!passed) { return fail(passed.error()); }
    if (passed->stumble) {
      add({rule.id, rule.severity, *field, word(unanswerable(rule.test, false, *passed->stumble)), {}});
    } else if (!passed->is) {
      add({rule.id, rule.severity, *field, filled(rule.message, scope), values_of(rule, scope)});
    }
    return {};
  }

  /// The first field of a check that is relevant, as people write it.
  std::optional<std::string> field_of(const Check& rule, const Scope& scope) const {
    for (const auto& name : rule.fields) {
      const int index = m_form.index_of(name);
      if (index < 0) { continue; }
      const auto* around = &scope;
      while (around != nullptr && around->repeat != question(index).repeat) { around = around->parent; }
      if (around == nullptr) { return name; }  // in rows further in
      if (!around->hidden[static_cast<std::size_t>(index)]) { return around->prefix + name; }
    }
    return std::nullopt;
  }

  struct Answered {
    bool is = true;
    std::optional<Error> stumble;
  };
  /// Evaluates a rule. What cannot be evaluated is an answer too; what the instances could not do is an error.
  Result<Answered> ask(const Expression& expression, const Scope& scope, const Cell* self, const Answers* item = nullptr) {
    const auto value = m_run.evaluate(expression, scope, self, item);
    if (value) { return Answered{to_boolean(*value), std::nullopt}; }
    if (value.error().code != Errc::bad_input) { return fail(value.error()); }
    return Answered{true, value.error()};
  }

  Status stumbled(std::string_view kind, const Question& asked, const Scope& scope, const Expression& expression,
                  const Error& error) {
    add({std::string(kind) + asked.name, Severity::hard, scope.prefix + asked.name,
         word(unanswerable(expression, asked.sensitive, error)), {}});
    return {};
  }

  /// The evaluator's words may quote an answer: not where a sensitive one is looked at.
  Message unanswerable(const Expression& expression, bool sensitive, const Error& error) const {
    for (const auto& name : references(expression)) {
      const auto* looked_at = m_form.find(name);
      sensitive = sensitive || (looked_at != nullptr && looked_at->sensitive);
    }
    return sensitive ? message("a rule of the form cannot be worked out from these answers")
                     : message("a rule of the form cannot be worked out from these answers: {0}", error.problem);
  }

  static std::map<std::string, std::string> shown(const Question& asked, const Cell& cell) {
    if (asked.sensitive) { return {}; }
    return {{asked.name, cell.text}};
  }

  static std::string text_of(const Cell& cell) {
    switch (cell.state) {
      case CellState::not_available: return "@not_available";
      case CellState::not_applicable: return "@not_applicable";
      case CellState::value: return cell.text;
      case CellState::blank:
      case CellState::erased: break;
    }
    return {};
  }

  /// The answers that a check looked at: an override given for them lapses when they change.
  std::map<std::string, std::string> values_of(const Check& rule, const Scope& scope) const {
    auto names = references(rule.test);
    names.insert(names.end(), rule.fields.begin(), rule.fields.end());
    std::map<std::string, std::string> values;
    for (const auto& name : names) {
      const int index = m_form.index_of(name);
      if (index < 0 || values.contains(name) || !question(index).holds_value() || question(index).sensitive) { continue; }
      std::vector<std::string> texts;
      for (const auto& cell : m_run.cells_of(index, scope)) { texts.push_back(text_of(cell)); }
      values.emplace(name, base::join(texts, ", "));
    }
    return values;
  }

  Text filled(const Text& pattern, const Scope& scope) const {
    return {filled(pattern.ko, scope, Lang::ko), filled(pattern.en, scope, Lang::en)};
  }

  std::string filled(std::string_view pattern, const Scope& scope, Lang lang) const {
    std::string text;
    for (auto at = pattern.find("${"); at != std::string_view::npos; at = pattern.find("${")) {
      const auto end = pattern.find('}', at);
      if (end == std::string_view::npos) { break; }
      text += pattern.substr(0, at);
      text += words_for(pattern.substr(at + 2, end - at - 2), scope, lang);
      pattern.remove_prefix(end + 1);
    }
    return text.append(pattern);
  }

  std::string words_for(std::string_view name, const Scope& scope, Lang lang) const {
    const int index = m_form.index_of(name);
    if (index < 0 || question(index).sensitive) { return "…"; }
    std::vector<std::string> words;
    for (const auto& cell : m_run.cells_of(index, scope)) {
      words.push_back(cell.state == CellState::blank ? word(message("blank"), lang)
                                                     : display(m_form, question(index), cell, lang));
    }
    return base::join(words, ", ");
  }

  const Question& question(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }
  void add(Finding finding) { m_findings.push_back(std::move(finding)); }

  Run& m_run;
  const Form& m_form;
  std::vector<Finding> m_findings;
};

}  // namespace

Result<std::vector<Finding>> check(const Form& form, const Answers& answers, const CheckContext& context) {
  Run run(form, answers, context);
  if (const auto settled = run.settle(); !settled) { return fail(settled.error()); }
  return Checker(run).go();
}

}  // namespace scamdesk::form
