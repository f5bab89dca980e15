// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/document.hpp>
#include <scamdesk/form.hpp>
#include <scamdesk/survey.hpp>

namespace scamdesk::cli {

/// The questions with their answers in the form's order, each in one of its states, a heading for every repeat row.
Document return_page(const Return& filled, const FormInfo& form);

/// The same as a table with a row for each question, which `return import` takes back (columns name and value).
Table return_rows(const Return& filled, const FormInfo& form);

}  // namespace scamdesk::cli
