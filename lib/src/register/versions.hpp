// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "form/form.hpp"
#include "ledger/settle.hpp"

namespace scamdesk::records {

/// Where a return keeps the form it was begun on: the hash, a space, the version. No question can bear this name, and it
/// is a value as others are, so that it travels and counts in the digest.
inline constexpr std::string_view pin_path = "#/pinned-form";
Cell pin_of(const form::Form& form);

/// Reads a register's record through the changes of its newest form, conflicts included. A return is left as it is: it is
/// worked on with the form it was begun on.
void read_through(const form::Form& form, ledger::RecordState& state);

}  // namespace scamdesk::records
