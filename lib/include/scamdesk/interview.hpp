// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/survey.hpp>

namespace scamdesk {

/// One question as it is to be asked now. Words of a sensitive answer are never given.
struct AskedQuestion {
  std::string field;  ///< as assignments name it: `countries[2].likelihood`; a repeat's own name asks for its rows
  std::string name, type;
  Text section;       ///< the groups and rows around it
  Text label, hint, unit;
  std::vector<std::pair<std::string, Text>> choices;  ///< those offered with the other answers given
  bool required = false, sensitive = false, unconfirmed = false;
  bool may_be_not_available = false, may_be_not_applicable = false;
  Cell answer;
  Text answer_words, before_words;  ///< of now, and of the last round the mission filed; empty when blank
  std::vector<int> rows;            ///< numbers of a repeat's rows
};

/// A return as a conversation: its relevant questions in form order, and where it was left.
struct Interview {
  RoundId round;
  MissionCode mission;
  Text title;
  std::vector<AskedQuestion> questions;
  std::string place;  ///< the field it was left at; empty: from the beginning
};

/// A record that is being thought of: nothing of it is written. Its questions with the answers given so far and the
/// defaults, and what its form's checks say of them.
struct RecordDraft {
  Text title;
  std::vector<AskedQuestion> questions;
  std::vector<CheckFinding> findings;
};

}  // namespace scamdesk
