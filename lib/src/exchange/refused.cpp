// SPDX-License-Identifier: Apache-2.0
#include "exchange/refused.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace scamdesk::exchange {
namespace {

constexpr std::string_view setting = "refused";
constexpr std::size_t most = 500;  ///< remembered; a folder of rubbish must not grow the desk

void keep(ledger::Ledger& ledger, const std::vector<Refused>& packages) {
  auto list = nlohmann::json::array();
  for (const auto& package : packages) {
    list.push_back({{"package", to_string(package.package)}, {"file", package.file}, {"mission", package.mission.value()}});
  }
  ledger.keep_setting(setting, list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace

std::vector<Refused> refused(const ledger::Ledger& ledger) {
  std::vector<Refused> packages;
  const auto list = nlohmann::json::parse(ledger.setting(setting).value_or("[]"), nullptr, false);
  if (!list.is_array()) { return packages; }
  for (const auto& each : list) {
    if (!each.is_object()) { continue; }
    const auto hash = parse_hash(each.value("package", std::string()));
    if (hash) { packages.push_back({*hash, each.value("file", std::string()), MissionCode(each.value("mission", std::string()))}); }
  }
  return packages;
}

void note_refused(ledger::Ledger& ledger, const Refused& package) {
  auto packages = refused(ledger);
  const auto same = [&](const Refused& other) { return other.package == package.package; };
  if (std::any_of(packages.begin(), packages.end(), same)) { return; }
  packages.push_back(package);
  if (packages.size() > most) { packages.erase(packages.begin()); }
  keep(ledger, packages);
}

void forget_refused(ledger::Ledger& ledger, const MissionCode& mission) {
  auto packages = refused(ledger);
  if (std::erase_if(packages, [&](const Refused& package) { return package.mission == mission; }) > 0) { keep(ledger, packages); }
}

}  // namespace scamdesk::exchange
