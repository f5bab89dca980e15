// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/document.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/export.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk {

/// What a question looks like from the command line: for options, help and completion.
struct QuestionInfo {
  std::string name;
  std::string type;                  ///< the word of the definition: `select_one`, `date` …
  Text label, hint, unit;
  std::string repeat;                ///< the innermost repeat it stands in; empty outside any
  std::vector<std::string> choices;  ///< choice names of a select
  bool required = false;
  bool sensitive = false;
  bool read_only = false;
};
struct FormInfo {
  std::string name;
  std::string kind;  ///< survey, register, system
  std::string version;
  std::string plural;
  Text title, about;
  bool shared = false;
  std::vector<QuestionInfo> questions;  ///< those that hold values, in form order
};

/// Definitions under `templates`/forms, by name. Errors: not_found, bad_input with all errors in `more`.
SCAMDESK_EXPORT Result<std::vector<FormInfo>> list_forms(const std::string& templates);
/// One definition, by name (under `templates`) or by file.
SCAMDESK_EXPORT Result<FormInfo> read_form(const std::string& templates, const std::string& name_or_file);
/// The kind of the form that `templates`/forms/NAME.yaml defines, told by its head alone. Errors: not_found, bad_input.
SCAMDESK_EXPORT Result<std::string> form_kind(const std::string& templates, const std::string& name);
/// All errors and warnings of one definition file, at once, in order of place.
struct FormFaults { std::vector<Error> errors; std::vector<Error> warnings; };
SCAMDESK_EXPORT Result<FormFaults> check_form(const std::string& templates, const std::string& file);

/// What changes between two versions of a form. Table scamdesk.form-diff/1: change, question, before, after, loss (answers
/// given under the old version are no longer read, or no longer told apart).
struct FormDiff {
  Table table;
  std::size_t losses = 0;
  std::vector<Error> faults;  ///< what the newer one's `changes:` says of the older one that is not so
};
/// By files, or by names under `templates`. Errors: as read_form.
SCAMDESK_EXPORT Result<FormDiff> diff_forms(const std::string& templates, const std::string& older, const std::string& newer);
/// Whether a form is named as only a desk knows it: `NAME@VERSION`, or `round:ROUND` for the one that a round pins.
SCAMDESK_EXPORT bool needs_desk(const std::string& form);

/// A survey's form as a spreadsheet to be filled in (XLSX), with the mission and the round to be written on its cover.
/// Errors: not_found; bad_input for a register, or with the definition's errors in `more`.
SCAMDESK_EXPORT Result<std::string> form_workbook(const std::string& templates, const std::string& name_or_file, Instant now);

/// A definition made from an XLSForm (XLSX), which compiles. Warnings: what was left out, with sheet and cell.
/// Errors: bad_input for all that has no equivalent, with sheet and cell, all at once in `more`.
struct FormImport { std::string yaml; std::vector<Error> warnings; };
SCAMDESK_EXPORT Result<FormImport> import_xlsform(const std::string& file);
/// A form as an XLSForm (XLSX); what XLSForm lacks stands in columns of our own, so that importing it gives the same form.
SCAMDESK_EXPORT Result<std::string> export_xlsform(const std::string& templates, const std::string& name_or_file);

/// A form as ODK XForms XML, both languages in it; what no engine would take as we do is left out and named: a question
/// and a part of it each, which import works out here. Errors: as read_form.
struct XFormExport { std::string xml; std::vector<Error> not_carried; };
SCAMDESK_EXPORT Result<XFormExport> export_xform(const std::string& templates, const std::string& name_or_file);
/// A form on paper: questions with room to answer, choices and their codes, rules and checks in words and as written.
/// Errors: as read_form.
SCAMDESK_EXPORT Result<Document> form_codebook(const std::string& templates, const std::string& name_or_file);

/// What an expression is evaluated with beside its variables.
struct Surroundings {
  Instant now{};          ///< today() and now()
  Lang lang = Lang::ko;   ///< in which format-date() names months and days
  std::string seed = {};  ///< what uuid() is made of; empty: uuid() is an error
};
/// Evaluates one expression over variables given as a JSON object (text is an answer as typed, a list a nodeset).
/// Data: {"type", "value"}. Errors: bad_input with the column.
SCAMDESK_EXPORT Result<Data> evaluate_expression(std::string_view expression, std::string_view json_variables,
                                                 const Surroundings& surroundings);
/// One line of JSON Lines {"id","expr","vars","self","tz"} → {"id","type","value"} or {"id","error"}, all in English.
SCAMDESK_EXPORT Result<Data> evaluate_case(std::string_view json_line, const Surroundings& surroundings);

}  // namespace scamdesk
