// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>

#include "ledger/intake.hpp"
#include "ledger/new_records.hpp"
#include "ledger/store.hpp"

namespace scamdesk::ledger {
namespace {

/// This desk's own chains, made when first written for; the addresses stay.
class OwnChains {
public:
  OwnChains(Store& store, const DeskKey& desk) : m_store(store), m_desk(desk) {}

  ChainRow& for_owner(const Owner& owner) {
    const auto at = m_chains.find(owner);
    if (at != m_chains.end()) { return at->second; }
    auto held = m_store.chains(m_desk, owner);
    auto chain = held.empty() ? m_store.make_chain(m_desk, owner, 0, nullptr, 0) : std::move(held.front());
    return m_chains.emplace(owner, std::move(chain)).first->second;
  }

private:
  Store& m_store;
  const DeskKey& m_desk;
  std::map<Owner, ChainRow> m_chains;
};

}  // namespace

std::vector<Touched> Ledger::append(std::span<const NewRevision> changes, Instant now, base::Random& random) {
  auto& store = m_impl->store;
  store.require_transaction();
  OwnChains chains(store, m_impl->identity.key);
  Intake intake(store, {now, 0});
  std::vector<std::uint8_t> salts(changes.size() * std::tuple_size_v<decltype(Revision::salt)>);
  random.fill(salts);
  auto salt = salts.cbegin();
  Revision revision;
  revision.desk = m_impl->identity.key;
  for (const auto& change : changes) {
    auto& row = intake.row(change.record);
    revision.record = change.record;
    revision.parents = row.heads;
    revision.time = std::max(now, row.revisions == 0 ? now : row.clock + std::chrono::milliseconds{1});
    revision.actor = change.actor;
    revision.change = change.change;
    revision.cells = change.cells;
    std::copy_n(salt, revision.salt.size(), revision.salt.begin());
    salt += static_cast<std::ptrdiff_t>(revision.salt.size());
    if (!RunWriter::can_write(revision)) {
      throw StoreFault(Errc::bad_input, "a change whose text is not UTF-8, or whose time is before 1970 or after 9999");
    }
    intake.add_own(chains.for_owner(change.record.owner), row, revision);
  }
  return intake.finish();
}

Ledger::NewPlace Ledger::place_for_new(const RecordKey& kind) {
  auto& store = m_impl->store;
  store.require_transaction();
  OwnChains chains(store, m_impl->identity.key);
  const auto& chain = chains.for_owner(kind.owner);
  NewPlace place{store.keep_name(kind.owner.value()), store.keep_name(kind.form.value()), chain.no, chain.length, chain.head, 0, 0};
  place.next_block = Intake::next_block(store);
  place.next_record = Intake::next_record(store);
  return place;
}

void Ledger::write(const NewRecords& block) {
  if (block.rows.empty()) { return; }
  auto& store = m_impl->store;
  Intake::insert_block(store, block);
  if (!m_impl->new_records) { m_impl->new_records = Intake::bulk_insert(store); }
  Intake::insert_records(*m_impl->new_records, block);
  const auto length = block.first + block.rows.size() - 1;
  store.query.run("UPDATE chain SET length = ?2, head = ?3 WHERE no = ?1", block.chain, number(length),
                  blob(block.rows.back().head));
}

}  // namespace scamdesk::ledger
