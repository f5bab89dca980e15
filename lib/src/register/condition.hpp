// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "form/form.hpp"
#include "register/registers.hpp"

namespace scamdesk::records {

/// Where a condition's SQL stands.
struct SqlScope {
  bool over_view = true;             ///< false: over the record's table, whose program columns begin with _
  bool sensitive = false;            ///< whether sensitive answers may be compared (forms may, people may not)
  std::optional<Instant> now = {};   ///< today() and now(); refused when empty
};
/// The same condition, said to SQL: for every record it holds where the evaluator says true. Values are bound as `?`.
/// Errors: bad_input with the column and the nearest name; not_permitted for a sensitive question.
Result<SqlCondition> to_sql(const form::Form& form, const form::Node& condition, const SqlScope& scope);

}  // namespace scamdesk::records
