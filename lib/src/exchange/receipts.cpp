// SPDX-License-Identifier: Apache-2.0
#include "exchange/receipts.hpp"

#include <algorithm>

#include "base/hash.hpp"

namespace scamdesk::exchange {
namespace {

constexpr std::size_t trailer = 64 + 32;  // the signature and the file's own hash

// As far as this head's own branch is held by who tells the other.
bool covers(const ledger::Ledger& ledger, const std::vector<ledger::ChainHead>& chains, const ledger::ChainHead& told, const ledger::ChainHead& sent) {
  if (told.desk != sent.desk || told.owner != sent.owner || told.length < sent.length) { return false; }
  if (told.length == sent.length) { return told.head == sent.head; }
  return std::ranges::any_of(chains, [&](const ledger::ChainHead& chain) {
    return chain.desk == sent.desk && chain.owner == sent.owner && ledger.id_at(chain, sent.length) == sent.head &&
           ledger.held_under(chain, told) >= sent.length;
  });
}

}  // namespace

std::string receipt_of(const Hash& package) {
  constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 5; ++i) { bits = bits << 8 | package.bytes[i]; }
  std::string code;
  for (int shift = 35; shift >= 0; shift -= 5) {
    if (code.size() == 4) { code += '-'; }
    code += alphabet[bits >> shift & 31];
  }
  return code;
}

Hash package_hash(std::string_view bytes) { return base::blake2b(bytes.substr(0, bytes.size() - std::min(bytes.size(), trailer))); }

void note_arrived(ledger::Ledger& ledger, const MissionCode& peer, Instant now) {
  ledger::PackageNotes notes(ledger.database());
  const auto waiting = notes.unacknowledged(peer);
  if (waiting.empty()) { return; }
  const auto chains = ledger.chains();
  const auto told = ledger.acknowledged_by(peer);
  for (const auto& packed : waiting) {
    if (packed.heads.empty()) { continue; }
    const bool arrived = std::ranges::any_of(told, [&](const ledger::Ledger::Acknowledgement& desk) {
      return std::ranges::all_of(packed.heads, [&](const ledger::ChainHead& sent) {
        return std::ranges::any_of(desk.heads, [&](const ledger::ChainHead& head) { return covers(ledger, chains, head, sent); });
      });
    });
    if (arrived) { notes.acknowledge(packed.package, now); }
  }
}

std::vector<ledger::CameNote> refused_of(const std::vector<ledger::CameNote>& came, const MissionCode& mission) {
  std::vector<ledger::CameNote> refused;
  for (const auto& note : came) {
    if (note.mission != mission) { continue; }
    if (note.outcome <= ledger::Came::known) { refused.clear(); }
    if (note.outcome == ledger::Came::refused) { refused.push_back(note); }
  }
  return refused;
}

}  // namespace scamdesk::exchange
