// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "form/form.hpp"

namespace scamdesk::form {

/// What kind of thing differs; its word is a promise to machines.
enum class Differs : std::uint8_t {
  added, removed, renamed, moved, split, retired, type, choice_added, choice_removed, choice_recoded, choice_label, label,
  hint, unit, required, relevant, constraint, calculation, choice_filter, default_value, missing, sensitive, key,
  check_added, check_removed, check_changed
};
std::string_view to_string(Differs differs);
/// For people.
Text label(Differs differs);

/// One thing that differs between two versions. `loss`: answers given under the old version are no longer read, or no
/// longer told apart, under the new one. They stay in the ledger as they were given.
struct Difference {
  Differs what = Differs::added;
  std::string question;  ///< its name now, or the old one when it is no more; a check's id
  Text before, after;
  bool loss = false;
};
/// In the order of the old form's questions, then the new ones, then checks.
std::vector<Difference> differences(const Form& older, const Form& newer);

/// What `changes:` of the newer says of the older one's version that is not so: unknown names and codes, with the nearest.
std::vector<Error> faults_against(const Form& older, const Form& newer, const std::string& newer_file);

}  // namespace scamdesk::form
