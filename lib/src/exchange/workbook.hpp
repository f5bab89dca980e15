// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/time.hpp>

#include "document/workbook.hpp"
#include "form/form.hpp"

/// A return as a workbook that an officer fills in a spreadsheet program, and the way back.
///
/// Each top-level group is a sheet of questions, each repeat a sheet of rows; a hidden sheet keeps whose it is and the
/// answers it was made from, so that reading it back finds what the officer changed. Every place that is read is marked
/// by a name in a hidden row or column: sheets may be renamed, columns moved, rows put in or taken out.
namespace scamdesk::exchange {

/// Whose a workbook is. Without mission and round it is a blank one: they are written on its cover.
struct WorkbookCover {
  MissionCode mission;
  RoundId round;
  FormName form;
  std::string version;
  Hash form_hash;
  std::string base;  ///< of what it was made: `draft`, `version 2`, … for people
  std::string id;    ///< of this workbook: what is read twice is known by it
};
struct WorkbookOrder {
  WorkbookCover cover;
  Text mission_name;
  std::optional<Date> due;
  Cells cells;  ///< the answers as they stand
  Instant made{};
};

/// The bytes of the workbook. Sensitive and calculated questions are left out. Errors: bad_input, io.
Result<std::string> write_return_workbook(const form::Form& form, const WorkbookOrder& order);
/// What it looks like before it is written.
document::WrittenWorkbook lay_out(const form::Form& form, const WorkbookOrder& order);

/// An answer as it stands in the workbook, and where.
struct FilledCell {
  Cell cell;
  SourcePlace place;
};
struct Attestation { std::string name, post, date; };
struct FilledWorkbook {
  std::map<std::string, FilledCell> cells;    ///< by path: each question that has a cell
  std::map<std::string, FilledCell> rows;     ///< the numbers of the repeat rows there are, by path
  std::vector<std::string> gone;              ///< rows (`alert_areas/<row>`) that stood in the base and were taken out
  Attestation attested;
};

/// Errors: bad_input when the file is no such workbook, or does not say whose it is.
Result<WorkbookCover> read_cover(const document::Workbook& workbook, const std::string& file);
/// The answers it was made from.
Cells read_base(const document::Workbook& workbook);
/// The answers in it. Errors: bad_input, each with file, sheet and cell, all of them in `more`.
Result<FilledWorkbook> read_filled(const form::Form& form, const document::Workbook& workbook, const WorkbookCover& cover,
                                   const std::string& file);

}  // namespace scamdesk::exchange
