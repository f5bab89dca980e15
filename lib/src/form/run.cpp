// SPDX-License-Identifier: Apache-2.0
#include "form/run.hpp"

#include <algorithm>

#include "form/expression/values.hpp"

namespace scamdesk::form {
namespace {

std::optional<std::string> label_of(const Form& form, std::string_view name, std::string_view value) {
  const auto* question = form.find(name);
  const auto* list = question == nullptr ? nullptr : form.list(question->list);
  const auto* choice = list == nullptr ? nullptr : list->find(value);
  // Calculated answers are the same at every desk, whatever language its officer reads.
  return choice == nullptr ? std::nullopt : std::optional(choice->label.ko);
}

}  // namespace

Value fitted(const Form& form, const Question& question, Value value) {
  if (question.type != Type::date && question.type != Type::date_time) { return value; }
  const auto only = expression::single(value);
  const auto moment = only ? expression::moment_of(*only, form.zone) : std::nullopt;
  if (!moment) { return value; }
  if (question.type == Type::date) { return expression::day_of(*moment, form.zone); }
  return expression::instant_of(*moment, form.zone);
}

Run::Run(const Form& form, const Answers& answers, const CheckContext& context, Answers* kept)
    : m_form(form), m_live(answers), m_seed(context.seed), m_by_repeat(form.questions.size() + 1), m_questions(form.questions.size() + 1) {
  m_context.answers = &m_live;
  m_context.now = context.now;
  m_context.zone = form.zone;
  m_context.instances = context.instances;
  m_context.enclosing = [&form](std::string_view name) { return form.enclosing(name); };
  m_context.patterns = context.patterns != nullptr ? context.patterns : &m_patterns;
  m_context.seed = m_seed;
  m_context.is_repeat = [&form](std::string_view name) {
    const auto* named = form.find(name);
    return named != nullptr && named->type == Type::repeat;
  };
  m_context.choice_label = [&form](std::string_view name, std::string_view value) { return label_of(form, name, value); };
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    m_questions[slot(form.questions[i].repeat)].push_back(static_cast<int>(i));
  }
  Scope top;
  top.live = &m_live;
  top.kept = kept;
  add_scopes(std::move(top));
}

void Run::add_scopes(Scope scope) {
  scope.hidden.resize(m_form.questions.size());
  scope.place = m_scopes.size();
  auto& added = m_scopes.emplace_back(std::move(scope));
  m_by_repeat[slot(added.repeat)].push_back(&added);
  for (const int index : m_questions[slot(added.repeat)]) {
    const auto& repeat = question(index);
    if (repeat.type != Type::repeat) { continue; }
    const auto rows = added.live->repeats.find(repeat.name);
    if (rows == added.live->repeats.end()) { continue; }
    for (std::size_t i = 0; i < rows->second.size(); ++i) {
      auto& row = rows->second[i];
      Scope inner;
      inner.parent = &added;
      inner.repeat = index;
      inner.live = &row.answers;
      inner.kept = added.kept == nullptr ? nullptr : &added.kept->repeats.find(repeat.name)->second[i].answers;
      inner.frames = added.frames;
      inner.frames.push_back({repeat.name, i});
      inner.prefix = added.prefix + repeat.name + '[' + std::to_string(row.number) + "].";
      inner.path = added.path + repeat.name + '/' + row.id + '/';
      add_scopes(std::move(inner));
    }
  }
}

Result<Value> Run::evaluate(const Expression& expression, const Scope& scope, const Cell* self, const Answers* item) {
  m_context.frames = scope.frames;
  m_context.self = self == nullptr ? std::nullopt : std::optional(CellView(*self));
  m_context.item = item;
  ++m_evaluations;
  return form::evaluate(expression, m_context);
}

Result<Value> Run::work_out(const Expression& expression, const Question& asked, const Scope& scope, const Cell* self) {
  m_context.question = asked.name;
  auto value = evaluate(expression, scope, self);
  m_context.question = {};
  return value;
}

void Run::answer(Scope& scope, const Question& asked, const Cell& cell) const {
  for (auto* answers : {scope.live, scope.kept}) {
    if (answers == nullptr) { continue; }
    if (cell.state == CellState::blank) {
      answers->cells.erase(asked.name);
    } else {
      answers->cells.insert_or_assign(asked.name, cell);
    }
  }
}

Status Run::fill_defaults() {
  for (auto& scope : m_scopes) {
    for (const int index : questions_of(scope.repeat)) {
      const auto& asked = question(index);
      if (asked.default_value.empty() || scope.live->cells.contains(asked.name)) { continue; }
      const auto value = work_out(asked.default_value, asked, scope);
      if (!value && value.error().code != Errc::bad_input) { return fail(value.error()); }
      if (!value) { continue; }
      const auto cell = canonical(m_form, asked, to_cell(fitted(m_form, asked, *value)).text);
      if (cell) { answer(scope, asked, *cell); }
    }
  }
  return {};
}

Status Run::settle() {
  for (const int index : m_form.order) {
    for (auto* scope : scopes_of(question(index).repeat)) {
      if (scope->is_gone() || scope->hidden[static_cast<std::size_t>(index)]) { continue; }
      if (const auto settled = settle_question(index, *scope); !settled) { return settled; }
    }
  }
  return {};
}

