// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "ledger/store.hpp"

/// What other desks said that they hold.
namespace scamdesk::ledger {
namespace {

bool is_of(const ChainHead& head, const ChainHead& chain) {
  return head.desk == chain.desk && head.owner == chain.owner;
}

/// What a desk said before of the chains it speaks of now.
std::vector<ChainHead> said_of(const std::vector<Ledger::Acknowledgement>& known, const DeskKey& desk,
                               std::span<const ChainHead> chains) {
  std::vector<ChainHead> said;
  for (const auto& one : known) {
    if (one.desk != desk) { continue; }
    std::copy_if(one.heads.begin(), one.heads.end(), std::back_inserter(said), [&](const ChainHead& head) {
      return std::any_of(chains.begin(), chains.end(), [&](const ChainHead& chain) { return is_of(head, chain); });
    });
  }
  return said;
}

/// As they are kept: the branch is the teller's own number, and of no use here.
std::vector<ChainHead> as_kept(std::span<const ChainHead> heads) {
  std::vector<ChainHead> kept(heads.begin(), heads.end());
  for (auto& head : kept) { head.branch = 0; }
  std::sort(kept.begin(), kept.end());
  kept.erase(std::unique(kept.begin(), kept.end()), kept.end());
  return kept;
}

}  // namespace

std::vector<Ledger::Acknowledgement> Ledger::acknowledged_by(const MissionCode& peer) const {
  std::map<DeskKey, std::vector<ChainHead>> by_desk;
  auto row =
      m_impl->store.query("SELECT teller, desk, owner, length, head FROM acknowledged WHERE peer = ?1", peer.value());
  while (row->step()) {
    by_desk[DeskKey(hash_of(row->blob(0)))].push_back({DeskKey(hash_of(row->blob(1))), Owner(std::string(row->text(2))),
                                                       0, static_cast<std::uint64_t>(row->integer(3)),
                                                       id_of(row->blob(4))});
  }
  std::vector<Acknowledgement> acknowledged;
  for (auto& [desk, heads] : by_desk) {
    std::sort(heads.begin(), heads.end());
    acknowledged.push_back({desk, std::move(heads)});
  }
  return acknowledged;
}

void Ledger::keep_acknowledgement(const MissionCode& peer, const DeskKey& desk, std::span<const ChainHead> heads) {
  const auto kept = as_kept(heads);
  if (said_of(acknowledged_by(peer), desk, kept) == kept) { return; }
  auto& store = m_impl->store;
  store.require_transaction();
  for (const auto& head : kept) {
    store.query.run("DELETE FROM acknowledged WHERE peer = ?1 AND teller = ?2 AND desk = ?3 AND owner = ?4",
                    peer.value(), blob(desk), blob(head.desk), head.owner.value());
  }
  for (const auto& head : kept) {
    store.query.run(
        "INSERT INTO acknowledged (peer, teller, desk, owner, length, head) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        peer.value(), blob(desk), blob(head.desk), head.owner.value(), number(head.length), blob(head.head));
  }
}

std::uint64_t Ledger::unacknowledged(const MissionCode& peer) const {
  const auto said = acknowledged_by(peer);
  std::uint64_t count = 0;
  for (const auto& chain : m_impl->store.chains(m_impl->identity.key)) {
    const bool for_peer =
        peer == headquarters_code || chain.owner == shared_owner || chain.owner.value() == peer.value();
    if (!for_peer) { continue; }
    std::uint64_t held = chain.shared;
    for (const auto& one : said) {
      for (const auto& head : one.heads) {
        const bool ours = is_of(head, chain.as_head()) && m_impl->store.id_at(chain, head.length) == head.head;
        if (ours) { held = std::max(held, head.length); }
      }
    }
    count += chain.length - held;
  }
  return count;
}

}  // namespace scamdesk::ledger
