// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <random>

#include "ledger/ledger.hpp"
#include "support/revision_builder.hpp"
#include "support/temp_ledger.hpp"

/// Laws of merging: whatever desks wrote apart, and however it travels, each desk that holds it all shows the same.

using namespace scamdesk;
using namespace scamdesk::ledger;
using test::TempLedger;

namespace {

const Instant far_future = *parse_instant("9000-01-01T00:00:00Z");

/// A random history: desks that write, copies of desks that write on, and news that travels in part.
class World {
public:
  explicit World(std::uint64_t seed) : m_dice(seed), m_random(base::seeded_random(std::to_string(seed))) {
    static TempLedger first("first", "KH-PNH"), second("second", "KH-PNH"), third("third", "HQ");
    for (auto* desk : {&first, &second, &third}) { m_desks.push_back(copy_of(**desk)); }
    for (auto steps = 10 + below(70); steps > 0; --steps) { step(); }
  }

  std::size_t below(std::size_t limit) { return static_cast<std::size_t>(m_dice() % limit); }

  /// Every chain of every desk, as long as it was there.
  std::vector<std::vector<Revision>> chains() const {
    std::vector<std::vector<Revision>> chains;
    for (const auto& desk : m_desks) {
      for (const auto& chain : desk->chains()) { chains.push_back(desk->read_chain(chain, 1)); }
    }
    return chains;
  }
  std::unique_ptr<Ledger> fresh() const {
    static TempLedger reader("reader", "HQ");
    return copy_of(*reader);
  }
  template <class Range>
  void shuffle(Range& range) {
    std::shuffle(range.begin(), range.end(), m_dice);
  }

private:
  static std::unique_ptr<Ledger> copy_of(Ledger& desk) {
    return std::make_unique<Ledger>(std::move(Ledger::as_of(desk, far_future).value()));
  }

  void step() {
    auto& desk = *m_desks[below(m_desks.size())];
    switch (below(8)) {
      case 0: travel(desk, *m_desks[below(m_desks.size())]); break;
      case 1:
        if (m_desks.size() < 5) { m_desks.push_back(copy_of(desk)); }  // restored from a copy: it will fork
        break;
      default: write(desk);
    }
  }

  void travel(Ledger& from, Ledger& to) {
    Transaction transaction(to.database());
    for (const auto& chain : from.chains()) {
      auto revisions = from.read_chain(chain, 1);
      revisions.resize(1 + below(revisions.size()));
      to.receive(revisions, m_now, 0);
    }
    transaction.commit();
  }

  void write(Ledger& desk) {
    static constexpr std::array kinds{Change::set,      Change::set,    Change::set,
                                      Change::resolve,  Change::retire, Change::reinstate,
                                      Change::finalise, Change::reopen, Change::accept};
    std::vector<NewRevision> changes;
    for (auto count = 1 + below(3); count > 0; --count) {
      NewRevision change{test::record(std::to_string(below(4)), below(3) == 0 ? "*" : "KH-PNH"),
                         kinds[below(kinds.size())],
                         {},
                         "officer"};
      for (auto cells = below(4); cells > 0; --cells) {
        change.cells["field" + std::to_string(below(4))] =
            below(5) == 0 ? Cell::blank() : Cell::of(std::to_string(below(3)));
      }
      if (change.change == Change::resolve || change.change == Change::accept) { name_filing(desk, change); }
      changes.push_back(std::move(change));
    }
    m_now += std::chrono::milliseconds{below(3)};
    Transaction transaction(desk.database());
    desk.append(changes, m_now, *m_random);
    transaction.commit();
  }

  /// One of the filings that the desk holds of the record, mostly: what it names stands, or is accepted.
  void name_filing(const Ledger& desk, NewRevision& change) {
    const auto no = desk.record_no(change.record);
    if (!no || below(4) == 0) { return; }
    std::vector<RevisionId> filings;
    for (const auto& revision : desk.history(*no)) {
      if (revision.change == Change::finalise) { filings.push_back(revision.id); }
    }
    if (!filings.empty()) { change.cells["#filed"] = Cell::of(to_string(filings[below(filings.size())].value())); }
  }

