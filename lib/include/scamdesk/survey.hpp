// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include <scamdesk/cell.hpp>
#include <scamdesk/error.hpp>
#include <scamdesk/export.hpp>
#include <scamdesk/ids.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk {

/// What a round expects of one mission.
struct Expected {
  std::optional<Date> extended_to;  ///< its own due date
  bool exempt = false;
  std::string reason;               ///< of the extension or exemption
};
/// One run of a survey. Dates are civil days in Seoul.
struct Round {
  RoundId id;
  FormName form;
  Hash form_hash;  ///< the form is pinned by it and travels with the round
  Date due{};
  std::optional<Date> lock;  ///< empty: stays open
  bool open = true;
  Date opened_on{};
  std::map<MissionCode, Expected> expected;
};

/// Why a soft finding stands all the same, as an officer recorded it.
struct FindingOverride {
  std::string reason, actor;
  Instant at{};
  bool holds = true;  ///< false: the values it was given for have changed, and the finding is open again
};

/// One finding of a check, worded in both languages. Hard stops filing; soft stops it until it is overridden; info tells.
struct CheckFinding {
  std::string check, severity, field;
  Text message;
  std::map<std::string, std::string> values;  ///< those that made it, never a sensitive one
  std::optional<FindingOverride> overridden = std::nullopt;

  bool stops_filing() const {
    return severity == "hard" || (severity == "soft" && !(overridden && overridden->holds));
  }
};

/// Where a mission stands in a round. Exclusive: late before nil before filed; exempt only when nothing was filed; missing is the rest.
enum class Standing : unsigned char { missing, filed, nil, late, exempt };
SCAMDESK_EXPORT std::string_view to_string(Standing standing);

struct MissionStanding {
  MissionCode mission;
  Standing standing = Standing::missing;
  bool nil = false;
  bool late = false;                    ///< first finalised after its due day: a later version of it is no late return
  bool after_lock = false;              ///< late, and finalised on the lock day or after it
  std::size_t version = 0;              ///< of the filing that stands; 0 when never filed
  std::optional<Instant> first_finalised_at;  ///< its first version: lateness is told by this
  std::optional<Instant> finalised_at;
  std::optional<Instant> received_at;   ///< when this desk first held the filing that stands
  bool changed_since_filed = false;
  bool draft = false;                   ///< begun here, not filed
  /// A package of it that came and is not in: held until something is there, or refused.
  struct Waiting {
    std::string file;
    bool held = false;
    Instant time{};  ///< when it came
    std::string receipt;
    Text reason;
  };
  std::vector<Waiting> waiting;         ///< told apart from nothing having come
  std::size_t findings = 0;
  std::vector<CheckFinding> overridden;  ///< of what it filed: soft findings, each with its recorded reason
};
struct RoundStatus {
  Round round;
  Instant as_of{};
  std::size_t expected = 0, filed = 0, nil = 0, late = 0, exempt = 0, missing = 0;  ///< the five sum to expected
  std::vector<MissionStanding> missions;  ///< in roster order
};

/// A mission's return in a round.
struct Return {
  MissionCode mission;
  RoundId round;
  std::string state;  ///< draft, filed, queried (filed, and queries are not closed), reopened, accepted
  bool nil = false;
  std::size_t version = 0;  ///< of the current filing; 0 when never filed
  std::optional<Instant> finalised_at;
  bool changed_since_filed = false;
  std::size_t relevant = 0, blank = 0;
  std::vector<std::string> not_asked;  ///< questions that the other answers leave out: `countries[2].likelihood`
  Answers answers;                     ///< of a return that is shown, with what is calculated
  std::vector<std::string> conflicts;  ///< paths that are in conflict
  std::vector<std::string> unconfirmed;  ///< answers carried over from an earlier round that nobody has confirmed yet
  std::vector<CheckFinding> overrides; ///< of a return that is shown: its overridden findings, those of the filing or of now
};

}  // namespace scamdesk
