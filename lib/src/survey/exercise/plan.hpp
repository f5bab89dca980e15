// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/mission.hpp>
#include <scamdesk/time.hpp>

namespace scamdesk::survey::exercise {

/// What an exercise round has a mission do.
enum class Fate : unsigned char { filed, nil, late, wrong, missing };
std::string_view to_string(Fate fate);

struct MissionPlan {
  Mission mission;
  Fate fate = Fate::filed;
  std::size_t cases = 0;
};

/// Decides who files, files nothing, is late, errs or stays away, and how `cases` spread: most of them in South-East
/// Asia with a heavy tail, none at a mission with a nil return. Of 190 missions 4 are missing, 20 nil, 5 late, 2 wrong.
std::vector<MissionPlan> make_plan(const std::vector<Mission>& missions, const std::string& seed, std::size_t cases);

/// How much of the harm an invented round places in a country, against 1 for most of the world.
unsigned weight_of(std::string_view country, std::string_view region);

/// The days an exercise speaks of: from the year's first day to the day its figures are as of, with their words.
class Calendar {
public:
  explicit Calendar(Date as_of);
  Date first() const { return m_first; }
  Date as_of() const { return m_as_of; }
  int days() const { return m_days; }
  /// The words of a day counted from `first()`; kept within the 400 days before it and the as-of day.
  const std::string& text(int day) const;

private:
  Date m_first, m_as_of;
  int m_days = 0;  ///< the as-of day's number
  std::vector<std::string> m_texts;
};

}  // namespace scamdesk::survey::exercise
