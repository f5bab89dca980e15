// SPDX-License-Identifier: Apache-2.0
#include "survey/exercise/figures.hpp"

#include <algorithm>
#include <array>

#include "survey/exercise/words.hpp"
#include "survey/roster.hpp"

namespace scamdesk::survey::exercise {
namespace {

using Text = std::string_view;

std::string marked(Text text) { return "EXERCISE " + std::string(text); }

std::size_t share(std::size_t whole, int in_hundred) { return whole * static_cast<std::size_t>(in_hundred) / 100; }

}  // namespace

/// Each case file was reported at least once; some reports opened none.
Figures::Figures(const Calendar& calendar, const MissionPlan& plan, const Tally& tally, Dice& dice)
    : m_calendar(calendar), m_plan(plan), m_tally(tally), m_dice(dice) {
  for (const auto& [kind, count] : tally.kinds) { m_kinds[kind] = count + share(count, dice.between(0, 20)); }
  if (plan.fate != Fate::nil && dice.chance(60)) { ++m_kinds["other"]; }
  for (const auto& [kind, count] : m_kinds) { m_received += count; }
}

void Figures::fill(Sheet& sheet) {
  overview(sheet);
  for (const auto& code : Roster::countries(m_plan.mission)) {
    auto row = sheet.add_row("countries");
    country(row, code);
  }
  capacity(sheet);
  clearance(sheet);
  if (m_plan.fate == Fate::nil) { return; }
  reports(sheet);
  cases(sheet);
  persons(sheet);
  estimates(sheet);
  lures(sheet);
  outcomes(sheet);
}

void Figures::overview(Sheet& sheet) {
  sheet.put("period_start", m_calendar.text(0));
  sheet.put("period_end", m_calendar.text(m_calendar.days()));
  sheet.put("data_as_of", m_calendar.text(m_calendar.days()));
  sheet.choose_some("data_sources", {"case_register", "call_log", "call_centre", "host_reply", "community"}, 4);
  if (m_dice.chance(15)) { sheet.put("coverage_gap", m_dice.pick(words::gaps)); }
}

std::string_view Figures::likelihood_in(const std::string& code, std::size_t reports) {
  constexpr std::array<Text, 5> scale{"very_low", "low", "medium", "high", "occurring"};
  const auto weight = weight_of(code, m_plan.mission.region);
  int step = weight >= 150 ? 4 : weight >= 80 ? 3 : weight >= 10 ? 2 : weight >= 3 ? 1 : 0;
  // Two missions of one country need not judge alike.
  if (m_dice.chance(25)) { step += m_dice.chance(50) ? 1 : -1; }
  if (reports > 0) { step = std::max(step, 2); }
  return scale[static_cast<std::size_t>(std::clamp(step, 0, reports > 0 ? 4 : 3))];
}

void Figures::country(Sheet& row, const std::string& code) {
  const bool host = code == m_plan.mission.country;
  const auto found = m_tally.countries.find(code);
  const auto here = found == m_tally.countries.end() ? Tally::Cases{} : found->second;
  const auto reports = here.opened + (host ? m_received - m_tally.cases.opened : 0);
  const auto likelihood = likelihood_in(code, reports);
  const bool high = likelihood == "high" || likelihood == "occurring";
  row.put("country", code);
  row.put("likelihood", likelihood);
  row.put("likelihood_reason", marked(m_dice.pick(high                     ? words::reasons_high
                                                  : likelihood == "medium" ? words::reasons_medium
                                                                           : words::reasons_low)));
  row.choose("likelihood_trend", {{high ? "rising" : "steady", 3}, {"steady", 2}, {"falling", 1}});
  row.put("country_reports", reports);
  row.put("cases_filed_country", here.opened);
  row.put("cases_open_country", here.open);
  if (reports > 0) {
    row.put("source_note", "EXERCISE 공관 사건 대장");
    row.put("figures_as_of", m_calendar.text(m_calendar.days()));
  }
  cooperation(row, code);
  if (high) { alert(row, likelihood); }
}

void Figures::cooperation(Sheet& row, const std::string& code) {
  const bool near = weight_of(code, m_plan.mission.region) >= 10;
  if (!near && m_dice.chance(60)) { return row.lack("cooperation_level"); }
  row.choose("cooperation_level", {{"good", 3}, {"partial", 4}, {"poor", 1}});
  row.choose("host_hotline", {{"operating", 1}, {"discussed", 1}, {"absent", 3}});
  row.put("host_hotline_hours", "EXERCISE 24시간 영어");
  row.choose("korean_desk", {{near ? "agreed" : "absent", 2}, {"discussed", 1}, {"absent", 2}});
  row.choose("joint_task_force", {{"discussed", 2}, {"absent", 3}});
  row.choose("agreements",
             {{"extradition", 2}, {"extradition mutual_legal_assistance", 3}, {"police_cooperation", 1}, {"none", 1}});
  if (m_dice.chance(70)) {
    row.put("first_response_days", m_dice.between(1, 25));
  } else {
    row.lack("first_response_days");
  }
  row.choose("obstacles", {{"none", 2},
                           {"slow_reply", 3},
                           {"slow_reply no_contact_point", 1},
                           {"language", 1},
                           {"self_report_required", 1}});
  row.put("obstacle_detail", "EXERCISE 회신이 늦고 담당자가 자주 바뀜");
  row.choose("displacement_signs", {{"none", near ? 1U : 6U}, {"persons_moved", 1}, {"new_sites operators_moved", 1}});
  row.choose("displacement_from", {{code == "KH" ? "TH" : "KH", 1}});
  row.put("displacement_evidence", "EXERCISE 교민 단체의 제보와 주재국 언론 보도");
}

void Figures::alert(Sheet& row, std::string_view likelihood) {
  auto area = row.add_row("alert_areas");
  area.put("area_name", "전역");
  area.choose("current_level", {{"level1", 2}, {"level2", 1}});
  area.put("recommended_level", likelihood == "occurring" ? "special" : "level2");
  area.put("alert_reason", "EXERCISE 신고 증가와 광고 확산을 고려함");
}

void Figures::reports(Sheet& sheet) {
  const auto filed = std::max(m_tally.cases.opened, m_received - share(m_received, m_dice.between(0, 10)));
  const auto open = std::min(filed, m_tally.cases.open);
  sheet.put("reports_received", m_received);
  sheet.put("reports_filed", filed);
  sheet.put("reports_closed", filed - open);
  sheet.put("reports_open", open);
  sheet.put("reports_open_carried", share(open, m_dice.between(0, 15)));
  sheet.put("reports_prior_year", share(m_received, m_dice.between(35, 90)));
  for (const Text kind : {"job_lure", "abduction", "confinement", "contact_lost", "host_detention", "death"}) {
    sheet.put("reports_" + std::string(kind), Tally::of(m_kinds, kind));
  }
  sheet.put("reports_other_kind", Tally::of(m_kinds, "other"));
  // A report that opened no case came from the family or, most often, by a friend.
  for (const Text source : {"self", "call_centre", "korean_police", "host", "community", "media", "other"}) {
    sheet.put("reports_from_" + std::string(source), Tally::of(m_tally.sources, source));
  }
  sheet.put("reports_from_family", Tally::of(m_tally.sources, "family") + m_received - m_tally.cases.opened);
}

void Figures::cases(Sheet& sheet) {
  const auto opened = m_tally.cases.opened;
  sheet.put("cases_opened", opened);
  sheet.put("cases_closed", opened - m_tally.cases.open);
  sheet.put("cases_open", m_tally.cases.open);
  sheet.put("cases_criminal_report", share(opened, m_dice.between(20, 60)));
  sheet.put("cases_with_proceeds", opened / 40);
  const auto traced = opened / 40 * static_cast<std::size_t>(m_dice.between(8, 60)) * 1'000'000;
  sheet.put("proceeds_traced", traced);
  sheet.put("proceeds_frozen", share(traced, m_dice.between(0, 40)));
}

void Figures::persons(Sheet& sheet) {
  const auto persons = std::max(m_tally.persons, m_received > 0 ? std::size_t{1} : std::size_t{0});
  const auto confined = Tally::of(m_kinds, "confinement") + Tally::of(m_kinds, "abduction") +
                        Tally::of(m_tally.outcomes, "rescued") + Tally::of(m_tally.outcomes, "escaped");
  sheet.put("persons_reported", persons);
  sheet.put("persons_women", share(persons, m_dice.between(20, 40)));
  sheet.put("persons_men", share(persons, m_dice.between(45, 60)));
  sheet.put("persons_under_18", share(persons, m_dice.between(0, 3)));
  sheet.put("persons_confined", confined);
  sheet.put("persons_unlocated", std::min(persons, Tally::of(m_tally.outcomes, "not_located")));
  sheet.put("persons_died", Tally::of(m_kinds, "death"));
}

void Figures::estimates(Sheet& sheet) {
  if (m_tally.cases.opened < 20) { return sheet.lack("nationals_estimated"); }
  const auto estimated = m_tally.cases.opened * static_cast<std::size_t>(m_dice.between(100, 250)) / 100;
  sheet.put("nationals_estimated", estimated);
  sheet.put("nationals_estimated_low", share(estimated, 70));
  sheet.put("nationals_estimated_high", share(estimated, 140));
  sheet.choose_some("estimate_basis", {"consular_records", "survivor_accounts", "host_police", "community", "media"},
                    3);
  sheet.choose("estimate_confidence", {{"low", 3}, {"medium", 2}});
  sheet.put("estimate_note", "EXERCISE 훈련을 위하여 지어낸 추정값");
  sheet.put("workers_estimated", estimated * static_cast<std::size_t>(m_dice.between(20, 120)));
  sites(sheet, estimated);
}

void Figures::sites(Sheet& sheet, std::size_t estimated) {
  const auto places = words::places(m_plan.mission.country);
  if (places.empty()) { return; }
  for (int number = m_dice.between(1, 3); number > 0; --number) {
    auto row = sheet.add_row("sites");
    const int seen = m_dice.between(0, m_calendar.days() - 1);
    row.put("site_name", "EXERCISE 단지 " + std::string(1, static_cast<char>('A' + m_dice.between(0, 25))));
    row.put("site_country", m_plan.mission.country);
    row.put("site_area", m_dice.pick(places));
    row.choose("site_precision", {{"town", 3}, {"province", 2}, {"street", 1}});
    row.put("site_operator", "EXERCISE 조직");
    row.choose("site_state", {{"operating", 4}, {"raided", 1}, {"reduced", 1}, {"moved", 1}});
    row.put("site_nationals", share(estimated, m_dice.between(1, 25)));
    row.put("site_first_seen", m_calendar.text(seen));
    row.put("site_last_seen",
            m_calendar.text(m_dice.between(std::max(seen, m_calendar.days() - 120), m_calendar.days())));
    row.choose("site_confidence", {{"medium", 2}, {"low", 2}, {"high", 1}});
    row.put("site_source", "EXERCISE 탈출자 면담");
  }
}

void Figures::lures(Sheet& sheet) {
  if (m_received == 0) { return; }
  sheet.choose_some("lure_channels", {"Telegram", "KakaoTalk", "Facebook", "Instagram", "NaverCafe", "JobPortal"}, 4);
  sheet.choose_some("recruitment_methods",
                    {"ThroughOnlineSocialNetworks", "ThroughAnOnlineAdvertisement", "ThroughFriendsOrSocialEvents"}, 3);
  sheet.choose_some("lure_red_flags",
                    {"departure_support", "airfare_visa_paid", "lodging_paid", "excessive_pay", "moves_to_messenger",
                     "passport_handover"},
                    5);
  sheet.put("lure_wording", m_dice.pick(words::lures));
  const auto seen = m_received / 10 + static_cast<std::size_t>(m_dice.between(0, 4));
  sheet.put("ads_seen", seen);
  sheet.put("ads_referred", share(seen, m_dice.between(0, 80)));
  if (seen > 0) {
    auto ad = sheet.add_row("lure_ads");
    ad.put("lure_url", "https://jobs.exercise.example/" + std::to_string(m_dice.between(1000, 9999)));
    ad.choose("lure_platform", {{"Telegram", 2}, {"Facebook", 1}});
    ad.put("lure_seen_on", m_calendar.text(m_dice.between(m_calendar.days() / 2, m_calendar.days())));
    ad.put("lure_destination", m_plan.mission.country);
  }
  if (weight_of(m_plan.mission.country, m_plan.mission.region) < 10) { return; }  // far from where the routes run
  auto route = sheet.add_row("transit_routes");
  route.put("route_from", "KR");
  if (m_plan.mission.country != "TH") { route.put("route_via", "TH"); }
  route.put("route_to", m_plan.mission.country);
  route.choose("route_mode", {{"air", 3}, {"mixed", 1}});
  route.put("route_persons", m_tally.persons / 3);
}

void Figures::outcomes(Sheet& sheet) {
  const auto& persons = m_tally.outcomes;
  const auto held = Tally::of(persons, "detained_by_host");
  const auto home = Tally::of(persons, "repatriated");
  sheet.put("persons_rescued", Tally::of(persons, "rescued"));
  sheet.put("persons_escaped", Tally::of(persons, "escaped"));
  sheet.put("persons_repatriated", home);
  sheet.put("persons_held_suspects", held);
  sheet.put("persons_victim_and_suspect", share(held, m_dice.between(0, 40)));
  sheet.put("persons_awaiting_repatriation", share(held, m_dice.between(0, 60)));
  sheet.put("persons_handed_over", share(home, m_dice.between(0, 30)));
  sheet.put("persons_entry_refused", share(home, m_dice.between(0, 5)));
}

void Figures::capacity(Sheet& sheet) {
  const bool near = weight_of(m_plan.mission.country, m_plan.mission.region) >= 10;
  sheet.put("consular_staff", m_dice.between(near ? 4 : 1, near ? 12 : 5));
  sheet.put("police_attaches", m_dice.between(0, near ? 3 : 1));
  sheet.put("staff_requested", m_dice.between(0, near ? 4 : 1));
  sheet.choose("night_duty", {{"yes", 3}, {"no", 1}});
  sheet.choose("shelter_available", {{"no", 3}, {"yes", 1}});
  if (near) {
    sheet.choose_some("needs", {"consular_staff", "police_attache", "interpreter", "shelter", "travel_cost"}, 3);
  }
  sheet.put("needs_detail", "EXERCISE 야간 당직과 통역 인력이 부족함");
  if (near) {
    sheet.choose_some("aid_kinds", {"investigation_training", "forensic_equipment", "victim_protection", "hotline"}, 2);
  }
  sheet.put("aid_proposal", "EXERCISE 주재국 수사관 초청 연수");
  sheet.choose_some("prevention_done", {"website_notice", "social_media", "text_message", "community_meeting"}, 3);
  if (m_plan.fate != Fate::nil) { sheet.put("notices_issued", m_dice.between(0, 6)); }
}

void Figures::clearance(Sheet& sheet) {
  sheet.put("remarks", "EXERCISE 훈련을 위하여 지어낸 회보이며 실제와 무관함");
  sheet.choose("handling", {{"amber", 1}});
  sheet.put("prepared_by_post", "EXERCISE 영사");
  sheet.put("prepared_on", m_calendar.text(m_calendar.days()));
  sheet.choose("cleared_by_post",
               {{m_plan.mission.type == "embassy" ? "head_of_mission" : "consul_general", 3}, {"consul", 1}});
  sheet.put("cleared_on", m_calendar.text(m_calendar.days()));
}

}  // namespace scamdesk::survey::exercise
