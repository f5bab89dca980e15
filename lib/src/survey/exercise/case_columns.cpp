// SPDX-License-Identifier: Apache-2.0
#include "survey/exercise/case_columns.hpp"

#include <algorithm>

namespace scamdesk::survey::exercise {
namespace {

constexpr std::array<std::string_view, column_count> column_names{"file_no",
                                                                  "kind",
                                                                  "status",
                                                                  "country",
                                                                  "area",
                                                                  "opened_on",
                                                                  "closed_on",
                                                                  "reported_on",
                                                                  "source",
                                                                  "consular_type",
                                                                  "iccs",
                                                                  "recruitment_method",
                                                                  "platform",
                                                                  "palermo",
                                                                  "means_of_control",
                                                                  "exploitation_type",
                                                                  "persons_count",
                                                                  "reports_count",
                                                                  "entered_on",
                                                                  "transit_countries",
                                                                  "last_contact_on",
                                                                  "host_notified_on",
                                                                  "host_response_on",
                                                                  "outcome",
                                                                  "referred_to",
                                                                  "source_reliability",
                                                                  "information_credibility",
                                                                  "tlp",
                                                                  "summary"};

/// The codes that a kind's row of its code list names for another question, by the kind's index in the pool.
std::vector<std::string> crosswalk(const form::Form& form, const Pool& kinds, const std::string& to) {
  std::vector<std::string> result(kinds.size());
  const auto* from = form.find("kind");
  const auto* target = form.find(to);
  const auto* list = from ? form.list(from->list) : nullptr;
  const auto* codes = target ? form.list(target->list) : nullptr;
  if (list == nullptr || codes == nullptr) { return result; }
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto* choice = list->find(kinds.name(i));
    if (choice == nullptr) { continue; }
    const auto cell = choice->columns.find(to);
    if (cell != choice->columns.end() && codes->find(cell->second)) { result[i] = cell->second; }
  }
  return result;
}

}  // namespace

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) { return std::string(text); }
  std::string result = "\"";
  for (const char byte : text) { result.append(byte == '"' ? 2U : 1U, byte); }
  return result + '"';
}

CaseColumns::CaseColumns(const form::Form& form, std::string_view day)
    : kinds(form, "kind",
            {{"job_lure", 34},
             {"confinement", 22},
             {"contact_lost", 20},
             {"host_detention", 12},
             {"abduction", 6},
             {"other", 5},
             {"death", 1}}),
      sources(form, "source",
              {{"family", 30},
               {"self", 25},
               {"call_centre", 15},
               {"korean_police", 12},
               {"host", 8},
               {"community", 6},
               {"media", 2},
               {"other", 2}}),
      open_states(form, "status", {{"Active", 4}, {"FollowUp", 1}}),
      closed_states(form, "status", {{"Closed", 9}, {"ClosedReferred", 1}}),
      open_outcomes(form, "outcome", {{"pending", 8}, {"not_located", 1}}),
      closed_outcomes(form, "outcome",
                      {{"located_safe", 30},
                       {"rescued", 8},
                       {"escaped", 10},
                       {"released", 8},
                       {"repatriated", 24},
                       {"detained_by_host", 8},
                       {"declined_help", 6},
                       {"unfounded", 5},
                       {"other", 1}}),
      deaths(form, "outcome", {{"deceased", 1}}),
      consular_types(crosswalk(form, kinds, "consular_type")),
      crimes(crosswalk(form, kinds, "iccs")),
      recruitment(form, "recruitment_method",
                  {{"ThroughOnlineSocialNetworks", 5},
                   {"ThroughAnOnlineAdvertisement", 4},
                   {"ThroughFriendsOrSocialEvents", 2}}),
      platforms(
          form, "platform",
          {{"Telegram", 5}, {"KakaoTalk", 3}, {"Facebook", 2}, {"Instagram", 2}, {"NaverCafe", 1}, {"JobPortal", 1}}),
      elements(form, "palermo", {{"A1 M3 P9", 3}, {"A1 A2 M1 M3 P9", 2}, {"A1 A4 M4 P3 P9", 1}}),
      means(form, "means_of_control",
            {{"RestrictsMovement WithholdsDocuments", 4},
             {"RestrictsMovement PhysicalThreats", 2},
             {"DebtBondage RestrictsMovement WithholdsDocuments", 2},
             {"PhysicalAbuse RestrictsMovement", 1}}),
      exploitation(form, "exploitation_type", {{"ForcedCriminality", 1}}),
      transits(form, "transit_countries", {{"TH", 4}, {"VN", 3}, {"HK", 1}, {"SG", 1}}),
      reliability(form, "source_reliability", {{"b", 3}, {"c", 4}, {"f", 1}}),
      credibility(form, "information_credibility", {{"2", 3}, {"3", 4}, {"6", 1}}),
      sharing(form, "tlp", {{"amber", 8}, {"amber+strict", 2}}) {
  for (const auto& question : form.questions) {
    if (!question.holds_value() || question.repeat >= 0 || question.type == form::Type::calculate) { continue; }
    const auto known = std::find(column_names.begin(), column_names.end(), question.name);
    if (known == column_names.end() && question.required.empty()) { continue; }
    const int column = known == column_names.end() ? -1 : static_cast<int>(known - column_names.begin());
    order.emplace_back(column, column < 0 ? csv_field(plain_answer(form, question, day)) : "");
    header.append(header.empty() ? "" : ",").append(question.name);
  }
  header += '\n';
}

}  // namespace scamdesk::survey::exercise
