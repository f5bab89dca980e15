// SPDX-License-Identifier: Apache-2.0
#include "exchange/row_rules.hpp"

#include <algorithm>

namespace scamdesk::exchange {

RowRules::RowRules(const form::Form& form, const form::CheckContext& context, bool rows) : m_form(form), m_check(context) {
  m_context.answers = &m_answers;
  m_context.now = context.now;
  m_context.zone = form.zone;
  m_context.instances = context.instances;
  sort_out(rows);
}

void RowRules::sort_out(bool rows) {
  m_whole = rows;
  for (const auto& question : m_form.questions) {
    if (!question.holds_value() || question.repeat >= 0) { continue; }
    const bool always = is_always_asked(question.name);
    if (!question.required.empty()) {
      if (always && question.required.text() == "true()") { m_required.push_back(question.name); } else { m_whole = true; }
    }
    if (!question.choice_filter.empty()) { m_unclear.push_back(question.name); }
    if (question.constraint.empty()) { continue; }
    if (always && is_plain(question.constraint)) {
      m_constraints.push_back({question.name, &question.constraint});
    } else {
      m_unclear.push_back(question.name);
    }
  }
  for (const auto& check : m_form.checks) {
    if (check.severity != form::Severity::hard || check.repeat >= 0) { continue; }
    const bool plain = is_plain(check.test) && std::ranges::all_of(check.fields, [&](const auto& name) {
      return is_always_asked(name);
    });
    if (plain) { m_tests.push_back(&check.test); } else { m_whole = true; }
  }
}

// Whether an answer counts without anything else being looked at.
bool RowRules::is_always_asked(std::string_view name) const {
  int index = m_form.index_of(name);
  if (index < 0 || m_form.questions[static_cast<std::size_t>(index)].repeat >= 0) { return false; }
  if (!m_form.questions[static_cast<std::size_t>(index)].calculation.empty()) { return false; }
  for (; index >= 0; index = m_form.questions[static_cast<std::size_t>(index)].parent) {
    if (!m_form.questions[static_cast<std::size_t>(index)].relevant.empty()) { return false; }
  }
  return true;
}

// A path or an instance may look anywhere; a reference looks at one answer.
bool RowRules::is_plain(const form::Expression& expression) const {
  const auto& text = expression.text();
  if (text.find('/') != std::string::npos || text.find("..") != std::string::npos) { return false; }
  return std::ranges::all_of(form::references(expression), [&](const auto& name) { return is_always_asked(name); });
}

Result<std::vector<RowRules::Finding>> RowRules::check(Cells& cells) {
  if (!m_whole) {
    m_answers.cells.swap(cells);
    const bool passed = passes(m_answers.cells);
    m_answers.cells.swap(cells);
    if (passed) { return std::vector<Finding>(); }
  }
  return check_whole(cells);
}

bool RowRules::passes(const Cells& cells) {
  if (std::ranges::any_of(m_unclear, [&](const auto& name) { return cells.contains(name); })) { return false; }
  for (const auto& name : m_required) {
    if (!cells.contains(name)) { return false; }
  }
  for (const auto& [question, rule] : m_constraints) {
    const auto cell = cells.find(question);
    if (cell != cells.end() && cell->second.has_value() && !holds(*rule, &cell->second)) { return false; }
  }
  return std::ranges::all_of(m_tests, [&](const auto* test) { return holds(*test, nullptr); });
}

bool RowRules::holds(const form::Expression& rule, const Cell* self) {
  m_context.self.reset();
  if (self != nullptr) { m_context.self = *self; }
  const auto value = form::evaluate(rule, m_context);
  return value && form::to_boolean(*value);
}

Result<std::vector<RowRules::Finding>> RowRules::check_whole(const Cells& cells) const {
  auto answers = form::to_answers(m_form, cells);
  if (auto status = form::calculate(m_form, answers, m_check, false); !status) { return fail(status.error()); }
  const auto findings = form::check(m_form, answers, m_check);
  if (!findings) { return fail(findings.error()); }
  std::vector<Finding> hard;
  for (const auto& finding : *findings) {
    if (finding.severity != form::Severity::hard) { continue; }
    hard.push_back({finding.field, {Errc::bad_input, message("{0}: {1}", finding.field, finding.message), {}, {}, {}}});
  }
  return hard;
}

}  // namespace scamdesk::exchange
