// SPDX-License-Identifier: Apache-2.0
#include "survey/findings.hpp"

#include <nlohmann/json.hpp>

namespace scamdesk::survey {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& map, const char* key) {
  const auto found = map.find(key);
  return found != map.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<FindingOverride> override_of(const Json& finding) {
  const auto given = finding.find("override");
  if (given == finding.end() || !given->is_object()) { return std::nullopt; }
  return FindingOverride{text_of(*given, "reason"), text_of(*given, "actor"),
                         parse_instant(text_of(*given, "at")).value_or(Instant{}), true};
}

CheckFinding finding_of(const Json& map) {
  CheckFinding finding{text_of(map, "check"), text_of(map, "severity"), text_of(map, "field"),
                       {text_of(map, "ko"), text_of(map, "en")}, {}, override_of(map)};
  if (const auto values = map.find("values"); values != map.end() && values->is_object()) {
    for (const auto& [name, value] : values->items()) {
      if (value.is_string()) { finding.values.emplace(name, value.get<std::string>()); }
    }
  }
  return finding;
}

}  // namespace

std::string to_json(const std::vector<CheckFinding>& findings) {
  auto list = Json::array();
  for (const auto& finding : findings) {
    auto& entry = list.emplace_back(Json{{"check", finding.check},
                                         {"severity", finding.severity},
                                         {"field", finding.field},
                                         {"ko", finding.message.ko},
                                         {"en", finding.message.en},
                                         {"values", finding.values}});
    if (const auto& given = finding.overridden; given && given->holds) {
      entry["override"] = {{"reason", given->reason}, {"actor", given->actor}, {"at", to_string(given->at)}};
    }
  }
  return list.dump();
}

std::vector<CheckFinding> from_json(std::string_view json) {
  std::vector<CheckFinding> findings;
  const auto list = Json::parse(json, nullptr, false);
  if (!list.is_array()) { return findings; }
  for (const auto& entry : list) {
    if (entry.is_object()) { findings.push_back(finding_of(entry)); }
  }
  return findings;
}

std::vector<CheckFinding> to_public(std::vector<form::Finding> findings) {
  std::vector<CheckFinding> result;
  for (auto& finding : findings) {
    result.push_back({std::move(finding.check), std::string(form::to_string(finding.severity)), std::move(finding.field),
                      std::move(finding.message), std::move(finding.values)});
  }
  return result;
}

std::optional<Error> refusal(const std::vector<CheckFinding>& findings, const RoundId& round) {
  Error error{Errc::bad_input, {}, {}, {}, {}};
  std::size_t hard = 0;
  for (const auto& finding : findings) {
    if (!finding.stops_filing()) { continue; }
    hard += finding.severity == "hard" ? 1 : 0;
    error.more.push_back({Errc::bad_input, message("{0}: {1} ({2})", finding.field, finding.message, finding.check), {}, {}, {}});
  }
  if (error.more.empty()) { return std::nullopt; }
  const auto soft = error.more.size() - hard;
  error.hint = message("correct them, or give the reason of a soft one: 'scamdesk return override {0} CHECK --reason \"…\"'", round.value());
  if (soft == 0) {
    error.problem = message("{0} hard checks stop the return for round {1}", hard, round.value());
    error.hint = message("correct them, then finalise again; 'scamdesk return check {0}' shows all", round.value());
  } else if (hard == 0) {
    error.problem = message("{0} soft checks of the return for round {1} need a recorded reason", soft, round.value());
  } else {
    error.problem = message("{0} hard and {1} soft checks stop the return for round {2}", hard, soft, round.value());
  }
  return error;
}

}  // namespace scamdesk::survey
