// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include "ledger/erasure.hpp"
#include "ledger/store.hpp"

/// Which revisions speak. A stolen desk may go on writing, and what it wrote may be here before headquarters says so:
/// nothing is taken out of a ledger, and what is not good settles as a change that set nothing. So every desk that holds
/// the same revisions, the revocation among them, comes to the same state, whichever came first.
namespace scamdesk::ledger {

const std::map<DeskKey, Store::GoodHeads>& Store::revoked() const {
  if (m_revoked) { return *m_revoked; }
  auto& desks = m_revoked.emplace();
  auto row = query("SELECT key FROM enrolment WHERE enrolled = 0");
  while (row->step()) { desks.try_emplace(DeskKey(hash_of(row->blob(0)))); }
  auto good = query("SELECT key, owner, length, head FROM good_head");
  while (good->step()) {
    const DeskKey desk(hash_of(good->blob(0)));
    const Owner owner{std::string(good->text(1))};
    const auto found = desks.find(desk);
    if (found == desks.end()) { continue; }
    found->second.emplace(owner, ChainHead{desk, owner, 0, static_cast<std::uint64_t>(good->integer(2)), id_of(good->blob(3))});
  }
  return desks;
}

bool Store::is_revoked(const DeskKey& desk) const { return revoked().contains(desk); }

bool Store::is_good(const Revision& revision) const {
  const auto& desks = revoked();
  if (desks.empty()) { return true; }
  const auto desk = desks.find(revision.desk);
  if (desk == desks.end()) { return true; }
  const auto [first, last] = desk->second.equal_range(revision.record.owner);
  return std::any_of(first, last, [&](const auto& good) { return leads_to(good.second, revision); });
}

// Of a fork the branches that good heads lie on are good, as far as it can be told here.
bool Store::leads_to(const ChainHead& good, const Revision& revision) const {
  if (revision.place > good.length) { return false; }
  if (revision.place == good.length) { return revision.id == good.head; }
  const auto branches = chains(good.desk, good.owner);
  if (branches.size() < 2) { return true; }
  const auto branch = std::find_if(branches.begin(), branches.end(),
                                   [&](const ChainRow& one) { return one.length >= good.length && id_at(one, good.length) == good.head; });
  return branch == branches.end() || id_at(*branch, revision.place) == revision.id;
}

void Store::leave_out_bad(std::vector<Revision>& history) const {
  if (revoked().empty()) { return; }
  if (const Erasures erasures(history); !erasures.none()) { history = erasures.applied(history); }  // destroyed for good
  bool any_good = false;
  for (auto& revision : history) {
    if (is_good(revision)) {
      any_good = true;
      continue;
    }
    revision.change = Change::set;
    revision.cells.clear();
  }
  if (!any_good) { history.clear(); }
}

bool Ledger::is_revoked(const DeskKey& desk) const { return m_impl->store.is_revoked(desk); }

bool Ledger::leads_to(const ChainHead& head, const Revision& revision) const {
  return revision.desk == head.desk && revision.record.owner == head.owner && m_impl->store.leads_to(head, revision);
}

std::vector<Touched> Ledger::touched_by(const DeskKey& desk) const {
  const auto& store = m_impl->store;
  std::set<RecordKey> records;
  for (const auto& chain : store.chains(desk)) {
    store.visit_chain(chain, 1, chain.length, [&](const Revision& revision) { records.insert(revision.record); });
  }
  std::vector<Touched> touched;
  for (const auto& record : records) {
    if (const auto no = record_no(record)) { touched.push_back({*no, record, false, {}, false}); }
  }
  return touched;
}

}  // namespace scamdesk::ledger