Status Run::settle_question(int index, Scope& scope) {
  const auto& asked = question(index);
  if (!asked.relevant.empty()) {
    const auto relevant = is_relevant(index, scope);
    if (!relevant) { return fail(relevant.error()); }
    if (!*relevant) {
      hide(scope, index);
      return {};
    }
  }
  if (asked.calculation.empty()) { return {}; }
  const auto calculated = calculate(index, scope);
  return calculated ? Status() : fail(calculated.error());
}

Result<bool> Run::is_relevant(int index, const Scope& scope) {
  const auto& asked = question(index);
  if (asked.relevant.empty()) { return true; }
  const auto relevant = evaluate(asked.relevant, scope);
  if (relevant) { return to_boolean(*relevant); }
  if (relevant.error().code != Errc::bad_input) { return fail(relevant.error()); }
  m_stumbles.push_back({index, &scope, false, relevant.error()});
  return true;
}

Result<bool> Run::calculate(int index, Scope& scope) {
  const auto& asked = question(index);
  const auto current = scope.live->cells.find(asked.name);
  const Cell self = current == scope.live->cells.end() ? Cell::blank() : current->second;
  const auto value = work_out(asked.calculation, asked, scope, &self);
  if (!value && value.error().code != Errc::bad_input) { return fail(value.error()); }
  if (!value) { m_stumbles.push_back({index, &scope, true, value.error()}); }
  Cell cell = value ? to_cell(fitted(m_form, asked, *value)) : Cell::blank();
  if (asked.type != Type::calculate && cell.has_value()) {
    cell = canonical(m_form, asked, cell.text).value_or(cell);  // what does not fit its type is a finding later
  }
  answer(scope, asked, cell);
  return cell != self;
}

void Run::forget_stumbles(int index, const Scope& scope) {
  std::erase_if(m_stumbles, [&](const Stumble& stumble) { return stumble.question == index && stumble.scope == &scope; });
}

std::vector<int> Run::with_those_under(const Scope& scope, int index) const {
  const auto last = static_cast<int>(m_form.questions.size());
  std::vector<int> all;
  for (int i = index; i < last && (i == index || question(i).parent >= index); ++i) {
    if (question(i).repeat == scope.repeat) { all.push_back(i); }
  }
  return all;
}

void Run::hide(Scope& scope, int index) {
  for (const int i : with_those_under(scope, index)) {
    const auto& asked = question(i);
    scope.hidden[static_cast<std::size_t>(i)] = true;
    scope.live->cells.erase(asked.name);
    if (asked.type != Type::repeat) { continue; }
    for (auto* row : m_by_repeat[slot(i)]) { row->gone = row->gone || row->parent == &scope; }
    scope.live->repeats.erase(asked.name);
  }
}

void Run::show(Scope& scope, int index) {
  for (const int i : with_those_under(scope, index)) {
    const auto& asked = question(i);
    scope.hidden[static_cast<std::size_t>(i)] = false;
    const auto kept = scope.kept->cells.find(asked.name);
    if (kept != scope.kept->cells.end()) { scope.live->cells.insert_or_assign(asked.name, kept->second); }
  }
}

std::vector<Cell> Run::cells_of(int index, const Scope& scope) const {
  const int wanted = question(index).repeat;
  const auto encloses = [&](int repeat) {
    int around = wanted;
    while (around != repeat && around >= 0) { around = question(around).repeat; }
    return around == repeat;
  };
  const auto* anchor = &scope;
  while (!encloses(anchor->repeat)) { anchor = anchor->parent; }
  std::vector<Cell> cells;
  for (const auto* row : scopes_of(wanted)) {
    const auto* around = row;
    while (around != nullptr && around != anchor) { around = around->parent; }
    if (around == nullptr || row->is_gone()) { continue; }
    const auto found = row->live->cells.find(question(index).name);
    cells.push_back(found == row->live->cells.end() ? Cell::blank() : found->second);
  }
  return cells;
}

// ---- what needs no findings -----------------------------------------------------------------------------------------

Status calculate(const Form& form, Answers& answers, const CheckContext& context, bool with_defaults) {
  Run run(form, answers, context, &answers);
  if (with_defaults) {
    if (const auto filled = run.fill_defaults(); !filled) { return filled; }
  }
  return run.settle();
}

Result<Answers> relevant_only(const Form& form, const Answers& answers, const CheckContext& context) {
  Run run(form, answers, context);
  if (const auto settled = run.settle(); !settled) { return fail(settled.error()); }
  return run.take_live();
}

Result<Progress> progress(const Form& form, const Answers& answers, const CheckContext& context) {
  Run run(form, answers, context);
  if (const auto settled = run.settle(); !settled) { return fail(settled.error()); }
  Progress counts;
  for (std::size_t i = 0; i < form.questions.size(); ++i) {
    const auto& asked = form.questions[i];
    if (!asked.holds_value() || asked.type == Type::calculate) { continue; }
    for (const auto* scope : run.scopes_of(asked.repeat)) {
      if (scope->is_gone()) { continue; }
      if (scope->hidden[i]) {
        counts.not_asked.push_back(scope->prefix + asked.name);
        continue;
      }
      ++counts.relevant;
      const auto cell = scope->live->cells.find(asked.name);
      if (cell == scope->live->cells.end() || cell->second.state == CellState::blank) { ++counts.blank; }
    }
  }
  return counts;
}

}  // namespace scamdesk::form
