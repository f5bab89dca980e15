// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/mission.hpp>

#include "register/registers.hpp"

namespace scamdesk::survey {

/// The missions: the built-in roster, and over it what headquarters imported (register `mission`, owner *).
class Roster {
public:
  /// Errors: not_found or bad_input of templates/missions/missions.csv, with row and column.
  static Result<Roster> read(const std::string& templates);
  /// The same with the desk's own records of register `mission` laid over it, matched by code.
  static Result<Roster> read(const std::string& templates, const records::Registers& registers);

  const std::vector<Mission>& missions() const { return m_missions; }
  const Mission* find(const MissionCode& code) const;
  /// Errors: not_found with the nearest code.
  Result<Mission> require(const std::string& code) const;
  /// Those a round expects unless told otherwise: the missions with a consular district.
  std::vector<MissionCode> expected_by_default() const;
  /// The host country, then the concurrently accredited ones, each once.
  static std::vector<std::string> countries(const Mission& mission);

private:
  std::vector<Mission> m_missions;
};

/// The columns of the roster's file, which are also the questions of register `mission`.
const std::vector<std::string>& roster_columns();

}  // namespace scamdesk::survey
