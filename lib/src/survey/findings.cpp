// SPDX-License-Identifier: Apache-2.0
#include "survey/findings.hpp"

#include <nlohmann/json.hpp>

namespace scamdesk::survey {

std::string to_json(const std::vector<form::Finding>& findings) {
  auto list = nlohmann::ordered_json::array();
  for (const auto& finding : findings) {
    list.push_back({{"check", finding.check},
                    {"severity", form::to_string(finding.severity)},
                    {"field", finding.field},
                    {"ko", finding.message.ko},
                    {"en", finding.message.en}});
  }
  return list.dump();
}

std::size_t count_findings(std::string_view json) {
  const auto list = nlohmann::json::parse(json, nullptr, false);
  return list.is_array() ? list.size() : 0;
}

std::vector<CheckFinding> to_public(const std::vector<form::Finding>& findings) {
  std::vector<CheckFinding> result;
  for (const auto& finding : findings) {
    result.push_back({finding.check, std::string(form::to_string(finding.severity)), finding.field, finding.message,
                      finding.values});
  }
  return result;
}

std::optional<Error> refusal(const std::vector<form::Finding>& findings, const RoundId& round) {
  Error error{Errc::bad_input, {}, message("correct them, then finalise again; 'scamdesk return check {0}' shows all", round.value()),
              {}, {}};
  for (const auto& finding : findings) {
    if (finding.severity != form::Severity::hard) { continue; }
    error.more.push_back({Errc::bad_input, message("{0}: {1} ({2})", finding.field, finding.message, finding.check), {}, {}, {}});
  }
  if (error.more.empty()) { return std::nullopt; }
  error.problem = message("{0} hard checks stop the return for round {1}", error.more.size(), round.value());
  return error;
}

}  // namespace scamdesk::survey
