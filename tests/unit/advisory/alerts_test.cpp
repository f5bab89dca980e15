// SPDX-License-Identifier: Apache-2.0
#include "advisory/alerts.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;
using advisory::CurrentLevel;

namespace {

const std::string templates = std::string(SCAMDESK_SOURCE_DIR) + "/templates";

advisory::CountryAlerts cambodia() {
  auto alerts = advisory::load_alerts(templates, "KH");
  REQUIRE(alerts.has_value());
  REQUIRE(alerts->has_value());
  return **alerts;
}
CurrentLevel at(const std::string& area, const std::string& instant, advisory::SpecialTerm term = {}) {
  for (const auto& current : advisory::current_levels(cambodia(), *parse_instant(instant), term)) {
    if (current.area == area) { return current; }
  }
  FAIL("no such area");
  return {};
}
std::string level(const std::string& area, const std::string& instant) { return at(area, instant).level; }

}  // namespace

TEST_CASE("the shipped levels and Cambodia's alerts read") {
  const auto levels = advisory::load_levels(templates);
  REQUIRE(levels.has_value());
  CHECK(levels->find("special")->special);
  CHECK(levels->find("special")->order > levels->find("level2")->order);
  CHECK(levels->find("special")->order < levels->find("level3")->order);
  CHECK(levels->find("level4")->penalty.ko.find("1년 이하") != std::string::npos);
  CHECK(cambodia().notices.size() == 4);
}

TEST_CASE("Cambodia is replayed notice by notice") {
  SUBCASE("before the first notice nothing is known") { CHECK(level("KH-12", "2025-07-27T11:59:59+09:00").empty()); }
  SUBCASE("27 July: seven provinces have a special advisory, elsewhere is level 1") {
    CHECK(level("KH-2", "2025-07-27T12:00:00+09:00") == "special");
    CHECK(level("KH-12", "2025-08-01T00:00:00+09:00") == "level1");
    CHECK(level("KH-7-BOKOR", "2025-08-01T00:00:00+09:00") == "level1");
  }
  SUBCASE("16 September: Phnom Penh is raised, Bokor and Bavet are special") {
    CHECK(level("KH-12", "2025-09-16T16:59:00+09:00") == "level1");
    CHECK(level("KH-12", "2025-09-16T17:00:00+09:00") == "level2");
    CHECK(level("KH-20-BAVET", "2025-09-17T00:00:00+09:00") == "special");
    CHECK(level("KH-20", "2025-09-17T00:00:00+09:00") == "level1");
  }
  SUBCASE("10 October: Phnom Penh is special, its ordinary level suspended") {
    const auto phnom_penh = at("KH-12", "2025-10-11T00:00:00+09:00");
    CHECK(phnom_penh.level == "special");
    CHECK(phnom_penh.suspended == "level2");
  }
  SUBCASE("16 October: four levels side by side, Poipet apart from its province") {
    const std::string day = "2025-10-16T00:00:00+09:00";
    CHECK(level("KH-1-POIPET", day) == "level4");
    CHECK(level("KH-1", day) == "special");
    CHECK(level("KH-18", day) == "level3");
    CHECK(level("KH-12", day) == "special");
    CHECK(level("KH", day) == "level2");
    CHECK(level("KH-7", day) == "level2");
    CHECK(at("KH-7", day).from == "KH");
  }
}

TEST_CASE("an area inside a province has the province's level until it has its own") {
  const auto poipet = at("KH-1-POIPET", "2025-08-01T00:00:00+09:00");
  CHECK(poipet.level == "special");
  CHECK(poipet.from == "KH-1");
}

TEST_CASE("a special advisory lapses after 90 days, the first day counted or not as the setting says") {
  CHECK(to_string(advisory::last_day(*parse_date("2025-07-27"), {90, true})) == "2025-10-24");
  CHECK(to_string(advisory::last_day(*parse_date("2025-07-27"), {90, false})) == "2025-10-25");
  CHECK(at("KH-2", "2025-10-24T23:59:00+09:00").level == "special");
  CHECK(at("KH-2", "2025-10-25T00:00:00+09:00").level.empty());  // the level it suspended is not in the sources
  CHECK(at("KH-2", "2025-10-25T00:00:00+09:00", {90, false}).level == "special");
  CHECK(to_string(*at("KH-2", "2025-10-20T00:00:00+09:00").last_day) == "2025-10-24");
}

TEST_CASE("when a special advisory lapses the ordinary level comes back") {
  CHECK(level("KH-12", "2026-01-07T12:00:00+09:00") == "special");
  CHECK(level("KH-12", "2026-01-08T00:00:00+09:00") == "level2");
}

TEST_CASE("a special advisory whose first day is not known has no last day and stays") {
  const auto oddar = at("KH-22", "2026-06-01T00:00:00+09:00");
  CHECK(oddar.level == "special");
  CHECK_FALSE(oddar.last_day);
}

TEST_CASE("a shorter period that a notice sets is kept") {
  const std::string yaml =
      "alerts: country\nversion: \"1\"\ncountry: XX\nname: {ko: 가, en: X}\n"
      "areas:\n  - {code: XX, name_ko: 가, name_en: X, includes: [], excludes: []}\n"
      "changes:\n  - id: a\n    effective: \"2025-01-01T00:00:00+09:00\"\n    summary: {ko: 가, en: a}\n"
      "    levels: [{area: XX, level: special, kind: special, change: new, since: \"2025-01-01\", valid_until: \"2025-01-30\"}]\n";
  const auto alerts = advisory::read_alerts(yaml, "XX.yaml");
  REQUIRE(alerts.has_value());
  CHECK(advisory::current_levels(*alerts, *parse_instant("2025-01-30T12:00:00+09:00"), {}).front().level == "special");
  CHECK(advisory::current_levels(*alerts, *parse_instant("2025-01-31T12:00:00+09:00"), {}).front().level.empty());
}

TEST_CASE("a country without a file is not known, and a code that is none opens no file") {
  const auto laos = advisory::load_alerts(templates, "LA");
  REQUIRE(laos.has_value());
  CHECK_FALSE(laos->has_value());
  CHECK(advisory::load_alerts(templates, "../levels").error().code == Errc::bad_input);
  CHECK(advisory::load_alerts(templates, "kh").error().code == Errc::bad_input);
}

TEST_CASE("faults of an alert file come at once") {
  const auto alerts = advisory::read_alerts(
      "alerts: country\ncountry: XX\nname: {ko: 가, en: X}\nareas: []\n"
      "changes:\n  - {id: a, effective: yesterday, summary: {ko: 가, en: a}, levels: [{area: XX-1, level: level1}]}\n", "XX.yaml");
  REQUIRE_FALSE(alerts.has_value());
  CHECK(alerts.error().place->row == 6);
  CHECK(alerts.error().more.size() == 1);
}
