// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/document.hpp>

#include "register/registers.hpp"

namespace scamdesk::exchange {

/// A register's records as a table that `import` reads back: id, number, every question (`personal`: the sensitive ones
/// too), repeats as `aliases[1].alias`. A reason for having no value stands as @not_available; a text that would read as one has
/// another @ before it. Errors: those of reading the register.
Result<Table> export_records(const records::Registers& registers, const form::FormPtr& form, bool personal);

/// The records without their repeats, then the rows of each repeat: `id` and `number` of the record, `#` of the row, and
/// `#OUTER` of the row around where it stands in another.
Result<std::vector<Table>> export_sheets(const records::Registers& registers, const form::FormPtr& form, bool personal);

}  // namespace scamdesk::exchange
