// SPDX-License-Identifier: Apache-2.0
#include "ledger/backup.hpp"

#include <sqlite3.h>

#include <scamdesk/unfinished.hpp>

#include "base/files.hpp"
#include "ledger/file_system.hpp"

namespace scamdesk::ledger {
namespace {

namespace fs = std::filesystem;

/// A half-made copy goes away; gone already where it took its place.
struct Unfinished {
  explicit Unfinished(const fs::path& file) : copy(file.string()), journal(file.string() + "-journal") {}
  UnfinishedFile copy, journal;
};

std::uint64_t size_of(Database& db) {
  Statement pages(db, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size");
  pages.step();
  return static_cast<std::uint64_t>(pages.integer(0));
}

/// All pages in one step: the desk is read under one lock.
void copy(Database& from, const fs::path& file) {
  Database to(file.string(), OpenMode::write, {}, false);
  auto* work = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (work == nullptr) { throw StoreFault(Errc::io, sqlite3_errmsg(to.handle())); }
  const int result = sqlite3_backup_step(work, -1);
  sqlite3_backup_finish(work);
  if (result == SQLITE_DONE) { return; }
  const bool busy = (result & 0xff) == SQLITE_BUSY || (result & 0xff) == SQLITE_LOCKED;
  throw StoreFault(busy ? Errc::busy : Errc::io, sqlite3_errstr(result));
}

Status require_desk(Database& db, const fs::path& file) {
  Statement id(db, "PRAGMA application_id");
  if (id.step() && id.integer(0) == application_id) { return {}; }
  return fail(Errc::config, message("{0}: this file is no desk of scamdesk", file.string()));
}

Status copy_beside(const fs::path& backup, const fs::path& beside) {
  if (std::error_code ignored; !fs::is_regular_file(backup, ignored)) {
    return fail(Errc::not_found, message("{0}: {1}", backup.string(), message("no such file or folder")));
  }
  try {
    Database from(backup.string(), OpenMode::read, {}, false);
    if (auto ours = require_desk(from, backup); !ours) { return ours; }
    if (auto space = require_space(beside.parent_path().string(), size_of(from)); !space) { return space; }
    if (auto made = make_private_file(beside.string()); !made) { return made; }
    copy(from, beside);
    return {};
  } catch (const StoreFault& fault) {
    if (fault.code() == Errc::config) { return fail(Errc::config, message("{0}: this file is no desk of scamdesk", backup.string())); }
    return fail(fault.code(), message("{0}: the desk could not be read ({1})", backup.string(), fault.what()));
  }
}

/// What a killed writer left beside a store that is replaced must not be taken for the new one's.
void settle_journal(const fs::path& store) {
  std::error_code ignored;
  if (!fs::exists(store, ignored)) { return; }
  try {
    Database old(store.string(), OpenMode::write, {}, false);
    Statement(old, "PRAGMA schema_version").step();
  } catch (const StoreFault&) {
    // It is damaged, and goes.
  }
  ::unlink((store.string() + "-journal").c_str());
}

Status verify(const fs::path& file, const fs::path& place) {
  const auto copied = Ledger::open(file.string(), OpenMode::read, {});
  if (!copied) { return fail(copied.error()); }
  const auto faults = copied->verify();
  if (faults.empty()) { return {}; }
  return fail(Errc::io, message("{0}: the backup does not verify, and was not kept: {1}", place.string(), faults.front()),
              message("see what 'scamdesk desk verify' says of the desk itself"));
}

}  // namespace

Status back_up_older(Database& database, const fs::path& file) {
  const auto folder = file.has_parent_path() ? file.parent_path().string() : std::string(".");
  if (auto space = require_space(folder, size_of(database)); !space) { return space; }
  const auto beside = base::name_beside(file);
  const Unfinished unfinished(beside);
  if (auto made = make_private_file(beside.string()); !made) { return made; }
  copy(database, beside);
  return base::put_in_place(beside, file, true);
}

Status back_up(Ledger& ledger, const fs::path& file, BackUp how) {
  if (auto free = base::require_free(file, how.replace); !free) { return free; }
  const auto folder = file.has_parent_path() ? file.parent_path().string() : std::string(".");
  if (std::error_code ignored; !fs::is_directory(folder, ignored)) {
    return fail(Errc::cannot_create, message("{0}: {1}", file.string(), message("no such file or folder")));
  }
  const Snapshot snapshot(ledger.database());
  if (auto space = require_space(folder, size_of(ledger.database())); !space) { return space; }
  const auto beside = base::name_beside(file);
  const Unfinished unfinished(beside);
  if (auto made = make_private_file(beside.string()); !made) { return made; }
  copy(ledger.database(), beside);
  if (auto sound = verify(beside, file); !sound) { return sound; }
  return how.keep ? base::put_in_place(beside, file, how.replace) : Status();
}

Status put_back(const fs::path& backup, const fs::path& store, BackUp how, const std::function<Status(Ledger)>& finish) {
  if (auto free = base::require_free(store, how.replace); !free) { return free; }
  const auto place = fs::absolute(store);
  if (std::error_code ignored; !fs::is_directory(place.parent_path(), ignored)) {
    return fail(Errc::cannot_create, message("{0}: {1}", store.string(), message("no such file or folder")));
  }
  if (auto local = require_local(place.parent_path().string()); !local) { return local; }
  const auto beside = base::name_beside(place);
  const Unfinished unfinished(beside);
  if (auto copied = copy_beside(backup, beside); !copied) { return copied; }
  {
    auto ledger = Ledger::open(beside.string(), OpenMode::write, {});
    if (!ledger) { return fail(ledger.error()); }
    if (const auto faults = ledger->verify(); !faults.empty()) {
      return fail(Errc::io, message("{0}: it does not verify, and was not put in place: {1}", backup.string(), faults.front()),
                  message("take an older backup"));
    }
    if (auto finished = finish(std::move(*ledger)); !finished) { return finished; }
  }
  if (!how.keep) { return {}; }
  settle_journal(place);
  return base::put_in_place(beside, place, how.replace);
}

}  // namespace scamdesk::ledger
