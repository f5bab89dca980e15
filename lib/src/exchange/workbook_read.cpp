// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <set>

#include "base/errors.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "exchange/workbook.hpp"
#include "exchange/workbook_layout.hpp"
#include "exchange/workbook_values.hpp"

namespace scamdesk::exchange {
namespace {

using document::Sheet;
using document::SheetCell;
using document::SheetRow;
using form::Question;

/// The columns of a sheet by their marks, and the row the marks stand in.
struct Marks {
  std::size_t row = 0;
  std::map<std::string, std::size_t, std::less<>> columns;
  std::size_t at(std::string_view mark) const {
    const auto found = columns.find(mark);
    return found == columns.end() ? 0 : found->second;
  }
};

Marks marks_of(const Sheet& sheet) {
  Marks marks;
  for (const auto& row : sheet.rows) {
    if (row.number > workbook::rows_searched) { break; }
    const bool marked = std::ranges::any_of(row.cells, [](const SheetCell& cell) {
      return cell.text == workbook::question_mark || cell.text.starts_with(workbook::repeat_mark);
    });
    if (!marked) { continue; }
    marks.row = row.number;
    for (const auto& cell : row.cells) { marks.columns.emplace(cell.text, cell.column); }
    break;
  }
  return marks;
}

std::optional<int> leading_number(std::string_view text) {
  int number = 0;
  const auto folded = base::fold(base::trim(text));
  const auto* end = folded.data() + folded.size();
  const auto read = std::from_chars(folded.data(), end, number);
  if (read.ec != std::errc{} || (read.ptr != end && *read.ptr != ' ' && *read.ptr != '.')) { return std::nullopt; }
  return number;
}

class Reader {
public:
  Reader(const form::Form& form, const document::Workbook& workbook, const WorkbookCover& cover, const std::string& file)
      : m_form(form), m_workbook(workbook), m_cover(cover), m_file(file), m_base(read_base(workbook)) {}

  Result<FilledWorkbook> read() {
    for (const auto& sheet : m_workbook.sheets) {
      const auto marks = marks_of(sheet);
      if (marks.at(workbook::question_mark) != 0) { read_questions(sheet, marks); }
    }
    for (const int repeat : workbook::repeats(m_form)) { read_repeat(repeat); }
    if (m_errors.empty()) { return std::move(m_filled); }
    return fail(m_errors.take());
  }

private:
  const Question& at(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }

  SourcePlace place(const Sheet& sheet, std::size_t row, std::size_t column) const { return {m_file, row, column, sheet.name}; }

  void note(Error error, SourcePlace where) {
    error.place = std::move(where);
    m_errors.add(std::move(error));
  }
  void note(Message problem, SourcePlace where, std::optional<Message> hint = {}) {
    m_errors.add({Errc::bad_input, std::move(problem), std::move(hint), std::move(where), {}});
  }

  // ---- sheets of questions ----

  void read_questions(const Sheet& sheet, const Marks& marks) {
    const auto names = marks.at(workbook::question_mark);
    const auto answers = marks.at(workbook::answer_mark);
    if (answers == 0) {
      note(message("the column of answers is missing"), place(sheet, marks.row, names),
           message("ask headquarters for the workbook again, and copy the answers over"));
      return;
    }
    for (const auto& row : sheet.rows) {
      const auto* name = row.number > marks.row ? row.at(names) : nullptr;
      if (name == nullptr) { continue; }
      read_question(sheet, row, *name, answers, marks.at(workbook::state_mark));
    }
  }

