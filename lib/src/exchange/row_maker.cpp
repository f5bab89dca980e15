// SPDX-License-Identifier: Apache-2.0
#include "exchange/row_maker.hpp"

#include <algorithm>
#include <iterator>
#include <map>

#include "base/text.hpp"
#include "form/personal.hpp"

namespace scamdesk::exchange {
namespace {

// How many answers of one column are remembered: enough for choices and for the days of several years.
constexpr std::size_t known_limit = 8192;
constexpr std::uint32_t blank_number = 1;

bool is_plain(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
}

// `aliases[2].alias`: up to the last closing bracket it speaks of a row.
std::string_view question_in(std::string_view name) {
  const auto dot = name.rfind("].");
  return dot == std::string_view::npos ? name : name.substr(dot + 2);
}

}  // namespace

RowMaker::RowMaker(const form::Form& form, const records::Registers& registers, const ledger::Ledger& ledger,
                   std::string file)
    : m_form(form), m_registers(registers), m_ledger(ledger), m_file(std::move(file)) {}

Status RowMaker::bind(const std::vector<std::string>& columns) {
  std::vector<Error> errors;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    auto column = bind_column(i, columns[i]);
    if (!column) {
      errors.push_back(column.error());
      errors.back().place = SourcePlace{m_file, 1, i + 1};
      continue;
    }
    switch (column->is) {
      case RowColumn::Is::id: m_id = std::move(*column); break;
      case RowColumn::Is::number: m_number = std::move(*column); break;
      case RowColumn::Is::question: m_questions.push_back(std::move(*column)); break;
      case RowColumn::Is::row_question: m_row_questions.push_back(std::move(*column)); break;
      case RowColumn::Is::calculated: break;  // an export has them; here they are worked out anew
    }
  }
  if (!errors.empty()) {
    auto first = errors.front();
    first.more.assign(errors.begin() + 1, errors.end());
    return fail(std::move(first));
  }
  std::ranges::sort(m_questions, {}, &RowColumn::name);
  for (const auto* given : {&m_questions, &m_row_questions}) {
    std::ranges::copy_if(*given, std::back_inserter(m_free_texts), [](const auto& column) { return form::is_free_text(*column.question); });
  }
  m_known.resize(m_questions.size());
  m_scratch.resize(m_questions.size());
  m_numbers.resize(m_questions.size());
  return {};
}

Result<RowColumn> RowMaker::bind_column(std::size_t source, const std::string& name) const {
  const auto* question = m_form.find(question_in(name));
  if (question == nullptr) {
    if (name == "id") { return RowColumn{RowColumn::Is::id, source, name, nullptr}; }
    if (name == "number") { return RowColumn{RowColumn::Is::number, source, name, nullptr}; }
    if (name.starts_with("#rejected")) { return RowColumn{RowColumn::Is::calculated, source, name, nullptr}; }
    return fail(unknown_column(name));
  }
  const bool in_row = name.find('[') != std::string::npos;
  if (!question->holds_value() || in_row != (question->repeat >= 0)) { return fail(unknown_column(name)); }
  const bool calculated = question->type == form::Type::calculate || question->read_only || !question->calculation.empty();
  const auto is = calculated ? RowColumn::Is::calculated : in_row ? RowColumn::Is::row_question : RowColumn::Is::question;
  return RowColumn{is, source, name, question};
}

Error RowMaker::unknown_column(const std::string& name) const {
  const auto names = m_form.question_names();
  const auto near = nearest(question_in(name), names);
  Error error{Errc::bad_input, message("{0}: the form {1} has no such column", name, m_form.name.value()), {}, {}, {}};
  if (near && *near != name) {
    error.hint = message("did you mean {0}?", *near);
  } else {
    error.hint = message("columns are the form's questions, id and number; a repeat's are written aliases[1].alias");
  }
  return error;
}

const RowColumn* RowMaker::question(std::string_view name) const {
  const auto found = std::ranges::find(m_questions, name, &RowColumn::name);
  return found == m_questions.end() ? nullptr : &*found;
}

void RowMaker::make(const SourceRow& row, std::vector<ledger::CellView>& cells, std::vector<Error>& errors) {
  cells.resize(m_questions.size());
  for (std::size_t i = 0; i < m_questions.size(); ++i) {
    cells[i] = answer(i, row.cells[m_questions[i].source], errors, row.number);
  }
}

ledger::CellView RowMaker::answer(std::size_t column, std::string_view typed, std::vector<Error>& errors, std::size_t row) {
  const auto& question = *m_questions[column].question;
  const auto view = [](const Cell& cell) { return ledger::CellView{cell.state, cell.text}; };
  const bool text = question.type == form::Type::text;
  if (!text) { typed = base::trim(typed); }
  const bool blank = base::trim(typed).empty();  // spaces alone say nothing
  m_numbers[column] = blank ? blank_number : 0;
  if (blank) { return {}; }
  if (text && typed.front() != '@' && is_plain(typed)) { return {CellState::value, typed}; }
  auto& known = m_known[column];
  if (const auto found = known.find(typed); found != known.end()) {
    m_numbers[column] = found->second.number;
    return view(found->second.cell);
  }
  auto cell = read(question, typed);
  if (!cell) {
    auto error = cell.error();
    error.place = SourcePlace{m_file, row, m_questions[column].source + 1};
    errors.push_back(std::move(error));
    return {};
  }
  if (!text && known.size() < known_limit) {
    m_numbers[column] = blank_number + 1 + static_cast<std::uint32_t>(known.size());
    return view(known.emplace(typed, Remembered{std::move(*cell), m_numbers[column]}).first->second.cell);
  }
  m_scratch[column] = std::move(*cell);
  return view(m_scratch[column]);
}

