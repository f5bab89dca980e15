// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "form/form.hpp"

namespace scamdesk::form {
namespace {

/// `countries[2]` of a typed name: the name, and what stands in the brackets.
struct Part {
  std::string_view name;
  std::optional<std::string_view> row;
};

tl::unexpected<Error> malformed(std::string_view name) {
  return fail(Errc::bad_input, message("{0}: not the name of a field", name),
              message("write a field as status, a row's field as countries[2].likelihood, a new row as sites[+].place"));
}

std::optional<Part> part_of(std::string_view text) {
  const auto open = text.find('[');
  if (open == std::string_view::npos) { return text.empty() ? std::nullopt : std::optional(Part{text, {}}); }
  if (open == 0 || text.size() < open + 3 || text.back() != ']') { return std::nullopt; }
  const auto row = text.substr(open + 1, text.size() - open - 2);
  if (row.find_first_of("[]/") != std::string_view::npos) { return std::nullopt; }
  return Part{text.substr(0, open), row};
}

Message row_hint(const std::string& repeat, const std::vector<AnswerRow>* rows) {
  if (rows == nullptr || rows->empty()) { return message("it has no rows yet; {0}[+] adds one", repeat); }
  std::vector<std::string> numbers;
  for (const auto& row : *rows) { numbers.push_back(std::to_string(row.number)); }
  return message("its rows are {0}; {1}[+] adds one", base::join(numbers, ", "), repeat);
}

/// Walks from the top into the rows that a name speaks of.
class Walk {
public:
  Walk(const Form& form, const Answers& answers, std::string_view name, std::string_view new_row_id)
      : m_form(form), m_scope(&answers), m_name(name), m_new_row_id(new_row_id) {}

  Result<Place> go() {
    const auto parts = base::split(m_name, '.');
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const auto part = part_of(parts[i]);
      if (!part) { return malformed(m_name); }
      if (const auto step = enter(*part, i + 1 == parts.size()); !step) { return fail(step.error()); }
    }
    return std::move(m_place);
  }

private:
  Status enter(const Part& part, bool last) {
    const int index = m_form.index_of(part.name);
    if (index < 0) { return unknown(part.name); }
    const auto& question = m_form.questions[static_cast<std::size_t>(index)];
    if (question.repeat != m_repeat) { return elsewhere(question); }
    m_place.question = &question;
    if (question.type == Type::repeat) {
      if (!part.row) { return row_wanted(question); }
      return enter_row(question, index, *part.row);
    }
    if (part.row) {
      return fail(Errc::bad_input, message("{0}: {1} has no rows", m_name, question.name),
                  message("write {0} without brackets", question.name));
    }
    if (!last) { return malformed(m_name); }
    if (!question.holds_value()) {
      return fail(Errc::bad_input, message("{0} holds no answer of its own", question.name));
    }
    m_place.path = m_row_path.empty() ? question.name : m_row_path + '/' + question.name;
    return {};
  }

  Status unknown(std::string_view part) const {
    std::vector<std::string> here;
    for (const auto& question : m_form.questions) {
      if (question.holds_value() || question.type == Type::repeat) { here.push_back(question.name); }
    }
    std::optional<Message> hint;
    if (const auto near = nearest(part, here)) { hint = message("did you mean {0}?", *near); }
    return fail(Errc::bad_input, message("{0}: the form {1} has no field {2}", m_name, m_form.name.value(), part), hint);
  }

  /// The question is there, but not in the row (or at the top) where the name looks for it.
  Status elsewhere(const Question& question) const {
    std::string path;
    for (const auto& repeat : m_form.enclosing(question.name).value_or(std::vector<std::string>())) {
      path += repeat + "[1].";
    }
    return fail(Errc::bad_input, message("{0}: {1} stands elsewhere in the form", m_name, question.name),
                message("write it as {0}", path + question.name + (question.type == Type::repeat ? "[1]" : "")));
  }

  Status row_wanted(const Question& repeat) const {
    return fail(Errc::bad_input, message("{0}: {1} has rows; say which", m_name, repeat.name),
                row_hint(repeat.name, rows_of(repeat)));
  }

  const std::vector<AnswerRow>* rows_of(const Question& repeat) const {
    if (m_scope == nullptr) { return nullptr; }  // inside a row that is to be added
    const auto found = m_scope->repeats.find(repeat.name);
    return found == m_scope->repeats.end() ? nullptr : &found->second;
  }

  Status enter_row(const Question& repeat, int index, std::string_view which) {
    const auto* rows = rows_of(repeat);
    m_repeat = index;
    if (which == "+") { return add_row(repeat, rows); }
    const auto* row = find_row(rows, which);
    if (row == nullptr) {
      return fail(Errc::not_found, message("{0}: {1} has no row {2}", m_name, repeat.name, which),
                  row_hint(repeat.name, rows));
    }
    m_scope = &row->answers;
    step_into(repeat, row->id);
    return {};
  }

  /// By its number, or by its id (a prefilled row's is what it was filled with: countries[KH]).
  static const AnswerRow* find_row(const std::vector<AnswerRow>* rows, std::string_view which) {
    if (rows == nullptr) { return nullptr; }
    int number = 0;
    const auto [at, fault] = std::from_chars(which.data(), which.data() + which.size(), number);
    const bool is_number = fault == std::errc{} && at == which.data() + which.size();
    const auto found = std::find_if(rows->begin(), rows->end(), [&](const AnswerRow& row) {
      return is_number ? row.number == number : row.id == which;
    });
    return found == rows->end() ? nullptr : &*found;
  }

  Status add_row(const Question& repeat, const std::vector<AnswerRow>* rows) {
    if (m_place.new_row) {
      return fail(Errc::bad_input, message("{0}: one new row at a time", m_name),
                  message("add the outer row first, then {0}[+] inside it", repeat.name));
    }
    int number = 1;
    if (rows != nullptr) {
      for (const auto& row : *rows) { number = std::max(number, row.number + 1); }
    }
    m_scope = nullptr;
    step_into(repeat, m_new_row_id);
    m_place.new_row.emplace(m_row_path, number);
    return {};
  }

  void step_into(const Question& repeat, std::string_view id) {
    m_row_path += (m_row_path.empty() ? "" : "/") + repeat.name + '/' + std::string(id);
    m_place.path = m_row_path;
  }

  const Form& m_form;
  const Answers* m_scope;  ///< null inside a new row
  std::string_view m_name;
  std::string_view m_new_row_id;
  int m_repeat = -1;
  std::string m_row_path;
  Place m_place;
};

}  // namespace

Result<Place> locate(const Form& form, const Answers& answers, std::string_view name, std::string_view new_row_id) {
  return Walk(form, answers, name, new_row_id).go();
}

}  // namespace scamdesk::form
