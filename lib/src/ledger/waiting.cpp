// SPDX-License-Identifier: Apache-2.0
#include "ledger/store.hpp"

/// Packages that came: those noted, those that wait; and this desk's own settings.
namespace scamdesk::ledger {

std::int64_t Ledger::note_arrival(const Hash& package, const DeskKey& from, Instant when) {
  auto& store = m_impl->store;
  store.require_transaction();
  store.query.run("INSERT INTO arrival (package, desk, time) VALUES (?1, ?2, ?3)", blob(package), blob(from),
                  number(when));
  return store.db.last_row();
}

void Ledger::hold(const Hash& package, std::string_view file, std::string_view reason, std::string_view bytes,
                  Instant now) {
  auto& store = m_impl->store;
  {
    auto row = store.query("SELECT reason FROM held WHERE package = ?1", blob(package));
    if (row->step() && row->text(0) == reason) { return; }
  }
  store.require_transaction();
  store.query.run(
      "INSERT INTO held (package, file, reason, since, bytes) VALUES (?1, ?2, ?3, ?4, ?5)"
      " ON CONFLICT (package) DO UPDATE SET reason = excluded.reason",
      blob(package), file, reason, number(now), BlobView{bytes});
}

std::vector<Ledger::Held> Ledger::held() const {
  std::vector<Held> held;
  auto row = m_impl->store.query("SELECT no, package, file, reason, since FROM held ORDER BY no");
  while (row->step()) {
    held.push_back({row->integer(0), hash_of(row->blob(1)), std::string(row->text(2)), std::string(row->text(3)),
                    instant(row->integer(4))});
  }
  return held;
}

std::string Ledger::held_bytes(std::int64_t no) const {
  auto row = m_impl->store.query("SELECT bytes FROM held WHERE no = ?1", no);
  return row->step() ? std::string(row->blob(0)) : std::string();
}

void Ledger::release(std::int64_t no) {
  m_impl->store.require_transaction();
  m_impl->store.query.run("DELETE FROM held WHERE no = ?1", no);
}

std::optional<std::string> Ledger::setting(std::string_view name) const {
  auto row = m_impl->store.query("SELECT value FROM setting WHERE name = ?1", name);
  if (!row->step()) { return std::nullopt; }
  return std::string(row->blob(0));
}

void Ledger::keep_setting(std::string_view name, std::string_view value) {
  if (setting(name) == value) { return; }
  m_impl->store.require_transaction();
  m_impl->store.query.run(
      "INSERT INTO setting (name, value) VALUES (?1, ?2)"
      " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
      name, BlobView{value});
}

}  // namespace scamdesk::ledger
