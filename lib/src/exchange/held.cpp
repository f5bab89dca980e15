// SPDX-License-Identifier: Apache-2.0
#include "exchange/held.hpp"

#include <nlohmann/json.hpp>

#include "exchange/package.hpp"

namespace scamdesk::exchange {

std::optional<MissionCode> sender_of(std::string_view package) {
  const auto parsed = parse(package);
  if (!parsed) { return std::nullopt; }
  return parsed->header.card.mission;
}

std::string to_stored(const Message& reason) {
  auto args = nlohmann::json::array();
  for (const auto& arg : reason.args) { args.push_back({arg.ko, arg.en}); }
  return nlohmann::json{{"id", reason.id}, {"args", args}}.dump();
}

Message from_stored(std::string_view reason) {
  const auto json = nlohmann::json::parse(reason, nullptr, false);
  if (!json.is_object()) { return message("{0}", reason); }
  Message read{json.value("id", std::string()), {}};
  for (const auto& arg : json.value("args", nlohmann::json::array())) {
    read.args.push_back({arg.at(0).get<std::string>(), arg.at(1).get<std::string>()});
  }
  return read;
}

}  // namespace scamdesk::exchange
