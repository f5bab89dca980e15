// SPDX-License-Identifier: Apache-2.0
#include "form/diff.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <scamdesk/text.hpp>

#include "base/text.hpp"

namespace scamdesk::form {
namespace {

Text plain(std::string text) { return {text, std::move(text)}; }

std::string place_of(const Form& form, const Question& question) {
  return question.parent < 0 ? form.name.value() : form.questions[static_cast<std::size_t>(question.parent)].name;
}

std::string type_of(const Question& question) {
  return std::string(to_string(question.type)) + (question.type == Type::record ? " " + question.list : "");
}

std::string missing_of(const Question& question) {
  std::vector<std::string> reasons;
  if (question.may_be_not_available) { reasons.emplace_back("not_available"); }
  if (question.may_be_not_applicable) { reasons.emplace_back("not_applicable"); }
  return base::join(reasons, " ");
}

/// Whether every canonical answer of the old type is one of the new.
bool keeps_answers(const Question& older, const Question& newer) {
  if (older.type == newer.type) { return older.type != Type::record || older.list == newer.list; }
  if (newer.type == Type::text) { return older.holds_value(); }
  return (older.type == Type::integer && newer.type == Type::decimal) ||
         (older.type == Type::select_one && newer.type == Type::select_multiple);
}

class Comparison {
public:
  Comparison(const Form& older, const Form& newer) : m_older(older), m_newer(newer), m_map(newer) {}

  std::vector<Difference> run() {
    for (const auto& question : m_older.questions) { compare(question); }
    for (const auto& question : m_newer.questions) {
      if (!m_met.contains(question.name)) { add(Differs::added, question.name, {}, question.label); }
    }
    const auto before = base::join(m_older.key, " ");
    const auto after = base::join(m_newer.key, " ");
    if (before != after) { add(Differs::key, {}, plain(before), plain(after), true); }
    compare_checks();
    return std::move(m_found);
  }

private:
  void add(Differs what, const std::string& question, Text before, Text after, bool loss = false) {
    m_found.push_back({what, question, std::move(before), std::move(after), loss});
  }

  /// The change that gave up a name of the old form, for good or for others.
  const Change* given_up(const std::string& name) const {
    std::string now = name;
    for (const auto& change : m_newer.changes) {
      if (change.name != now) { continue; }
      if (change.became == Became::retired || change.became == Became::split) { return &change; }
      if (change.became == Became::renamed) { now = change.into; }
    }
    return nullptr;
  }

  void compare(const Question& older) {
    if (const auto* change = given_up(older.name)) {
      std::vector<std::string> parts;
      for (const auto& part : change->parts) { parts.push_back(part.into); }
      return add(change->became == Became::split ? Differs::split : Differs::retired, older.name, older.label,
                 plain(base::join(parts, " ")));
    }
    const auto now = m_map.name_of(older.name);
    const auto* newer = m_newer.find(now);
    if (newer == nullptr) {
      return add(Differs::removed, older.name, older.label, {}, older.holds_value() || older.type == Type::repeat);
    }
    m_met.insert(now);
    if (now != older.name) { add(Differs::renamed, now, plain(older.name), plain(now)); }
    compare_places(older, *newer);
    compare_words(older, *newer);
    if (older.type != newer->type || (older.type == Type::record && older.list != newer->list)) {
      add(Differs::type, now, plain(type_of(older)), plain(type_of(*newer)), !keeps_answers(older, *newer));
    } else if (m_older.list(older.list) != nullptr && m_newer.list(newer->list) != nullptr) {
      compare_choices(older, *newer);
    }
  }

  void compare_places(const Question& older, const Question& newer) {
    const auto before = place_of(m_older, older);
    const auto after = place_of(m_newer, newer);
    const auto before_now = older.parent < 0 ? m_newer.name.value() : m_map.name_of(before);
    if (before_now == after) { return; }
    auto repeats = *m_older.enclosing(older.name);
    for (auto& repeat : repeats) { repeat = m_map.name_of(repeat); }
    const auto now = *m_newer.enclosing(newer.name);
    const bool said = std::any_of(m_newer.changes.begin(), m_newer.changes.end(), [&](const Change& change) {
      return change.became == Became::moved && m_map.name_of(change.name) == newer.name;
    });
    const bool found_again = repeats == now || (said && repeats.size() <= now.size());
    add(Differs::moved, newer.name, plain(before), plain(after), older.holds_value() && !found_again);
  }

