// SPDX-License-Identifier: Apache-2.0
#include "ledger/own_keys.hpp"

#include <algorithm>

#include "ledger/ledger.hpp"

namespace scamdesk::ledger {

std::string bound_to(KeyKind kind, const Hash& name) {
  base::Writer writer;
  writer.text("scamdesk secret 1").byte(static_cast<std::uint8_t>(kind)).fixed(name.bytes);
  return std::move(writer).bytes();
}

namespace {

constexpr std::size_t signing_size = decltype(base::SigningKey::secret)::size(), sealing_size = decltype(base::SealingKey::secret)::size();

/// As it is to lie in the store.
std::string kept_form(KeyKind kind, const Hash& name, std::span<const std::uint8_t> secret, const std::optional<base::LockKey>& lock,
                      base::Random& random) {
  return lock ? base::lock_secret(*lock, secret, bound_to(kind, name), random) : std::string(base::as_text(secret));
}

}  // namespace

void write_key(Store& store, KeyKind kind, const Hash& name, std::span<const std::uint8_t> secret,
               const std::optional<base::LockKey>& lock, base::Random& random) {
  store.require_transaction();
  auto kept = kept_form(kind, name, secret, lock, random);
  store.query.run("INSERT INTO own_key (kind, public, secret) VALUES (?1, ?2, ?3)", static_cast<std::int64_t>(kind), blob(name),
                  BlobView{kept});
  wipe(kept);
}

void change_locks(Store& store, const std::optional<base::LockKey>& from, const std::optional<base::LockKey>& to,
                  base::Random& random) {
  store.require_transaction();
  std::vector<std::pair<KeyKind, Hash>> keys;
  auto row = store.query("SELECT kind, public FROM own_key ORDER BY no");
  while (row->step()) { keys.emplace_back(static_cast<KeyKind>(row->integer(0)), hash_of(row->blob(1))); }
  for (const auto& [kind, name] : keys) {
    SecretBytes<std::max(signing_size, sealing_size)> bytes;
    const auto secret = bytes.bytes().first(kind == KeyKind::signing ? signing_size : sealing_size);
    if (!read_secret(store, kind, name, from, secret)) { damaged("this desk's key"); }
    auto kept = kept_form(kind, name, secret, to, random);
    store.query.run("UPDATE own_key SET secret = ?2 WHERE public = ?1", blob(name), BlobView{kept});
    wipe(kept);
  }
}

void write_lock(Store& store, const base::LockTerms& terms) {
  store.query.run("INSERT INTO lock (one, salt, operations, memory) VALUES (1, ?1, ?2, ?3)", BlobView{base::as_text(terms.salt)},
                  number(terms.cost.operations), number(terms.cost.memory));
}

std::optional<base::LockTerms> read_lock(const Store& store) {
  auto row = store.query("SELECT salt, operations, memory FROM lock");
  if (!row->step()) { return std::nullopt; }
  base::LockTerms terms;
  const auto salt = row->blob(0);
  if (salt.size() != terms.salt.size()) { damaged("the lock of this desk's keys"); }
  std::copy(salt.begin(), salt.end(), reinterpret_cast<char*>(terms.salt.data()));
  terms.cost = {static_cast<std::uint64_t>(row->integer(1)), static_cast<std::uint64_t>(row->integer(2))};
  return terms;
}

std::optional<Hash> name_in_use(const Store& store, KeyKind kind) {
  auto row = store.query("SELECT public FROM own_key WHERE kind = ?1 ORDER BY no DESC LIMIT 1", static_cast<std::int64_t>(kind));
  if (!row->step()) { return std::nullopt; }
  return hash_of(row->blob(0));
}

bool read_secret(const Store& store, KeyKind kind, const Hash& name, const std::optional<base::LockKey>& lock,
                 std::span<std::uint8_t> secret) {
  auto row = store.query("SELECT secret, EXISTS (SELECT 1 FROM lock) FROM own_key WHERE kind = ?1 AND public = ?2",
                         static_cast<std::int64_t>(kind), blob(name));
  if (!row->step()) { return false; }
  const auto kept = row->blob(0);
  if (row->integer(1) != 0) {
    if (!lock) { throw StoreFault(Errc::config, "the desk's keys are locked"); }
    if (!base::unlock_secret(*lock, kept, bound_to(kind, name), secret)) { damaged("this desk's key"); }
    return true;
  }
  if (kept.size() != secret.size()) { damaged("this desk's key"); }
  std::ranges::copy(kept, reinterpret_cast<char*>(secret.data()));
  return true;
}

}  // namespace scamdesk::ledger
