// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include <scamdesk/assignment.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/text.hpp>

namespace scamdesk {

/// Headquarters' question on one field of one return: a record of register `query`, owned by the mission.
struct Query {
  std::string id;      ///< UUID
  std::string number;  ///< short number, by which it is named
  MissionCode mission;
  RoundId round;
  std::string field;   ///< as it is set: `countries[2].likelihood`
  std::string check;   ///< the check that made it; empty when an officer did
  Text asked;          ///< an officer's own words stand in both
  std::size_t version = 0;  ///< of the filing it is about
  std::string state;        ///< open, answered, closed
  std::string answer;       ///< the mission's justification
  std::string outcome;      ///< of a closed one: corrected (its check passes), accepted, withdrawn
};

/// What headquarters asks.
struct NewQuery {
  std::string round, mission;  ///< with `from_findings` no mission is every one that filed
  std::string field, text;
  bool from_findings = false;  ///< one for each check that found something in what was filed
};
struct QueriesRaised {
  std::vector<Query> raised;
  std::size_t known = 0;  ///< that were asked already
};

/// Which queries: those that are not closed, unless a state is named.
struct QueryFilter { std::string round, mission, state; bool all = false; };

/// The mission's answer: a corrected value, a justification, or both.
struct QueryAnswer {
  std::vector<Assignment> value;  ///< one at most; its name is the query's field
  std::string text;
};

}  // namespace scamdesk