  void compare_words(const Question& older, const Question& newer) {
    const auto texts = [&](Differs what, const Text& before, const Text& after) {
      if (before.ko != after.ko || before.en != after.en) { add(what, newer.name, before, after); }
    };
    const auto rules = [&](Differs what, const Expression& before, const Expression& after) {
      if (before.text() != after.text()) { add(what, newer.name, plain(before.text()), plain(after.text())); }
    };
    texts(Differs::label, older.label, newer.label);
    texts(Differs::hint, older.hint, newer.hint);
    texts(Differs::unit, older.unit, newer.unit);
    rules(Differs::required, older.required, newer.required);
    rules(Differs::relevant, older.relevant, newer.relevant);
    rules(Differs::constraint, older.constraint, newer.constraint);
    rules(Differs::calculation, older.calculation, newer.calculation);
    rules(Differs::choice_filter, older.choice_filter, newer.choice_filter);
    rules(Differs::default_value, older.default_value, newer.default_value);
    texts(Differs::missing, plain(missing_of(older)), plain(missing_of(newer)));
    const auto personal = [](const Question& question) { return plain(question.sensitive ? "true" : "false"); };
    texts(Differs::sensitive, personal(older), personal(newer));
  }

  /// What an old code reads as now, by the map itself.
  std::string code_now(const Question& older, const std::string& code) const {
    std::string path;
    const auto around = m_older.enclosing(older.name);  // kept: a loop over `*enclosing(…)` outlives what it goes over
    for (const auto& repeat : *around) { path += repeat + "/row/"; }
    const auto read = m_map.read({{path + older.name, Cell::of(code)}});
    return read.size() == 1 ? read.begin()->second.text : code;
  }

  void compare_choices(const Question& older, const Question& newer) {
    const auto& list = *m_newer.list(newer.list);
    std::map<std::string, std::string> from;
    for (const auto& choice : m_older.list(older.list)->choices) {
      const auto code = code_now(older, choice.name);
      const auto* now = list.find(code);
      const auto [other, first] = from.emplace(code, choice.name);
      if (now == nullptr) {
        add(Differs::choice_removed, newer.name, plain(choice.name), {}, true);
      } else if (code != choice.name) {
        add(Differs::choice_recoded, newer.name, plain(choice.name), plain(code), !first);
      } else if (choice.label.ko != now->label.ko || choice.label.en != now->label.en) {
        add(Differs::choice_label, newer.name, choice.label, now->label);
      }
    }
    for (const auto& choice : list.choices) {
      if (!from.contains(choice.name)) { add(Differs::choice_added, newer.name, {}, plain(choice.name)); }
    }
  }

  void compare_checks() {
    const auto find = [](const Form& form, const std::string& id) {
      return std::find_if(form.checks.begin(), form.checks.end(), [&](const Check& check) { return check.id == id; });
    };
    for (const auto& check : m_older.checks) {
      const auto now = find(m_newer, check.id);
      const auto words = [](const Check& rule) { return plain(std::string(to_string(rule.severity)) + ": " + rule.test.text()); };
      if (now == m_newer.checks.end()) {
        add(Differs::check_removed, check.id, words(check), {});
      } else if (now->severity != check.severity || now->test.text() != check.test.text()) {
        add(Differs::check_changed, check.id, words(check), words(*now));
      }
    }
    for (const auto& check : m_newer.checks) {
      if (find(m_older, check.id) == m_older.checks.end()) { add(Differs::check_added, check.id, {}, check.message); }
    }
  }

