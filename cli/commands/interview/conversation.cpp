// SPDX-License-Identifier: Apache-2.0
#include "commands/interview/conversation.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include <scamdesk/text.hpp>

#include "output/errors.hpp"

namespace scamdesk::cli {
namespace {

constexpr std::size_t most_listed = 12;

std::optional<std::size_t> number_in(std::string_view text) {
  std::size_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  return fault == std::errc{} && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// A choice by its name, its number or its label; empty: none of these.
std::string choice_named(const AskedQuestion& asked, const std::string& typed) {
  const auto by_name = std::ranges::find(asked.choices, typed, [](const auto& choice) { return choice.first; });
  if (by_name != asked.choices.end()) { return typed; }
  if (const auto number = number_in(typed); number && *number >= 1 && *number <= asked.choices.size()) {
    return asked.choices[*number - 1].first;
  }
  const auto by_label = std::ranges::find_if(asked.choices, [&](const auto& choice) { return choice.second.ko == typed || choice.second.en == typed; });
  return by_label == asked.choices.end() ? std::string() : by_label->first;
}

/// What was typed as an assignment has it.
std::string value_typed(const AskedQuestion& asked, const std::string& typed) {
  if (asked.choices.empty()) { return typed.starts_with('@') ? "@" + typed : typed; }
  if (asked.type != "select_multiple") {
    const auto choice = choice_named(asked, typed);
    return choice.empty() ? typed : choice;
  }
  std::vector<std::string> chosen;
  auto words = typed;
  std::ranges::replace(words, ',', ' ');
  for (const auto& word : split(words, ' ')) {
    const auto choice = choice_named(asked, word);
    chosen.push_back(choice.empty() ? word : choice);
  }
  return join(chosen, " ");
}

bool concerns(const CheckFinding& finding, const AskedQuestion& asked) {
  if (finding.check.starts_with("unconfirmed.")) { return false; }
  return finding.field == asked.field || (!finding.check.starts_with("required.") && finding.values.contains(asked.name));
}

}  // namespace

void Conversation::say(const Message& words) const { say(word(words, lang())); }
void Conversation::say(const std::string& words) const { std::fprintf(stderr, "%s\n", words.c_str()); }

std::optional<std::string> Conversation::ask(const Message& prompt) { return m_editor.read(word(prompt, lang())); }

Status Conversation::go(const std::string& place) {
  if (auto read = refresh(); !read) { return read; }
  m_at = index_of(place);
  while (!m_left) {
    auto done = m_at < m_questions.size() ? ask_one() : finish();
    if (!done) { return done; }
  }
  return {};
}

Status Conversation::refresh() {
  return m_about.questions().map([&](std::vector<AskedQuestion>&& asked) { m_questions = std::move(asked); });
}

std::size_t Conversation::index_of(const std::string& field) const {
  const auto found = std::ranges::find(m_questions, field, &AskedQuestion::field);
  return found == m_questions.end() ? 0 : static_cast<std::size_t>(found - m_questions.begin());
}

Status Conversation::ask_one() {
  const auto asked = m_questions[m_at];
  show(asked);
  auto line = asked.sensitive ? secret(asked) : m_editor.read("> ");
  if (!line || *line == ":q") { return leave(asked.field); }
  if (*line == "?") { return explain(asked), Status(); }
  if (*line == "<") { return back(), Status(); }
  if (line->starts_with(':')) { return command(asked, line->substr(1)); }
  if (asked.type == "repeat") { return rows(asked, *line); }
  if (line->empty()) { return keep(asked); }
  return answer(asked, value_typed(asked, line->starts_with('\\') ? line->substr(1) : *line));
}

std::optional<std::string> Conversation::secret(const AskedQuestion& asked) {
  auto typed = m_session.ask_secret(asked.label);
  return typed ? std::optional(*typed) : std::nullopt;
}

void Conversation::show(const AskedQuestion& asked) {
  if (const auto& section = asked.section.in(lang()); section != m_section) {
    m_section = section;
    say("\n== " + section + " ==");
  }
  auto line = "\n" + asked.label.in(lang());
  if (!asked.unit.empty()) { line += " (" + asked.unit.in(lang()) + ")"; }
  if (asked.required) { line += " *"; }
  say(line);
  if (!asked.hint.empty()) { say("  " + asked.hint.in(lang())); }
  for (std::size_t i = 0; i < asked.choices.size() && i < most_listed; ++i) {
    say("  " + std::to_string(i + 1) + ") " + asked.choices[i].second.in(lang()));
  }
  if (asked.choices.size() > most_listed) { say(message("  … {0} choices: ? lists them all", asked.choices.size())); }
  if (!asked.before_words.empty()) { say(message("  last round: {0}", asked.before_words)); }
  if (!asked.answer_words.empty()) {
    say(asked.unconfirmed ? message("  carried over: {0} (Enter confirms)", asked.answer_words) : message("  now: {0}", asked.answer_words));
  }
  if (asked.type == "repeat") { say(message("  rows: {0}; + adds one, -N takes one away, Enter goes on", asked.rows.size())); }
}

void Conversation::explain(const AskedQuestion& asked) const {
  for (std::size_t i = 0; i < asked.choices.size(); ++i) {
    say("  " + std::to_string(i + 1) + ") " + asked.choices[i].second.in(lang()) + " [" + asked.choices[i].first + "]");
  }
  say(message("  {0} ({1})", asked.field, asked.type));
  say(message("  < back; : lists the sections, :N goes to one; :c clears"));
  say(message("  :q {0}", m_about.on_leaving()));
  say(message("  a choice is its number, name or label; several with spaces; a \\ first makes the rest an answer"));
  if (asked.may_be_not_available) { say(message("  :na the answer is not available")); }
  if (asked.may_be_not_applicable) { say(message("  :np the question is not applicable")); }
}

Status Conversation::command(const AskedQuestion& asked, const std::string& word) {
  if (word == "c") { return answer(asked, ""); }
  if (word == "na") { return answer(asked, "@not_available"); }
  if (word == "np") { return answer(asked, "@not_applicable"); }
  std::vector<std::size_t> starts;
  for (std::size_t i = 0; i < m_questions.size(); ++i) {
    if (i == 0 || m_questions[i].section != m_questions[i - 1].section) { starts.push_back(i); }
  }
  if (const auto number = number_in(word); number && *number >= 1 && *number <= starts.size()) { return m_at = starts[*number - 1], Status(); }
  for (std::size_t i = 0; i < starts.size(); ++i) {
    say("  " + std::to_string(i + 1) + ") " + m_questions[starts[i]].section.in(lang()));
  }
  return {};
}

Status Conversation::rows(const AskedQuestion& asked, const std::string& line) {
  if (line.empty()) { return go_on(); }
  const auto gone = line.starts_with('-') ? number_in(std::string_view(line).substr(1)) : std::nullopt;
  if (line != "+" && !gone) { return explain(asked), Status(); }
  return write({{asked.field + (gone ? "[" + std::to_string(*gone) + "]" : "[+]"), "", {}, false}}, asked.field);
}

Status Conversation::keep(const AskedQuestion& asked) {
  if (asked.unconfirmed) {
    if (auto confirmed = m_about.confirm(asked.field); !confirmed) { return confirmed; }
  } else if (asked.required && asked.answer.state == CellState::blank) {
    say(message("  an answer is required before the end"));
  }
  return go_on();
}

Status Conversation::answer(const AskedQuestion& asked, const std::string& value) {
  m_refused = false;
  if (auto written = write({{asked.field, value, {}, false}}, asked.field); !written || m_refused) { return written; }
  const auto findings = m_about.findings();
  if (!findings) { return fail(findings.error()); }
  for (const auto& finding : *findings) {
    if (!finding.stops_filing() || !concerns(finding, asked)) { continue; }
    say(message("  ! {0}", finding.message));
    if (finding.severity == "soft") {
      if (auto reasoned = m_about.give_reason(finding, *this); !reasoned) { return reasoned; }
    }
    if (finding.check == "constraint." + asked.name) { m_refused = true; }
  }
  return m_refused || m_left ? Status() : go_on();
}

/// What is refused is said, and asked again; a desk that fails ends the sitting.
Status Conversation::write(const Assignments& answers, const std::string& place) {
  const auto written = m_about.write(answers, place);
  if (written) { return refresh(); }
  if (written.error().code != Errc::bad_input && written.error().code != Errc::not_found) { return fail(written.error()); }
  m_refused = true;
  m_session.report(written.error());
  return {};
}

/// To the question after this one, which answers may have moved.
Status Conversation::go_on() {
  const auto field = m_questions[m_at].field;
  if (auto read = refresh(); !read) { return read; }
  m_at = std::min(index_of(field) + 1, m_questions.size());
  return m_about.stand_at(m_at < m_questions.size() ? m_questions[m_at].field : field);
}

Status Conversation::leave(const std::string& field) {
  end();
  return m_about.leave(field, *this);
}

Status Conversation::finish() {
  const auto findings = m_about.findings();
  if (!findings) { return fail(findings.error()); }
  const auto stops = [&](const CheckFinding& finding) { return m_about.stops(finding); };
  const auto first = std::ranges::find_if(*findings, stops);
  if (first == findings->end()) { return m_about.finish(*this); }
  say(message("\nthese are to be mended first:"));
  for (const auto& finding : *findings) {
    if (stops(finding)) { say(message("  {0}: {1} ({2})", finding.field, finding.message, finding.check)); }
  }
  const auto line = ask(message("Enter goes to the first, :q leaves: "));
  if (!line || *line == ":q") { return leave(first->field); }
  m_at = index_of(first->field);
  return {};
}

}  // namespace scamdesk::cli
