// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "document/workbook.hpp"
#include "form/form.hpp"

namespace scamdesk::exchange {

/// What an officer's cell means for a question. Taken as they are meant: numbers as text, with their unit, in groups of
/// three or in full-width digits; dates as dates or as text with the year first; a choice by its label in either
/// language or by its name; a reason for having no value by its words. A cell of blanks is blank.
/// Errors: bad_input with what is wrong; never the text of a sensitive answer.
Result<Cell> cell_of(const form::Form& form, const form::Question& question, const document::SheetCell& from);

/// The value that stands for an answer in a workbook; a cell without a value is a blank one.
document::CellValue value_of(const form::Form& form, const form::Question& question, const Cell& cell);

}  // namespace scamdesk::exchange
