// SPDX-License-Identifier: Apache-2.0
#include "advisory/draft.hpp"

#include <doctest/doctest.h>
#include <algorithm>

using namespace scamdesk;

namespace {

const std::string templates = std::string(SCAMDESK_SOURCE_DIR) + "/templates";

advisory::NoticeTemplate notice() {
  const auto read = advisory::load_notice(templates);
  REQUIRE(read.has_value());
  return *read;
}
advisory::Recommendation recommend(const std::string& mission, const std::string& code, const std::string& name,
                                   const std::string& level) {
  return {MissionCode(mission), code, name, "", level, "단지 확인", "2025-10/" + mission + " alert_areas"};
}
advisory::DraftInput cambodia(const std::string& now = "2025-10-15T09:00:00+09:00") {
  advisory::DraftInput input;
  input.country = "KH";
  input.name = {"캄보디아", "Cambodia"};
  input.round = "2025-10";
  input.now = *parse_instant(now);
  input.levels = *advisory::load_levels(templates);
  input.alerts = *advisory::load_alerts(templates, "KH");
  input.coverage = {"190개 공관 중 173개 공관 제출", "173 of 190 missions filed"};
  input.figures = {{{"접수된 신고", "Reports received"}, {"330건", "330 reports"}, Data(330), MissionCode("KH-PNH"), "2025-08-31", "외교부",
                    "2025-10/KH-PNH countries[1].country_reports"}};
  input.contacts = {{{"주캄보디아 대사관", "Embassy in Cambodia"}, "+855-23-211-900", "", ""}};
  return input;
}
std::string change_of(const std::vector<advisory::AreaProposal>& areas, const std::string& code) {
  const auto found = std::find_if(areas.begin(), areas.end(), [&](const auto& area) { return area.code == code; });
  return found == areas.end() ? "absent" : found->change;
}
std::string rendered(const advisory::DraftInput& input, Lang lang, Format format = Format::markdown) {
  const auto document = advisory::draft(input, notice());
  REQUIRE(document.has_value());
  WriteStyle style;
  style.lang = lang;
  return write(*document, format, style);
}

}  // namespace

TEST_CASE("each area's change is told from its level now and what is recommended") {
  auto input = cambodia();
  input.recommendations = {recommend("KH-PNH", "KH-18", "시하누크빌", "level4"), recommend("KH-PNH", "KH-12", "프놈펜", "level2"),
                           recommend("KH-PNH", "KH-2", "바탐방", "special"), recommend("KH-PNH", "", "바벳시", "level3"),
                           recommend("KH-PNH", "", "전역", "level2"), recommend("KH-PNH", "", "알 수 없는 곳", "level1")};
  const auto areas = advisory::proposals(input, {"전역", "whole country"});
  CHECK(change_of(areas, "KH-18") == "raised");
  CHECK(change_of(areas, "KH-12") == "lowered");
  CHECK(change_of(areas, "KH-2") == "kept");
  CHECK(change_of(areas, "KH-20-BAVET") == "raised");
  CHECK(change_of(areas, "KH") == "raised");
  CHECK(change_of(areas, "") == "unknown");
  CHECK(areas.back().name.ko == "알 수 없는 곳");
}

TEST_CASE("missions that differ on an area stand side by side, and nothing is chosen") {
  auto input = cambodia();
  input.recommendations = {recommend("KH-PNH", "KH-12", "프놈펜", "level3"), recommend("KH-REP", "", "Phnom Penh", "level2")};
  const auto areas = advisory::proposals(input, {"전역", "whole country"});
  REQUIRE(areas.size() == 1);
  CHECK(areas[0].change == "differ");
  CHECK(areas[0].levels == std::vector<std::string>{"level2", "level3"});
  const auto text = rendered(input, Lang::ko);
  CHECK(text.find("KH-PNH") != std::string::npos);
  CHECK(text.find("KH-REP") != std::string::npos);
  CHECK(text.find("공관 의견 다름") != std::string::npos);
}

TEST_CASE("a draft proposes nothing that no mission recommended") {
  const auto document = advisory::draft(cambodia(), notice());
  REQUIRE(document.has_value());
  const auto json = to_json(document->data, false);
  CHECK(json.find("\"areas\":[]") != std::string::npos);
  const auto text = write(*document, Format::markdown, {});
  CHECK(text.find("조정을 건의한 지역 없음") != std::string::npos);
  CHECK(text.find("조정안을 제시하지 않음") != std::string::npos);
}

