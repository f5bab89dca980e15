// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "base/hash.hpp"
#include "register/identity.hpp"

namespace scamdesk::records {

bool is_url(const form::Question& question) { return question.appearance == "url"; }

std::string seed_of(const ledger::RecordKey& key) {
  return key.owner.value() + '/' + key.form.value() + '/' + to_string(key.id);
}

Uuid keyed_id(const form::Form& form, std::span<const std::string> key_values) {
  std::string name = form.name.value();
  for (std::size_t i = 0; i < key_values.size(); ++i) {
    const auto* question = i < form.key.size() ? form.find(form.key[i]) : nullptr;
    const bool url = question != nullptr && is_url(*question);
    name += '\n' + (url ? canonical_url(key_values[i]) : key_values[i]);
  }
  return base::uuid_v5(base::scamdesk_namespace, name);
}

std::string number_prefix(const MissionCode& mission, Instant now) {
  const auto& code = mission.value();
  const auto dash = code.find('-');
  const auto year = static_cast<int>(seoul_date(now).year()) % 100;
  return fmt::format("{}-{:02}-", dash == std::string::npos ? code : code.substr(dash + 1), year);
}

std::string short_number(const std::string& prefix, std::int64_t running) { return fmt::format("{}{:04}", prefix, running); }

}  // namespace scamdesk::records
