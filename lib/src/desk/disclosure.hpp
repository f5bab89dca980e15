// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "desk/impl.hpp"
#include "ledger/access.hpp"

namespace scamdesk::desk {

/// Whether sensitive answers stand in a table as they are.
enum class Personal : std::uint8_t { masked, told };

/// The names of a form's sensitive questions, in its order.
std::vector<std::string> personal_fields(const form::Form& form);
/// Those of them that hold an answer in these cells, whatever version of the form wrote it.
std::vector<std::string> personal_fields(const form::Form& form, const Cells& cells);

/// Runs what reads personal data, in one transaction with its note in the access log: nothing is told that is not noted.
/// Errors: not_permitted as of an earlier time or on a dry run, and those of `use`.
template <class Use>
std::invoke_result_t<Use> disclosing(Desk::Impl& desk, Use use) {
  if (desk.options.as_of || desk.options.dry_run) {
    return fail(Errc::not_permitted, message("personal data is shown only where that can be noted in the access log"),
                message("leave out --as-of and --dry-run"));
  }
  return writing(desk, use);
}

/// Notes a disclosure: time, officer and origin are the call's. `reason` as in Desk::disclose_record; nothing is noted
/// where no field is told. Errors: usage without a reason or with one that is no code.
Status note_disclosure(Desk::Impl& desk, ledger::Access what, const std::string& reason);

/// What verifying says of an entry of the access log that is not as it was written.
inline Message access_fault(std::uint64_t place) { return message("entry {0} of the access log is not as it was written", place); }

}  // namespace scamdesk::desk
