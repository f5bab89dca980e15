// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <set>

#include "form/compile.hpp"

namespace scamdesk::form {
namespace {

/// Options that every command of the program has: a field of that name could not be given.
constexpr std::array<std::string_view, 27> reserved{
    "store",  "templates", "format", "json", "lang",   "actor",  "now",   "as_of",   "wait",
    "quiet",  "verbose",   "no_input", "color", "help", "dry_run", "reason", "where", "output",
    "force",  "version",   "mission", "key",  "encoding", "field", "limit", "yes",    "all"};

Message snake_rule() { return message("use small letters, digits and _, a letter first"); }
Message kebab_rule() { return message("use small letters, digits and -, a letter first"); }

class NameCheck {
public:
  NameCheck(const Definition& definition, const Form& form, Faults& faults)
      : m_definition(definition), m_form(form), m_faults(faults), m_names(form.question_names()) {}

  void run() {
    check_head();
    for (const auto& draft : m_definition.questions) { check_question(draft); }
    for (std::size_t i = 0; i < m_definition.questions.size(); ++i) { check_prefill(i); }
    for (const auto& draft : m_definition.checks) { check_check(draft); }
    for (const auto& word : m_definition.key) { check_key(word, true); }
    for (const auto& word : m_definition.import_key) { check_key(word, false); }
  }

private:
  void check_head() {
    const auto& name = m_definition.name;
    if (name.given() && !is_kebab_name(name.text)) {
      m_faults.error(name, message("{0} is not a name", name.text), kebab_rule());
    }
    const auto& plural = m_definition.plural;
    if (plural.given() && !is_snake_name(plural.text)) {
      m_faults.error(plural, message("{0} is not a name", plural.text), snake_rule());
    }
  }

  void check_question(const QuestionDraft& draft) {
    const auto& name = draft.name;
    if (name.given()) {
      if (!is_snake_name(name.text)) { m_faults.error(name, message("{0} is not a name", name.text), snake_rule()); }
      if (std::find(reserved.begin(), reserved.end(), name.text) != reserved.end()) {
        m_faults.error(name, message("{0} is a word of the program", name.text), message("choose another name"));
      }
      if (!m_seen.insert(name.text).second) {
        m_faults.error(name, message("the name {0} is taken", name.text),
                       message("question {0} stands in line {1} already", name.text, m_form.find(name.text)->line));
      }
    }
    check_list(draft);
    if (m_form.shared && draft.question.sensitive) {
      m_faults.error(draft.sensitive, message("a shared form may hold no sensitive question"),
                     message("what all missions see may hold no personal data"));
    }
  }

  void check_list(const QuestionDraft& draft) {
    const auto& question = draft.question;
    if (question.list.empty()) { return; }
    if (question.type == Type::record) {
      if (!is_kebab_name(question.list)) {
        m_faults.error(draft.list, message("{0} is not the name of a register", question.list));
      }
      return;
    }
    if (m_form.list(question.list) != nullptr) { return; }
    std::vector<std::string> lists;
    for (const auto& list : m_form.choices) { lists.push_back(list.name); }
    m_faults.error(draft.list, message("unknown list {0}", question.list), nearest_hint(question.list, lists));
  }

  void check_prefill(std::size_t index) {
    const auto& into = m_definition.questions[index].prefill_into;
    if (!into.given()) { return; }
    const auto* target = m_form.find(into.text);
    if (target == nullptr) {
      m_faults.error(into, message("unknown question {0}", into.text), nearest_hint(into.text, m_names));
    } else if (target->repeat != static_cast<int>(index) || !target->holds_value()) {
      m_faults.error(into, message("{0} is no question of this repeat's rows", into.text));
    }
  }

  void check_check(const CheckDraft& draft) {
    if (draft.id.given()) {
      if (!is_kebab_name(draft.id.text)) {
        m_faults.error(draft.id, message("{0} is not a name", draft.id.text), kebab_rule());
      }
      if (!m_checks.insert(draft.id.text).second) {
        m_faults.error(draft.id, message("the name {0} is taken", draft.id.text), message("every check has its own id"));
      }
    }
    for (const auto& field : draft.fields) {
      const auto* question = m_form.find(field.text);
      if (question == nullptr) {
        m_faults.error(field, message("unknown question {0}", field.text), nearest_hint(field.text, m_names));
      } else if (question->type == Type::note) {
        m_faults.error(field, message("{0} holds no answer of its own", field.text));
      }
    }
  }

  /// A key is known from the first day on: an answer outside any repeat, given and not calculated. The id made of a key
  /// travels everywhere, so that no personal value may be in it.
  void check_key(const Located& word, bool makes_id) {
    const auto* question = m_form.find(word.text);
    if (question == nullptr) {
      return m_faults.error(word, message("unknown question {0}", word.text), nearest_hint(word.text, m_names));
    }
    if (!question->holds_value() || question->type == Type::calculate || question->repeat >= 0) {
      m_faults.error(word, message("{0} cannot be a key: it is calculated, in a repeat, or holds no answer", word.text));
    } else if (makes_id && question->sensitive) {
      m_faults.error(word, message("{0} cannot be a key: it is sensitive", word.text));
    }
  }

  const Definition& m_definition;
  const Form& m_form;
  Faults& m_faults;
  std::vector<std::string> m_names;
  std::set<std::string> m_seen;
  std::set<std::string> m_checks;
};

}  // namespace

void check_names(const Definition& definition, const Form& form, Faults& faults) {
  NameCheck(definition, form, faults).run();
}

}  // namespace scamdesk::form
