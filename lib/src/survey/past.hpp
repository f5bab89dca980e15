// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/survey.hpp>

#include "form/form.hpp"
#include "register/registers.hpp"

namespace scamdesk::survey {

/// What a mission filed in another round of the same survey.
struct PastReturn {
  Round round;
  form::FormPtr form;
  Cells cells;
};

/// What it filed in rounds due before this one, the latest first. Rounds due on one day stand by their ids.
Result<std::vector<PastReturn>> past_returns(records::Registers& registers, const Round& round, const MissionCode& mission);
/// What it filed in a round. Errors: not_found when it filed nothing there; bad_input when that round is another survey's.
Result<PastReturn> filed_in(records::Registers& registers, const Round& round, const FormName& survey, const MissionCode& mission);

/// A path as people write it: `countries/KH/likelihood` is `countries[1].likelihood`.
std::string name_of(const Answers& answers, std::string_view path);
/// The last part of a path: the question's name.
std::string_view leaf_of(std::string_view path);

}  // namespace scamdesk::survey
