// SPDX-License-Identifier: Apache-2.0
#include "commands/fields.hpp"

#include <algorithm>
#include <string_view>
#include <unistd.h>

#include "arguments.hpp"
#include "commands/common.hpp"
#include "output/file.hpp"

namespace scamdesk::cli {
namespace {

bool is_reason(std::string_view text) { return text == "@not_available" || text == "@not_applicable"; }

/// Text read from elsewhere is taken as it is: an @ at its front means nothing, and the last line end is no part of it.
std::string literal(std::string text) {
  if (text.ends_with('\n')) { text.pop_back(); }
  if (text.ends_with('\r')) { text.pop_back(); }
  return text.starts_with('@') ? "@" + text : text;
}

Result<std::string> from_file(const std::string& file) { return read_file(file).map(literal); }

Result<std::string> from_input(Session& session, const QuestionInfo& question) {
  if (isatty(STDIN_FILENO) == 1) { return session.ask_secret(question.label).map(literal); }
  return from_file("-");
}

/// A personal value never stands in the command line, where the shell's history and the process list would keep it.
Result<std::string> personal_value(Session& session, const QuestionInfo& question, const std::string& typed) {
  if (typed.empty() || is_reason(typed)) { return typed; }
  if (typed == "-") { return from_input(session, question); }
  if (typed.starts_with('@') && !typed.starts_with("@@")) { return from_file(typed.substr(1)); }
  return fail(Errc::usage, message("{0}: personal data is not typed on the command line", question.name),
              message("give {0}=@FILE, or {0}=- and type it when asked", question.name));
}

Result<Assignment> assignment(Session& session, const QuestionInfo* question, const std::string& name,
                              const std::string& typed) {
  if (question != nullptr && question->sensitive) {
    return personal_value(session, *question, typed).map([&](const std::string& value) {
      return Assignment{name, value};
    });
  }
  const bool file = typed.size() > 1 && typed.starts_with('@') && !typed.starts_with("@@") && !is_reason(typed);
  if (file) {
    return from_file(typed.substr(1)).map([&](const std::string& value) { return Assignment{name, value}; });
  }
  return Assignment{name, typed, {}, true};
}

/// `countries[2].likelihood` asks the question `likelihood` of the repeat `countries`.
const QuestionInfo* question_of(const FormInfo* form, std::string_view path) {
  if (form == nullptr) { return nullptr; }
  const auto dot = path.rfind('.');
  const auto name = dot == std::string_view::npos ? path : path.substr(dot + 1);
  const auto found = std::ranges::find(form->questions, name, &QuestionInfo::name);
  return found == form->questions.end() ? nullptr : &*found;
}

std::string dashed(std::string name) {
  std::ranges::replace(name, '_', '-');
  return name;
}

Message about(const QuestionInfo& question) {
  const Text required = question.required ? word(message(" (required)")) : Text{};
  const Text personal = question.sensitive ? word(message(" (personal: @FILE or -)")) : Text{};
  const auto choices = question.choices.empty() ? std::string() : ": " + some_of(question.choices);
  return message("{0}{1}{2}{3}", question.label, required, personal, choices);
}

std::string metavar(const QuestionInfo& question) {
  if (!question.choices.empty()) { return question.type == "select_multiple" ? "CODE..." : "CODE"; }
  if (question.type == "integer" || question.type == "decimal") { return "NUMBER"; }
  if (question.type == "date") { return "DATE"; }
  return question.type == "dateTime" ? "TIME" : "TEXT";
}

}  // namespace

void Fields::declare(Spec& spec) {
  for (std::size_t i = 0; i < m_form->questions.size(); ++i) {
    const auto& question = m_form->questions[i];
    if (!question.repeat.empty() || question.read_only) { continue; }
    auto names = "--" + dashed(question.name);
    if (names != "--" + question.name) { names += ",--" + question.name; }
    spec.add({names, metavar(question), about(question), &m_values[i], question.choices});
  }
}

Result<Assignments> Fields::assignments(Session& session, const std::vector<std::string>& words) const {
  Assignments all;
  for (std::size_t i = 0; i < m_form->questions.size(); ++i) {
    if (m_values[i].empty()) { continue; }
    const auto& question = m_form->questions[i];
    const auto typed = question.type == "select_multiple" ? join(m_values[i], " ") : m_values[i].back();
    auto one = assignment(session, &question, question.name, typed);
    if (!one) { return fail(one.error()); }
    all.push_back(*one);
  }
  auto further = parse_assignments(session, m_form, words);
  if (!further) { return further; }
  all.insert(all.end(), further->begin(), further->end());
  return all;
}

Result<Assignments> parse_fields(Session& session, const FormInfo& form, const std::vector<std::string>& extras) {
  Fields fields(form);
  Spec spec(form.name);
  std::vector<std::string> words;
  spec.words("[NAME=VALUE...]", words, 0, Spec::any_number);
  fields.declare(spec);
  if (auto done = parse(spec, Spec(), extras); !done) { return fail(done.error()); }
  return fields.assignments(session, words);
}

Result<Assignments> parse_assignments(Session& session, const FormInfo* form, const std::vector<std::string>& words) {
  Assignments all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto& text = words[i];
    const auto sign = text.find('=');
    if (sign == std::string::npos || sign == 0) {  // the word itself may be personal, so it is not repeated
      return fail(Errc::usage, message("answer {0} is not a NAME=VALUE", i + 1),
                  message("write the question's name, = and the answer, e.g. {0}", "status=Active"));
    }
    const auto name = text.substr(0, sign);
    auto one = assignment(session, question_of(form, name), name, text.substr(sign + 1));
    if (!one) { return fail(one.error()); }
    all.push_back(*one);
  }
  return all;
}

}  // namespace scamdesk::cli
