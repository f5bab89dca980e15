// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>
#include <scamdesk/time.hpp>

/// Travel alerts: the levels, the areas of a country, and what was in force where and when. All of it is data under
/// templates/alerts, from the ministry's notices as the press reprinted them.
namespace scamdesk::advisory {

/// How long a special advisory lasts at most. Whether its first day counts is not settled in the sources: a setting.
struct SpecialTerm {
  int days = 90;
  bool first_day_counts = true;
  bool operator==(const SpecialTerm&) const = default;
};

/// One level of the system: `level1` … `level4`, `special`, `none`.
struct Level {
  std::string code;
  int order = 0;  ///< ascending danger
  std::string number;
  bool special = false;
  Text name, colour, criterion;
  Text planning, present;  ///< guidance for who plans to go, and for who is there
  Text penalty, rule;
};
struct Levels {
  std::vector<Level> levels;
  SpecialTerm special;
  const Level* find(std::string_view code) const;
};

struct Area {
  std::string code;
  Text name;
  std::vector<std::string> includes, excludes;  ///< codes of areas directly inside it, and taken out of it
};
/// What a notice says of one area.
struct AreaLevel {
  std::string area, level;
  bool special = false;
  std::string change;                  ///< as the notice says; may be not_known
  std::optional<Date> since;           ///< first day of a special advisory; empty: not known
  std::optional<Date> valid_until;     ///< a last day of its own, earlier than the term gives; empty: none
  std::vector<std::string> excludes;   ///< areas inside that it does not reach
};
struct Notice {
  std::string id;
  Instant effective{};
  Text summary;
  std::vector<AreaLevel> levels;
  std::vector<Text> notes;
};
struct CountryAlerts {
  std::string country;
  Text name;
  SpecialTerm special;
  std::vector<Area> areas;      ///< the whole country first
  std::vector<Notice> notices;  ///< by time
  std::vector<Text> disputed;   ///< where the sources disagree
  const Area* find(std::string_view code) const;
};

/// Errors: bad_input with every fault and its place.
Result<Levels> read_levels(std::string_view yaml, const std::string& file);
Result<CountryAlerts> read_alerts(std::string_view yaml, const std::string& file);
/// templates/alerts/levels.yaml.
Result<Levels> load_levels(const std::string& templates);
/// templates/alerts/CC.yaml; empty when there is none: nothing is known of that country's levels.
Result<std::optional<CountryAlerts>> load_alerts(const std::string& templates, const std::string& country);

/// The last day of a special advisory that began on `since`.
Date last_day(Date since, const SpecialTerm& term);

/// What is in force in an area. An empty level is "not known", which is not the same as `none`.
struct CurrentLevel {
  std::string area;
  std::string level;
  std::string from;                  ///< the area whose level reaches here; the area itself where it has its own
  std::optional<Instant> effective;  ///< when the notice that sets it took effect
  std::optional<Date> since;         ///< first day of a special advisory, where known
  std::optional<Date> last_day;      ///< where the notice or the term of a special advisory gives one
  std::string suspended;             ///< the ordinary level that a special advisory suspends, where known
};
/// The level of every area, in the file's order, at an instant: the innermost area with a level decides, later notices
/// replace earlier ones of the same area, and a special advisory suspends the ordinary level until it lapses.
std::vector<CurrentLevel> current_levels(const CountryAlerts& alerts, Instant at, const SpecialTerm& term);

}  // namespace scamdesk::advisory
