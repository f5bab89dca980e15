// SPDX-License-Identifier: Apache-2.0
#include "report/answers.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "report/cells.hpp"

namespace scamdesk::report {
namespace {

using form::Question;
using form::Type;

/// A repeat with at most this many questions is one table; a wider one has a table for each row.
constexpr std::size_t widest_repeat = 6;

bool is_shown(const Question& question) {
  return question.holds_value() && question.type != Type::calculate && !question.sensitive;
}
bool has_reasons(const Question& question) { return question.may_be_not_available || question.may_be_not_applicable; }

/// One row of a view: each question's datum and why it is missing.
struct AnswerLine {
  std::int64_t row = 0;
  std::int64_t parent = 0;
  std::map<const Question*, std::pair<Data, std::string>> answers;
};

class AnswerReport {
public:
  AnswerReport(const AllAnswers& from, SqlRunner& sql, const RunInput& input)
      : m_from(from), m_sql(sql), m_input(input), m_form(*input.form) {}

  Result<std::vector<Block>> blocks(int level) {
    auto returns = lines(-1);
    if (!returns) { return fail(std::move(returns.error())); }
    if (returns->empty()) {
      m_blocks.emplace_back(Paragraph{word(message("This mission has not filed a return."))});
      return std::move(m_blocks);
    }
    auto added = add_scope(-1, -1, returns->front(), level);
    if (!added) { return fail(std::move(added.error())); }
    return std::move(m_blocks);
  }

private:
  const Question& question(int index) const { return m_form.questions[static_cast<std::size_t>(index)]; }
  int count() const { return static_cast<int>(m_form.questions.size()); }

  std::vector<const Question*> shown_in(int repeat) const {
    std::vector<const Question*> found;
    for (const auto& candidate : m_form.questions) {
      if (candidate.repeat == repeat && is_shown(candidate)) { found.push_back(&candidate); }
    }
    return found;
  }

  /// All rows of a repeat's view, or the one row of the return's.
  Result<std::vector<AnswerLine>> lines(int repeat) {
    const auto questions = shown_in(repeat);
    const bool nested = repeat >= 0 && question(repeat).repeat >= 0;
    std::string sql = repeat < 0 ? "SELECT 0, 0" : nested ? "SELECT \"row\", parent_row" : "SELECT \"row\", 0";
    for (const auto* q : questions) {
      sql += fmt::format(", \"{}\"", q->name);
      sql += has_reasons(*q) ? fmt::format(", \"{}_state\"", q->name) : ", NULL";
    }
    const auto view = repeat < 0 ? m_from.from : m_from.from + '_' + question(repeat).name;
    sql += fmt::format(" FROM \"{}\" WHERE round = :round AND mission = :mission", view);
    if (repeat >= 0) { sql += nested ? " ORDER BY parent_row, \"row\"" : " ORDER BY \"row\""; }
    const auto rows = m_sql.select(sql, m_input.parameters);
    if (!rows) { return fail(rows.error()); }
    std::vector<AnswerLine> found;
    for (const auto& row : rows->rows) {
      if (row.size() != 2 + 2 * questions.size()) { return fail(Errc::bug, message("a query of answers lacks columns")); }
      found.push_back(line_of(row, questions));
    }
    return found;
  }
  static AnswerLine line_of(const std::vector<Data>& row, const std::vector<const Question*>& questions) {
    AnswerLine line;
    if (const auto* number = std::get_if<std::int64_t>(&row[0].value())) { line.row = *number; }
    if (const auto* number = std::get_if<std::int64_t>(&row[1].value())) { line.parent = *number; }
    for (std::size_t i = 0; i < questions.size(); ++i) {
      line.answers[questions[i]] = {row[2 + 2 * i], plain_text(row[3 + 2 * i])};
    }
    return line;
  }

