// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <fcntl.h>
#include <filesystem>
#include <fmt/format.h>
#include <optional>
#include <sqlite3.h>
#include <unistd.h>

#include <scamdesk/unfinished.hpp>

#include "embedded/ledger_access.hpp"
#include "embedded/ledger_erasure.hpp"
#include "embedded/ledger_keys.hpp"
#include "embedded/ledger_mending.hpp"
#include "embedded/ledger_migration.hpp"
#include "embedded/ledger_packages.hpp"
#include "embedded/ledger_text_signature.hpp"
#include "ledger/backup.hpp"
#include "ledger/file_system.hpp"
#include "ledger/own_keys.hpp"
#include "ledger/store.hpp"

namespace scamdesk::ledger {
namespace {

/// In order; released ones never change. `user_version` counts those applied.
constexpr std::array<std::string_view, 7> migrations{embedded::ledger_migration, embedded::ledger_access,   embedded::ledger_keys,
                                                     embedded::ledger_mending,   embedded::ledger_packages, embedded::ledger_erasure,
                                                     embedded::ledger_text_signature};
constexpr auto newest = static_cast<std::int64_t>(migrations.size());

std::int64_t pragma(Database& db, std::string_view sql) {
  Statement statement(db, sql);
  return statement.step() ? statement.integer(0) : 0;
}

/// In the caller's transaction.
void apply_migration(Database& db, std::int64_t version) {
  db.exec(migrations[static_cast<std::size_t>(version)]);
  db.exec(fmt::format("PRAGMA application_id = {}; PRAGMA user_version = {}", application_id, version + 1));
}

std::string backup_name(const std::string& file, std::int64_t version) { return fmt::format("{}.v{}", file, version); }

/// A copy of an older store as it is stays beside it, `desk.db.v1`, until the next time.
void keep_older(Database& db, const std::string& file) {
  const Snapshot snapshot(db);
  const auto version = pragma(db, "PRAGMA user_version");
  if (version >= newest) { return; }  // another program was first
  if (auto made = back_up_older(db, backup_name(file, version)); !made) {
    throw StoreFault(made.error().code, "no copy could be kept of a desk of an older layout: " + word(made.error().problem, Lang::en));
  }
  for (auto older = version - 1; older > 0; --older) { ::unlink(backup_name(file, older).c_str()); }
}

/// Brings an older store up to date, each migration in one transaction with its number.
void migrate(Database& db, const std::string& file) {
  if (pragma(db, "PRAGMA user_version") < newest) { keep_older(db, file); }
  while (pragma(db, "PRAGMA user_version") < newest) {
    Transaction transaction(db);
    const auto version = pragma(db, "PRAGMA user_version");  // another program may have been first
    if (version < newest) { apply_migration(db, version); }
    transaction.commit();
  }
}

void write_identity(Store& store, const Identity& identity) {
  std::optional<BlobView> headquarters;
  if (!identity.headquarters.value().is_zero()) { headquarters = blob(identity.headquarters); }
  store.query.run(
      "INSERT INTO identity (one, key, mission, role, exercise, headquarters) VALUES (1, ?1, ?2, ?3, ?4, ?5)",
      blob(identity.key), identity.mission.value(), static_cast<std::int64_t>(identity.role),
      std::int64_t{identity.exercise}, headquarters);
}

/// A new store of this desk, in the caller's transaction.
void lay_out(Store& store, const Identity& identity) {
  for (std::int64_t version = 0; version < newest; ++version) { apply_migration(store.db, version); }
  write_identity(store, identity);
}

/// The keys that a desk is made with.
struct Keys {
  base::SigningKey signing;
  base::SealingKey sealing;
  std::optional<base::LockTerms> terms;
  std::optional<base::LockKey> lock;
};

Result<Keys> make_keys(const Protection& protection, base::Random& random) {
  Keys keys{base::make_signing_key(random), base::make_sealing_key(random), {}, {}};
  if (protection.passphrase == nullptr) { return keys; }
  keys.terms = base::make_lock(protection.cost, random);
  auto lock = base::lock_key(*protection.passphrase, *keys.terms);
  if (!lock) { return fail(std::move(lock.error())); }
  keys.lock = *lock;
  return keys;
}

void write_keys(Store& store, const Keys& keys, base::Random& random) {
  if (keys.terms) { write_lock(store, *keys.terms); }
  write_key(store, KeyKind::signing, keys.signing.name.value(), keys.signing.secret.bytes(), keys.lock, random);
  write_key(store, KeyKind::sealing, keys.sealing.name, keys.sealing.secret.bytes(), keys.lock, random);
}

tl::unexpected<Error> not_a_desk(const std::string& file) {
  return fail(Errc::config, message("{0}: this file is no desk of scamdesk", file));
}

/// What a fault means while a file is being opened.
tl::unexpected<Error> fault_of(const std::string& file, const StoreFault& fault) {
  switch (fault.code()) {
    case Errc::busy:
      return fail(Errc::busy, message("{0}: another program is writing to the desk", file),
                  message("try again, or wait longer with --wait"));
    case Errc::config: return not_a_desk(file);
    case Errc::not_permitted: return fail(Errc::not_permitted, message("{0}: the desk or its disk is read-only", file));
    default: return fail(fault.code(), message("{0}: the desk could not be read ({1})", file, fault.what()));
  }
}

Status require_readable(const std::string& file) {
  if (::faccessat(AT_FDCWD, file.c_str(), F_OK, AT_EACCESS) != 0 && errno != EACCES) {
    return fail(Errc::not_found, message("{0}: there is no desk here", file),
                message("make one with: scamdesk desk init --mission CODE"));
  }
  if (std::error_code ignored; std::filesystem::is_directory(file, ignored)) {
    return fail(Errc::config, message("{0}: this is a folder, not a desk", file), message("name the desk's file with --store"));
  }
  if (::faccessat(AT_FDCWD, file.c_str(), R_OK, AT_EACCESS) != 0) {
    return fail(Errc::not_permitted, message("{0}: {1}", file, message("permission denied")));
  }
  return require_local(file);
}

bool is_older(Database& db) {
  return pragma(db, "PRAGMA application_id") == application_id && pragma(db, "PRAGMA user_version") < newest;
}

void bring_up_to_date(const std::string& file, std::chrono::milliseconds wait) {
  Database db(file, OpenMode::write, wait, false);
  if (sqlite3_db_readonly(db.handle(), "main") != 0) { throw StoreFault(Errc::not_permitted, "an older store that cannot be written"); }
  migrate(db, file);
}

Status require_ours(Database& db, const std::string& file, OpenMode mode) {
  if (pragma(db, "PRAGMA application_id") != application_id) { return not_a_desk(file); }
  const auto version = pragma(db, "PRAGMA user_version");
  if (version > newest) {
    return fail(
        Errc::config,
        message("{0}: made by a newer scamdesk (store version {1}, this program knows {2})", file, version, newest),
        message("use the newer program on this desk"));
  }
  if (mode == OpenMode::read) { return {}; }
  if (sqlite3_db_readonly(db.handle(), "main") != 0) {
    return fail(Errc::not_permitted, message("{0}: the desk or its disk is read-only", file));
  }
  migrate(db, file);
  return {};
}

/// A writer that was killed leaves its journal, and a reader may not undo what it had begun: a writer does it first.
/// Where nothing may be written, reading goes on and says so by itself.
void undo_leftover(const std::string& file, std::chrono::milliseconds wait) {
  std::error_code error;
  const auto journal = std::filesystem::canonical(file, error).string() + "-journal";
  if (error || ::access(journal.c_str(), F_OK) != 0) { return; }
  Database writer(file, OpenMode::write, wait, false);
  pragma(writer, "PRAGMA schema_version");
}

Identity read_identity(Store& store) {
  auto row = store.query("SELECT key, mission, role, exercise, headquarters FROM identity");
  if (!row->step()) { damaged("it does not say whose desk it is"); }
  Identity identity;
  identity.key = DeskKey(hash_of(row->blob(0)));
  identity.mission = MissionCode(std::string(row->text(1)));
  identity.role = static_cast<Role>(row->integer(2));
  identity.exercise = row->integer(3) != 0;
  if (!row->is_null(4)) { identity.headquarters = DeskKey(hash_of(row->blob(4))); }
  identity.sealing = name_in_use(store, KeyKind::sealing).value_or(Hash());
  return identity;
}

}  // namespace

Ledger::Ledger(std::unique_ptr<Impl> impl) : m_impl(std::move(impl)) {}
Ledger::Ledger(Ledger&&) noexcept = default;
Ledger& Ledger::operator=(Ledger&&) noexcept = default;
Ledger::~Ledger() = default;

Result<Ledger> Ledger::create(const std::string& file, Identity identity, base::Random& random, const Protection& protection) {
  const auto keys = make_keys(protection, random);
  if (!keys) { return fail(keys.error()); }
  if (auto made = make_private_file(file); !made) { return fail(std::move(made.error())); }
  const auto give_up = [&](Error error) {
    ::unlink(file.c_str());
    return fail(std::move(error));
  };
  UnfinishedFile unfinished(file), journal(file + "-journal");
  if (auto local = require_local(file); !local) { return give_up(std::move(local.error())); }
  try {
    auto impl = std::make_unique<Impl>(Database(file, OpenMode::write, {}, true));
    identity.key = keys->signing.name;
    identity.sealing = keys->sealing.name;
    Transaction transaction(impl->store.db);
    lay_out(impl->store, identity);
    write_keys(impl->store, *keys, random);
    transaction.commit();
    impl->identity = std::move(identity);
    impl->has_lock = keys->lock.has_value();
    impl->lock_key = keys->lock;
    unfinished.kept();
    journal.kept();
    return Ledger(std::move(impl));
  } catch (const StoreFault& fault) { return give_up(std::move(fault_of(file, fault).value())); }
}

Result<Ledger> Ledger::open(const std::string& file, OpenMode mode, std::chrono::milliseconds wait) {
  if (auto readable = require_readable(file); !readable) { return fail(std::move(readable.error())); }
  try {
    if (mode == OpenMode::read) { undo_leftover(file, wait); }
    auto impl = std::make_unique<Impl>(Database(file, mode, wait, false));
    std::optional<Snapshot> snapshot;
    if (mode == OpenMode::read) { snapshot.emplace(impl->store.db); }
    if (snapshot && is_older(impl->store.db)) {  // reading commands read the newest tables only
      snapshot.reset();
      bring_up_to_date(file, wait);
      snapshot.emplace(impl->store.db);
    }
    if (auto ours = require_ours(impl->store.db, file, mode); !ours) { return fail(std::move(ours.error())); }
    impl->identity = read_identity(impl->store);
    impl->has_lock = read_lock(impl->store).has_value();
    return Ledger(std::move(impl));
  } catch (const StoreFault& fault) { return fault_of(file, fault); }
}

Result<Ledger> Ledger::as_of(Ledger& source, Instant as_of) {
  auto impl = std::make_unique<Impl>(Database::in_memory());
  impl->identity = source.m_impl->identity;
  Ledger past(std::move(impl));
  Transaction transaction(past.database());
  lay_out(past.m_impl->store, past.m_impl->identity);
  past.m_impl->store.left_since = left_of_destroyed(source);
  source.m_impl->store.each_block({}, [&](const BlockRow& block, const ChainRow&, RunReader& reader) {
    if (block.time > as_of) { return; }
    std::vector<Revision> revisions;
    for (Revision one; reader.next(one); one = {}) { revisions.push_back(std::move(one)); }
    // A clock that was set back may leave a later block earlier than the one before it: a gap, and not taken.
    past.receive(revisions, block.time, block.arrival);
  });
  transaction.commit();
  return past;
}

Database& Ledger::database() { return m_impl->store.db; }
const Identity& Ledger::identity() const { return m_impl->identity; }

void Ledger::pin_headquarters(const DeskKey& key) {
  if (m_impl->identity.headquarters == key) { return; }
  m_impl->store.require_transaction();
  m_impl->store.query.run("UPDATE identity SET headquarters = ?1", blob(key));
  m_impl->identity.headquarters = key;
}

}  // namespace scamdesk::ledger
