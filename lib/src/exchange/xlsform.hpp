// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/error.hpp>

#include "document/workbook.hpp"
#include "form/form.hpp"

/// XLSForm, the spreadsheet in which survey people write forms, in and out of our definitions.
/// Source: the XLSForm specification (xlsform.org); what it lacks stands in columns and sheets of our own, whose names
/// begin with `scamdesk_`, which its other readers pass over.
namespace scamdesk::exchange {

/// A definition made from an XLSForm, and from which row each of its lines came.
struct MadeForm {
  std::string yaml;
  std::vector<SourcePlace> lines;  ///< by line, from the first; without a row where no one row made it
  std::vector<Error> warnings;     ///< what was left out or read in a way to know of
};
/// `file` names it in places; choices in files are read from the folder it stands in.
/// Errors: bad_input with sheet and cell for all that has no equivalent here, all at once in `more`.
Result<MadeForm> read_xlsform(const document::Workbook& workbook, const std::string& file);

/// Sheets survey, choices and settings, with the checks and what else a form of ours has in sheets beside them.
document::WrittenWorkbook write_xlsform(const form::Form& form);

}  // namespace scamdesk::exchange
