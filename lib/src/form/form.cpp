// SPDX-License-Identifier: Apache-2.0
#include "form/form.hpp"

#include <algorithm>

namespace scamdesk::form {

std::string_view to_string(Type type) {
  switch (type) {
    case Type::text: return "text";
    case Type::integer: return "integer";
    case Type::decimal: return "decimal";
    case Type::date: return "date";
    case Type::date_time: return "dateTime";
    case Type::select_one: return "select_one";
    case Type::select_multiple: return "select_multiple";
    case Type::record: return "record";
    case Type::note: return "note";
    case Type::calculate: return "calculate";
    case Type::group: return "group";
    case Type::repeat: return "repeat";
  }
  return "text";
}

std::string_view to_string(Kind kind) {
  switch (kind) {
    case Kind::survey: return "survey";
    case Kind::system: return "system";
    case Kind::record: break;
  }
  return "register";
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::hard: return "hard";
    case Severity::soft: return "soft";
    case Severity::info: return "info";
  }
  return "hard";
}

const Choice* ChoiceList::find(std::string_view choice) const {
  const auto found = std::find_if(choices.begin(), choices.end(), [&](const Choice& c) { return c.name == choice; });
  return found == choices.end() ? nullptr : &*found;
}

const Question* Form::find(std::string_view question) const {
  const int index = index_of(question);
  return index < 0 ? nullptr : &questions[static_cast<std::size_t>(index)];
}

int Form::index_of(std::string_view question) const {
  if (by_name.size() != questions.size()) {  // made by hand
    const auto found =
        std::find_if(questions.begin(), questions.end(), [&](const Question& q) { return q.name == question; });
    return found == questions.end() ? -1 : static_cast<int>(found - questions.begin());
  }
  const auto name_of = [this](int index) -> std::string_view { return questions[static_cast<std::size_t>(index)].name; };
  const auto found = std::lower_bound(by_name.begin(), by_name.end(), question,
                                      [&](int index, std::string_view wanted) { return name_of(index) < wanted; });
  return found == by_name.end() || name_of(*found) != question ? -1 : *found;
}

void Form::index_names() {
  by_name.resize(questions.size());
  for (std::size_t i = 0; i < by_name.size(); ++i) { by_name[i] = static_cast<int>(i); }
  std::sort(by_name.begin(), by_name.end(), [this](int a, int b) {
    return questions[static_cast<std::size_t>(a)].name < questions[static_cast<std::size_t>(b)].name;
  });
}

const ChoiceList* Form::list(std::string_view wanted) const {
  const auto found = std::find_if(choices.begin(), choices.end(), [&](const ChoiceList& l) { return l.name == wanted; });
  return found == choices.end() ? nullptr : &*found;
}

std::optional<std::vector<std::string>> Form::enclosing(std::string_view question) const {
  const int index = index_of(question);
  if (index < 0) { return std::nullopt; }
  std::vector<std::string> repeats;
  for (int at = questions[static_cast<std::size_t>(index)].repeat; at >= 0;) {
    const auto& repeat = questions[static_cast<std::size_t>(at)];
    repeats.insert(repeats.begin(), repeat.name);
    at = repeat.repeat;
  }
  return repeats;
}

std::vector<std::string> Form::question_names() const {
  std::vector<std::string> names;
  names.reserve(questions.size());
  for (const auto& question : questions) { names.push_back(question.name); }
  return names;
}

}  // namespace scamdesk::form
