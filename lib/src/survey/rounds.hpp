// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/survey.hpp>

#include "form/form.hpp"
#include "register/registers.hpp"

namespace scamdesk::survey {

/// The rounds: records of register `round` (owner *), so that they reach every mission.
class Rounds {
public:
  explicit Rounds(records::Registers& registers) : m_registers(registers) {}

  /// Open and closed, by id.
  Result<std::vector<Round>> list() const;
  /// All but one: reading a round with its 190 missions costs a sixth of checking a return.
  Result<std::vector<Round>> others(const RoundId& round) const;
  /// By id, or the only open one when `id` is empty. Errors: not_found with the nearest id; usage when several are open.
  Result<Round> find(const std::string& id) const;

  /// Opens a round and publishes its form with it. The same round again changes nothing.
  /// Errors: bad_input when a round of that id stands with another form or other dates.
  Result<Round> open(const Round& round, const form::Source& source, const records::Author& author);
  /// Errors: not_found when the mission is not expected in the round; bad_input when a reason or a later date is missing.
  Status extend(const Round& round, const MissionCode& mission, Date due, const std::string& reason,
                const records::Author& author);
  Status exempt(const Round& round, const MissionCode& mission, const std::string& reason,
                const records::Author& author);
  Status close(const Round& round, const records::Author& author);

private:
  Result<form::FormPtr> form() const;
  Result<std::int64_t> row_of(const RoundId& round) const;
  Result<std::vector<Round>> list_but(std::optional<std::int64_t> left_out) const;
  Status change(const Round& round, const Cells& cells, const records::Author& author);

  records::Registers& m_registers;
};

/// The last civil day (Seoul) on which a mission's return is not late.
Date due_of(const Round& round, const MissionCode& mission);

}  // namespace scamdesk::survey
