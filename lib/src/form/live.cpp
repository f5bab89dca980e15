// SPDX-License-Identifier: Apache-2.0
#include "form/live.hpp"

#include <algorithm>

#include "form/live_state.hpp"

namespace scamdesk::form {
namespace {

/// `countries/<row>/` and `likelihood`.
std::pair<std::string_view, std::string_view> split_path(std::string_view path) {
  const auto slash = path.rfind('/');
  return slash == std::string_view::npos ? std::pair(std::string_view(), path)
                                         : std::pair(path.substr(0, slash + 1), path.substr(slash + 1));
}

tl::unexpected<Error> no_such_path(std::string_view path) {
  return fail(Errc::bad_input, message("{0}: the form has no such answer", path));
}

}  // namespace

// ---- what is seen

LiveAnswers::State::Spot LiveAnswers::State::spot(std::string_view path) {
  const auto [around, name] = split_path(path);
  const auto scope = m_scopes.find(around);
  if (scope == m_scopes.end()) { return {}; }
  auto& found = m_run->scope(scope->second);
  const int index = m_form->index_of(name);
  return {&found, index >= 0 && question(index).repeat == found.repeat ? index : -1};
}

int LiveAnswers::State::question_at(std::string_view path) const {
  int around = -1;
  for (auto slash = path.find('/'); slash != std::string_view::npos; slash = path.find('/')) {
    const int repeat = m_form->index_of(path.substr(0, slash));
    const auto id_end = path.find('/', slash + 1);
    const bool sound = repeat >= 0 && question(repeat).type == Type::repeat && question(repeat).repeat == around;
    if (!sound || id_end == std::string_view::npos || id_end == slash + 1) { return -1; }
    around = repeat;
    path.remove_prefix(id_end + 1);
  }
  const int index = m_form->index_of(path);
  return index >= 0 && question(index).repeat == around ? index : -1;
}

bool LiveAnswers::State::names_row(std::string_view path) const {
  const auto [around, id] = split_path(path);
  const int repeat = around.empty() || id.empty() ? -1 : question_at(around.substr(0, around.size() - 1));
  return repeat >= 0 && question(repeat).type == Type::repeat;
}

LiveAnswers::State::Rows LiveAnswers::State::rows(std::string_view path) {
  const auto [around, id] = split_path(path);
  if (!names_row(path)) { return {}; }
  const auto found = spot(around.substr(0, around.size() - 1));
  if (found.scope == nullptr) { return {}; }
  return {&found.scope->kept->repeats, question(found.question).name, id};
}

Status LiveAnswers::State::add_row(std::string_view path, int number) {
  if (!names_row(path)) { return no_such_path(path); }
  const auto [around, id] = split_path(path);
  const auto outer = split_path(around.substr(0, around.size() - 1)).first;
  if (!outer.empty() && !m_scopes.contains(outer)) {
    if (const auto added = add_row(outer.substr(0, outer.size() - 1), 0); !added) { return added; }
  }
  const auto at = rows(path);
  auto& all = (*at.repeats)[at.repeat];
  if (std::any_of(all.begin(), all.end(), [&](const AnswerRow& row) { return row.id == at.id; })) { return {}; }
  const bool taken = std::any_of(all.begin(), all.end(), [&](const AnswerRow& row) { return row.number == number; });
  if (number <= 0 || taken) { number = all.empty() ? 1 : all.back().number + 1; }
  const auto after = std::find_if(all.begin(), all.end(), [&](const AnswerRow& row) { return row.number > number; });
  all.insert(after, {std::string(at.id), number, {}});
  return evaluate_all();
}

Status LiveAnswers::State::remove_row(std::string_view path) {
  const auto at = rows(path);
  const auto found = at.repeats == nullptr ? decltype(at.repeats->end()){} : at.repeats->find(at.repeat);
  if (at.repeats == nullptr || found == at.repeats->end()) { return no_such_path(path); }
  if (std::erase_if(found->second, [&](const AnswerRow& row) { return row.id == at.id; }) == 0) { return no_such_path(path); }
  if (found->second.empty()) { at.repeats->erase(found); }
  return evaluate_all();
}

std::vector<Finding> LiveAnswers::State::all_findings() const {
  std::vector<Finding> all;
  const auto add = [&](const Said& said, std::size_t rank, const Scope& scope) {
    const auto found = said.find({rank, scope.place});
    if (found != said.end()) { all.insert(all.end(), found->second.begin(), found->second.end()); }
    return Status();
  };
  static_cast<void>(m_run->walk(m_run->top(), [&](int question, const Scope& scope) {
    return add(m_said_of_questions, static_cast<std::size_t>(question), scope);
  }));
  for (std::size_t i = 0; i < m_form->checks.size(); ++i) {
    for (const auto* scope : m_run->scopes_of(m_form->checks[i].repeat)) { add(m_said_by_rules, i, *scope); }
  }
  return all;
}

std::vector<Finding> LiveAnswers::State::findings_of(std::string_view path) const {
  const auto found = std::find_if(m_shown.begin(), m_shown.end(), [&](const auto& shown) { return shown.first == path; });
  return found == m_shown.end() ? std::vector<Finding>{} : found->second.findings;
}

void LiveAnswers::State::show_scope(const Scope& scope, std::vector<std::pair<std::string, Shown>>& shown) const {
  for (const int index : m_run->questions_of(scope.repeat)) {
    const auto& asked = question(index);
    Shown one;
    one.relevant = !scope.is_gone() && !scope.hidden[static_cast<std::size_t>(index)];
    if (one.relevant) {
      if (const auto cell = scope.live->cells.find(asked.name); cell != scope.live->cells.end()) { one.cell = cell->second; }
      const auto said = m_said_of_questions.find({static_cast<std::size_t>(index), scope.place});
      if (said != m_said_of_questions.end()) { one.findings = said->second; }
    }
    shown.emplace_back(scope.path + asked.name, std::move(one));
    if (asked.type != Type::repeat) { continue; }
    for (const auto* row : m_run->scopes_of(index)) {
      if (row->parent == &scope) { show_scope(*row, shown); }
    }
  }
}

std::vector<std::pair<std::string, LiveAnswers::State::Shown>> LiveAnswers::State::show_all() const {
  std::vector<std::pair<std::string, Shown>> shown;
  show_scope(m_run->top(), shown);
  std::map<std::string_view, Shown*> by_path;
  for (auto& [path, one] : shown) { by_path.emplace(path, &one); }
  for (const auto& [key, findings] : m_said_by_rules) {
    if (findings.empty()) { continue; }
    const auto& scope = m_run->scope(key.second);
    const auto field = Checker(*m_run).field_of(m_form->checks[key.first], scope);
    const auto path = field->scope == nullptr ? scope.path + field->name : field->scope->path + field->name;
    const auto found = by_path.find(path);
    auto& to = found == by_path.end() ? shown.front().second : *found->second;  // in rows further in, of which none is one
    to.findings.insert(to.findings.end(), findings.begin(), findings.end());
  }
  return shown;
}

std::vector<AnswerChange> LiveAnswers::State::changes(std::string_view first) {
  auto now = show_all();
  std::map<std::string_view, const Shown*> before;
  for (const auto& [path, one] : m_shown) { before.emplace(path, &one); }
  static const Shown nothing;
  std::vector<AnswerChange> changes;
  const auto note = [&](const std::string& path, const Shown& was, const Shown& is) {
    AnswerChange change{path, was.cell != is.cell, was.relevant != is.relevant, was.findings != is.findings};
    if (change.value || change.relevance || change.findings) { changes.push_back(std::move(change)); }
  };
  for (const auto& [path, is] : now) {
    const auto was = before.find(path);
    note(path, was == before.end() ? nothing : *was->second, is);
    if (was != before.end()) { before.erase(was); }
  }
  for (const auto& [path, was] : m_shown) {
    if (before.contains(path)) { note(path, was, nothing); }
  }
  m_shown = std::move(now);
  std::stable_partition(changes.begin(), changes.end(), [&](const AnswerChange& change) { return change.path == first; });
  return changes;
}

// ---- the class itself

LiveAnswers::LiveAnswers(std::unique_ptr<State> state) : m_state(std::move(state)) {}
LiveAnswers::LiveAnswers(LiveAnswers&&) noexcept = default;
LiveAnswers& LiveAnswers::operator=(LiveAnswers&&) noexcept = default;
LiveAnswers::~LiveAnswers() = default;

Result<LiveAnswers> LiveAnswers::begin(FormPtr form, Answers answers, const CheckContext& context) {
  LiveAnswers live(std::make_unique<State>(std::move(form), std::move(answers), context));
  if (const auto evaluated = live.m_state->evaluate_all(); !evaluated) { return fail(evaluated.error()); }
  static_cast<void>(live.m_state->changes({}));
  return live;
}

Result<std::vector<AnswerChange>> LiveAnswers::set(std::string_view path, Cell cell) {
  const int index = m_state->question_at(path);
  if (index < 0) { return no_such_path(path); }
  const auto& asked = m_state->form().questions[static_cast<std::size_t>(index)];
  if (!asked.holds_value()) { return no_such_path(path); }
  if (!asked.calculation.empty()) { return fail(Errc::bad_input, message("{0} is calculated", asked.name)); }
  const auto given = m_state->attempt([&]() -> Status {
    if (m_state->spot(path).scope == nullptr) {
      const auto row = split_path(path).first;
      if (auto added = m_state->add_row(row.substr(0, row.size() - 1), 0); !added) { return added; }
    }
    const auto spot = m_state->spot(path);
    const auto& kept = spot.scope->kept->cells;
    const auto stood = kept.find(asked.name);
    if ((stood == kept.end() ? Cell::blank() : stood->second) == cell) { return {}; }
    return m_state->give(*spot.scope, spot.question, cell);
  });
  if (!given) { return fail(given.error()); }
  return m_state->changes(path);
}

Result<std::vector<AnswerChange>> LiveAnswers::add_row(std::string_view path, int number) {
  const auto added = m_state->attempt([&] { return m_state->add_row(path, number); });
  if (!added) { return fail(added.error()); }
  return m_state->changes({});
}

Result<std::vector<AnswerChange>> LiveAnswers::remove_row(std::string_view path) {
  const auto removed = m_state->attempt([&] { return m_state->remove_row(path); });
  if (!removed) { return fail(removed.error()); }
  return m_state->changes({});
}

const Answers& LiveAnswers::answers() const { return m_state->answers(); }

Cell LiveAnswers::cell(std::string_view path) const {
  const auto spot = m_state->spot(path);
  if (spot.question < 0 || !is_relevant(path)) { return Cell::blank(); }
  const auto& cells = spot.scope->live->cells;
  const auto found = cells.find(m_state->form().questions[static_cast<std::size_t>(spot.question)].name);
  return found == cells.end() ? Cell::blank() : found->second;
}

bool LiveAnswers::is_relevant(std::string_view path) const {
  const auto spot = m_state->spot(path);
  return spot.question >= 0 && !spot.scope->is_gone() && !spot.scope->hidden[static_cast<std::size_t>(spot.question)];
}

std::vector<Finding> LiveAnswers::findings() const { return m_state->all_findings(); }

std::vector<Finding> LiveAnswers::findings_of(std::string_view path) const { return m_state->findings_of(path); }

Result<std::vector<const Choice*>> LiveAnswers::offered(std::string_view path) const {
  const auto spot = m_state->spot(path);
  if (!is_relevant(path)) { return std::vector<const Choice*>{}; }
  const auto& asked = m_state->form().questions[static_cast<std::size_t>(spot.question)];
  return Checker(m_state->run()).offered(asked, *spot.scope);
}

std::vector<std::string> LiveAnswers::asked(bool all) const {
  std::vector<std::string> paths;
  static_cast<void>(m_state->run().walk(m_state->run().top(), [&](int index, const Scope& scope) {
    const auto& asked = m_state->form().questions[static_cast<std::size_t>(index)];
    if (all || asked.holds_value()) { paths.push_back(scope.path + asked.name); }
    return Status();
  }));
  return paths;
}

std::size_t LiveAnswers::evaluations() const { return m_state->evaluations(); }

}  // namespace scamdesk::form
