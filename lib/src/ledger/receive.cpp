// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ledger/intake.hpp"
#include "ledger/store.hpp"

namespace scamdesk::ledger {
namespace {

/// Throws unless the segment is what it is said to be: consecutive revisions of one chain.
void require_chain(std::span<const Revision> segment) {
  for (std::size_t i = 0; i < segment.size(); ++i) {
    const auto& one = segment[i];
    const bool follows = i == 0 ? one.place > 0 && (one.place > 1 || one.previous == RevisionId())
                                : one.place == segment[i - 1].place + 1 && one.previous == segment[i - 1].id &&
                                      one.desk == segment[0].desk && one.record.owner == segment[0].record.owner;
    if (!follows) { throw StoreFault(Errc::bug, "a segment that is no chain"); }
  }
}

/// How many revisions of the segment a chain holds already. Ids name all before them, so the last that agrees tells.
std::size_t known_of(const Store& store, const ChainRow& chain, std::span<const Revision> segment) {
  const auto before = segment.front().place - 1;
  std::size_t known = 0;
  auto unknown = static_cast<std::size_t>(std::min<std::uint64_t>(segment.size(), chain.length - before)) + 1;
  const auto agrees = [&](std::size_t count) { return store.id_at(chain, before + count) == segment[count - 1].id; };
  if (unknown > 1 && agrees(unknown - 1)) { return unknown - 1; }
  while (known + 1 < unknown) {
    const auto middle = known + (unknown - known) / 2;
    (agrees(middle) ? known : unknown) = middle;
  }
  return known;
}

/// The branch that a segment belongs to, and how much of it is known there.
struct Match {
  ChainRow* chain = nullptr;  // null: what comes before the segment is not held
  std::size_t known = 0;
  bool extends(std::uint64_t before) const { return before + known == chain->length; }
};

Match match(const Store& store, std::vector<ChainRow>& branches, std::span<const Revision> segment) {
  const auto before = segment.front().place - 1;
  Match best;
  for (auto& branch : branches) {
    if (before > branch.length || store.id_at(branch, before) != segment.front().previous) { continue; }
    const Match found{&branch, known_of(store, branch, segment)};
    const bool better = best.chain == nullptr || found.known > best.known ||
                        (found.known == best.known && found.extends(before) && !best.extends(before));
    if (better) { best = found; }
  }
  return best;
}

}  // namespace

Ledger::Reception Ledger::receive(std::span<const Revision> segment, Instant arrival, std::int64_t arrival_no) {
  auto& store = m_impl->store;
  if (segment.empty()) { return {}; }
  require_chain(segment);
  const auto& front = segment.front();
  const auto desk = front.desk;
  const auto owner = front.record.owner;
  const auto before = front.place - 1;
  auto branches = store.chains(desk, owner);
  auto found = match(store, branches, segment);
  if (found.chain == nullptr && (before > 0 || !branches.empty())) { return {Taken::gap, 0, {}}; }
  if (found.known == segment.size()) { return {}; }

  store.require_transaction();
  Reception reception{Taken::some, segment.size() - found.known, {}};
  ChainRow chain;
  if (found.chain == nullptr) {
    chain = store.make_chain(desk, owner, 0, nullptr, 0);
  } else if (found.extends(before)) {
    chain = *found.chain;
  } else {
    reception.taken = Taken::fork;
    chain =
        store.make_chain(desk, owner, static_cast<std::uint32_t>(branches.size()), found.chain, before + found.known);
  }
  Intake intake(store, {arrival, arrival_no});
  for (const auto& revision : segment.subspan(found.known)) {
    intake.add(chain, intake.row(revision.record), revision);
  }
  reception.touched = intake.finish();
  return reception;
}

std::optional<Ledger::NewPlace> Ledger::place_for_arrivals(const Revision& first) {
  auto& store = m_impl->store;
  store.require_transaction();
  auto branches = store.chains(first.desk, first.record.owner);
  if (branches.empty() && first.place == 1) {
    branches.push_back(store.make_chain(first.desk, first.record.owner, 0, nullptr, 0));
  }
  if (branches.size() != 1) { return std::nullopt; }
  const auto& chain = branches.front();
  if (chain.length + 1 != first.place || chain.head != first.previous) { return std::nullopt; }
  return NewPlace{store.keep_name(first.record.owner.value()), 0, chain.no, chain.length, chain.head,
                  Intake::next_block(store), Intake::next_record(store)};
}

Ledger::Greatest Ledger::greatest_record(const RecordKey& kind) {
  auto& store = m_impl->store;
  Greatest found{store.keep_name(kind.form.value()), std::nullopt};
  auto last = store.query("SELECT uuid FROM record WHERE register = ?1 AND owner = ?2 ORDER BY uuid DESC LIMIT 1",
                          found.register_no, store.keep_name(kind.owner.value()));
  if (last->step()) { found.greatest = uuid_of(last->blob(0)); }
  return found;
}

}  // namespace scamdesk::ledger
