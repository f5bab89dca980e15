// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "survey/exercise/case_columns.hpp"
#include "survey/exercise/plan.hpp"

namespace scamdesk::survey::exercise {

/// What a mission's case files add up to: its return says the same.
struct Tally {
  struct Cases {
    std::size_t opened = 0, open = 0;
  };
  using Counts = std::map<std::string, std::size_t, std::less<>>;

  Cases cases;
  std::map<std::string, Cases, std::less<>> countries;
  Counts kinds;     ///< cases by kind
  Counts sources;   ///< cases by first source
  Counts outcomes;  ///< persons by outcome
  std::size_t persons = 0;

  /// The count of a name; 0 when it does not occur.
  static std::size_t of(const Counts& counts, std::string_view name);
};

/// Invented case files as CSV: a column for each question of the form that an exercise can answer, in the form's order.
/// All were opened in the calendar's time, and 7 in 30 are still open. Text goes to `file`, which may be null when only
/// the sums are wanted.
Tally write_cases(const CaseColumns& columns, const Calendar& calendar, const MissionPlan& plan,
                  const std::string& seed, std::string* file);

}  // namespace scamdesk::survey::exercise
