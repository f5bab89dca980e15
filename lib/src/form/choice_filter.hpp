// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "form/form.hpp"

namespace scamdesk::form {

/// A choice_filter asked about one choice: the names of its list's columns (and `name`, `label`) replaced by that
/// choice's own values.
Result<Expression> filter_for(const Expression& choice_filter, const Choice& choice);

}  // namespace scamdesk::form
