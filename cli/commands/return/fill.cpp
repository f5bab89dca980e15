// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <cstdio>

#include <scamdesk/text.hpp>

#include "commands/return/answers.hpp"
#include "commands/return/return.hpp"
#include "output/errors.hpp"
#include "output/line_editor.hpp"

namespace scamdesk::cli {
namespace {

struct Options {
  std::vector<std::string> words;
  std::string mission;
};

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

/// One sitting: asks question after question, writes each answer as it is given.
class Conversation {
public:
  Conversation(Session& session, Desk& desk, std::string round, std::string mission)
      : m_session(session), m_desk(desk), m_round(std::move(round)), m_mission(std::move(mission)) {}

  Result<Exit> go() {
    if (auto begun = m_desk.start_return(m_round, m_mission); !begun) { return fail(begun.error()); }
    if (auto read = refresh(); !read) { return fail(read.error()); }
    say(message("{0} {1}: {2}", m_asked.mission.value(), m_asked.round.value(), m_asked.title));
    say(message("Enter keeps and goes on, ? helps, :q leaves; every answer is saved as it is given"));
    m_at = index_of(m_asked.place);
    while (!m_left) {
      const auto done = m_at < m_asked.questions.size() ? ask() : finish();
      if (!done) { return fail(done.error()); }
    }
    return m_exit;
  }

private:
  Lang lang() const { return m_session.lang(); }
  void say(const Message& words) const { std::fprintf(stderr, "%s\n", word(words, lang()).c_str()); }
  void say(const std::string& words) const { std::fprintf(stderr, "%s\n", words.c_str()); }

  Status refresh() {
    return m_desk.interview(m_round, m_mission).map([&](Interview&& asked) { m_asked = std::move(asked); });
  }

  std::size_t index_of(const std::string& field) const {
    const auto found = std::ranges::find(m_asked.questions, field, &AskedQuestion::field);
    return found == m_asked.questions.end() ? 0 : static_cast<std::size_t>(found - m_asked.questions.begin());
  }

  Status ask() {
    const auto asked = m_asked.questions[m_at];
    show(asked);
    auto line = asked.sensitive ? secret(asked) : m_editor.read("> ");
    if (!line || *line == ":q") { return leave(asked.field); }
    if (*line == "?") { return explain(asked), Status(); }
    if (*line == "<") { return m_at -= m_at > 0 ? 1 : 0, Status(); }
    if (line->starts_with(':')) { return command(asked, line->substr(1)); }
    if (asked.type == "repeat") { return rows(asked, *line); }
    if (line->empty()) { return keep(asked); }
    return answer(asked, value_typed(asked, line->starts_with('\\') ? line->substr(1) : *line));
  }

  std::optional<std::string> secret(const AskedQuestion& asked) {
    auto typed = m_session.ask_secret(asked.label);
    return typed ? std::optional(*typed) : std::nullopt;
  }