TEST_CASE("a draft holds watermark, levels before and after, evidence, an empty legal ground and its end") {
  auto input = cambodia();
  input.recommendations = {recommend("KH-PNH", "KH-18", "시하누크빌", "level4")};
  const auto text = rendered(input, Lang::ko);
  CHECK(text.find("검토용 초안") != std::string::npos);
  CHECK(text.find("특별여행주의보") != std::string::npos);
  CHECK(text.find("4단계 여행금지(흑색경보)") != std::string::npos);
  CHECK(text.find("2025-10/KH-PNH alert\\_areas") != std::string::npos);
  CHECK(text.find("countries\\[1\\].country\\_reports") != std::string::npos);
  CHECK(text.find("담당관이 정하여 기재") != std::string::npos);
  CHECK(text.find("여권법 제26조 제3호") != std::string::npos);
  CHECK(text.find("+82-2-3210-0404") != std::string::npos);
  CHECK(text.find("24시간 당직 확인되지 않음") != std::string::npos);
  CHECK(text.find("상향 1(시하누크빌주)") != std::string::npos);
  CHECK(text.ends_with("끝.\n"));
  const auto english = rendered(input, Lang::en);
  CHECK(english.find("Level 4 Travel Ban") != std::string::npos);
  CHECK(english.find("Draft for review") != std::string::npos);
  const auto html = rendered(input, Lang::ko, Format::html);
  CHECK(html.find("<div class=\"watermark\"") != std::string::npos);
  const auto json = rendered(input, Lang::ko, Format::json);
  CHECK(json.find("\"legal_ground\": null") != std::string::npos);
  CHECK(json.find("\"level_before\": \"special\"") != std::string::npos);
}

TEST_CASE("the penalty line stands only where level 4 is in force or recommended") {
  auto input = cambodia("2025-09-01T00:00:00+09:00");
  input.recommendations = {recommend("KH-PNH", "KH-12", "프놈펜", "level2")};
  CHECK(rendered(input, Lang::ko).find("여권법") == std::string::npos);
  CHECK(rendered(cambodia("2025-10-20T00:00:00+09:00"), Lang::ko).find("여권법") != std::string::npos);
}

TEST_CASE("where nothing is known of the level now, it is said to be not known") {
  auto input = cambodia();
  input.country = "LA";
  input.name = {"라오스", "Laos"};
  input.alerts.reset();
  input.recommendations = {recommend("LA-VTE", "", "보케오주", "level3")};
  const auto text = rendered(input, Lang::ko);
  CHECK(text.find("확인되지 않음") != std::string::npos);
  CHECK(text.find("판단 불가") != std::string::npos);
  CHECK(rendered(input, Lang::ko, Format::json).find("\"level_before\": null") != std::string::npos);
}

TEST_CASE("a level that is not in the table is refused with its evidence") {
  auto input = cambodia();
  input.recommendations = {recommend("KH-PNH", "KH-18", "시하누크빌", "level5")};
  const auto document = advisory::draft(input, notice());
  REQUIRE_FALSE(document.has_value());
  CHECK(document.error().code == Errc::bad_input);
  CHECK(word(document.error().problem, Lang::en).find("2025-10/KH-PNH") != std::string::npos);
}

TEST_CASE("the English carries the hash of the Korean it renders, which changes with the Korean") {
  auto input = cambodia();
  const auto one = advisory::draft(input, notice());
  input.name.ko = "캄보디아왕국";
  const auto two = advisory::draft(input, notice());
  CHECK(to_json(one->data).find("\"korean_hash\"") != std::string::npos);
  CHECK(to_json(one->data) != to_json(two->data));
}

TEST_CASE("a value that looks like a slot is never filled again") {
  CHECK(advisory::fill({"{a} {x} {b", "{a}"}, {{"a", {"{b}", "{b}"}}, {"b", {"bad", "bad"}}}) == Text{"{b} {x} {b", "{b}"});
}

TEST_CASE("a template that lacks a word or names an unknown part is refused") {
  const auto read = advisory::read_notice("advisory: notice\ntitle: {ko: 가, en: a}\nwatermark: {ko: 나, en: b}\n"
                                          "sections: [{part: map}]\nwords: {}\n", "notice.yaml");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().more.size() >= 39);
}