  const Form& m_older;
  const Form& m_newer;
  VersionMap m_map;
  std::set<std::string> m_met;
  std::vector<Difference> m_found;
};

std::optional<Message> did_you_mean(std::string_view name, const std::vector<std::string>& known) {
  const auto near = nearest(name, known);
  return near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt;
}

}  // namespace

std::string_view to_string(Differs differs) {
  switch (differs) {
    case Differs::added: return "added";
    case Differs::removed: return "removed";
    case Differs::renamed: return "renamed";
    case Differs::moved: return "moved";
    case Differs::split: return "split";
    case Differs::retired: return "retired";
    case Differs::type: return "type";
    case Differs::choice_added: return "choice_added";
    case Differs::choice_removed: return "choice_removed";
    case Differs::choice_recoded: return "choice_recoded";
    case Differs::choice_label: return "choice_label";
    case Differs::label: return "label";
    case Differs::hint: return "hint";
    case Differs::unit: return "unit";
    case Differs::required: return "required";
    case Differs::relevant: return "relevant";
    case Differs::constraint: return "constraint";
    case Differs::calculation: return "calculation";
    case Differs::choice_filter: return "choice_filter";
    case Differs::default_value: return "default";
    case Differs::missing: return "missing";
    case Differs::sensitive: return "sensitive";
    case Differs::key: return "key";
    case Differs::check_added: return "check_added";
    case Differs::check_removed: return "check_removed";
    case Differs::check_changed: return "check_changed";
  }
  return "added";
}

Text label(Differs differs) {
  switch (differs) {
    case Differs::added: return word(message("question added"));
    case Differs::removed: return word(message("question removed"));
    case Differs::renamed: return word(message("question renamed"));
    case Differs::moved: return word(message("question moved"));
    case Differs::split: return word(message("question split"));
    case Differs::retired: return word(message("question retired"));
    case Differs::type: return word(message("type of answer"));
    case Differs::choice_added: return word(message("choice added"));
    case Differs::choice_removed: return word(message("choice removed"));
    case Differs::choice_recoded: return word(message("choice recoded"));
    case Differs::choice_label: return word(message("words of a choice"));
    case Differs::label: return word(message("words of the question"));
    case Differs::hint: return word(message("hint"));
    case Differs::unit: return word(message("unit"));
    case Differs::required: return word(message("when it is required"));
    case Differs::relevant: return word(message("when it is asked"));
    case Differs::constraint: return word(message("constraint"));
    case Differs::calculation: return word(message("calculation"));
    case Differs::choice_filter: return word(message("choice filter"));
    case Differs::default_value: return word(message("default answer"));
    case Differs::missing: return word(message("reasons for no value"));
    case Differs::sensitive: return word(message("personal data"));
    case Differs::key: return word(message("key of the record"));
    case Differs::check_added: return word(message("check added"));
    case Differs::check_removed: return word(message("check removed"));
    case Differs::check_changed: return word(message("check changed"));
  }
  return {};
}

std::vector<Difference> differences(const Form& older, const Form& newer) { return Comparison(older, newer).run(); }

std::vector<Error> faults_against(const Form& older, const Form& newer, const std::string& newer_file) {
  std::vector<Error> errors;
  const auto names = older.question_names();
  for (const auto& change : newer.changes) {
    if (change.from != older.version) { continue; }
    const SourcePlace place{newer_file, change.line, change.column};
    const auto* question = older.find(change.name);
    if (question == nullptr) {
      errors.push_back({Errc::bad_input, message("version {0} has no question {1}", older.version, change.name),
                        did_you_mean(change.name, names), place, {}});
      continue;
    }
    const auto* list = older.list(question->list);
    if (list == nullptr) { continue; }
    std::vector<std::string> codes;
    for (const auto& choice : list->choices) { codes.push_back(choice.name); }
    for (const auto& [code, now] : change.codes) {
      if (list->find(code) != nullptr) { continue; }
      errors.push_back({Errc::bad_input, message("{0} was no choice of {1} in version {2}", code, change.name, older.version),
                        did_you_mean(code, codes), place, {}});
    }
  }
  return errors;
}

}  // namespace scamdesk::form
