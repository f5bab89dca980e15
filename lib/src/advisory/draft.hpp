// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <scamdesk/document.hpp>
#include <scamdesk/ids.hpp>

#include "advisory/alerts.hpp"
#include "advisory/notice.hpp"

namespace scamdesk::advisory {

/// What one mission recommended for one area, as filed.
struct Recommendation {
  MissionCode mission;
  std::string area_code;  ///< empty when the mission gave a name alone
  std::string area_name;
  std::string said_now;   ///< the level the mission says is in force; empty: it did not say
  std::string level;
  std::string reason;
  std::string evidence;   ///< return and cell: `2025-10/KH-PNH countries[1].alert_areas[2].recommended_level`
};
/// A figure that a sentence of the draft may rest on.
struct Figure {
  Text what;
  Text value;     ///< with its unit
  Data datum;
  MissionCode mission;
  std::string as_of, source;
  std::string evidence;
};
struct Contact {
  Text name;
  std::string main_line, line_24h, email;
};
struct DraftInput {
  std::string country;  ///< ISO 3166-1 alpha-2
  Text name;
  std::string round;
  Instant now{};
  Levels levels;
  std::optional<CountryAlerts> alerts;  ///< empty: nothing is known of the levels now in force
  std::vector<Recommendation> recommendations;
  std::vector<Figure> figures;
  std::vector<Contact> contacts;
  Text coverage;  ///< the note on who has filed, said under every table of figures
};

/// How an area stands: its level now beside what missions recommend for it.
struct AreaProposal {
  std::string code;                ///< empty for an area that the alert data do not know
  Text name;
  std::string current;             ///< empty: not known
  std::vector<std::string> levels; ///< recommended, each once, in ascending order
  std::string change;              ///< raised, lowered, lifted, new, kept, differ, unknown
  std::vector<Recommendation> recommendations;
};
/// Recommendations gathered by area, areas in the order of the alert data, then the unknown ones. An area is met by its
/// code, else by its name in either language; the whole country by its code, its name or `whole_country`.
std::vector<AreaProposal> proposals(const DraftInput& input, const Text& whole_country);

/// The draft of a notice in both languages: never a level no mission recommended, no choice between missions that
/// differ, no time, no legal ground. Document::data has `scamdesk.advisory/1`: state, areas with before, proposed and
/// change, figures with their evidence, and the hash of
/// the Korean text (as Markdown, without the line that says the hash) that the English renders.
/// Errors: bad_input for a level that is not in the table of levels.
Result<Document> draft(const DraftInput& input, const NoticeTemplate& notice);

}  // namespace scamdesk::advisory
