// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/impl.hpp"
#include "exchange/held.hpp"
#include "exchange/receipts.hpp"

/// "I sent it on Tuesday": which packages were made here and arrived, which came, and what became of them.
namespace scamdesk {
namespace {

struct Entry {
  Instant time;
  std::vector<TableCell> cells;
};

TableCell state(const Message& words, const char* key) { return {word(words), Data(key)}; }

/// To the minute for people: `2025-10-21 04:00`.
TableCell moment(Instant time) {
  const auto whole = to_string(time);
  const auto words = whole.substr(0, 10) + " " + whole.substr(11, 5);
  return {Text{words, words}, Data(whole)};
}

Entry made(const ledger::PackedNote& note) {
  const auto arrived = note.acknowledged    ? state(message("acknowledged"), "acknowledged")
                       : note.heads.empty() ? state(message("nothing new in it"), "empty")
                                            : state(message("not yet"), "unacknowledged");
  const auto since = note.acknowledged ? moment(*note.acknowledged) : TableCell(Text{}, Data());
  return {note.made,
          {state(message("made"), "made"), moment(note.made), note.to.value(), note.file, exchange::receipt_of(note.package),
           note.revisions, arrived, since, TableCell(Text{}, Data())}};
}

TableCell outcome(ledger::Came came) {
  switch (came) {
    case ledger::Came::merged: return state(message("merged"), "merged");
    case ledger::Came::known: return state(message("known already"), "known");
    case ledger::Came::held: return state(message("held"), "held");
    case ledger::Came::refused: return state(message("refused"), "refused");
  }
  return {};
}

Entry came(const ledger::CameNote& note) {
  const auto reason = note.reason.empty() ? Text{} : word(exchange::from_stored(note.reason));
  return {note.time,
          {state(message("came"), "came"), moment(note.time), note.mission.value(), note.file,
           exchange::receipt_of(note.package), note.revisions, outcome(note.outcome), TableCell(Text{}, Data()),
           reason.en.empty() ? TableCell(Text{}, Data()) : TableCell(reason, Data(reason.en))}};
}

}  // namespace

Result<Table> Desk::package_log(std::size_t limit) {
  return desk::reading(*m_impl, [&]() -> Result<Table> {
    Table table{"scamdesk.package-log/1", "packages", {}, word(message("Packages")),
                {{"kind", word(message("Kind"))},
                 {"time", word(message("Time (UTC)")), Align::left, false, true},
                 {"mission", word(message("Mission"))},
                 {"file", word(message("File"))},
                 {"receipt", word(message("Receipt")), Align::left, false, true},
                 {"revisions", word(message("Revisions")), Align::right},
                 {"state", word(message("State"))},
                 {"acknowledged", word(message("Since (UTC)")), Align::left, false, true},
                 {"reason", word(message("Reason"))}},
                {}, {}};
    std::vector<Entry> entries;
    const ledger::PackageNotes notes(m_impl->ledger.database());
    for (const auto& note : notes.packed()) { entries.push_back(made(note)); }
    for (const auto& note : notes.came()) { entries.push_back(came(note)); }
    std::ranges::stable_sort(entries, {}, &Entry::time);
    std::ranges::reverse(entries);
    if (limit > 0 && entries.size() > limit) { entries.resize(limit); }
    for (auto& entry : entries) { table.rows.push_back(std::move(entry.cells)); }
    return table;
  });
}

}  // namespace scamdesk
