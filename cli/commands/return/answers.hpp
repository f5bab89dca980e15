// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/cell.hpp>
#include <scamdesk/document.hpp>
#include <scamdesk/survey.hpp>

#include "commands/common.hpp"

namespace scamdesk::cli {

/// Words `[ROUND] NAME…`, where a NAME looks like any other word: takes the first off when a round bears it.
Result<std::string> take_known_round(Session& session, std::vector<std::string>& words);

/// draft, filed …, in words.
Text state_word(const std::string& state);

/// An answer for machines: null for a blank, {"na": reason} for what has none.
Data value_data(const Cell& cell);

/// `scamdesk.return/1`: answers are name: value, null, or {"na": reason}; a repeat is a list of rows with their number `#`.
Data return_data(const Return& filled, Data::Object answers);
/// The same where the form is not at hand: with what was answered alone.
Data return_data(const Return& filled);

/// What a command did to a return: said in a line, told to machines whole.
Result<Exit> changed(Session& session, const Return& filled, const char* words);

}  // namespace scamdesk::cli
