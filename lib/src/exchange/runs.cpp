// SPDX-License-Identifier: Apache-2.0
#include "exchange/runs.hpp"

#include "base/codec.hpp"

namespace scamdesk::exchange {

Result<Runs> Runs::open(const Package& package) {
  auto bytes = package.unpack();
  if (!bytes) { return fail(bytes.error()); }
  Runs runs;
  runs.m_bytes = std::make_unique<std::string>(std::move(*bytes));
  base::Reader reader(*runs.m_bytes);
  for (const auto& segment : package.header.segments) { runs.m_runs.push_back({&segment, reader.text(), {}}); }
  if (!reader.sound() || !reader.at_end()) { return fail(damaged_package()); }
  return runs;
}

Status skim(const Run& run, const VisitHeader& visit, std::vector<RevisionId>* ids) {
  auto reader = run.reader();
  ledger::Revision revision;
  while (reader.skim(revision)) {
    if (ids != nullptr) { ids->push_back(revision.id); }
    if (auto status = visit(revision, reader); !status) { return status; }
  }
  const auto& head = run.segment->checkpoint.chain;
  const bool whole = reader.sound() && reader.place().first == head.length + 1 && reader.place().previous == head.head;
  if (!whole) { return fail(damaged_package()); }
  return {};
}

}  // namespace scamdesk::exchange
