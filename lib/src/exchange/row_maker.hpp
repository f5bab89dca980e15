// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <scamdesk/assignment.hpp>
#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>

#include "exchange/row_source.hpp"
#include "form/form.hpp"
#include "ledger/flat.hpp"
#include "ledger/ledger.hpp"
#include "register/registers.hpp"

namespace scamdesk::exchange {

/// What a column of a file of records stands for.
struct RowColumn {
  enum class Is : std::uint8_t { id, number, question, row_question, calculated };
  Is is = Is::question;
  std::size_t source = 0;  ///< which cell of a row
  std::string name;        ///< as the header has it; outside repeats, the question's
  const form::Question* question = nullptr;
};

/// Turns rows of a file into canonical cells. Answers that come again, as choices and dates do, are worked out once.
class RowMaker {
public:
  RowMaker(const form::Form& form, const records::Registers& registers, const ledger::Ledger& ledger, std::string file);

  /// Errors: bad_input for columns that the form does not have, with the nearest names, all in `more`.
  Status bind(const std::vector<std::string>& columns);
  /// Goes on with another file of the same columns.
  void begin(std::string file) { m_file = std::move(file); }
  /// Called before a record is looked up in the store.
  void before_lookup(std::function<void()> pause) { m_pause = std::move(pause); }

  /// The row's answers, one for each of `questions()`. They live until the next row is made.
  /// Every bad answer is one error with its place. Not for files with columns in repeat rows.
  void make(const SourceRow& row, std::vector<ledger::CellView>& cells, std::vector<Error>& errors);
  /// A number for each answer of the row made last: equal for equal answers of a column; 0 where that is not known.
  const std::vector<std::uint32_t>& answer_numbers() const { return m_numbers; }
  /// The same as assignments, blanks among them: for what `make` is not for.
  Assignments assignments(const SourceRow& row, const Answers& present) const;

  /// Columns of questions outside repeats that are not calculated, by name.
  const std::vector<RowColumn>& questions() const { return m_questions; }
  const RowColumn* question(std::string_view name) const;
  /// Columns of free texts, in repeat rows or not.
  const std::vector<RowColumn>& free_texts() const { return m_free_texts; }
  const RowColumn* id() const { return m_id ? &*m_id : nullptr; }
  const RowColumn* number() const { return m_number ? &*m_number : nullptr; }
  bool has_rows() const { return !m_row_questions.empty(); }
  const std::string& file() const { return m_file; }

private:
  struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct Remembered { Cell cell; std::uint32_t number; };
  using Known = std::unordered_map<std::string, Remembered, TextHash, std::equal_to<>>;

  Result<RowColumn> bind_column(std::size_t source, const std::string& name) const;
  Error unknown_column(const std::string& name) const;
  ledger::CellView answer(std::size_t column, std::string_view typed, std::vector<Error>& errors, std::size_t row);
  Result<Cell> read(const form::Question& question, std::string_view typed) const;
  Result<Cell> read_record(const form::Question& question, std::string_view typed) const;

  const form::Form& m_form;
  const records::Registers& m_registers;
  const ledger::Ledger& m_ledger;
  std::string m_file;
  std::function<void()> m_pause = [] {};
  std::vector<RowColumn> m_questions;
  std::vector<RowColumn> m_row_questions;
  std::vector<RowColumn> m_free_texts;
  std::vector<Known> m_known;            // by question column
  std::vector<std::uint32_t> m_numbers;  // by question column
  std::optional<RowColumn> m_id, m_number;
  std::vector<Cell> m_scratch;       // by question column: answers that are not remembered
};

}  // namespace scamdesk::exchange
