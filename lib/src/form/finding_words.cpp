// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "form/checker.hpp"
#include "form/personal.hpp"

/// How findings are worded, and what of the answers they may tell.
namespace scamdesk::form {
namespace {

std::string text_of(const Cell& cell) {
  switch (cell.state) {
    case CellState::not_available: return "@not_available";
    case CellState::not_applicable: return "@not_applicable";
    case CellState::value: return cell.text;
    case CellState::blank:
    case CellState::erased: break;
  }
  return {};
}

}  // namespace

void Checker::add(const Subject& subject, std::string_view kind, const Message& words, const Cell* shown) {
  add(subject, kind, word(words), shown);
}

void Checker::add(const Subject& subject, std::string_view kind, Text words, const Cell* shown) {
  const auto& asked = subject.asked;
  std::map<std::string, std::string> values;
  const bool reason = shown != nullptr && (shown->state == CellState::not_available || shown->state == CellState::not_applicable);
  if (shown != nullptr && (!asked.sensitive || reason)) { values.emplace(asked.name, text_of(*shown)); }
  subject.findings.push_back({std::string(kind) + '.' + asked.name, Severity::hard, subject.scope.prefix + asked.name,
                              std::move(words), std::move(values)});
}

/// The number itself is in no finding: those are shown to more people than the answer is. An override given for the
/// answer lapses when its words change.
void Checker::look_for_numbers(const Subject& subject, const Cell& cell) {
  const auto found = personal_numbers(cell.text);
  if (found.empty()) { return; }
  const auto& asked = subject.asked;
  subject.findings.push_back({"personal." + asked.name, Severity::soft, subject.scope.prefix + asked.name,
                              word(message("{0}: there seems to be {1} in it; personal data belongs in a protected question",
                                           asked.label, name_of(found.front().kind))),
                              {{asked.name, without_numbers(cell.text)}}});
}

void Checker::stumbled(const Subject& subject, std::string_view kind, const Expression& expression,
                       const Error& error) const {
  add(subject, kind, unanswerable(expression, subject.asked.sensitive, error), nullptr);
}

/// The evaluator's words may quote an answer: not where a sensitive one is looked at.
Message Checker::unanswerable(const Expression& expression, bool sensitive, const Error& error) const {
  for (const auto& name : references(expression)) {
    const auto* looked_at = m_form.find(name);
    sensitive = sensitive || (looked_at != nullptr && looked_at->sensitive);
  }
  return sensitive ? message("a rule of the form cannot be worked out from these answers")
                   : message("a rule of the form cannot be worked out from these answers: {0}", error.problem);
}

/// The answers that a check looked at: an override given for them lapses when they change.
std::map<std::string, std::string> Checker::values_of(const Check& rule, const Scope& scope) const {
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

Text Checker::filled(const Text& pattern, const Scope& scope) const {
  return {filled(pattern.ko, scope, Lang::ko), filled(pattern.en, scope, Lang::en)};
}

std::string Checker::filled(std::string_view pattern, const Scope& scope, Lang lang) const {
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

std::string Checker::words_for(std::string_view name, const Scope& scope, Lang lang) const {
  const int index = m_form.index_of(name);
  if (index < 0 || question(index).sensitive) { return "…"; }
  std::vector<std::string> words;
  for (const auto& cell : m_run.cells_of(index, scope)) {
    words.push_back(cell.state == CellState::blank ? word(message("blank"), lang)
                                                   : display(m_form, question(index), cell, lang));
  }
  return base::join(words, ", ");
}

}  // namespace scamdesk::form
