// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "register/tables.hpp"

/// The views that people and reports read, made in `temp` for those who ask. Their names and columns are promises.
///
/// `PLURAL` of a register (`cases`): `id number owner`, then the questions.
/// `form_version mapped` follow `owner` where the form has `changes:`, and always follow `state` of a survey: the version
///   that the answers speak (a return's is its round's; a record's the oldest whose names or codes it still holds), and
///   what was read through the map as a JSON object, NULL when nothing was: {"risk": "renamed danger, recoded hi"}.
/// `PLURAL_REPEAT` (`cases_places`): `id owner`, `row` the row's number, `parent_row` the number of the row around it (in a
///   repeat within a repeat), then the questions.
/// `PLURAL` of a survey (`returns`): what each mission's return says now: `id mission`, `version` (being worked on, from
///   1), `filed_at accepted changed_since_filed nil` of the filed version (NULL, 0, 0, 0 when there is none), `state`
///   draft | filed | nil | accepted (draft again once reopened), then the questions.
/// `filed_PLURAL`: the same of what was filed; a row only where something was. `state` is filed | nil | accepted.
/// `PLURAL_REPEAT`, `filed_PLURAL_REPEAT` of a survey: `id mission`, the key questions (`round`), `row parent_row`, questions.
///
/// Integers are INTEGER, decimals REAL, all else TEXT; NULL where there is no value. A question that allows a reason for
/// having none has beside it `NAME_state`: value | not_available | not_applicable | blank (erased and unreadable are
/// possible too). Sensitive answers read '•••' when there are any. Retired records are left out. Where a question bears
/// the name of one of the program's columns, the question's has an underscore at its end.
namespace scamdesk::records {

struct ViewPlan {
  std::string name;
  std::string select;  ///< the view's SELECT
};
std::vector<ViewPlan> view_plans(const Layout& layout);

/// What stands for a sensitive answer in views, lists and pages.
inline constexpr std::string_view mask = "•••";

/// The UUID text of the 16 bytes in `column`.
std::string uuid_sql(std::string_view column);

}  // namespace scamdesk::records
