// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <set>

#include "form/compile.hpp"

namespace scamdesk::form {
namespace {

class ChangeCheck {
public:
  ChangeCheck(const std::vector<ChangeDraft>& drafts, const Form& form, Faults& faults)
      : m_drafts(drafts), m_form(form), m_faults(faults) {}

  std::vector<Change> run() {
    for (std::size_t i = 0; i < m_drafts.size(); ++i) { check(i); }
    std::vector<Change> changes;
    for (const auto& draft : m_drafts) { changes.push_back(whole(draft)); }
    return changes;
  }

private:
  void check(std::size_t index) {
    const auto& draft = m_drafts[index];
    switch (draft.change.became) {
      case Became::recoded: return check_recoded(index);
      case Became::moved: return check_moved(index);
      case Became::split:
        check_given_up(draft);
        for (const auto& [into, value] : draft.items) { check_target(into, draft, index); }
        return check_parts(draft);
      case Became::retired: return check_given_up(draft);
      case Became::renamed:
        check_given_up(draft);
        if (draft.into.given()) { check_target(draft.into, draft, index); }
    }
  }

  /// A name that was given up stands for its old answers for ever.
  void check_given_up(const ChangeDraft& draft) {
    const auto& name = draft.name;
    if (const auto* question = m_form.find(name.text)) {
      m_faults.error(name, message("{0} is {1} from version {2}, and is still a question of this form", name.text,
                                   to_string(draft.change.became), draft.change.from),
                     message("it stands in line {0}; give the new question another name, or take it out here", question->line));
    }
    const auto [before, first] = m_given_up.emplace(name.text, &draft);
    if (!first) {
      m_faults.error(name, message("{0} was given up already", name.text),
                     message("line {0} says that it was {1} from version {2}", before->second->name.line,
                             to_string(before->second->change.became), before->second->change.from));
    }
  }

  /// A new name stands in the form, or a later version says what became of it; and it takes one answer.
  void check_target(const Located& target, const ChangeDraft& draft, std::size_t index) {
    if (m_form.find(target.text) == nullptr && !is_changed_later(target.text, index)) {
      auto names = m_form.question_names();
      for (std::size_t i = index + 1; i < m_drafts.size(); ++i) { names.push_back(m_drafts[i].name.text); }
      return m_faults.error(target, message("unknown question {0}", target.text), nearest_hint(target.text, names));
    }
    const auto [other, first] = m_taken.emplace(target.text, &draft);
    if (first) { return; }
    m_faults.error(target, message("{0} and {1} would both become {2}", other->second->name.text, draft.name.text, target.text),
                   message("two answers cannot stand in one; retire one of them"));
  }

  bool is_changed_later(std::string_view name, std::size_t index) const {
    const auto& from = m_drafts[index].change.from;
    return std::any_of(m_drafts.begin() + static_cast<std::ptrdiff_t>(index), m_drafts.end(), [&](const ChangeDraft& later) {
      return later.change.from != from && later.name.text == name;
    });
  }

  /// The question of the form that a name of this version ends in; null, and reported, when there is none.
  const Question* now(const ChangeDraft& draft) {
    std::string name = draft.name.text;
    bool reached = false;
    for (const auto& other : m_drafts) {
      reached = reached || other.change.from == draft.change.from;
      if (reached && other.change.became == Became::renamed && other.name.text == name) { name = other.into.text; }
    }
    const auto* question = m_form.find(name);
    if (question == nullptr && !given_up_names().contains(name)) {
      const auto names = m_form.question_names();
      m_faults.error(draft.name, message("unknown question {0}", draft.name.text), nearest_hint(draft.name.text, names));
    }
    return question;
  }

  std::set<std::string> given_up_names() const {
    std::set<std::string> names;
    for (const auto& draft : m_drafts) {
      const auto became = draft.change.became;
      if (became == Became::retired || became == Became::split) { names.insert(draft.name.text); }
    }
    return names;
  }

  /// The group or repeat named must be one that the question stands in today.
  void check_moved(std::size_t index) {
    const auto& draft = m_drafts[index];
    const auto* question = now(draft);
    if (question == nullptr || !draft.into.given()) { return; }
    if (draft.into.text == m_form.name.value()) {
      if (question->parent < 0) { return; }
    } else {
      for (int at = question->parent; at >= 0; at = m_form.questions[static_cast<std::size_t>(at)].parent) {
        if (m_form.questions[static_cast<std::size_t>(at)].name == draft.into.text) { return; }
      }
    }
    if (is_changed_later(draft.name.text, index)) { return; }
    std::vector<std::string> places{m_form.name.value()};
    for (const auto& place : m_form.questions) {
      if (place.type == Type::group || place.type == Type::repeat) { places.push_back(place.name); }
    }
    m_faults.error(draft.into, message("{0} does not stand in {1}", question->name, draft.into.text),
                   std::find(places.begin(), places.end(), draft.into.text) == places.end()
                       ? nearest_hint(draft.into.text, places)
                       : std::nullopt);
  }

