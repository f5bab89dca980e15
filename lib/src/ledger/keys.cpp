// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "ledger/own_keys.hpp"

namespace scamdesk::ledger {

bool Ledger::has_lock() const { return m_impl->has_lock; }
bool Ledger::locked() const { return m_impl->has_lock && !m_impl->lock_key; }

Status Ledger::unlock(const Secret& passphrase) {
  if (!locked()) { return {}; }
  const auto& store = m_impl->store;
  auto lock = base::lock_key(passphrase, read_lock(store).value());
  if (!lock) { return fail(std::move(lock.error())); }
  auto row = store.query("SELECT kind, public, secret FROM own_key ORDER BY no LIMIT 1");
  if (!row->step()) { damaged("this desk's key"); }
  SecretBytes<64> secret;
  const bool opens = base::unlock_secret(*lock, row->blob(2), bound_to(static_cast<KeyKind>(row->integer(0)), hash_of(row->blob(1))),
                                         secret.bytes());
  if (!opens) { return fail(Errc::not_permitted, message("the passphrase is not this desk's")); }
  m_impl->lock_key = *lock;
  return {};
}

void Ledger::lock() { m_impl->lock_key.reset(); }

Status Ledger::change_lock(const Protection& protection, base::Random& random) {
  if (locked()) { throw StoreFault(Errc::config, "the desk's keys are locked"); }
  std::optional<base::LockTerms> terms;
  std::optional<base::LockKey> lock;
  if (protection.passphrase != nullptr) {
    terms = base::make_lock(protection.cost, random);
    auto made = base::lock_key(*protection.passphrase, *terms);
    if (!made) { return fail(std::move(made.error())); }
    lock = *made;
  }
  m_impl->store.db.exec("PRAGMA secure_delete = ON");  // the keys as they lay before leave nothing in the file
  change_locks(m_impl->store, m_impl->lock_key, lock, random);
  m_impl->store.query.run("DELETE FROM lock");
  if (terms) { write_lock(m_impl->store, *terms); }
  m_impl->has_lock = lock.has_value();
  m_impl->lock_key = lock;
  return {};
}

base::Signature Ledger::sign(std::string_view bytes) const {
  base::SigningKey key{m_impl->identity.key, {}};
  if (!read_secret(m_impl->store, KeyKind::signing, key.name.value(), m_impl->lock_key, key.secret.bytes())) {
    damaged("this desk's key");
  }
  return base::sign(key, bytes);
}

bool Ledger::has_signing_key(const DeskKey& key) const {
  return m_impl->store.query("SELECT 1 FROM own_key WHERE kind = ?1 AND public = ?2", static_cast<std::int64_t>(KeyKind::signing),
                             blob(key))->step();
}

bool Ledger::has_sealing_key(const Hash& name) const {
  return m_impl->store.query("SELECT 1 FROM own_key WHERE kind = ?1 AND public = ?2", static_cast<std::int64_t>(KeyKind::sealing),
                             blob(name))->step();
}

std::optional<base::StreamKey> Ledger::open_key(const Hash& recipient, const base::SealedKey& sealed) const {
  base::SealingKey key{recipient, {}};
  if (!read_secret(m_impl->store, KeyKind::sealing, recipient, m_impl->lock_key, key.secret.bytes())) { return std::nullopt; }
  return base::open_key(sealed, key);
}

std::optional<base::StreamKey> Opener::open_key(const Hash& recipient, const base::SealedKey& sealed) const {
  const auto key = std::ranges::find(m_keys, recipient, &base::SealingKey::name);
  return key != m_keys.end() ? base::open_key(sealed, *key) : std::nullopt;
}

std::optional<Opener> Ledger::opener() const {
  if (locked()) { return std::nullopt; }
  std::vector<base::SealingKey> keys;
  auto row = m_impl->store.query("SELECT public FROM own_key WHERE kind = ?1 ORDER BY no", static_cast<std::int64_t>(KeyKind::sealing));
  while (row->step()) { keys.push_back({hash_of(row->blob(0)), {}}); }
  for (auto& key : keys) {
    if (!read_secret(m_impl->store, KeyKind::sealing, key.name, m_impl->lock_key, key.secret.bytes())) { damaged("this desk's key"); }
  }
  return Opener(std::move(keys));
}

void Ledger::renew_sealing_key(base::Random& random) {
  if (locked()) { throw StoreFault(Errc::config, "the desk's keys are locked"); }
  const auto key = base::make_sealing_key(random);
  write_key(m_impl->store, KeyKind::sealing, key.name, key.secret.bytes(), m_impl->lock_key, random);
  m_impl->identity.sealing = key.name;
}

DeskKey Ledger::make_signing_key(base::Random& random) {
  if (locked()) { throw StoreFault(Errc::config, "the desk's keys are locked"); }
  const auto key = base::make_signing_key(random);
  write_key(m_impl->store, KeyKind::signing, key.name.value(), key.secret.bytes(), m_impl->lock_key, random);
  return key.name;
}

void Ledger::use_signing_key(const DeskKey& key) {
  for (const auto& chain : chains()) {
    if (chain.desk == m_impl->identity.key) { keep_checkpoint(checkpoint(chain)); }
  }
  m_impl->store.query.run("UPDATE identity SET key = ?1", blob(key));
  m_impl->identity.key = key;
}

bool Ledger::keep_card(const KnownCard& card) {
  if (const auto kept = this->card(card.key); kept && kept->made >= card.made) { return false; }
  m_impl->store.require_transaction();
  m_impl->store.query.run(
      "INSERT INTO card (key, sealing, made, signature) VALUES (?1, ?2, ?3, ?4)"
      " ON CONFLICT (key) DO UPDATE SET sealing = excluded.sealing, made = excluded.made, signature = excluded.signature",
      blob(card.key), blob(card.sealing), number(card.made), BlobView{base::as_text(card.signature)});
  return true;
}

std::optional<KnownCard> Ledger::card(const DeskKey& key) const {
  auto row = m_impl->store.query("SELECT sealing, made, signature FROM card WHERE key = ?1", blob(key));
  if (!row->step()) { return std::nullopt; }
  KnownCard card{key, hash_of(row->blob(0)), instant(row->integer(1)), {}};
  const auto signature = row->blob(2);
  if (signature.size() != card.signature.size()) { damaged("a card of the wrong length"); }
  std::ranges::copy(signature, reinterpret_cast<char*>(card.signature.data()));
  return card;
}

}  // namespace scamdesk::ledger
