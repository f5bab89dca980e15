// SPDX-License-Identifier: Apache-2.0
#include "survey/overrides.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include <scamdesk/text.hpp>

#include "base/text.hpp"

namespace scamdesk::survey {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view prefix = "#override/";

struct Recorded {
  FindingOverride given;
  std::map<std::string, std::string> values;
};

std::optional<Recorded> recorded_in(const Cells& cells, const std::string& path) {
  const auto found = cells.find(path);
  if (found == cells.end() || !found->second.has_value()) { return std::nullopt; }
  const auto json = Json::parse(found->second.text, nullptr, false);
  if (!json.is_object()) { return std::nullopt; }
  Recorded recorded;
  for (const auto& [key, value] : json.items()) {
    if (key == "values" && value.is_object()) {
      for (const auto& [name, text] : value.items()) {
        if (text.is_string()) { recorded.values.emplace(name, text.get<std::string>()); }
      }
    }
    if (!value.is_string()) { continue; }
    const auto text = value.get<std::string>();
    if (key == "reason") { recorded.given.reason = text; }
    if (key == "actor") { recorded.given.actor = text; }
    if (key == "at") { recorded.given.at = parse_instant(text).value_or(Instant{}); }
  }
  return recorded;
}

/// What a name that finds nothing may have meant.
Error nothing_found(const std::vector<CheckFinding>& findings, const form::Form& form, const std::string& check) {
  const auto known = std::ranges::find(form.checks, check, &form::Check::id);
  if (known != form.checks.end()) {
    return {Errc::bad_input, message("{0}: the check finds nothing here", check), message("'scamdesk return check' shows what is found")};
  }
  std::vector<std::string> ids;
  for (const auto& finding : findings) { ids.push_back(finding.check); }
  for (const auto& rule : form.checks) { ids.push_back(rule.id); }
  const auto near = nearest(check, ids);
  return {Errc::not_found, message("{0}: the form has no such check", check),
          near ? message("did you mean {0}?", *near) : message("'scamdesk return check' shows what is found")};
}

}  // namespace

std::string override_path(const CheckFinding& finding, const form::Form& form, const Answers& answers) {
  const auto place = form::locate(form, answers, finding.field, {});
  return std::string(prefix) + finding.check + '/' + (place ? place->path : finding.field);
}

Cell to_override(const CheckFinding& finding, const std::string& reason, const records::Author& author) {
  const Json json{{"reason", reason}, {"actor", author.actor}, {"at", to_string(author.now)}, {"values", finding.values}};
  return Cell::of(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

bool has_overrides(const Cells& cells) {
  const auto first = cells.lower_bound(prefix);
  return first != cells.end() && first->first.starts_with(prefix);
}

void lay_overrides(std::vector<CheckFinding>& findings, const form::Form& form, const Answers& answers, const Cells& cells) {
  if (!has_overrides(cells)) { return; }
  for (auto& finding : findings) {
    if (finding.severity != "soft") { continue; }
    auto recorded = recorded_in(cells, override_path(finding, form, answers));
    if (!recorded) { continue; }
    recorded->given.holds = recorded->values == finding.values;
    finding.overridden = std::move(recorded->given);
  }
}

Result<CheckFinding> overridable(const std::vector<CheckFinding>& findings, const form::Form& form, const std::string& named) {
  const auto colon = named.find(':');
  const auto check = named.substr(0, colon);
  const auto field = colon == std::string::npos ? std::string() : named.substr(colon + 1);
  std::vector<const CheckFinding*> meant;
  for (const auto& finding : findings) {
    if (finding.check == check && (field.empty() || finding.field == field)) { meant.push_back(&finding); }
  }
  if (meant.empty()) { return fail(nothing_found(findings, form, check)); }
  if (meant.front()->severity != "soft") {
    return fail(Errc::not_permitted, message("{0} is not a soft check: no reason overrides it", check),
                meant.front()->severity == "hard" ? message("correct the answer") : message("it stops nothing"));
  }
  if (meant.size() == 1) { return *meant.front(); }
  std::vector<std::string> fields;
  for (const auto* finding : meant) { fields.push_back(check + ':' + finding->field); }
  return fail(Errc::bad_input, message("{0} finds something in {1} places: name one", check, meant.size()),
              message("one of {0}", base::join(fields, ", ")));
}

}  // namespace scamdesk::survey