Result<Cell> RowMaker::read(const form::Question& question, std::string_view typed) const {
  const bool not_available = typed == "@not_available";
  if (not_available || typed == "@not_applicable") {
    if (not_available ? question.may_be_not_available : question.may_be_not_applicable) {
      return not_available ? Cell::not_available() : Cell::not_applicable();
    }
    return fail(Errc::bad_input, message("{0}: {1} is not allowed here", question.name, typed),
                message("answer it, or leave it blank"));
  }
  if (typed.starts_with("@@")) { typed.remove_prefix(1); }
  return question.type == form::Type::record ? read_record(question, typed) : form::canonical(m_form, question, typed);
}

// A record is named by its short number as well as by its id.
Result<Cell> RowMaker::read_record(const form::Question& question, std::string_view typed) const {
  if (parse_uuid(typed)) { return form::canonical(m_form, question, typed); }
  m_pause();
  const auto form = m_registers.find(question.list);
  if (form == nullptr) { return form::canonical(m_form, question, typed); }
  return m_registers.resolve(*form, typed).map([&](std::int64_t no) {
    return Cell::of(to_string(m_ledger.record(no)->id));
  });
}

namespace {

/// Names the rows of a record as they will be numbered: those of the file that are not there yet are added in order.
class RowNames {
public:
  RowNames(const Answers& present, Assignments& assignments) : m_present(present), m_assignments(assignments) {}

  /// `aliases[3].alias`, by the number that its row has or is given.
  std::string name(std::string_view column) {
    std::string real;
    std::string_view rest = column;
    for (auto end = rest.find("]."); end != std::string_view::npos; end = rest.find("].")) {
      const auto open = rest.find('[');
      real = row(real + std::string(rest.substr(0, open)), std::string(rest.substr(open + 1, end - open - 1))) + ".";
      rest.remove_prefix(end + 2);
    }
    return real + std::string(rest);
  }
  /// Whether the row of a column is there already.
  bool stands(std::string_view column) const {
    const auto end = column.rfind("].");
    return rows_at(column.substr(0, end + 1)) != nullptr;
  }

private:
  std::string row(const std::string& repeat, const std::string& number) {
    const auto wanted = repeat + "[" + number + "]";
    if (rows_at(wanted) != nullptr) { return wanted; }
    const auto [found, fresh] = m_given.try_emplace(wanted);
    if (fresh) {
      m_assignments.push_back({repeat + "[+]", "", {}});
      found->second = repeat + "[" + std::to_string(next(repeat)) + "]";
    }
    return found->second;
  }

  int next(const std::string& repeat) {
    const auto [found, fresh] = m_next.try_emplace(repeat, 1);
    if (fresh) {
      const auto dot = repeat.rfind('.');
      const auto* scope = dot == std::string::npos ? &m_present : rows_at(std::string_view(repeat).substr(0, dot));
      const auto name = dot == std::string::npos ? repeat : repeat.substr(dot + 1);
      if (scope != nullptr && scope->repeats.contains(name)) {
        for (const auto& one : scope->repeats.at(name)) { found->second = std::max(found->second, one.number + 1); }
      }
    }
    return found->second++;
  }

  /// The answers of a row that stands; null when it does not.
  const Answers* rows_at(std::string_view path) const {
    const auto* scope = &m_present;
    for (const auto part : base::split(path, '.')) {
      const auto open = part.find('[');
      const auto rows = scope->repeats.find(part.substr(0, open));
      if (open == std::string_view::npos || rows == scope->repeats.end()) { return nullptr; }
      const auto number = part.substr(open + 1, part.size() - open - 2);
      const auto found = std::ranges::find_if(rows->second, [&](const auto& one) { return std::to_string(one.number) == number; });
      if (found == rows->second.end()) { return nullptr; }
      scope = &found->answers;
    }
    return scope;
  }

  const Answers& m_present;
  Assignments& m_assignments;
  std::map<std::string, std::string> m_given;
  std::map<std::string, int> m_next;
};

}  // namespace

Assignments RowMaker::assignments(const SourceRow& row, const Answers& present) const {
  Assignments assignments;
  RowNames names(present, assignments);
  for (const auto* columns : {&m_questions, &m_row_questions}) {
    for (const auto& column : *columns) {
      auto text = row.cells[column.source];
      if (column.question->type != form::Type::text) { text = base::trim(text); }
      const bool in_row = column.question->repeat >= 0;
      if (in_row && text.empty() && !names.stands(column.name)) { continue; }  // a row is begun with an answer in it
      const bool literal = text.starts_with('@') && !text.starts_with("@@") && text != "@not_available" &&
                           text != "@not_applicable";
      auto name = in_row ? names.name(column.name) : column.name;
      assignments.push_back({std::move(name), (literal ? "@" : "") + std::string(text),
                             SourcePlace{m_file, row.number, column.source + 1}});
    }
  }
  return assignments;
}

}  // namespace scamdesk::exchange
