// SPDX-License-Identifier: Apache-2.0
#include "form/row_checker.hpp"

#include <algorithm>
#include <array>

#include "form/personal.hpp"
#include "form/run.hpp"

namespace scamdesk::form {
namespace {

/// Whether a part looks at its arguments, at single answers and at `.` alone.
class Plain {
public:
  explicit Plain(const Form& form) : m_form(form) {}

  bool of(const NodePtr& node) const {
    return std::visit([this](const auto& is) { return plain(is); }, node->is);
  }

private:
  bool all(const std::vector<NodePtr>& nodes) const {
    return std::all_of(nodes.begin(), nodes.end(), [this](const NodePtr& node) { return of(node); });
  }
  bool plain(const Literal&) const { return true; }
  bool plain(const Reference& is) const {
    const auto* question = m_form.find(is.name);
    return question != nullptr && question->repeat < 0 && question->holds_value();
  }
  bool plain(const Path& is) const {
    return is.start == nullptr && !is.absolute && is.steps.size() == 1 && is.steps[0].axis == Axis::self &&
           is.steps[0].test == "node()" && is.steps[0].predicates.empty();
  }
  bool plain(const Filter&) const { return false; }
  bool plain(const Unary& is) const { return of(is.operand); }
  bool plain(const Binary& is) const { return of(is.left) && of(is.right); }
  /// Those left out speak of nodes, of the place of a row, or of the record itself.
  bool plain(const Call& is) const {
    static constexpr std::array<std::string_view, 8> elsewhere{"position", "last", "current",        "indexed-repeat",
                                                               "instance", "once", "jr:choice-name", "uuid"};
    return std::find(elsewhere.begin(), elsewhere.end(), is.name) == elsewhere.end() && all(is.arguments);
  }

