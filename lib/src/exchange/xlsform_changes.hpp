// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "exchange/xlsform_sheet.hpp"
#include "form/changes.hpp"

/// The sheet scamdesk_changes: what became of the questions and choices of older versions, a row each.
namespace scamdesk::exchange::xlsform {

inline constexpr std::string_view changes_sheet = "scamdesk_changes";
/// version, what, name, into, code, formula.
const std::vector<std::string>& change_columns();

/// A row by its columns: `2 | recoded | danger | severe | high |`.
std::vector<std::vector<std::string>> change_rows(const std::vector<form::Change>& changes);
/// The lines of `changes:`, each with the row it came from; none when the sheet has no rows.
std::vector<std::pair<std::string, SourcePlace>> changes_yaml(const FormSheet& sheet, SheetFaults& faults);

}  // namespace scamdesk::exchange::xlsform
