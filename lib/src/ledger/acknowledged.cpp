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

/// Of each chain what reaches further; what only one of them names stays.
std::vector<ChainHead> longer_of(const std::vector<ChainHead>& before, const std::vector<ChainHead>& now) {
  const auto reach = [](const std::vector<ChainHead>& heads, const ChainHead& chain) {
    std::uint64_t length = 0;
    for (const auto& head : heads) {
      if (is_of(head, chain)) { length = std::max(length, head.length); }
    }
    return length;
  };
  std::vector<ChainHead> longer;
  std::copy_if(before.begin(), before.end(), std::back_inserter(longer),
               [&](const ChainHead& head) { return reach(before, head) >= reach(now, head); });
  std::copy_if(now.begin(), now.end(), std::back_inserter(longer),
               [&](const ChainHead& head) { return reach(now, head) > reach(before, head); });
  std::sort(longer.begin(), longer.end());
  return longer;
}

std::optional<Instant> told_at(const Store& store, const DeskKey& desk) {
  auto row = store.query("SELECT made FROM teller WHERE key = ?1", blob(desk));
  if (!row->step()) { return std::nullopt; }
  return instant(row->integer(0));
}

void insert_heads(Store& store, const MissionCode& peer, const DeskKey& desk, std::span<const ChainHead> heads) {
  for (const auto& head : heads) {
    store.query.run(
        "INSERT INTO acknowledged (peer, teller, desk, owner, length, head) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        peer.value(), blob(desk), blob(head.desk), head.owner.value(), number(head.length), blob(head.head));
  }
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
  insert_heads(store, peer, desk, kept);
}

std::optional<std::vector<ChainHead>> Ledger::news_of(const MissionCode& peer, const DeskKey& desk,
                                                      std::span<const ChainHead> holdings, Instant made) const {
  const auto last = told_at(m_impl->store, desk);
  if (last && *last > made) { return std::nullopt; }
  std::vector<ChainHead> before;
  for (auto& one : acknowledged_by(peer)) {
    if (one.desk == desk) { before = std::move(one.heads); }
  }
  auto heads = as_kept(holdings);
  if (!last || *last == made) { heads = longer_of(before, heads); }
  if (heads == before) { return std::nullopt; }
  return heads;
}

void Ledger::keep_holdings(const MissionCode& peer, const DeskKey& desk, std::span<const ChainHead> holdings, Instant made) {
  auto& store = m_impl->store;
  const auto news = news_of(peer, desk, holdings, made);
  if (news) {
    store.require_transaction();
    store.query.run("DELETE FROM acknowledged WHERE peer = ?1 AND teller = ?2", peer.value(), blob(desk));
    insert_heads(store, peer, desk, *news);
  }
  const auto last = told_at(store, desk);
  if (last && *last >= made) { return; }
  store.require_transaction();
  store.query.run("INSERT INTO teller (key, made) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET made = excluded.made", blob(desk),
                  number(made));
}

std::uint64_t Ledger::unacknowledged(const MissionCode& peer) const {
  const auto said = acknowledged_by(peer);
  std::uint64_t count = 0;
  for (const auto& chain : m_impl->store.chains()) {
    const bool for_peer =
        peer == headquarters_code || chain.owner == shared_owner || chain.owner.value() == peer.value();
    if (!for_peer || !has_signing_key(chain.desk)) { continue; }
    std::uint64_t held = chain.shared;
    for (const auto& one : said) {
      for (const auto& head : one.heads) { held = std::max(held, held_under(chain.as_head(), head)); }
    }
    count += chain.length - held;
  }
  return count;
}

}  // namespace scamdesk::ledger
