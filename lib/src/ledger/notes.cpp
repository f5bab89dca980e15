// SPDX-License-Identifier: Apache-2.0
#include "ledger/notes.hpp"

#include <set>

#include "base/codec.hpp"
#include "ledger/store.hpp"

namespace scamdesk::ledger {
namespace {

// The places stand behind the heads: notes of older packages end with these.
std::string to_blob(const std::vector<ChainHead>& heads, const std::vector<std::uint64_t>& from) {
  base::Writer writer;
  writer.integer(heads.size());
  for (const auto& head : heads) {
    writer.fixed(head.desk.value().bytes).text(head.owner.value()).integer(head.length).fixed(head.head.value().bytes);
  }
  for (const auto place : from) { writer.integer(place); }
  return std::move(writer).bytes();
}

void read_heads(std::string_view blob, PackedNote& note) {
  base::Reader reader(blob);
  auto& heads = note.heads;
  for (auto count = reader.integer(); count > 0 && reader.sound(); --count) {
    Hash desk, head;
    reader.fixed(desk.bytes);
    Owner owner{std::string(reader.text())};
    const auto length = reader.integer();
    reader.fixed(head.bytes);
    heads.push_back({DeskKey(desk), std::move(owner), 0, length, RevisionId(head)});
  }
  while (reader.sound() && !reader.at_end()) { note.from.push_back(reader.integer()); }
}

std::vector<PackedNote> read_packed(Statement& row) {
  std::vector<PackedNote> notes;
  while (row.step()) {
    notes.push_back({hash_of(row.blob(0)), MissionCode(std::string(row.text(1))), std::string(row.text(2)), instant(row.integer(3)),
                     static_cast<std::uint64_t>(row.integer(4)), {}, {}});
    read_heads(row.blob(5), notes.back());
    if (!row.is_null(6)) { notes.back().acknowledged = instant(row.integer(6)); }
  }
  return notes;
}

}  // namespace

void PackageNotes::add(const PackedNote& note) {
  const auto heads = to_blob(note.heads, note.from);
  Statement(m_db, "INSERT INTO packed (package, addressee, file, made, revisions, heads) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
                  " ON CONFLICT (package) DO UPDATE SET file = excluded.file")
      .bind(blob(note.package), note.to.value(), note.file, number(note.made), number(note.revisions), BlobView{heads})
      .run();
  Statement(m_db, "DELETE FROM packed WHERE no <= (SELECT max(no) FROM packed) - ?1").bind(number(std::uint64_t{most})).run();
}

void PackageNotes::acknowledge(const Hash& package, Instant when) {
  Statement(m_db, "UPDATE packed SET acknowledged = ?2 WHERE package = ?1").bind(blob(package), number(when)).run();
}

std::vector<PackedNote> PackageNotes::packed() const {
  Statement rows(m_db, "SELECT package, addressee, file, made, revisions, heads, acknowledged FROM packed ORDER BY no");
  return read_packed(rows);
}

std::vector<PackedNote> PackageNotes::unacknowledged(const MissionCode& to) const {
  Statement rows(m_db, "SELECT package, addressee, file, made, revisions, heads, acknowledged FROM packed"
                       " WHERE addressee = ?1 AND acknowledged IS NULL ORDER BY no");
  rows.bind(to.value());
  return read_packed(rows);
}

std::optional<Instant> PackageNotes::first_packed(const MissionCode& to, Instant since) const {
  Statement row(m_db, "SELECT min(made) FROM packed WHERE addressee = ?1 AND made >= ?2");
  row.bind(to.value(), number(since));
  if (!row.step() || row.is_null(0)) { return std::nullopt; }
  return instant(row.integer(0));
}

std::optional<Instant> PackageNotes::packed_since() const {
  Statement row(m_db, "SELECT made FROM packed WHERE no > 1 AND no = (SELECT min(no) FROM packed)");
  if (!row.step()) { return std::nullopt; }
  return instant(row.integer(0));
}

std::optional<Instant> PackageNotes::last_packed(const MissionCode& to) const {
  Statement row(m_db, "SELECT max(made) FROM packed WHERE addressee = ?1");
  row.bind(to.value());
  if (!row.step() || row.is_null(0)) { return std::nullopt; }
  return instant(row.integer(0));
}

bool PackageNotes::is_news(const CameNote& note) const {
  Statement row(m_db, "SELECT outcome, reason FROM came WHERE package = ?1");
  row.bind(blob(note.package));
  if (!row.step()) { return note.outcome != Came::known; }
  const bool same = row.integer(0) == static_cast<std::int64_t>(note.outcome) && row.text(1) == note.reason;
  const bool came_in = static_cast<Came>(row.integer(0)) <= Came::known;
  return !same && !(note.outcome == Came::known && came_in);
}

void PackageNotes::add(const CameNote& note) {
  Statement(m_db, "INSERT INTO came (package, mission, file, time, outcome, reason, revisions) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"
                  " ON CONFLICT (package) DO UPDATE SET file = excluded.file, time = excluded.time, outcome = excluded.outcome,"
                  " reason = excluded.reason, revisions = excluded.revisions")
      .bind(blob(note.package), note.mission.value(), note.file, number(note.time), static_cast<std::int64_t>(note.outcome), note.reason,
            number(note.revisions))
      .run();
  Statement(m_db, "DELETE FROM came WHERE no <= (SELECT max(no) FROM came) - ?1").bind(number(std::uint64_t{most})).run();
}

std::vector<CameNote> PackageNotes::came() const {
  std::vector<CameNote> notes;
  Statement row(m_db, "SELECT package, mission, file, time, outcome, reason, revisions FROM came ORDER BY time, no");
  while (row.step()) {
    notes.push_back({hash_of(row.blob(0)), MissionCode(std::string(row.text(1))), std::string(row.text(2)), instant(row.integer(3)),
                     static_cast<Came>(row.integer(4)), std::string(row.text(5)), static_cast<std::uint64_t>(row.integer(6))});
  }
  return notes;
}

std::vector<PackageNotes::Bringing> PackageNotes::bringing(const std::vector<Revision>& revisions) const {
  std::set<std::int64_t> arrivals;
  Statement block(m_db, "SELECT b.arrival FROM chain c JOIN name o ON o.no = c.owner JOIN block b ON b.chain = c.no"
                        " WHERE c.desk = ?1 AND o.name = ?2 AND b.first <= ?3 AND ?3 < b.first + b.count AND b.arrival > 0");
  for (const auto& revision : revisions) {
    block.bind(blob(revision.desk), revision.record.owner.value(), number(revision.place));
    while (block.step()) { arrivals.insert(block.integer(0)); }
  }
  std::vector<Bringing> brought;
  Statement row(m_db, "SELECT package, desk, time FROM arrival WHERE no = ?1");
  for (const auto no : arrivals) {
    row.bind(no);
    if (row.step()) { brought.push_back({hash_of(row.blob(0)), DeskKey(hash_of(row.blob(1))), instant(row.integer(2))}); }
  }
  return brought;
}

}  // namespace scamdesk::ledger
