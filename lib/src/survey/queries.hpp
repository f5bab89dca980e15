// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/query.hpp>
#include <scamdesk/survey.hpp>

#include "form/form.hpp"
#include "register/registers.hpp"

namespace scamdesk::survey {

/// Headquarters' questions on returns: the records of register `query`, each the mission's own, so that they travel to
/// it and back like any other. What they hold is the form's; here is only how they go from one state to the next.
class Queries {
public:
  explicit Queries(records::Registers& registers) : m_registers(registers) {}

  /// By owner and number.
  Result<std::vector<Query>> list(const QueryFilter& filter) const;
  /// As Registers::resolve.
  Result<Query> find(const std::string& id) const;
  /// How many of a return are not closed.
  std::size_t waiting(const RoundId& round, const MissionCode& mission) const;

  /// Empty when the same was asked already: a query of that check and field that is not closed, or one whose answer to
  /// the same words was accepted.
  Result<std::optional<Query>> raise(const Query& query, const records::Author& author);
  Result<Query> answer(const Query& query, const std::string& text, const records::Author& author);
  Result<Query> close(const Query& query, const std::string& outcome, const std::string& note, const records::Author& author);
  /// Closes those whose check finds nothing any more in what is filed now.
  Status close_passed(const RoundId& round, const MissionCode& mission, const std::vector<CheckFinding>& findings,
                      const records::Author& author);

private:
  Result<form::FormPtr> form() const;
  Result<Query> change(const Query& query, const Cells& cells, const records::Author& author);

  records::Registers& m_registers;
};

}  // namespace scamdesk::survey
