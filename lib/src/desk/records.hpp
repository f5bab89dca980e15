// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "desk/impl.hpp"

namespace scamdesk::desk {

/// A register by its name. Errors: not_found with the nearest; not_permitted for a survey or the program's own forms.
Result<form::FormPtr> register_form(const Desk::Impl& desk, const std::string& name);
/// Whose a new record is: everybody's where the form is shared, else the mission's that `mission` names.
Result<Owner> owner_for(const Desk::Impl& desk, const form::Form& form, const std::string& mission);

/// One record as people name it. Errors: those of register_form and of resolving the name.
Result<records::Record> find_record(const Desk::Impl& desk, const std::string& form, const std::string& id);

/// The short number; empty when the key makes the id.
std::string number_of(const ledger::RecordState& state);

/// What was done, in words.
Text change_label(ledger::Change change);

/// Who changed what, and when, with personal answers masked; which version each filing is.
Table masked_history(const Desk::Impl& desk, const records::Record& record);

/// For people the first eight digits of an id, which are enough to name a record by; for machines all of it.
TableCell id_cell(const Uuid& id);

}  // namespace scamdesk::desk
