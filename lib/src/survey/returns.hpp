// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/document.hpp>
#include <scamdesk/interview.hpp>
#include <scamdesk/survey.hpp>

#include "form/form.hpp"
#include "register/registers.hpp"
#include "survey/past.hpp"
#include "survey/roster.hpp"

namespace scamdesk::survey {

/// One mission's return in one round: a record of the round's form, owned by the mission, keyed by the round.
class Returns {
public:
  /// Errors: not_found when the round's form has not arrived.
  static Result<Returns> of(records::Registers& registers, Round round, MissionCode mission);

  const Round& round() const { return m_round; }
  /// Errors: not_found when nothing was filed.
  Status require_filed() const;
  /// What stands filed; empty when nothing was.
  const std::optional<ledger::Filing>& filed() const { return m_state.filed; }
  const form::Form& form() const { return *m_form; }
  /// Errors: not_found before it is begun.
  Result<records::Record> record() const;
  bool begun() const { return m_row.has_value(); }
  /// The cells as they stand, by path; none before it is begun.
  const Cells& cells() const { return m_state.cells; }
  /// The cells it would begin with: key, defaults, rows from the roster.
  Result<Cells> beginning(const Mission& mission, const records::Author& author) const;
  /// The revisions they stand in, in hexadecimal: the same for the same state alone.
  std::string state_id() const;

  /// Begins the return: key, defaults, rows from the roster. Begun already: as it stands.
  Result<Return> start(const Mission& mission, const records::Author& author);
  /// Begins it with the answers of the last round that the mission filed, each marked unconfirmed. Begun already: as it
  /// stands. Errors: not_found when it filed none.
  Result<Return> start_from_last(const Mission& mission, const records::Author& author);
  /// Says that answers carried over are right: questions, rows, groups; none named: all. Errors: bad_input, not_found.
  Result<Return> confirm(const std::vector<std::string>& names, const records::Author& author);
  /// What changed against what the mission filed in another round, or in the last one when none is given; against what
  /// was filed in this round when it is named. Errors: not_found when nothing was filed there.
  Result<Table> diff(const std::optional<Round>& against, Instant now) const;
  /// Answers every count with its nil value ("0"), which makes the return a nil return; the rest stays to be answered.
  Result<Return> nil(const Mission& mission, const records::Author& author);
  /// The answers of the draft without those that wait to be confirmed: a file that states one again confirms it.
  Answers confirmed_answers() const;
  /// Errors: not_permitted on a filed return (hint: reopen); bad_input with every wrong assignment in `more`.
  Result<Return> set(const Assignments& answers, const records::Author& author);
  /// The same with cells by path that are canonical and compared with what stands already. Errors: not_permitted.
  Result<Return> put(const Cells& cells, const records::Author& author);
  /// What the checks find, with the reasons recorded for soft findings.
  Result<std::vector<CheckFinding>> check(Instant now) const;
  /// Its relevant questions as they are to be asked. Errors: not_permitted on a filed return.
  Result<Interview> interview(Instant now) const;
  /// Errors: as Desk::override_check.
  Result<CheckFinding> override_check(const std::string& check, const std::string& reason, const records::Author& author);
  /// As it stands, a draft with its calculations as of its last change: they are not kept before it is filed.
  Result<Return> show() const;
  Result<Return> show_filed() const;
  /// Errors: not_found when no filing has that number.
  Result<Return> show_version(std::size_t version) const;
  /// The overridden findings: of a draft as they stand now, of what was filed as they were filed.
  Result<std::vector<CheckFinding>> overrides(bool filed, Instant now) const;
  /// Files exactly what stands, with its findings; irrelevant answers stay in the draft. Errors: bad_input when a hard
  /// check fails or a soft one has no reason.
  Result<Return> finalise(const records::Author& author);
  Result<Return> reopen(const std::string& reason, const records::Author& author);
  /// Errors: not_found when nothing was filed; not_permitted while queries are not closed.
  Result<Return> accept(const records::Author& author);

private:
  Returns(records::Registers& registers, Round round, MissionCode mission, form::FormPtr form);
  Status load();
  Status require_begun() const;
  Status require_open_draft() const;
  ledger::RecordKey key() const;
  std::string seed() const;  ///< of this return, for uuid()
  Answers answers() const;
  Result<Return> begin(Cells cells, const records::Author& author);
  /// What the mission filed in earlier rounds, read as this round's form reads it.
  Result<std::vector<PastReturn>> past() const;
  Result<PastReturn> before_this() const;
  Status add_waiting(const form::CheckContext& context, std::vector<CheckFinding>& findings) const;
  Result<Return> write(const Cells& cells, const records::Author& author);
  Cells prefilled(const Mission& mission) const;
  Return describe(const Cells& cells) const;
  Result<Return> counted(Return shown, Instant now) const;
  std::string state_word() const;

  records::Registers& m_registers;
  Round m_round;
  MissionCode m_mission;
  form::FormPtr m_form;
  std::optional<std::int64_t> m_row;
  ledger::RecordState m_state;
};

}  // namespace scamdesk::survey