  std::mt19937_64 m_dice;
  std::unique_ptr<base::Random> m_random;
  std::vector<std::unique_ptr<Ledger>> m_desks;
  Instant m_now = *parse_instant("2025-10-15T00:00:00Z");
};

/// The tables of the floor above, as far as the ledger tells what to do to them.
class Follower {
public:
  void follow(const Ledger& ledger, const std::vector<Touched>& touched) {
    for (const auto& one : touched) {
      auto& cells = m_cells[one.record];
      if (!one.simple) { cells = ledger.state(one.record_no).cells; }
      for (const auto& [path, cell] : one.cells) {
        cells[path] = cell;
        if (cell.state == CellState::blank) { cells.erase(path); }
      }
    }
  }
  const std::map<RecordKey, Cells>& cells() const { return m_cells; }

private:
  std::map<RecordKey, Cells> m_cells;
};

using Segment = std::vector<Revision>;

/// The chains cut anywhere, overlapping, some twice.
std::vector<Segment> cut(World& world, const std::vector<Segment>& chains) {
  std::vector<Segment> segments;
  for (const auto& chain : chains) {
    for (std::size_t at = 0; at < chain.size();) {
      const auto from = at - std::min(at, world.below(3));
      at += 1 + world.below(chain.size() - at);
      segments.emplace_back(chain.begin() + static_cast<std::ptrdiff_t>(from),
                            chain.begin() + static_cast<std::ptrdiff_t>(at));
      if (world.below(4) == 0) { segments.push_back(segments.back()); }
    }
  }
  world.shuffle(segments);
  return segments;
}

/// Receives in the order given; what finds a gap is offered again.
void deliver(Ledger& desk, Follower& tables, std::vector<Segment> segments) {
  while (!segments.empty()) {
    std::vector<Segment> held;
    for (auto& segment : segments) {
      Transaction transaction(desk.database());
      const auto reception = desk.receive(segment, Instant{}, 0);
      transaction.commit();
      tables.follow(desk, reception.touched);
      if (reception.taken == Taken::gap) { held.push_back(std::move(segment)); }
    }
    REQUIRE(held.size() < segments.size());
    segments = std::move(held);
  }
}

std::map<RecordKey, std::vector<Revision>> by_record(const std::vector<Segment>& chains) {
  std::map<RecordKey, std::vector<Revision>> records;
  for (const auto& chain : chains) {
    for (const auto& revision : chain) { records[revision.record].push_back(revision); }
  }
  return records;
}

}  // namespace

TEST_CASE("any order, repetition and grouping of what desks wrote gives the same desk") {
  for (std::uint64_t seed = 1; seed <= 25; ++seed) {
    CAPTURE(seed);
    World world(seed);
    const auto chains = world.chains();
    std::optional<Hash> digest;
    for (int round = 0; round < 3; ++round) {
      const auto desk = world.fresh();
      Follower tables;
      deliver(*desk, tables, cut(world, chains));
      if (!digest) { digest = desk->digest({}); }
      CHECK(desk->digest({}) == digest);
      CHECK(desk->verify().empty());
      for (const auto& [key, revisions] : by_record(chains)) {
        const auto no = desk->record_no(key);
        REQUIRE(no);
        CHECK(desk->state(*no) == settle(revisions));
        CHECK(tables.cells().at(key) == settle(revisions).cells);
      }
    }
  }
}

TEST_CASE("settling knows neither order nor repetition, and loses no revision") {
  for (std::uint64_t seed = 100; seed <= 125; ++seed) {
    CAPTURE(seed);
    World world(seed);
    for (auto& [key, revisions] : by_record(world.chains())) {
      const auto state = settle(revisions);  // most stand in it several times
      std::sort(revisions.begin(), revisions.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
      revisions.erase(std::unique(revisions.begin(), revisions.end()), revisions.end());
      world.shuffle(revisions);
      CHECK(settle(revisions) == state);
      CHECK(state.counted + state.pending == revisions.size());

      // Whatever is taken away, what is left settles without what descends from it.
      revisions.erase(revisions.begin(),
                      revisions.begin() + static_cast<std::ptrdiff_t>(world.below(revisions.size())));
      const auto part = settle(revisions);
      CHECK(part.counted + part.pending == revisions.size());
      CHECK(part.missing.empty() == (part.pending == 0));
    }
  }
}