  void check_parts(const ChangeDraft& draft) {
    std::set<int> repeats;
    for (const auto& [into, value] : draft.items) {
      const auto* question = m_form.find(into.text);
      if (question == nullptr) { continue; }
      if (!question->holds_value() || question->type == Type::calculate) {
        m_faults.error(into, message("{0} holds no answer of its own", into.text));
      }
      if (!repeats.insert(question->repeat).second || repeats.size() == 1) { continue; }
      m_faults.error(into, message("the parts of {0} stand in different repeats", draft.name.text));
    }
  }

  void check_recoded(std::size_t index) {
    const auto& draft = m_drafts[index];
    const auto* question = now(draft);
    if (question == nullptr) { return; }
    const auto* list = m_form.list(question->list);
    if (question->type != Type::select_one && question->type != Type::select_multiple) {
      return m_faults.error(draft.name, message("{0} has no choices to recode", draft.name.text));
    }
    if (list == nullptr) { return; }
    std::vector<std::string> codes;
    for (const auto& choice : list->choices) { codes.push_back(choice.name); }
    for (const auto& [old_code, new_code] : draft.items) {
      if (list->find(old_code.text) != nullptr) {
        m_faults.error(old_code, message("{0} is recoded from version {1}, and is still a choice of {2}", old_code.text,
                                         draft.change.from, question->name),
                       message("a code that was given up is not used again"));
      }
      if (!new_code.given() || list->find(new_code.text) != nullptr || is_recoded_later(*question, new_code.text, index)) { continue; }
      m_faults.error(new_code, message("{0} is no choice of {1}", new_code.text, question->name),
                     nearest_hint(new_code.text, codes));
    }
  }

  bool is_recoded_later(const Question& question, std::string_view code, std::size_t index) {
    for (std::size_t i = index + 1; i < m_drafts.size(); ++i) {
      const auto& later = m_drafts[i];
      if (later.change.became != Became::recoded || later.change.from == m_drafts[index].change.from) { continue; }
      const bool recodes = std::any_of(later.items.begin(), later.items.end(),
                                       [&](const auto& item) { return item.first.text == code; });
      if (recodes && now(later) == &question) { return true; }
    }
    return false;
  }

  /// The change with what its items say.
  Change whole(const ChangeDraft& draft) {
    Change change = draft.change;
    for (const auto& [key, value] : draft.items) {
      if (change.became == Became::recoded) { change.codes[key.text] = value.text; }
      if (change.became == Became::split && value.given()) { change.parts.push_back({key.text, part_value(value)}); }
    }
    return change;
  }

  Expression part_value(const Located& words) {
    auto parsed = Expression::parse(words.text);
    if (!parsed) {
      auto& error = parsed.error();
      const auto column = error.place && error.place->column > 0 ? error.place->column - 1 : 0;
      m_faults.error(words.at(column), std::move(error.problem), std::move(error.hint));
      return {};
    }
    if (!references(*parsed).empty()) {
      m_faults.error(words, message("a part is made of the whole answer alone"), message("write it as a dot: substring-before(., ' ')"));
    } else if (auto fault = trial(*parsed)) {
      m_faults.error(words, std::move(fault->problem), std::move(fault->hint));
    }
    return *parsed;
  }

  /// What cannot be evaluated over any answer shows over a blank one: an unknown function, too few arguments.
  static std::optional<Error> trial(const Expression& expression) {
    const Answers none;
    Context context;
    context.answers = &none;
    context.self = CellView{};
    const auto value = evaluate(expression, context);
    return value ? std::nullopt : std::optional(value.error());
  }

  const std::vector<ChangeDraft>& m_drafts;
  const Form& m_form;
  Faults& m_faults;
  std::map<std::string, const ChangeDraft*> m_given_up;
  std::map<std::string, const ChangeDraft*> m_taken;
};

}  // namespace

void compile_changes(const Definition& definition, Form& form, Faults& faults) {
  form.changes = ChangeCheck(definition.changes, form, faults).run();
}

}  // namespace scamdesk::form
