// SPDX-License-Identifier: Apache-2.0
#include "exchange/row_rules.hpp"

#include <algorithm>

#include "register/uses.hpp"

namespace scamdesk::exchange {
namespace {

constexpr std::size_t most_known = 65536;  ///< pairs of answers that a rule remembers

}  // namespace

RowRules::RowRules(const form::Form& form, const form::CheckContext& context, std::vector<std::string> names, bool rows)
    : m_form(form), m_check(context), m_names(std::move(names)) {
  m_context.answers = &m_answers;
  m_context.now = context.now;
  m_context.zone = form.zone;
  m_context.instances = context.instances;
  m_context.patterns = &m_patterns;
  m_check.patterns = &m_patterns;
  m_check.seed = "new";  // the record's own id is made when it is written, and so is what uuid() makes of it
  sort_out(rows);
}

/// Where a question's cell stands; beyond the last when these records have none.
std::size_t RowRules::place_of(std::string_view name) const {
  return static_cast<std::size_t>(std::ranges::find(m_names, name) - m_names.begin());
}

void RowRules::sort_out(bool rows) {
  m_whole = rows;
  for (const auto& question : m_form.questions) {
    if (!question.holds_value() || question.repeat >= 0) { continue; }
    const bool always = is_always_asked(question.name);
    const auto place = place_of(question.name);
    const bool has_cell = place < m_names.size();
    if (!question.required.empty()) {
      if (always && has_cell && question.required.text() == "true()") {
        m_required.push_back(place);
      } else {
        m_whole = true;
      }
    }
    if (!has_cell) { continue; }
    if (!question.choice_filter.empty()) { m_unclear.push_back(place); }
    if (question.constraint.empty()) { continue; }
    if (always && is_plain(question.constraint)) {
      m_rules.push_back(rule_of(question.constraint, &question.name));
    } else {
      m_unclear.push_back(place);
    }
  }
  for (const auto& check : m_form.checks) {
    if (check.severity != form::Severity::hard || check.repeat >= 0) { continue; }
    const bool plain = is_plain(check.test) && std::ranges::all_of(check.fields, [&](const auto& name) {
      return is_always_asked(name);
    });
    if (plain) { m_rules.push_back(rule_of(check.test, nullptr)); } else { m_whole = true; }
  }
}

RowRules::Rule RowRules::rule_of(const form::Expression& expression, const std::string* self) const {
  Rule rule{&expression, {}};
  rule.of_self = self != nullptr;
  if (self != nullptr) { rule.cells.push_back(place_of(*self)); }
  for (const auto& name : form::references(expression)) {
    if (const auto place = place_of(name); place < m_names.size()) { rule.cells.push_back(place); }
  }
  return rule;
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

// A path or an instance may look anywhere, and chance is no function of the answers; a reference looks at one answer.
bool RowRules::is_plain(const form::Expression& expression) const {
  const auto& text = expression.text();
  if (text.find('/') != std::string::npos || text.find("..") != std::string::npos) { return false; }
  if (records::calls(expression, "random") || records::calls(expression, "uuid")) { return false; }
  return std::ranges::all_of(form::references(expression), [&](const auto& name) { return is_always_asked(name); });
}

bool RowRules::passes(std::span<const ledger::CellView> cells, std::span<const std::uint32_t> numbers) {
  const auto present = [&](std::size_t place) { return cells[place].state != CellState::blank; };
  return !m_whole && std::ranges::none_of(m_unclear, present) && std::ranges::all_of(m_required, present) &&
         std::ranges::all_of(m_rules, [&](Rule& rule) { return holds(rule, cells, numbers); });
}

bool RowRules::holds(Rule& rule, std::span<const ledger::CellView> cells, std::span<const std::uint32_t> numbers) {
  if (rule.of_self && !cells[rule.cells.front()].has_value()) { return true; }
  const bool known = std::ranges::all_of(rule.cells, [&](std::size_t place) { return numbers[place] != 0; });
  if (known && rule.cells.size() == 1) {
    const auto number = numbers[rule.cells.front()];
    if (rule.of_one.size() <= number) { rule.of_one.resize(number + 1); }
    auto& answer = rule.of_one[number];
    if (!answer) { answer = ask(rule, cells); }
    return *answer;
  }
  if (!known || rule.cells.size() != 2) { return ask(rule, cells); }
  const auto pair = std::uint64_t{numbers[rule.cells.front()]} << 32 | numbers[rule.cells.back()];
  if (const auto found = rule.of_two.find(pair); found != rule.of_two.end()) { return found->second; }
  const bool answer = ask(rule, cells);
  if (rule.of_two.size() < most_known) { rule.of_two.emplace(pair, answer); }
  return answer;
}

bool RowRules::ask(const Rule& rule, std::span<const ledger::CellView> cells) {
  m_answers.cells.clear();
  for (const auto place : rule.cells) {
    const auto& cell = cells[place];
    if (cell.state != CellState::blank) { m_answers.cells.emplace(m_names[place], Cell{cell.state, std::string(cell.text)}); }
  }
  m_context.self.reset();
  if (rule.of_self) { m_context.self = CellView{CellState::value, cells[rule.cells.front()].text}; }
  const auto value = form::evaluate(*rule.expression, m_context);
  return value && form::to_boolean(*value);
}

Result<std::vector<RowRules::Finding>> RowRules::check(const Cells& cells) const {
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
