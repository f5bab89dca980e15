// SPDX-License-Identifier: Apache-2.0
#include "exchange/merge.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "exchange/enrol.hpp"
#include "exchange/erased_packages.hpp"
#include "exchange/held.hpp"
#include "exchange/receipts.hpp"
#include "exchange/succession.hpp"

namespace scamdesk::exchange {
namespace {

// How many revisions are decoded at a time: enough to fill the ledger's blocks, little enough to stay in the cache.
constexpr std::size_t batch_size = 256;

Error in_file(Error error, const std::filesystem::path& file) {
  if (!error.place) { error.place = SourcePlace{file.string()}; }
  return error;
}

ledger::Came as_came(Outcome outcome) {
  switch (outcome) {
    case Outcome::merged: return ledger::Came::merged;
    case Outcome::known: return ledger::Came::known;
    case Outcome::held: return ledger::Came::held;
    case Outcome::refused: return ledger::Came::refused;
  }
  return ledger::Came::refused;
}

}  // namespace

MergeReport Merger::merge(const std::vector<std::filesystem::path>& files, Progress* progress, std::optional<ledger::StoreFault>* fault) {
  std::vector<Offer> offers;
  for (const auto& file : files) { offers.push_back({file, {}, {}, {}, 0, false, false}); }
  std::vector<Offer> waiting;
  std::size_t looked_at = 0;
  try {
    looked_at = attempt_all(offers, progress);
    if (looked_at == offers.size()) {
      waiting = held_before(offers);
      try_again(offers, waiting);
    }
    for (const auto& offer : offers) {
      if (!offer.tried) { continue; }
      if (offer.result.outcome == Outcome::held) { hold(offer); }
      note(offer);
    }
    for (const auto& offer : waiting) {
      if (offer.result.outcome != Outcome::held) { note(offer); }
    }
  } catch (const ledger::StoreFault& thrown) {
    if (fault == nullptr) { throw; }
    *fault = thrown;
    for (auto& offer : offers) { offer.done = offer.done && offer.result.outcome != Outcome::held; }  // they were not kept
    looked_at = static_cast<std::size_t>(std::ranges::count(offers, true, &Offer::done));
  }
  auto report = report_on(offers, looked_at);
  for (const auto& offer : waiting) {
    if (offer.done && offer.result.outcome != Outcome::held) { report.packages.push_back(offer.result); }
  }
  if (fault != nullptr && *fault) { return report; }
  try {
    drop_held(report);
    report.conflicts = m_registers.conflicts().size();
    report.forks = to_public(m_ledger);
  } catch (const ledger::StoreFault& thrown) {
    if (fault == nullptr) { throw; }
    *fault = thrown;
  }
  return report;
}

std::size_t Merger::attempt_all(std::vector<Offer>& offers, Progress* progress) {
  std::vector<std::filesystem::path> files;
  for (const auto& offer : offers) { files.push_back(offer.file); }
  Ahead ahead(files, known());
  for (std::size_t i = 0; i < offers.size(); ++i) {
    if (progress != nullptr) {
      if (progress->stopped()) { return i; }
      progress->at(message("merging packages"), i, offers.size());
    }
    attempt(offers[i], ahead.take());
  }
  return offers.size();
}

MergeReport Merger::report_on(std::vector<Offer>& offers, std::size_t looked_at) const {
  MergeReport report;
  for (const auto& offer : offers) {
    if (offer.done) { report.packages.push_back(offer.result); }
  }
  report.left = offers.size() - looked_at;
  report.records_changed = m_touched.size() + static_cast<std::size_t>(m_arrivals->count());
  return report;
}

// What came in may be what a held package waits for; a round without news is the last.
void Merger::try_again(std::vector<Offer>& offers, std::vector<Offer>& held_before) {
  for (bool moved = true; moved;) {
    const auto before = m_came_in;
    for (auto* list : {&offers, &held_before}) {
      for (auto& offer : *list) {
        const bool waits = !offer.tried || (offer.result.outcome == Outcome::held && offer.tried_at < m_came_in);
        if (waits) { attempt(offer); }
      }
    }
    moved = m_came_in > before;
  }
}

std::vector<Merger::Offer> Merger::held_before(const std::vector<Offer>& offers) const {
  std::vector<Offer> waiting;
  for (const auto& held : m_ledger.held()) {
    const bool offered = std::ranges::any_of(offers, [&](const Offer& offer) { return offer.hash == held.package; });
    if (!offered) { waiting.push_back({held.file, held.no, {}, held.package, 0, false, false}); }
  }
  return waiting;
}

Result<std::string> Merger::bytes_of(const Offer& offer) const {
  if (offer.held_no) { return m_ledger.held_bytes(*offer.held_no); }
  return base::read_file(offer.file, default_unpacked_limit);
}

Ahead::Known Merger::known() const {
  Ahead::Known known{m_ledger.opener(), {}};
  for (const auto& chain : m_ledger.chains()) {
    auto& length = known.lengths[{chain.desk, chain.owner}];
    length = std::max(length, chain.length);
  }
  return known;
}

void Merger::attempt(Offer& offer, Prepared prepared) {
  offer.done = false;
  decide(offer, std::move(prepared));
  offer.done = true;
}

void Merger::decide(Offer& offer, Prepared prepared) {
  offer.tried = true;
  offer.tried_at = m_came_in;
  offer.result = {offer.file.string(), {}, Outcome::refused, 0, {}};
  auto& package = prepared.package;
  if (!package) {
    offer.result.error = prepared.bytes ? in_file(package.error(), offer.file) : package.error();  // which names the file
    return;
  }
  offer.hash = package->hash;
  offer.result.receipt = receipt_of(package->hash);
  offer.result.mission = package->header.card.mission.value();
  auto news = Judge(m_ledger, m_registers, m_now).judge(*package, std::move(prepared.runs));
  if (!news) {
    offer.result.outcome = news.error().outcome;
    offer.result.error = in_file(news.error().error, offer.file);
    if (offer.result.outcome == Outcome::refused) { release(offer); }
  } else if (news->none()) {
    offer.result.outcome = Outcome::known;
    release(offer);
  } else {
    take(offer, *package, *news);
  }
}

// Headquarters asks who has not filed: a mission whose package is held or was refused is told apart from one that sent
// nothing. A damaged file says nothing that could be believed, and what is known leaves no trace.
void Merger::note(const Offer& offer) {
  const auto& result = offer.result;
  const bool asks = m_ledger.identity().role == ledger::Role::headquarters || result.outcome != Outcome::refused;
  if (!offer.hash || !asks) { return; }
  const ledger::CameNote note{*offer.hash, MissionCode(result.mission), offer.file.filename().string(), m_now, as_came(result.outcome),
                              result.error ? to_stored(result.error->problem) : std::string(), result.revisions};
  ledger::PackageNotes notes(m_ledger.database());
  if (!notes.is_news(note)) { return; }
  Scope scope(m_ledger.database());
  notes.add(note);
  scope.commit();
}

void Merger::take(Offer& offer, const Package& package, News& news) {
  Scope scope(m_ledger.database());
  offer.result.revisions = news.runs.empty() ? 0 : receive(package, news);
  for (const auto& checkpoint : news.checkpoints) { m_ledger.keep_checkpoint(checkpoint); }
  const auto& header = package.header;
  if (!m_ledger.is_revoked(header.card.key)) {
    m_ledger.keep_holdings(header.card.mission, header.card.key, header.holdings, header.made);
  }
  if (news.card) { m_ledger.keep_card(to_known(package.header.card)); }
  release(offer);
  if (news.holdings) { note_arrived(m_ledger, header.card.mission, m_now); }
  offer.result.outcome = Outcome::merged;
  note(offer);
  scope.commit();
  ++m_came_in;
}

std::uint64_t Merger::receive(const Package& package, News& news) {
  const auto arrival = m_ledger.note_arrival(package.hash, package.header.card.key, m_now);
  const auto before = m_arrivals->count();
  std::uint64_t added = 0;
  for (const auto& run : news.runs) {
    auto reader = run.reader();
    ledger::Revision revision;
    bool more = reader.skim(revision);
    while (more) {
      more = take_new(reader, revision, *news.bytes, arrival) && take_batch(reader, revision, arrival, added);
    }
  }
  keep_enrolments();
  return added + m_arrivals->count() - before;
}

bool Merger::take_new(ledger::RunReader& reader, ledger::Revision& revision, Runs& bytes, std::int64_t arrival) {
  if (m_ledger.is_revoked(revision.desk) || !m_arrivals->begin(revision, m_now, arrival)) { return true; }
  bool more = true;
  try {
    while (more && m_arrivals->take(revision, reader)) {
      bytes.let_go(reader.body());
      more = reader.skim(revision);
    }
    m_arrivals->settle();
  } catch (...) {
    m_arrivals->abandon();
    throw;
  }
  return more;
}

bool Merger::take_batch(ledger::RunReader& reader, ledger::Revision& revision, std::int64_t arrival, std::uint64_t& added) {
  std::vector<ledger::Revision> batch;
  bool more = true;
  do {
    batch.push_back(revision);
    reader.fill(batch.back());
    more = reader.skim(revision);
  } while (more && batch.size() < batch_size);
  const auto reception = m_ledger.receive(batch, m_now, arrival);
  added += reception.added;
  m_registers.follow(reception.touched);
  for (const auto& touched : reception.touched) {
    if (!m_arrivals->brought(touched.record_no)) { m_touched.insert(touched.record_no); }
    if (touched.record.form == desk_register) { m_desks_touched.insert(touched.record_no); }
  }
  return more;
}

// What a desk is enrolled for is what its record settles to, whoever's revision came last.
void Merger::keep_enrolments() {
  if (!m_desks_touched.empty()) { keep_desks(m_ledger, m_registers, m_desks_touched); }
  m_desks_touched.clear();
}

// What waits must not keep what was erased meanwhile.
void Merger::drop_held(MergeReport& report) {
  if (m_ledger.records_erased().empty() || m_ledger.held().empty()) { return; }
  Scope scope(m_ledger.database());
  const auto dropped = drop_erased(m_ledger);
  scope.commit();  // before it is told
  for (const auto& [file, sender] : dropped) {
    const auto told = std::ranges::find_if(report.packages, [&, &name = file](const PackageResult& result) {
      return result.outcome == Outcome::held && std::filesystem::path(result.file).filename() == name;
    });
    auto& result = told == report.packages.end() ? report.packages.emplace_back() : *told;
    result = {told == report.packages.end() ? file : result.file, sender.value(), Outcome::refused, 0, in_file(carries_erased(sender), file)};
  }
}

void Merger::release(const Offer& offer) {
  for (const auto& held : m_ledger.held()) {
    if (held.package != offer.hash) { continue; }
    Scope scope(m_ledger.database());
    m_ledger.release(held.no);
    scope.commit();
  }
}

// Held already for the same reason: nothing to write.
void Merger::hold(const Offer& offer) {
  const auto reason = to_stored(offer.result.error->problem);
  for (const auto& held : m_ledger.held()) {
    if (held.package == offer.hash && held.reason == reason) { return; }
  }
  const auto bytes = bytes_of(offer);
  if (!bytes) { return; }
  Scope scope(m_ledger.database());
  release(offer);
  m_ledger.hold(*offer.hash, offer.file.filename().string(), reason, *bytes, m_now);
  scope.commit();
}

}  // namespace scamdesk::exchange
