// SPDX-License-Identifier: Apache-2.0
#include "ledger/access.hpp"

#include "base/codec.hpp"
#include "base/text.hpp"
#include "ledger/store.hpp"

namespace scamdesk::ledger {
namespace {

constexpr std::string_view columns = "time, actor, origin, action, register, owner, record, records, fields, reason, note, given, hash";

/// An entry as it stands in its row: what is hashed is what is kept.
struct Row {
  std::int64_t time = 0, action = 0, records = 0, given = 0;
  std::string actor, origin, form, owner, record, fields, reason, note;
};

Row row_of(const Access& access) {
  const auto id = access.record ? access.record->id : Uuid{};
  return {number(access.time), static_cast<std::int64_t>(access.action), number(access.records), std::int64_t{access.given}, access.actor, access.origin,
          access.form.value(), access.record ? access.record->owner.value() : "", std::string(base::as_text(id.bytes)),
          base::join(access.fields, " "), access.reason, access.note};
}

Row read_row(const Statement& row) {
  return {row.integer(0), row.integer(3), row.integer(7), row.integer(11), std::string(row.text(1)), std::string(row.text(2)),
          std::string(row.text(4)), std::string(row.text(5)), std::string(row.blob(6)), std::string(row.text(8)),
          std::string(row.text(9)), std::string(row.text(10))};
}

Access access_of(const Row& row) {
  Access access{instant(row.time), row.actor, row.origin, static_cast<Disclosed>(row.action), FormName(row.form), {},
                static_cast<std::uint64_t>(row.records), {}, row.reason, row.note, row.given != 0};
  if (!row.owner.empty()) { access.record = RecordKey{Owner(row.owner), access.form, uuid_of(row.record)}; }
  for (const auto field : base::split(row.fields, ' ')) { access.fields.emplace_back(field); }
  return access;
}

/// Frozen: hashes of entries are made of it.
Hash hash_of_row(std::uint64_t place, const Hash& before, const Row& row) {
  base::Writer bytes;
  bytes.text("scamdesk access 1").fixed(before.bytes).integer(place).integer(static_cast<std::uint64_t>(row.time));
  bytes.text(row.actor).text(row.origin).integer(static_cast<std::uint64_t>(row.action)).text(row.form).text(row.owner);
  bytes.text(row.record).integer(static_cast<std::uint64_t>(row.records)).text(row.fields).text(row.reason).text(row.note);
  bytes.integer(static_cast<std::uint64_t>(row.given));
  return base::blake2b(bytes.bytes());
}

}  // namespace

bool AccessLog::is_there() const {
  Statement found(m_db, "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'access'");
  return found.step();
}

AccessLog::Head AccessLog::head() const {
  if (!is_there()) { return {}; }
  Statement last(m_db, "SELECT no, hash FROM access ORDER BY no DESC LIMIT 1");
  return last.step() ? Head{static_cast<std::uint64_t>(last.integer(0)), hash_of(last.blob(1))} : Head{};
}

void AccessLog::add(const Access& access) {
  const auto before = head();
  const auto row = row_of(access);
  const auto hash = hash_of_row(before.length + 1, before.hash, row);
  Statement insert(m_db, "INSERT INTO access (no, " + std::string(columns) + ") VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14)");
  insert.bind(number(before.length + 1), row.time, row.actor, row.origin, row.action, row.form, row.owner, BlobView{row.record},
              row.records, row.fields, row.reason, row.note, row.given, blob(hash));
  insert.run();
}

std::vector<Access> AccessLog::latest(std::size_t limit) const {
  std::vector<Access> entries;
  if (!is_there()) { return entries; }
  Statement row(m_db, "SELECT " + std::string(columns) + " FROM access ORDER BY no DESC LIMIT ?1");
  row.bind(limit == 0 ? std::int64_t{-1} : static_cast<std::int64_t>(limit));
  while (row.step()) { entries.push_back(access_of(read_row(row))); }
  return entries;
}

std::optional<Access> AccessLog::last_given(const RecordKey& record, const std::string& actor, Instant since) const {
  if (!is_there()) { return {}; }
  Statement row(m_db, "SELECT " + std::string(columns) + " FROM access WHERE register = ?1 AND record = ?2 AND actor = ?3"
                      " AND time >= ?4 AND owner = ?5 AND given = 1 ORDER BY no DESC LIMIT 1");
  row.bind(record.form.value(), blob(record.id), actor, number(since), record.owner.value());
  return row.step() ? std::optional(access_of(read_row(row))) : std::nullopt;
}

std::vector<std::uint64_t> AccessLog::verify() const {
  std::vector<std::uint64_t> wrong;
  if (!is_there()) { return wrong; }
  Hash before;
  std::uint64_t place = 0;
  Statement row(m_db, "SELECT " + std::string(columns) + ", no FROM access ORDER BY no");
  while (row.step()) {
    ++place;
    const auto kept = hash_of(row.blob(12));
    const auto no = static_cast<std::uint64_t>(row.integer(13));
    if (no != place || kept != hash_of_row(no, before, read_row(row))) { wrong.push_back(no); }
    before = kept;
    place = no;
  }
  return wrong;
}

}  // namespace scamdesk::ledger
