// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "desk/impl.hpp"
#include "form/form.hpp"

namespace scamdesk::desk {

/// A definition by its name among the templates, or by its file. Errors: not_found with the nearest name; bad_input with
/// all that is wrong with it in `more`.
Result<form::FormPtr> compiled_form(const std::string& templates, const std::string& name_or_file);

/// The form that a round pins. Errors: not_found when there is no such round, or its form has not arrived.
Result<form::FormPtr> pinned_form(Desk::Impl& desk, const std::string& round);

}  // namespace scamdesk::desk
