// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ledger/store.hpp"

namespace scamdesk::ledger {
namespace {

std::optional<ChainRow> find(const Store& store, const ChainHead& head) {
  for (auto& chain : store.chains(head.desk, head.owner)) {
    if (chain.branch == head.branch) { return std::move(chain); }
  }
  return std::nullopt;
}

/// How many revisions two branches begin with in common, of so many. Ids name all before them.
std::uint64_t common(const Store& store, const ChainRow& one, const ChainRow& other, std::uint64_t most) {
  if (one.no == other.no) { return most; }
  std::uint64_t same = 0;
  for (auto different = most + 1; same + 1 < different;) {
    const auto middle = same + (different - same) / 2;
    (store.id_at(one, middle) == store.id_at(other, middle) ? same : different) = middle;
  }
  return same;
}

}  // namespace

std::vector<ChainHead> Ledger::chains() const {
  std::vector<ChainHead> heads;
  for (const auto& chain : m_impl->store.chains()) { heads.push_back(chain.as_head()); }
  return heads;
}

std::optional<RevisionId> Ledger::id_at(const ChainHead& chain, std::uint64_t place) const {
  const auto row = find(m_impl->store, chain);
  return row ? m_impl->store.id_at(*row, place) : std::nullopt;
}

bool Ledger::holds(const ChainHead& head) const {
  const auto branches = m_impl->store.chains(head.desk, head.owner);
  return std::any_of(branches.begin(), branches.end(),
                     [&](const ChainRow& branch) { return m_impl->store.id_at(branch, head.length) == head.head; });
}

std::uint64_t Ledger::held_under(const ChainHead& chain, const ChainHead& told) const {
  if (told.desk != chain.desk || told.owner != chain.owner) { return 0; }
  const auto& store = m_impl->store;
  const auto branches = store.chains(chain.desk, chain.owner);
  const auto row = std::find_if(branches.begin(), branches.end(), [&](const ChainRow& one) { return one.branch == chain.branch; });
  if (row == branches.end()) { return 0; }
  std::uint64_t held = 0;
  bool known = false;
  for (const auto& branch : branches) {
    if (store.id_at(branch, told.length) != told.head) { continue; }
    known = true;
    held = std::max(held, common(store, *row, branch, std::min(row->length, told.length)));
  }
  // Whoever holds more of a chain than this desk holds what this desk does, as far as nothing shows that it forked.
  return known || branches.size() > 1 || told.length <= row->length ? held : row->length;
}

void Ledger::visit_chain(const ChainHead& chain, std::uint64_t from,
                         const std::function<void(const Revision&)>& visit) const {
  const auto row = find(m_impl->store, chain);
  if (row) { m_impl->store.visit_chain(*row, from, row->length, visit); }
}

std::vector<Revision> Ledger::read_chain(const ChainHead& chain, std::uint64_t from) const {
  std::vector<Revision> revisions;
  visit_chain(chain, from, [&](const Revision& revision) { revisions.push_back(revision); });
  return revisions;
}

void Ledger::each_revision(const std::function<void(const Revision&)>& visit) const {
  Revision revision;
  m_impl->store.each_block({}, [&](const BlockRow&, const ChainRow&, RunReader& reader) {
    while (reader.next(revision)) { visit(revision); }
  });
}

Ledger::Size Ledger::size() const {
  Size size;
  auto row = m_impl->store.query("SELECT (SELECT max(no) FROM record), sum(length - shared) FROM chain");
  row->step();
  size.records = static_cast<std::size_t>(row->integer(0));  // rows are numbered from 1 and never go
  size.revisions = static_cast<std::size_t>(row->integer(1));
  return size;
}

std::optional<Instant> Ledger::last_change() const {
  auto row = m_impl->store.query("SELECT time FROM block ORDER BY no DESC LIMIT 1");
  if (!row->step()) { return std::nullopt; }
  return instant(row->integer(0));
}

std::vector<Revision> Ledger::latest(std::size_t limit) const {
  std::vector<Revision> latest;
  auto row = m_impl->store.query("SELECT no FROM block ORDER BY no DESC");
  while (latest.size() < limit && row->step()) {
    std::vector<Revision> revisions;
    m_impl->store.read_block(row->integer(0), [&](const BlockRow&, const ChainRow&, RunReader& reader) {
      for (Revision one; reader.next(one); one = {}) { revisions.push_back(std::move(one)); }
    });
    const auto wanted = std::min(revisions.size(), limit - latest.size());
    std::move(revisions.rbegin(), revisions.rbegin() + static_cast<std::ptrdiff_t>(wanted), std::back_inserter(latest));
  }
  return latest;
}

std::vector<Ledger::Fork> Ledger::forks() const {
  std::vector<Fork> forks;
  for (const auto& chain : m_impl->store.chains()) {
    if (chain.branch > 0) { forks.push_back({chain.desk, chain.owner, chain.shared + 1}); }
  }
  return forks;
}

}  // namespace scamdesk::ledger
