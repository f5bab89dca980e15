// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "desk/impl.hpp"
#include "survey/returns.hpp"
#include "survey/roster.hpp"
#include "survey/rounds.hpp"

namespace scamdesk::desk {

/// The roster as this desk knows it.
inline Result<survey::Roster> roster(const Desk::Impl& desk) {
  return survey::Roster::read(desk.options.templates, desk.registers);
}

/// Which mission a command is about: this desk's own, or at headquarters the one named.
/// Errors: usage when headquarters names none; not_permitted when a mission names another; not_found.
Result<Mission> mission_for(const Desk::Impl& desk, const std::string& named);

/// The return a command is about. `round` may be empty where one round is open.
Result<survey::Returns> find_return(Desk::Impl& desk, const std::string& round, const Mission& mission);

/// Finds the return of a mission in a round and does one thing with it.
template <class Use>
auto with_return(Desk::Impl& impl, const std::string& round, const std::string& named, Use use)
    -> std::invoke_result_t<Use, survey::Returns&, const Mission&> {
  const auto mission = mission_for(impl, named);
  if (!mission) { return fail(mission.error()); }
  auto returns = find_return(impl, round, *mission);
  if (!returns) { return fail(returns.error()); }
  return use(*returns, *mission);
}

/// A round with its missions and who of them has filed.
struct RoundView {
  survey::Roster roster;
  RoundStatus status;
};
Result<RoundView> round_view(Desk::Impl& desk, const std::string& round);

}  // namespace scamdesk::desk