  void read_question(const Sheet& sheet, const SheetRow& row, const SheetCell& name, std::size_t answers, std::size_t states) {
    const auto* answer = row.at(answers);
    if (name.text.starts_with('#')) { return read_own(sheet, row.number, name.text, answer, answers); }
    const auto* question = m_form.find(name.text);
    if (question == nullptr || question->repeat >= 0 || !workbook::is_asked(m_form, *question)) {
      return note(message("{0}: the form {1} asks no such question here", name.text, m_form.name.value()), place(sheet, row.number, name.column));
    }
    if (m_filled.cells.contains(question->name)) {
      return note(message("{0} stands here a second time", question->name), place(sheet, row.number, answers),
                  message("take one of the two rows out"));
    }
    auto cell = answer == nullptr ? Result<Cell>(Cell::blank()) : cell_of(m_form, *question, *answer);
    if (!cell) { return note(cell.error(), place(sheet, row.number, answers)); }
    auto& filled = m_filled.cells[question->name] = {std::move(*cell), place(sheet, row.number, answers)};
    const auto* state = states == 0 ? nullptr : row.at(states);
    if (state != nullptr && !base::trim(state->text).empty()) { read_state(sheet, row.number, *question, *state, filled); }
  }

  void read_state(const Sheet& sheet, std::size_t row, const Question& question, const SheetCell& state, FilledCell& filled) {
    const auto where = place(sheet, row, state.column);
    const auto reason = workbook::reason_of(state.text);
    if (!reason) {
      return note(message("{0}: \"{1}\" is no reason for having no value", question.name, base::trim(state.text)), where,
                  message("choose \"not available\" or \"not applicable\", or leave it blank"));
    }
    if (filled.cell.state != CellState::blank && filled.cell.state != *reason) {
      return note(message("{0}: an answer and a reason for having none stand side by side", question.name), where,
                  message("clear one of the two"));
    }
    const auto cell = cell_of(m_form, question, {state.column, document::SheetKind::text, state.text});
    if (!cell || cell->state != *reason) {
      return note(cell ? Error{Errc::bad_input, message("\"{0}\" is not allowed here", base::trim(state.text)), {}, {}, {}} : cell.error(), where);
    }
    filled.cell = *cell;
  }

  /// The cover's and the attestation's own lines.
  void read_own(const Sheet& sheet, std::size_t row, const std::string& name, const SheetCell* answer, std::size_t column) {
    if (answer == nullptr) { return; }
    const std::string text(base::trim(answer->text));
    if (name == workbook::attested_name) { m_filled.attested.name = text; }
    if (name == workbook::attested_post) { m_filled.attested.post = text; }
    if (name != workbook::attested_date) { return; }
    Question question;
    question.name = word(message("Date")).in(Lang::en);
    question.type = form::Type::date;
    const auto cell = cell_of(m_form, question, *answer);
    if (!cell) { return note(cell.error(), place(sheet, row, column)); }
    m_filled.attested.date = cell->text;
  }

  // ---- sheets of rows ----

  struct Line { const SheetRow* row = nullptr; std::string id; };  ///< as the hidden column names it

  void read_repeat(int repeat) {
    const auto mark = std::string(workbook::repeat_mark) + at(repeat).name;
    for (const auto& sheet : m_workbook.sheets) {
      const auto marks = marks_of(sheet);
      if (marks.at(mark) != 0) { return read_rows(repeat, sheet, marks, mark); }
    }
    note(message("the sheet of {0} is missing", at(repeat).label), {m_file, 0, 0, at(repeat).label.ko},
         message("put it back; leave its rows blank where there is nothing to answer"));
  }

  void read_rows(int repeat, const Sheet& sheet, const Marks& marks, const std::string& mark) {
    if (!check_columns(repeat, sheet, marks)) { return; }
    std::set<std::string> seen;
    std::size_t inserted = 0;
    for (const auto& row : sheet.rows) {
      if (row.number <= marks.row) { continue; }
      const auto* id = row.at(marks.at(mark));
      if (id != nullptr && id->text == workbook::head_mark) { continue; }
      std::string path = id == nullptr ? std::string() : id->text;
      if (path.empty() || !seen.insert(path).second) { path = std::string("+i") + std::to_string(++inserted); }
      read_row(repeat, sheet, marks, row, path);
    }
    note_gone(repeat, sheet);
  }

