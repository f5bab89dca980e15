// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <scamdesk/error.hpp>

#include "exchange/answer_tree.hpp"
#include "form/form.hpp"

namespace scamdesk::exchange::xform {

/// The answers of a submission of a form exported by to_xform, filled in ODK Collect, Web Forms or Enketo: sections as
/// maps, repeats as lists, the reasons for no value as {na: …}. Calculated answers, notes and what the program fills in
/// are passed over; a question that was not relevant is not in a submission and stays as it is.
/// Errors: bad_input with the element's path and line, all of them in `more` where there are several: another form or
/// version, an unknown element, an answer beside a reason for none, an encrypted submission.
Result<AnswerNode> read_submission(const form::Form& form, std::string_view xml, const std::string& file);

}  // namespace scamdesk::exchange::xform
