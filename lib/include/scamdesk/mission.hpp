// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include <scamdesk/error.hpp>
#include <scamdesk/export.hpp>
#include <scamdesk/ids.hpp>

namespace scamdesk {

/// One row of the roster (templates/missions/missions.csv, and what headquarters imported over it).
struct Mission {
  MissionCode code;
  std::string type;  ///< embassy, consulate_general, permanent_mission, branch_office, consular_office …
  Text name, city;
  std::string country;                  ///< ISO 3166-1 alpha-2
  std::string latitude, longitude;      ///< degrees, WGS 84, as written
  std::string region;
  std::vector<std::string> accredited;  ///< countries of concurrent accreditation
  bool official_count = false;          ///< counted in the ministry's figure
  bool consular_district = false;       ///< expected in a round by default
  std::string status, note, existence;
  std::string phone, phone_24h, email;
  Text address;
};

/// The built-in roster, in its own order. Errors: not_found, bad_input.
SCAMDESK_EXPORT Result<std::vector<Mission>> list_missions(const std::string& templates);

}  // namespace scamdesk
