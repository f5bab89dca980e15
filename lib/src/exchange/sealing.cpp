// SPDX-License-Identifier: Apache-2.0
#include "exchange/sealing.hpp"

#include <algorithm>
#include <fstream>

#include "exchange/package_outside.hpp"

namespace scamdesk::exchange {
namespace {

std::optional<Hash> sealing_key_of(const ledger::Ledger& ledger, const DeskKey& desk) {
  const auto card = ledger.card(desk);
  if (!card || card->sealing.is_zero()) { return std::nullopt; }
  return card->sealing;
}

// The desks that may be the addressee's, but this one.
std::vector<DeskKey> desks_of(const ledger::Ledger& ledger, const MissionCode& mission) {
  const auto& self = ledger.identity();
  std::vector<DeskKey> desks;
  for (const auto& enrolled : ledger.enrolments(mission)) { desks.push_back(enrolled.key); }
  const bool pinned = mission == headquarters_code && !self.headquarters.value().is_zero();
  if (pinned && !ledger.is_revoked(self.headquarters)) { desks.push_back(self.headquarters); }
  std::ranges::sort(desks);
  desks.erase(std::unique(desks.begin(), desks.end()), desks.end());
  std::erase(desks, self.key);
  return desks;
}

}  // namespace

Recipients recipients_for(const ledger::Ledger& ledger, const MissionCode& to) {
  const auto& self = ledger.identity();
  Recipients found;
  for (const auto& desk : desks_of(ledger, to)) {
    if (const auto key = sealing_key_of(ledger, desk)) {
      found.keys.push_back(*key);
    } else {
      found.missing.push_back(word(message("desk {0} of {1}", fingerprint(desk.value()).substr(0, 9), to.value())));
    }
  }
  if (found.keys.empty() && found.missing.empty()) { found.missing.push_back(word(message("any desk of {0}", to.value()))); }
  if (!found.missing.empty()) {
    found.keys.clear();
    return found;
  }
  if (!self.sealing.is_zero()) { found.keys.push_back(self.sealing); }
  for (const auto& desk : desks_of(ledger, self.mission)) {
    if (const auto key = sealing_key_of(ledger, desk)) { found.keys.push_back(*key); }
  }
  std::ranges::sort(found.keys);
  found.keys.erase(std::unique(found.keys.begin(), found.keys.end()), found.keys.end());
  return found;
}

Opening open_for(const ledger::Ledger& ledger, Package& package) {
  if (!package.sealed() || package.opened) { return Opening::open; }
  const auto ours = std::ranges::find_if(package.header.recipients,
                                         [&](const Recipient& one) { return ledger.has_sealing_key(one.key); });
  if (ours == package.header.recipients.end()) { return Opening::not_ours; }
  if (ledger.locked()) { return Opening::locked; }
  const auto key = ledger.open_key(ours->key, ours->sealed);
  return key && package.open(*key) ? Opening::open : Opening::damaged;
}

bool begins_sealed(std::string_view bytes) {
  const auto outside = outside_begun(bytes);
  return outside && !outside->recipients.empty();
}

bool file_begins_sealed(const std::filesystem::path& file) {
  std::string begin(outside_beginning, '\0');
  std::ifstream stream(file, std::ios::binary);
  stream.read(begin.data(), static_cast<std::streamsize>(begin.size()));
  begin.resize(static_cast<std::size_t>(stream.gcount()));
  return begins_sealed(begin);
}

}  // namespace scamdesk::exchange
