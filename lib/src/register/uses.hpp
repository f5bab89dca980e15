// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>

#include "form/form.hpp"

namespace scamdesk::records {

/// The registers that a form's calculations ask: the names in `instance('case')`.
std::set<std::string> counted_registers(const form::Form& form);

/// True when the expression calls the function somewhere.
bool calls(const form::Expression& expression, std::string_view function);

}  // namespace scamdesk::records