  void show(const AskedQuestion& asked) {
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

  void explain(const AskedQuestion& asked) const {
    for (std::size_t i = 0; i < asked.choices.size(); ++i) {
      say("  " + std::to_string(i + 1) + ") " + asked.choices[i].second.in(lang()) + " [" + asked.choices[i].first + "]");
    }
    say(message("  {0} ({1})", asked.field, asked.type));
    say(message("  < back; : lists the sections, :N goes to one; :c clears; :q leaves, and the next fill goes on here"));
    say(message("  a choice is its number, name or label; several with spaces; a \\ first makes the rest an answer"));
    if (asked.may_be_not_available) { say(message("  :na the answer is not available")); }
    if (asked.may_be_not_applicable) { say(message("  :np the question is not applicable")); }
  }

  Status command(const AskedQuestion& asked, const std::string& word) {
    if (word == "c") { return answer(asked, ""); }
    if (word == "na") { return answer(asked, "@not_available"); }
    if (word == "np") { return answer(asked, "@not_applicable"); }
    std::vector<std::size_t> starts;
    for (std::size_t i = 0; i < m_asked.questions.size(); ++i) {
      if (i == 0 || m_asked.questions[i].section != m_asked.questions[i - 1].section) { starts.push_back(i); }
    }
    if (const auto number = number_in(word); number && *number >= 1 && *number <= starts.size()) { return m_at = starts[*number - 1], Status(); }
    for (std::size_t i = 0; i < starts.size(); ++i) {
      say("  " + std::to_string(i + 1) + ") " + m_asked.questions[starts[i]].section.in(lang()));
    }
    return {};
  }

  Status rows(const AskedQuestion& asked, const std::string& line) {
    if (line.empty()) { return go_on(); }
    const auto gone = line.starts_with('-') ? number_in(std::string_view(line).substr(1)) : std::nullopt;
    if (line != "+" && !gone) { return explain(asked), Status(); }
    return write({{asked.field + (gone ? "[" + std::to_string(*gone) + "]" : "[+]"), "", {}, false}}, asked.field);
  }

  Status keep(const AskedQuestion& asked) {
    if (asked.unconfirmed) {
      if (auto confirmed = m_desk.confirm_return(m_round, m_mission, {asked.field}); !confirmed) { return fail(confirmed.error()); }
    } else if (asked.required && asked.answer.state == CellState::blank) {
      say(message("  an answer is required before filing"));
    }
    return go_on();
  }

  Status answer(const AskedQuestion& asked, const std::string& value) {
    m_refused = false;
    if (auto written = write({{asked.field, value, {}, false}}, asked.field); !written || m_refused) { return written; }
    const auto findings = m_desk.check_return(m_round, m_mission);
    if (!findings) { return fail(findings.error()); }
    for (const auto& finding : *findings) {
      if (!finding.stops_filing() || !concerns(finding, asked)) { continue; }
      say(message("  ! {0}", finding.message));
      if (finding.severity == "soft") {
        if (auto reasoned = give_reason(finding); !reasoned) { return reasoned; }
      }
      if (finding.check == "constraint." + asked.name) { m_refused = true; }
    }
    return m_refused || m_left ? Status() : go_on();
  }

  static bool concerns(const CheckFinding& finding, const AskedQuestion& asked) {
    if (finding.check.starts_with("unconfirmed.")) { return false; }
    return finding.field == asked.field || (!finding.check.starts_with("required.") && finding.values.contains(asked.name));
  }

  Status give_reason(const CheckFinding& finding) {
    const auto reason = m_editor.read(word(message("  reason, or Enter to come back to it: "), lang()));
    if (!reason || reason->empty()) { return {}; }
    const auto done = m_desk.override_check(m_round, m_mission, finding.check + ":" + finding.field, *reason);
    if (!done) { return fail(done.error()); }
    say(message("  recorded"));
    return {};
  }

  /// What the desk refuses is said, and asked again; a desk that fails ends the sitting.
  Status write(const Assignments& answers, const std::string& place) {
    const auto written = m_desk.answer_interview(m_round, m_mission, answers, place);
    if (written) { return refresh(); }
    if (written.error().code != Errc::bad_input && written.error().code != Errc::not_found) { return fail(written.error()); }
    m_refused = true;
    m_session.report(written.error());
    return {};
  }

  /// To the question after this one, which answers may have moved.
  Status go_on() {
    const auto field = m_asked.questions[m_at].field;
    if (auto read = refresh(); !read) { return read; }
    m_at = std::min(index_of(field) + 1, m_asked.questions.size());
    const auto place = m_at < m_asked.questions.size() ? m_asked.questions[m_at].field : field;
    return m_desk.answer_interview(m_round, m_mission, {}, place).map([](const auto&) {});
  }

  Status leave(const std::string& place) {
    m_left = true;
    say(message("\nleft; 'scamdesk return fill {0}' goes on here", m_asked.round.value()));
    return m_desk.answer_interview(m_round, m_mission, {}, place).map([](const auto&) {});
  }

  Status finish() {
    const auto findings = m_desk.check_return(m_round, m_mission);
    if (!findings) { return fail(findings.error()); }
    const auto first = std::ranges::find_if(*findings, &CheckFinding::stops_filing);
    if (first == findings->end()) { return file(); }
    say(message("\nthese stop the return from being filed:"));
    for (const auto& finding : *findings) {
      if (finding.stops_filing()) { say(message("  {0}: {1} ({2})", finding.field, finding.message, finding.check)); }
    }
    const auto line = m_editor.read(word(message("Enter goes to the first, :q leaves: "), lang()));
    if (!line || *line == ":q") { return leave(first->field); }
    m_at = index_of(first->field);
    return {};
  }

  Status file() {
    const auto line = m_editor.read(word(message("\nall is answered. File the return now? [y/N] "), lang()));
    if (!line || (*line != "y" && *line != "Y")) { return leave({}); }
    const auto filed = m_desk.finalise_return(m_round, m_mission);
    if (!filed) { return fail(filed.error()); }
    m_left = true;
    say(message("{0} {1}: filed", filed->mission.value(), filed->round.value()));
    return {};
  }

  static constexpr std::size_t most_listed = 12;

  Session& m_session;
  Desk& m_desk;
  std::string m_round, m_mission;
  LineEditor m_editor;
  Interview m_asked;
  std::size_t m_at = 0;
  std::string m_section;
  bool m_left = false;
  bool m_refused = false;
  Exit m_exit = Exit::ok;
};

Result<Exit> fill(Session& session, Options options) {
  if (!session.settings().may_ask) {
    return fail(Errc::usage, message("an interview needs a terminal to ask on"),
                message("give answers with 'scamdesk return set NAME=VALUE' or 'scamdesk return import FILE'"));
  }
  const auto round = take_round(options.words);
  return session.desk().and_then([&](Desk* desk) { return Conversation(session, *desk, round, options.mission).go(); });
}

}  // namespace

Run return_fill(Spec& spec) {
  const auto opt = std::make_shared<Options>();
  spec.words("[ROUND]", opt->words, 0, 1).round();
  spec.option("--mission", "CODE", opt->mission, N_("at headquarters: whose return"));
  spec.writes().formats({"text"});
  return [opt](Session& session) { return fill(session, *opt); };
}

}  // namespace scamdesk::cli
