// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "form/form.hpp"
#include "survey/exercise/pool.hpp"

namespace scamdesk::survey::exercise {

/// The questions of a case file that an exercise knows how to answer.
enum Column : std::uint8_t {
  file_no,
  kind,
  status,
  country,
  area,
  opened_on,
  closed_on,
  reported_on,
  source,
  consular_type,
  iccs,
  recruitment_method,
  platform,
  palermo,
  means_of_control,
  exploitation_type,
  persons_count,
  reports_count,
  entered_on,
  transit_countries,
  last_contact_on,
  host_notified_on,
  host_response_on,
  outcome,
  referred_to,
  source_reliability,
  information_credibility,
  tlp,
  summary,
  column_count
};
using CaseRow = std::array<std::string_view, column_count>;

/// What the case form lets an exercise answer, and with what.
struct CaseColumns {
  /// `day` answers a required date of unknown meaning.
  CaseColumns(const form::Form& form, std::string_view day);

  std::vector<std::pair<int, std::string>> order;  ///< a Column, or -1 and its constant
  std::string header;
  Pool kinds, sources, open_states, closed_states, open_outcomes, closed_outcomes, deaths;
  std::vector<std::string> consular_types, crimes;  ///< by the kind's index: the crosswalk of the kinds' code list
  Pool recruitment, platforms, elements, means, exploitation, transits, reliability, credibility, sharing;
};

/// A field of a CSV file, quoted where it must be.
std::string csv_field(std::string_view text);

}  // namespace scamdesk::survey::exercise