  /// Adds what stands directly under a group or repeat (-1: the form) in one scope of answers.
  Status add_scope(int parent, int repeat, const AnswerLine& line, int level) {
    std::vector<const Question*> answered;
    for (int i = 0; i < count(); ++i) {
      if (question(i).parent == parent && is_shown(question(i))) { answered.push_back(&question(i)); }
    }
    if (!answered.empty()) { add_answers(parent, repeat >= 0, answered, line); }
    for (int i = 0; i < count(); ++i) {
      const auto& child = question(i);
      if (child.parent != parent) { continue; }
      if (child.type == Type::group) {
        if (repeat < 0) { m_blocks.emplace_back(Heading{level + 1, child.label}); }
        auto added = add_scope(i, repeat, line, level + 1);
        if (!added) { return added; }
      } else if (child.type == Type::repeat) {
        auto added = add_repeat(i, line.row, level + 1);
        if (!added) { return added; }
      }
    }
    return {};
  }

  Status add_repeat(int repeat, std::int64_t parent_row, int level) {
    const bool nested = question(repeat).repeat >= 0;
    const auto all = lines(repeat);
    if (!all) { return fail(all.error()); }
    std::vector<AnswerLine> mine;
    std::copy_if(all->begin(), all->end(), std::back_inserter(mine),
                 [&](const AnswerLine& line) { return !nested || line.parent == parent_row; });
    const auto questions = shown_in(repeat);
    if (questions.size() <= widest_repeat || mine.empty()) {
      add_wide(repeat, questions, mine);
      return {};
    }
    for (const auto& line : mine) {
      m_blocks.emplace_back(Heading{level + 1, row_title(repeat, questions, line)});
      auto added = add_scope(repeat, repeat, line, level + 1);
      if (!added) { return added; }
    }
    return {};
  }

  /// `국가별 상황 2: 라오스`: the repeat, the row's number and its first answer.
  Text row_title(int repeat, const std::vector<const Question*>& questions, const AnswerLine& line) const {
    const auto& [datum, state] = line.answers.at(questions.front());
    const Text first = answer_cell(m_form, *questions.front(), datum, state).text;
    const auto& label = question(repeat).label;
    return {fmt::format("{} {}: {}", label.ko, line.row, first.ko), fmt::format("{} {}: {}", label.en, line.row, first.en)};
  }

  /// Inside a repeat the table itself names its group; outside one a heading does.
  void add_answers(int parent, bool titled, const std::vector<const Question*>& questions, const AnswerLine& line) {
    Table table;
    table.rows_key = parent < 0 ? m_form.name.value() : question(parent).name;
    if (line.row > 0) { table.rows_key += fmt::format("_{}", line.row); }
    if (titled) { table.title = question(parent).label; }
    table.columns = {{"question", word(message("Question")), Align::left}, {"answer", word(message("Answer")), Align::left}};
    for (const auto* q : questions) {
      const auto& [datum, state] = line.answers.at(q);
      table.rows.push_back({TableCell(q->label, Data(q->name)), answer_cell(m_form, *q, datum, state)});
    }
    m_blocks.emplace_back(std::move(table));
  }

  void add_wide(int repeat, const std::vector<const Question*>& questions, const std::vector<AnswerLine>& rows) {
    Table table;
    table.rows_key = question(repeat).name;
    table.title = question(repeat).label;
    table.columns.push_back({"row", word(message("No.")), Align::right});
    for (const auto* q : questions) {
      table.columns.push_back({q->name, q->label, q->type == Type::integer ? Align::right : Align::left});
    }
    for (const auto& line : rows) {
      std::vector<TableCell> cells{TableCell(line.row)};
      for (const auto* q : questions) {
        const auto& [datum, state] = line.answers.at(q);
        cells.push_back(answer_cell(m_form, *q, datum, state));
      }
      table.rows.push_back(std::move(cells));
    }
    m_blocks.emplace_back(std::move(table));
  }

  const AllAnswers& m_from;
  SqlRunner& m_sql;
  const RunInput& m_input;
  const form::Form& m_form;
  std::vector<Block> m_blocks;
};

}  // namespace

Result<std::vector<Block>> answer_blocks(const AllAnswers& answers, int level, SqlRunner& sql, const RunInput& input) {
  if (!input.form) { return fail(Errc::config, message("the form of this report is not known here")); }
  return AnswerReport(answers, sql, input).blocks(level);
}

}  // namespace scamdesk::report
