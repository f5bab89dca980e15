// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <scamdesk/assignment.hpp>
#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>

#include "form/form.hpp"

namespace scamdesk::exchange {

/// The answers of one record in a file, as the assignments that bring `present` there; what is so already is left out.
///
/// YAML and JSON: {question: value}, {question: {na: not_available}}, a list for a question of several choices, a list of
/// maps for a repeat; also what `return show --json` prints (the answers stand under `answers`). A row is matched by its
/// number `#`, by what it was prefilled with, or by its position; what matches no row adds one. Questions that the file
/// does not name stay; null clears. Calculated ones are passed over.
/// XML: a submission of the form as `form export --to xform` gives it, by its form and version.
/// A text that begins with @@, or reads as a reason, stands with one more @ before it.
/// CSV: columns `name` and `value`, as on the command line and as `return show --format csv` prints them; further columns
/// are passed over.
/// Errors: not_found, io; bad_input with file and place, all of them in `more` where there are several.
Result<Assignments> read_answers(const form::Form& form, const Answers& present, const std::string& file,
                                 std::string_view encoding);
/// The same of a file's text in UTF-8, without a byte order mark; `file` is its name, which tells its kind.
Result<Assignments> answers_in(const form::Form& form, const Answers& present, std::string_view text, const std::string& file);

}  // namespace scamdesk::exchange