  /// Every mark names a question of this repeat.
  bool check_columns(int repeat, const Sheet& sheet, const Marks& marks) {
    bool sound = true;
    for (const auto& [name, column] : marks.columns) {
      if (name.starts_with('#')) { continue; }
      const auto* question = m_form.find(name);
      if (question != nullptr && question->repeat == repeat && workbook::is_asked(m_form, *question)) { continue; }
      note(message("{0}: the form {1} asks no such question here", name, m_form.name.value()), place(sheet, marks.row, column));
      sound = false;
    }
    return sound;
  }

  void read_row(int repeat, const Sheet& sheet, const Marks& marks, const SheetRow& row, const std::string& id) {
    std::vector<std::pair<const Question*, FilledCell>> answers;
    bool any = false, sound = true;
    for (const auto& [name, column] : marks.columns) {
      const auto* question = m_form.find(name);
      if (question == nullptr) { continue; }
      const auto* from = row.at(column);
      auto cell = from == nullptr ? Result<Cell>(Cell::blank()) : cell_of(m_form, *question, *from);
      if (!cell) {
        note(cell.error(), place(sheet, row.number, column));
        sound = false;
        continue;
      }
      any = any || cell->state != CellState::blank;
      answers.emplace_back(question, FilledCell{std::move(*cell), place(sheet, row.number, column)});
    }
    const bool known = !id.starts_with(workbook::spare);
    if (!known && !any && sound) { return; }
    if (!sound) {  // what refers to the row is not told as a further mistake
      if (known) { m_present.insert(id); }
      m_filled.rows[known ? id : at(repeat).name + "/" + id] = {Cell::of(std::to_string(number_of(id, row, marks))), {}};
      return;
    }
    const auto path = known ? known_row(repeat, sheet, row, id, answers) : added_row(repeat, sheet, marks, row, id, answers);
    if (!path) { return; }
    m_filled.rows[*path] = {Cell::of(std::to_string(number_of(*path, row, marks))), place(sheet, row.number, marks.at(workbook::number_mark))};
    for (auto& [question, filled] : answers) { m_filled.cells[*path + "/" + question->name] = std::move(filled); }
  }

  /// A row that stood there when the workbook was made. What it was prefilled with is its name, and stays.
  std::optional<std::string> known_row(int repeat, const Sheet& sheet, const SheetRow& row, const std::string& id,
                                       const std::vector<std::pair<const Question*, FilledCell>>& answers) {
    m_present.insert(id);
    if (!m_base.contains(id + "/#")) {
      note(message("the row's hidden mark {0} was changed", id), place(sheet, row.number, 1), message("put the row in again from a workbook as it was made"));
      return std::nullopt;
    }
    if (!at(repeat).prefill) { return id; }
    for (const auto& [question, filled] : answers) {
      if (question->name != at(repeat).prefill->into || filled.cell == base_cell(id + "/" + question->name)) { continue; }
      note(message("{0}: it names this row, and never changes", question->name), filled.place, message("answer for another in a row of its own"));
      return std::nullopt;
    }
    return id;
  }

  std::optional<std::string> added_row(int repeat, const Sheet& sheet, const Marks& marks, const SheetRow& row, const std::string& tag,
                                       const std::vector<std::pair<const Question*, FilledCell>>& answers) {
    std::string parent;
    if (at(repeat).repeat >= 0) {
      const auto found = parent_of(repeat, sheet, marks, row);
      if (!found) { return std::nullopt; }
      parent = *found + "/";
    }
    auto id = to_string(base::blake2b(m_cover.id + "/" + at(repeat).name + "/" + tag)).substr(0, 16);
    if (at(repeat).prefill) {
      const auto into = std::ranges::find(answers, at(repeat).prefill->into, [](const auto& answer) { return answer.first->name; });
      if (into == answers.end() || !into->second.cell.has_value()) {
        const auto column = into == answers.end() ? marks.at(workbook::number_mark) : into->second.place.column;
        note(message("{0}: this row does not say which it is about", at(repeat).prefill->into), place(sheet, row.number, column));
        return std::nullopt;
      }
      id = into->second.cell.text;
    }
    const auto path = parent + at(repeat).name + "/" + id;
    if (!m_filled.rows.contains(path)) { return path; }
    note(message("a second row for {0}", id), place(sheet, row.number, marks.at(workbook::number_mark)), message("keep one row, and write its answers together"));
    return std::nullopt;
  }

