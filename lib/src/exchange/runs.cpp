// SPDX-License-Identifier: Apache-2.0
#include "exchange/runs.hpp"

#include <algorithm>

#include "base/codec.hpp"
#include "base/memory.hpp"

namespace scamdesk::exchange {
namespace {

constexpr std::size_t least_revision = 32;  // bytes: what a segment claims to hold reserves no more than its bytes can
constexpr std::size_t let_go_at_once = std::size_t{1} << 20;

}  // namespace

void RunSummary::add(const ledger::Revision& revision) {
  latest = std::max(latest, revision.time);
  destroyed = destroyed || revision.destroyed.has_value();
  const auto is_it = [&](const Kind& kind) { return kind.change == revision.change && kind.form == revision.record.form; };
  if (std::ranges::none_of(kinds, is_it)) { kinds.push_back({revision.record.form, revision.change}); }
}

Result<Runs> Runs::open(const Package& package) {
  auto bytes = package.unpack();
  if (!bytes) { return fail(bytes.error()); }
  Runs runs;
  runs.m_bytes = std::make_unique<std::string>(std::move(*bytes));
  base::Reader reader(*runs.m_bytes);
  for (const auto& segment : package.header.segments) { runs.m_runs.push_back({&segment, reader.text()}); }
  if (!reader.sound() || !reader.at_end()) { return fail(damaged_package()); }
  return runs;
}

void Runs::let_go(std::string_view from) {
  const auto read = static_cast<std::size_t>(from.data() - m_bytes->data());
  if (read < m_gone + let_go_at_once) { return; }
  base::discard(std::span(*m_bytes).subspan(m_gone, read - m_gone));
  m_stay.give_back(read - m_gone);
  m_gone = read;
}

Status skim(const Run& run, const VisitHeader& visit) {
  auto reader = run.reader();
  for (ledger::Revision revision; reader.skim(revision);) {
    if (auto status = visit(revision, reader); !status) { return status; }
  }
  const auto& head = run.segment->checkpoint.chain;
  const bool whole = reader.sound() && reader.place().first == head.length + 1 && reader.place().previous == head.head;
  if (!whole) { return fail(damaged_package()); }
  return {};
}

Status identify(Run& run) {
  if (!run.ids.empty()) { return {}; }
  std::vector<RevisionId> ids;
  const auto claimed = run.segment->to() - run.segment->from + 1;
  ids.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(claimed, run.bytes.size() / least_revision)));
  RunSummary summary;
  const auto status = skim(run, [&](const ledger::Revision& revision, const ledger::RunReader&) -> Status {
    ids.push_back(revision.id);
    summary.add(revision);
    return {};
  });
  if (status) {
    run.ids = std::move(ids);
    run.summary = std::move(summary);
  }
  return status;
}

}  // namespace scamdesk::exchange
