// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <scamdesk/document.hpp>

#include "form/form.hpp"
#include "report/definition.hpp"

namespace scamdesk::report {

/// `1,234,567`.
std::string grouped(std::int64_t number);
/// Text of a datum as a query gives it; empty for null.
std::string plain_text(const Data& datum);
bool is_null(const Data& datum);

/// A cell without a value. `state` is `not_available`, `not_applicable`, `erased`, or anything else for a blank, which
/// shows as a dash. For machines: {"na": state}, or null for a blank.
TableCell missing_cell(std::string_view state);
/// Labels of codes separated by spaces, joined by commas; a code without a label is shown itself.
Text labels(const Words& words, const form::Form* form, const std::string& codes);
/// The answer to a question, worded with its choices and its unit.
TableCell answer_cell(const form::Form& form, const form::Question& question, const Data& datum, std::string_view state);

}  // namespace scamdesk::report
