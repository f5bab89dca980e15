// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ledger/erasure.hpp"
#include "ledger/store.hpp"

namespace scamdesk::ledger {

std::optional<RecordKey> Ledger::record(std::int64_t record_no) const {
  auto row = m_impl->store.query(
      "SELECT r.name, o.name, t.uuid FROM record t JOIN name r ON r.no = t.register"
      " JOIN name o ON o.no = t.owner WHERE t.no = ?1",
      record_no);
  if (!row->step()) { return std::nullopt; }
  return RecordKey{Owner(std::string(row->text(1))), FormName(std::string(row->text(0))), uuid_of(row->blob(2))};
}

std::optional<std::int64_t> Ledger::record_no(const RecordKey& key) const {
  auto row = m_impl->store.query(
      "SELECT no FROM record WHERE register = (SELECT no FROM name WHERE name = ?1)"
      " AND owner = (SELECT no FROM name WHERE name = ?2) AND uuid = ?3",
      key.form.value(), key.owner.value(), blob(key.id));
  if (!row->step()) { return std::nullopt; }
  return row->integer(0);
}

std::vector<Revision> Ledger::history(std::int64_t record_no) const {
  auto history = std::move(m_impl->store.histories({record_no}).front());
  if (const Erasures erasures(history); !erasures.none()) { history = erasures.applied(history); }
  // A revision is later than its parents, so this order tells the story.
  std::sort(history.begin(), history.end(),
            [](const Revision& a, const Revision& b) { return a.time != b.time ? a.time < b.time : a.id < b.id; });
  return history;
}

RecordState Ledger::state(std::int64_t record_no) const { return std::move(states(std::span(&record_no, 1)).front()); }

std::vector<RecordState> Ledger::states(std::span<const std::int64_t> record_nos) const {
  std::vector<RecordState> states;
  states.reserve(record_nos.size());
  for (auto& history : m_impl->store.histories({record_nos.begin(), record_nos.end()})) {
    m_impl->store.leave_out_bad(history);
    states.push_back(settle(history));
  }
  return states;
}

std::optional<Instant> Ledger::arrived(std::int64_t record_no, const RevisionId& revision) const {
  const auto& store = m_impl->store;
  std::optional<Instant> arrived;
  for (const auto no : store.blocks_of(record_no)) {
    store.read_block(no, [&](const BlockRow& block, const ChainRow&, RunReader& reader) {
      for (Revision one; !arrived && reader.skim(one);) {
        if (one.id == revision) { arrived = block.time; }
      }
    });
    if (arrived) { break; }
  }
  return arrived;
}

std::vector<std::int64_t> Ledger::records(const FormName& form, const std::optional<Owner>& owner) const {
  std::vector<std::int64_t> numbers;
  const auto& store = m_impl->store;
  const auto form_no = store.find_name(form.value());
  const auto owner_no = owner ? store.find_name(owner->value()) : std::nullopt;
  if (!form_no || (owner && !owner_no)) { return numbers; }
  auto row =
      owner ? store.query("SELECT no FROM record WHERE register = ?1 AND owner = ?2 ORDER BY no", *form_no, *owner_no)
            : store.query("SELECT no FROM record WHERE register = ?1 ORDER BY no", *form_no);
  while (row->step()) { numbers.push_back(row->integer(0)); }
  return numbers;
}

std::vector<Ledger::Gap> Ledger::gaps() const {
  const auto& store = m_impl->store;
  std::map<std::pair<DeskKey, Owner>, Gap> gaps;
  for (const auto& chain : store.chains()) {
    auto& gap = gaps[{chain.desk, chain.owner}];
    gap.have = std::max(gap.have, chain.length);
  }
  auto word = store.query("SELECT desk, owner, max(length) FROM checkpoint GROUP BY desk, owner");
  while (word->step()) {
    auto& gap = gaps[{DeskKey(hash_of(word->blob(0))), Owner(std::string(word->text(1)))}];
    gap.need = static_cast<std::uint64_t>(word->integer(2));
  }
  // What others hold of this desk's own changes beyond what it does itself: it was put back from an old copy.
  auto told = store.query("SELECT owner, max(length) FROM acknowledged WHERE desk = ?1 GROUP BY owner", blob(m_impl->identity.key));
  while (told->step()) {
    auto& need = gaps[{m_impl->identity.key, Owner(std::string(told->text(0)))}].need;
    need = std::max(need, static_cast<std::uint64_t>(told->integer(1)));
  }
  std::vector<std::int64_t> pending;
  auto row = store.query("SELECT no FROM record WHERE shape = 2 ORDER BY no");
  while (row->step()) { pending.push_back(row->integer(0)); }
  for (const auto& history : store.histories(pending)) {
    const auto missing = settle(history).missing;
    for (const auto& revision : history) {
      auto& parents = gaps[{revision.desk, revision.record.owner}].parents;
      std::set_intersection(revision.parents.begin(), revision.parents.end(), missing.begin(), missing.end(),
                            std::back_inserter(parents));
    }
  }
  std::vector<Gap> found;
  for (auto& [chain, gap] : gaps) {
    std::sort(gap.parents.begin(), gap.parents.end());
    gap.parents.erase(std::unique(gap.parents.begin(), gap.parents.end()), gap.parents.end());
    if (gap.need <= gap.have && gap.parents.empty()) { continue; }
    found.push_back({chain.first, chain.second, gap.have, std::max(gap.need, gap.have), std::move(gap.parents)});
  }
  return found;
}

}  // namespace scamdesk::ledger
