// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "advisory/alerts.hpp"

namespace scamdesk::advisory {
namespace {

bool contains(const std::vector<std::string>& codes, const std::string& code) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// A level that is in force at an instant, and since which notice.
struct InForce {
  const AreaLevel* level = nullptr;
  const Notice* notice = nullptr;
};

class AlertMap {
public:
  AlertMap(const CountryAlerts& alerts, Instant at, const SpecialTerm& term) : m_alerts(alerts), m_at(at), m_term(term) {}

  CurrentLevel of(const std::string& area) const {
    CurrentLevel current;
    current.area = area;
    const auto path = path_of(area);
    const InForce special = nearest(path, true);
    const InForce ordinary = nearest(path, false);
    // A special advisory suspends the ordinary alert of its area; inside it, a more inward ordinary alert stands.
    const bool suspends = special.level != nullptr && !is_inside(ordinary, special, path);
    const InForce decides = suspends ? special : ordinary;
    if (decides.level == nullptr) { return current; }
    current.level = decides.level->level;
    current.from = decides.level->area;
    current.effective = decides.notice->effective;
    current.last_day = suspends ? end_of(*special.level) : ordinary.level->valid_until;
    if (suspends) {
      current.since = special.level->since;
      if (ordinary.level != nullptr) { current.suspended = ordinary.level->level; }
    }
    return current;
  }

private:
  /// The area and the ones around it, innermost first.
  std::vector<std::string> path_of(const std::string& area) const {
    std::vector<std::string> path{area};
    for (std::size_t i = 0; i < path.size() && path.size() <= m_alerts.areas.size(); ++i) {
      for (const auto& around : m_alerts.areas) {
        if (!contains(around.includes, path[i]) || contains(around.excludes, area)) { continue; }
        path.push_back(around.code);
        break;
      }
    }
    return path;
  }
  std::optional<Date> end_of(const AreaLevel& level) const {
    if (!level.since) { return level.valid_until; }
    const Date by_term = last_day(*level.since, m_term);
    return level.valid_until && *level.valid_until < by_term ? level.valid_until : by_term;
  }
  bool has_lapsed(const AreaLevel& level) const {
    const auto end = level.special ? end_of(level) : level.valid_until;
    return end && seoul_date(m_at) > *end;
  }
  bool reaches(const AreaLevel& level, const std::vector<std::string>& path, std::size_t depth) const {
    return std::none_of(path.begin(), path.begin() + static_cast<std::ptrdiff_t>(depth),
                        [&](const std::string& inner) { return contains(level.excludes, inner); });
  }

  /// The latest notice on one area, special or ordinary. An ordinary level set later ends a special advisory there.
  InForce latest(const std::string& area, bool special) const {
    InForce found;
    for (const auto& notice : m_alerts.notices) {
      if (notice.effective > m_at) { break; }
      for (const auto& level : notice.levels) {
        if (level.area != area) { continue; }
        if (level.special == special) { found = {&level, &notice}; }
        if (special && !level.special) { found = {}; }
      }
    }
    if (found.level != nullptr && has_lapsed(*found.level)) { return {}; }
    return found;
  }
  /// The innermost one of the areas on a path that has a level reaching its innermost area.
  InForce nearest(const std::vector<std::string>& path, bool special) const {
    for (std::size_t depth = 0; depth < path.size(); ++depth) {
      const InForce found = latest(path[depth], special);
      if (found.level != nullptr && reaches(*found.level, path, depth)) { return found; }
    }
    return {};
  }
  static bool is_inside(const InForce& inner, const InForce& outer, const std::vector<std::string>& path) {
    if (inner.level == nullptr) { return false; }
    const auto place = [&](const InForce& of) { return std::find(path.begin(), path.end(), of.level->area); };
    return place(inner) < place(outer);
  }

  const CountryAlerts& m_alerts;
  Instant m_at;
  SpecialTerm m_term;
};

}  // namespace

Date last_day(Date since, const SpecialTerm& term) {
  const int more = term.days - (term.first_day_counts ? 1 : 0);
  return Date(std::chrono::sys_days(since) + std::chrono::days(more));
}

std::vector<CurrentLevel> current_levels(const CountryAlerts& alerts, Instant at, const SpecialTerm& term) {
  const AlertMap map(alerts, at, term);
  std::vector<CurrentLevel> levels;
  for (const auto& area : alerts.areas) { levels.push_back(map.of(area.code)); }
  return levels;
}

}  // namespace scamdesk::advisory
