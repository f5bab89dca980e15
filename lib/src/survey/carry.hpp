// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/survey.hpp>

#include "form/form.hpp"
#include "survey/past.hpp"

/// Answers carried over from an earlier round stand in the new return with a mark of their own, no value: the cell
/// `#unconfirmed/PATH` holds the round they come from. It is a revision like any other, and travels; whoever confirms or
/// changes the answer clears it.
namespace scamdesk::survey {

/// What a filed return begins the next with: answers that the form still takes, each with its mark. Left out are those
/// that are there already, keys, what the program fills in, and questions that begin with a default.
Cells carried(const form::Form& form, const PastReturn& last, const Cells& present);

/// An answer that waits to be confirmed.
struct Unconfirmed {
  std::string path, name;
  std::string round;  ///< where it comes from
};
/// Marks of answers that stand, in the order of their paths.
std::vector<Unconfirmed> unconfirmed(const Cells& cells, const Answers& answers);
/// One hard finding for each that is relevant.
std::vector<CheckFinding> to_findings(const std::vector<Unconfirmed>& waiting, const form::Form& form, const Cells& relevant);

/// What clears the marks of the answers that a change speaks of.
Cells cleared(const Cells& cells, const Cells& change);
/// What clears the marks of a question, a row or a whole group. Errors: as form::locate.
Result<Cells> confirmed(const form::Form& form, const Answers& answers, const Cells& cells, const std::string& name);
/// What clears all.
Cells all_confirmed(const Cells& cells);

}  // namespace scamdesk::survey
