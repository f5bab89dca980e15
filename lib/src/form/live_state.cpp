// SPDX-License-Identifier: Apache-2.0
#include "form/live_state.hpp"

#include <algorithm>

#include "form/reads.hpp"

namespace scamdesk::form {
namespace {

constexpr std::size_t unranked = static_cast<std::size_t>(-1);

/// Whether two scopes stand in the same rows as far as both stand in any.
bool same_rows(const Scope& one, const Scope& other) {
  for (std::size_t i = 0; i < one.frames.size() && i < other.frames.size(); ++i) {
    if (one.frames[i].repeat != other.frames[i].repeat) { return true; }
    if (one.frames[i].row != other.frames[i].row) { return false; }
  }
  return true;
}

}  // namespace

LiveAnswers::State::State(FormPtr form, Answers answers, const CheckContext& context)
    : m_form(std::move(form)), m_answers(std::move(answers)), m_instances(context.instances), m_context(context),
      m_readers(m_form->questions.size()),
      m_ranks(m_form->questions.size(), unranked) {
  m_context.instances = m_instances.get();
  for (std::size_t i = 0; i < m_form->order.size(); ++i) { m_ranks[static_cast<std::size_t>(m_form->order[i])] = i; }
  note_readers();
}

// ---- who looks at what

void LiveAnswers::State::note_readers() {
  for (std::size_t i = 0; i < m_form->questions.size(); ++i) {
    const auto& asked = m_form->questions[i];
    if (m_ranks[i] != unranked) {
      Reads reads;
      reads.add(*m_form, asked.relevant);
      reads.add(*m_form, asked.calculation);
      m_unordered = m_unordered || reads.everything;
      note_reader(reads, {0, m_ranks[i], asked.repeat});
    }
    Reads reads;
    for (const auto* rule : {&asked.required, &asked.constraint, &asked.choice_filter}) { reads.add(*m_form, *rule); }
    reads.add(*m_form, asked.required_message);
    reads.add(*m_form, asked.constraint_message);
    note_reader(reads, {1, i, asked.repeat});
  }
  for (std::size_t i = 0; i < m_form->checks.size(); ++i) {
    const auto& rule = m_form->checks[i];
    Reads reads;
    reads.add(*m_form, rule.test);
    reads.add(*m_form, rule.message);
    for (const auto& field : rule.fields) { reads.add(*m_form, field); }
    note_reader(reads, {2, i, rule.repeat});
  }
}

void LiveAnswers::State::note_reader(const Reads& reads, const Reader& reader) {
  auto noted = reader;
  noted.near = reads.near && !reads.everything;
  if (reads.everything) {
    for (auto& readers : m_readers) { readers.push_back(noted); }
    return;
  }
  for (const int index : reads.questions) { m_readers[static_cast<std::size_t>(index)].push_back(noted); }
}

void LiveAnswers::State::mark(int question, const Scope& scope) {
  m_tasks.emplace(1, static_cast<std::size_t>(question), scope.place);
  for (const auto& reader : m_readers[static_cast<std::size_t>(question)]) {
    for (const auto* place : m_run->scopes_of(reader.repeat)) {
      if (reader.near && !same_rows(*place, scope)) { continue; }
      m_tasks.emplace(reader.stage, reader.rank, place->place);
    }
  }
}

// ---- evaluating

Status LiveAnswers::State::evaluate_all() {
  m_evaluations_before = m_run == nullptr ? 0 : evaluations();
  m_run = std::make_unique<Run>(*m_form, m_answers, m_context, &m_answers);
  m_rows_moved = false;
  m_tasks.clear();
  m_said_of_questions.clear();
  m_said_by_rules.clear();
  m_scopes.clear();
  for (const auto& scope : m_run->scopes()) { m_scopes.emplace(scope.path, scope.place); }
  if (const auto settled = m_run->settle(); !settled) { return settled; }
  const auto walked = m_run->walk(m_run->top(), [this](int question, const Scope& scope) {
    return examine_question(static_cast<std::size_t>(question), scope);
  });
  if (!walked) { return walked; }
  for (std::size_t i = 0; i < m_form->checks.size(); ++i) {
    for (const auto* scope : m_run->scopes_of(m_form->checks[i].repeat)) {
      if (const auto examined = examine_rule(i, *scope); !examined) { return examined; }
    }
  }
  return {};
}

Status LiveAnswers::State::give(Scope& scope, int index, const Cell& cell) {
  const auto& asked = question(index);
  if (scope.is_gone() || scope.hidden[static_cast<std::size_t>(index)]) {
    if (cell.state == CellState::blank) {
      scope.kept->cells.erase(asked.name);
    } else {
      scope.kept->cells.insert_or_assign(asked.name, cell);
    }
    return {};  // nobody sees it
  }
  m_run->answer(scope, asked, cell);
  mark(index, scope);
  if (const auto done = work_off(); !done) { return done; }
  return m_rows_moved || m_unordered ? evaluate_all() : Status();
}

Status LiveAnswers::State::work_off() {
  while (!m_tasks.empty() && !m_rows_moved && !m_unordered) {
    const auto [stage, rank, place] = *m_tasks.begin();
    m_tasks.erase(m_tasks.begin());
    auto& scope = m_run->scope(place);
    const auto done = stage == 0   ? settle_again(rank, scope)
                      : stage == 1 ? examine_question(rank, scope)
                                   : examine_rule(rank, scope);
    if (!done) { return done; }
  }
  return {};
}

bool LiveAnswers::State::has_rows(const Answers& answers, const std::vector<int>& questions) const {
  return std::any_of(questions.begin(), questions.end(), [&](int index) {
    return question(index).type == Type::repeat && answers.repeats.contains(question(index).name);
  });
}

Status LiveAnswers::State::settle_again(std::size_t rank, Scope& scope) {
  const int index = m_form->order[rank];
  const auto& asked = question(index);
  const bool in_group = asked.parent >= 0 && question(asked.parent).repeat == scope.repeat;
  if (scope.is_gone() || (in_group && scope.hidden[static_cast<std::size_t>(asked.parent)])) { return {}; }
  m_run->forget_stumbles(index, scope);
  m_tasks.emplace(1, static_cast<std::size_t>(index), scope.place);
  const auto relevant = m_run->is_relevant(index, scope);
  if (!relevant) { return fail(relevant.error()); }
  if (*relevant == scope.hidden[static_cast<std::size_t>(index)]) {
    const auto under = m_run->with_those_under(scope, index);
    m_rows_moved = has_rows(*relevant ? *scope.kept : *scope.live, under);
    if (m_rows_moved) { return {}; }
    *relevant ? m_run->show(scope, index) : m_run->hide(scope, index);
    for (const int each : under) {
      m_run->forget_stumbles(each, scope);
      mark(each, scope);
      const auto place = m_ranks[static_cast<std::size_t>(each)];
      if (*relevant && each != index && place != unranked) { m_tasks.emplace(0, place, scope.place); }
    }
  }
  if (!*relevant || asked.calculation.empty()) { return {}; }
  const auto changed = m_run->calculate(index, scope);
  if (!changed) { return fail(changed.error()); }
  if (*changed) { mark(index, scope); }
  return {};
}

Status LiveAnswers::State::examine_question(std::size_t index, const Scope& scope) {
  std::vector<Finding> findings;
  if (!scope.is_gone() && !scope.hidden[index]) {
    const auto examined = Checker(*m_run).examine(static_cast<int>(index), scope, findings);
    if (!examined) { return examined; }
  }
  m_said_of_questions[{index, scope.place}] = std::move(findings);
  return {};
}

Status LiveAnswers::State::examine_rule(std::size_t rule, const Scope& scope) {
  std::vector<Finding> findings;
  if (!scope.is_gone()) {
    const auto examined = Checker(*m_run).examine(m_form->checks[rule], scope, findings);
    if (!examined) { return examined; }
  }
  m_said_by_rules[{rule, scope.place}] = std::move(findings);
  return {};
}

}  // namespace scamdesk::form
