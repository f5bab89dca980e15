// SPDX-License-Identifier: Apache-2.0
#include "advisory/alerts.hpp"

#include <algorithm>
#include <filesystem>

#include "base/files.hpp"
#include "form/yaml_map.hpp"

namespace scamdesk::advisory {
namespace {

using form::YamlFaults;
using form::YamlMap;
using form::YamlNode;

/// What the files write where the sources are silent.
constexpr std::string_view not_known = "not_known";

SpecialTerm read_term(const YamlMap& map, YamlFaults& faults) {
  const auto* node = map.find("special_advisory");
  if (node == nullptr) { return {}; }
  const YamlMap term(*node, faults, {"days", "first_day_counts"});
  return {term.number("days", 90), term.flag("first_day_counts", true)};
}

Level read_level(const YamlNode& node, YamlFaults& faults) {
  const YamlMap map(node, faults, {"code", "order", "number", "kind", "name", "former_name", "former_name_until", "colour",
                                   "criterion", "planning", "present", "penalty", "rule"});
  Level level;
  level.code = map.required_text("code");
  level.order = map.number("order", 0);
  level.number = map.text("number");
  level.special = map.text("kind") == "special";
  level.name = map.required_words("name");
  level.colour = map.words("colour");
  level.criterion = map.words("criterion");
  level.planning = map.words("planning");
  level.present = map.words("present");
  level.penalty = map.words("penalty");
  level.rule = map.words("rule");
  return level;
}

std::optional<Date> read_date(const YamlNode& node, const std::string& text, YamlFaults& faults) {
  if (text.empty() || text == not_known) { return std::nullopt; }
  const auto date = parse_date(text);
  if (!date) { faults.add(node, message("not a date: {0}", text), message("write it as YYYY-MM-DD")); }
  return date;
}

AreaLevel read_area_level(const YamlNode& node, const SpecialTerm& term, YamlFaults& faults) {
  const YamlMap map(node, faults, {"area", "level", "kind", "change", "since", "valid_until", "excludes"});
  AreaLevel level;
  level.area = map.required_text("area");
  level.level = map.required_text("level");
  level.special = map.text("kind") == "special";
  level.change = map.text("change");
  level.since = read_date(node, map.text("since"), faults);
  level.valid_until = read_date(node, map.text("valid_until"), faults);
  // A last day that the file's own term gives is worked out again, so that the setting governs it.
  const bool worked_out = level.since && level.valid_until && last_day(*level.since, term) == *level.valid_until;
  if (worked_out) { level.valid_until.reset(); }
  level.excludes = map.texts("excludes");
  return level;
}

Area read_area(const YamlNode& node, YamlFaults& faults) {
  const YamlMap map(node, faults, {"code", "name_ko", "name_en", "includes", "excludes"});
  return {map.required_text("code"), {map.required_text("name_ko"), map.required_text("name_en")},
          map.texts("includes"), map.texts("excludes")};
}

Notice read_notice(const YamlNode& node, const SpecialTerm& term, YamlFaults& faults) {
  const YamlMap map(node, faults, {"id", "effective", "summary", "levels", "notes"});
  Notice notice;
  notice.id = map.required_text("id");
  const auto effective = parse_instant(map.required_text("effective"));
  if (!effective) {
    faults.add(node, message("effective: a time with its zone is expected"), message("2025-10-16T00:00:00+09:00"));
  }
  notice.effective = effective.value_or(Instant{});
  notice.summary = map.required_words("summary");
  for (const auto& level : map.items("levels")) { notice.levels.push_back(read_area_level(level, term, faults)); }
  for (const auto& note : map.items("notes")) { notice.notes.push_back(form::yaml_words(note, faults)); }
  return notice;
}

/// Every area that is named is described.
void check_areas(const CountryAlerts& alerts, const YamlNode& root, YamlFaults& faults) {
  const auto check = [&](const std::string& code) {
    if (alerts.find(code) == nullptr) { faults.add(root, message("no such area: {0}", code)); }
  };
  for (const auto& area : alerts.areas) {
    std::for_each(area.includes.begin(), area.includes.end(), check);
    std::for_each(area.excludes.begin(), area.excludes.end(), check);
  }
  for (const auto& notice : alerts.notices) {
    for (const auto& level : notice.levels) {
      check(level.area);
      std::for_each(level.excludes.begin(), level.excludes.end(), check);
    }
  }
}

}  // namespace

const Level* Levels::find(std::string_view code) const {
  const auto found = std::find_if(levels.begin(), levels.end(), [&](const Level& level) { return level.code == code; });
  return found == levels.end() ? nullptr : &*found;
}

const Area* CountryAlerts::find(std::string_view code) const {
  const auto found = std::find_if(areas.begin(), areas.end(), [&](const Area& area) { return area.code == code; });
  return found == areas.end() ? nullptr : &*found;
}

Result<Levels> read_levels(std::string_view yaml, const std::string& file) {
  auto root = form::read_yaml(yaml, file);
  if (!root) { return fail(std::move(root.error())); }
  YamlFaults faults{file, {}};
  const YamlMap map(*root, faults, {"alerts", "version", "levels", "special_advisory"});
  Levels levels;
  for (const auto& level : map.items("levels")) { levels.levels.push_back(read_level(level, faults)); }
  if (levels.levels.empty()) { faults.add(*root, message("{0} is missing", "levels")); }
  levels.special = read_term(map, faults);
  if (auto error = faults.take()) { return fail(std::move(*error)); }
  return levels;
}

Result<CountryAlerts> read_alerts(std::string_view yaml, const std::string& file) {
  auto root = form::read_yaml(yaml, file);
  if (!root) { return fail(std::move(root.error())); }
  YamlFaults faults{file, {}};
  const YamlMap map(*root, faults, {"alerts", "version", "country", "name", "time_zone", "special_advisory", "sources",
                                    "areas", "changes", "disputed"});
  CountryAlerts alerts;
  alerts.country = map.required_text("country");
  alerts.name = map.required_words("name");
  alerts.special = read_term(map, faults);
  for (const auto& area : map.items("areas")) { alerts.areas.push_back(read_area(area, faults)); }
  for (const auto& notice : map.items("changes")) { alerts.notices.push_back(read_notice(notice, alerts.special, faults)); }
  for (const auto& dispute : map.items("disputed")) {
    const YamlMap inner(dispute, faults, {"change", "area", "taken", "what"});
    alerts.disputed.push_back(inner.required_words("what"));
  }
  check_areas(alerts, *root, faults);
  if (auto error = faults.take()) { return fail(std::move(*error)); }
  std::stable_sort(alerts.notices.begin(), alerts.notices.end(),
                   [](const Notice& a, const Notice& b) { return a.effective < b.effective; });
  return alerts;
}

Result<Levels> load_levels(const std::string& templates) {
  const auto file = templates + "/alerts/levels.yaml";
  const auto text = base::read_file(file, form::yaml_size_limit);
  return text ? read_levels(*text, file) : Result<Levels>(fail(text.error()));
}

Result<std::optional<CountryAlerts>> load_alerts(const std::string& templates, const std::string& country) {
  const bool is_code = country.size() == 2 && std::all_of(country.begin(), country.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!is_code) {
    return fail(Errc::bad_input, message("not a country code: {0}", country), message("use two capitals, as in KH"));
  }
  const auto file = templates + "/alerts/" + country + ".yaml";
  if (!std::filesystem::exists(file)) { return std::optional<CountryAlerts>(); }
  const auto text = base::read_file(file, form::yaml_size_limit);
  if (!text) { return fail(text.error()); }
  auto alerts = read_alerts(*text, file);
  if (!alerts) { return fail(std::move(alerts.error())); }
  return std::optional(std::move(*alerts));
}

}  // namespace scamdesk::advisory