  /// The row around: named by its number (`2`, `2 캄보디아`) or by what its first answer says; the only one need not be named.
  std::optional<std::string> parent_of(int repeat, const Sheet& sheet, const Marks& marks, const SheetRow& row) {
    const auto& parent = at(at(repeat).repeat);
    const auto column = marks.at(workbook::parent_mark);
    const auto* cell = column == 0 ? nullptr : row.at(column);
    const auto wanted = cell == nullptr ? std::string() : std::string(base::trim(cell->text));
    std::vector<std::string> found;
    for (const auto& [path, number] : m_filled.rows) {
      const auto parts = base::split(path, '/');
      if (parts[parts.size() - 2] != parent.name) { continue; }
      const bool named = leading_number(wanted) ? number.cell.text == std::to_string(*leading_number(wanted)) : is_called(parent, path, wanted);
      if (wanted.empty() || named) { found.push_back(path); }
    }
    if (found.size() == 1) { return found.front(); }
    note(wanted.empty() ? message("this row does not say which row of {0} it belongs to", parent.label)
                        : message("\"{0}\" is no row of {1}", wanted, parent.label),
         place(sheet, row.number, column == 0 ? marks.at(workbook::number_mark) : column), message("choose its number from the list"));
    return std::nullopt;
  }

  bool is_called(const Question& repeat, const std::string& path, const std::string& wanted) const {
    if (!repeat.prefill) { return false; }
    const auto* question = m_form.find(repeat.prefill->into);
    const auto found = m_filled.cells.find(path + "/" + repeat.prefill->into);
    if (question == nullptr || found == m_filled.cells.end()) { return false; }
    const auto named = cell_of(m_form, *question, {0, document::SheetKind::text, wanted});
    return named && *named == found->second.cell;
  }

  int number_of(const std::string& path, const SheetRow& row, const Marks& marks) const {
    const auto known = base_cell(path + "/#");
    const auto* cell = row.at(marks.at(workbook::number_mark));
    const auto shown = known.has_value() ? leading_number(known.text) : cell == nullptr ? std::nullopt : leading_number(cell->text);
    return shown.value_or(static_cast<int>(row.number));
  }

  /// Rows of the base that the sheet no longer has, but for those whose row around is gone as well.
  void note_gone(int repeat, const Sheet& sheet) {
    for (const auto& [path, cell] : m_base) {
      if (!path.ends_with("/#")) { continue; }
      const auto row = path.substr(0, path.size() - 2);
      const auto parts = base::split(row, '/');
      if (parts[parts.size() - 2] != at(repeat).name || m_present.contains(row)) { continue; }
      const bool around = std::ranges::any_of(m_filled.gone, [&](const auto& gone) { return row.starts_with(gone + "/"); });
      if (around) { continue; }
      if (at(repeat).prefill) {
        note(message("the row of {0} is missing", parts.back()), place(sheet, 0, 0), message("put it back, or leave its cells blank"));
      } else {
        m_filled.gone.push_back(row);
      }
    }
  }

  Cell base_cell(const std::string& path) const {
    const auto found = m_base.find(path);
    return found == m_base.end() ? Cell::blank() : found->second;
  }

  const form::Form& m_form;
  const document::Workbook& m_workbook;
  const WorkbookCover& m_cover;
  const std::string& m_file;
  Cells m_base;
  std::set<std::string> m_present;  ///< rows of the base that are still there
  FilledWorkbook m_filled;
  base::Errors m_errors;
};

}  // namespace

Result<FilledWorkbook> read_filled(const form::Form& form, const document::Workbook& workbook, const WorkbookCover& cover,
                                   const std::string& file) {
  return Reader(form, workbook, cover, file).read();
}

}  // namespace scamdesk::exchange