  const Form& m_form;
};

bool is_true(const Expression& expression) {
  const auto* call = expression.empty() ? nullptr : std::get_if<Call>(&expression.root().is);
  return call != nullptr && call->name == "true" && call->arguments.empty();
}

}  // namespace

RowChecker::RowChecker(const Form& form, const CheckContext& context, Severity least)
    : m_form(form), m_answers(form.questions.size()), m_calculated(form.questions.size()), m_hidden(form.questions.size()) {
  m_context.now = context.now;
  m_context.zone = form.zone;
  m_context.patterns = context.patterns != nullptr ? context.patterns : &m_patterns;
  for (const int index : form.order) {
    if (question(index).repeat >= 0) { continue; }
    Settled step{index, index + 1, bound(question(index).relevant), bound(question(index).calculation)};
    while (step.end < static_cast<int>(form.questions.size()) && question(step.end).parent >= index) { ++step.end; }
    m_settled.push_back(std::move(step));
  }
  for (std::size_t i = 0; i < form.questions.size(); ++i) { bind_question(static_cast<int>(i), least); }
  for (const auto& rule : form.checks) {
    if (rule.severity <= least && rule.repeat < 0) { bind_rule(rule); }
  }
}

Expression RowChecker::bound(const Expression& expression) {
  if (expression.empty()) { return {}; }
  m_can_tell = m_can_tell && Plain(m_form).of(expression.root_ptr());
  return expression.bound([this](std::string_view name) { return m_form.index_of(name); });
}

/// Every finding of a question itself is hard, but for personal numbers in it.
void RowChecker::bind_question(int index, Severity least) {
  const auto& is = question(index);
  if (!is.holds_value() || is.repeat >= 0) { return; }
  const bool free_text = least >= Severity::soft && is_free_text(is);
  Asked asked{index, is_true(is.required), !is.choice_filter.empty(), free_text, {}, bound(is.constraint)};
  if (is.type == Type::calculate) {
    if (!asked.constraint.empty()) { m_asked.push_back(std::move(asked)); }
    return;
  }
  if (!asked.always_required) { asked.required = bound(is.required); }
  m_asked.push_back(std::move(asked));
}

void RowChecker::bind_rule(const Check& rule) {
  Rule made{{}, false, bound(rule.test)};
  for (const auto& name : rule.fields) {
    const int index = m_form.index_of(name);
    if (index < 0) { continue; }
    made.fields.push_back(index);
    made.always = made.always || question(index).repeat >= 0;  // rows further in: none of them is here to be irrelevant
  }
  m_rules.push_back(std::move(made));
}

// ---- one record -----------------------------------------------------------------------------------------------------

bool RowChecker::passes(std::span<const CellView> answers) {
  if (!m_can_tell) { return false; }
  m_context.slots = answers.data();
  std::fill(m_hidden.begin(), m_hidden.end(), char{0});
  return settle() && std::all_of(m_asked.begin(), m_asked.end(), [this](const Asked& asked) { return answer_passes(asked); }) &&
         std::all_of(m_rules.begin(), m_rules.end(), [this](const Rule& rule) {
           return !is_asked(rule) || holds(rule.test).value_or(false);
         });
}

bool RowChecker::settle() {
  for (const auto& step : m_settled) {
    if (m_hidden[static_cast<std::size_t>(step.question)] != 0) { continue; }
    if (!step.relevant.empty()) {
      const auto relevant = holds(step.relevant);
      if (!relevant) { return false; }
      if (!*relevant) {
        hide(step);
        continue;
      }
    }
    if (!step.calculation.empty() && !work_out(step)) { return false; }
  }
  return true;
}

void RowChecker::hide(const Settled& step) {
  for (auto i = static_cast<std::size_t>(step.question); i < static_cast<std::size_t>(step.end); ++i) {
    m_hidden[i] = 1;
    if (m_context.slots[i].state != CellState::blank) { take_over()[i] = {}; }
  }
}

std::vector<CellView>& RowChecker::take_over() {
  if (m_context.slots != m_answers.data()) {
    std::copy_n(m_context.slots, m_answers.size(), m_answers.begin());
    m_context.slots = m_answers.data();
  }
  return m_answers;
}

bool RowChecker::work_out(const Settled& step) {
  const auto& asked = question(step.question);
  const auto place = static_cast<std::size_t>(step.question);
  m_context.self = CellView{};
  const auto value = evaluate(step.calculation, m_context);
  if (!value) { return false; }
  auto cell = to_cell(fitted(m_form, asked, *value));
  if (asked.type != Type::calculate && cell.has_value()) {
    auto typed = canonical(m_form, asked, cell.text);
    if (!typed) { return false; }
    cell = std::move(*typed);
  }
  m_calculated[place] = std::move(cell.text);
  take_over()[place] = {cell.state, m_calculated[place]};
  return true;
}

bool RowChecker::answer_passes(const Asked& asked) {
  const auto place = static_cast<std::size_t>(asked.question);
  const auto& is = question(asked.question);
  const auto& cell = m_context.slots[place];
  if (m_hidden[place] != 0) { return true; }
  switch (cell.state) {
    case CellState::blank: return !asked.always_required && (asked.required.empty() || !holds(asked.required).value_or(true));
    case CellState::not_available: return is.may_be_not_available || is.type == Type::calculate;
    case CellState::not_applicable: return is.may_be_not_applicable || is.type == Type::calculate;
    case CellState::erased: return true;
    case CellState::value: break;
  }
  if (asked.free_text && !personal_numbers(cell.text).empty()) { return false; }
  return !asked.offers_some && (asked.constraint.empty() || holds(asked.constraint, &cell).value_or(false));
}

bool RowChecker::is_asked(const Rule& rule) const {
  return rule.always || std::any_of(rule.fields.begin(), rule.fields.end(), [this](int field) {
           return m_hidden[static_cast<std::size_t>(field)] == 0;
         });
}

std::optional<bool> RowChecker::holds(const Expression& expression, const CellView* self) {
  m_context.self = self == nullptr ? std::nullopt : std::optional(*self);
  const auto truth = form::holds(expression, m_context);
  return truth ? std::optional(*truth) : std::nullopt;
}

}  // namespace scamdesk::form
