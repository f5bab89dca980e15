// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "form/form.hpp"

/// Where things stand in a workbook, for the hand that writes it and the one that reads it.
namespace scamdesk::exchange::workbook {

constexpr std::string_view schema = "scamdesk.workbook/1";
constexpr std::string_view hidden_sheet = "scamdesk";
constexpr std::string_view base_mark = "#base";

// the marks of columns, in a hidden row near the top of a sheet
constexpr std::string_view question_mark = "#question", answer_mark = "#answer", state_mark = "#state";
constexpr std::string_view repeat_mark = "#repeat:", row_mark = "#row", number_mark = "#number", parent_mark = "#parent";
constexpr std::string_view head_mark = "#head";  ///< of a row of headings
// the names of the cover's own answers, in the place of a question's
constexpr std::string_view mission_name = "#mission", round_name = "#round";
constexpr std::string_view attested_name = "#attested_name", attested_post = "#attested_post", attested_date = "#attested_date";
/// What the id of a row begins with that was not there when the workbook was made.
constexpr char spare = '+';

constexpr std::size_t marks_row = 2;        ///< hidden
constexpr std::size_t first_answer_row = 4;  ///< of a sheet of questions
constexpr std::size_t first_repeat_row = 7;  ///< of a sheet of rows
constexpr std::size_t rows_searched = 20;    ///< for the marks, where rows were put in above them

/// A sheet of questions outside repeats: a top-level group, or what stands in none (index -1).
struct Section { int group = -1; std::vector<int> questions; };
/// Sections in form order; each has at least one question, note or repeat.
std::vector<Section> sections(const form::Form& form);
/// The repeats in form order.
std::vector<int> repeats(const form::Form& form);
/// A question an officer answers in a workbook: neither calculated, nor personal, nor the record's key.
bool is_asked(const form::Form& form, const form::Question& question);

/// The words that stand for having no value, and the reason a text means; nullopt: it is none.
Text not_available_words();
Text not_applicable_words();
std::optional<CellState> reason_of(std::string_view text);
/// The choice as people pick it: its Korean label, told apart from its fellows where two are the same.
std::string choice_words(const form::ChoiceList& list, const form::Choice& choice);
/// What separates several choices in one cell.
constexpr std::string_view between_choices = "; ";

}  // namespace scamdesk::exchange::workbook
