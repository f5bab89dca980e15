// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <scamdesk/form.hpp>
#include <scamdesk/survey.hpp>

#include "commands/common.hpp"

namespace scamdesk::cli {

/// Words `[ROUND] NAME…`, where a NAME looks like any other word: takes the first off when a round bears it.
Result<std::string> take_known_round(Session& session, std::vector<std::string>& words);

/// draft, filed …, in words.
Text state_word(const std::string& state);

/// `scamdesk.return/1`: answers are name: value, or {"na": reason}; a repeat is a list of rows with their number `#`.
Data return_data(const Return& filled, const FormInfo* form);

/// The questions with their answers, a heading for every repeat row.
Document return_page(const Return& filled, const FormInfo& form);

/// What a command did to a return: said in a line, told to machines whole.
Result<Exit> changed(Session& session, const Return& filled, const char* words);

}  // namespace scamdesk::cli
