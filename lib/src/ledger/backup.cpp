// SPDX-License-Identifier: Apache-2.0
#include "ledger/backup.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include "base/files.hpp"
#include "ledger/file_system.hpp"

namespace scamdesk::ledger {
namespace {

namespace fs = std::filesystem;

/// A half-made file goes away.
class Unfinished {
public:
  explicit Unfinished(fs::path file) : m_file(std::move(file)) {}
  ~Unfinished() {  // gone already where it took its place
    ::unlink(m_file.c_str());
    ::unlink((m_file.string() + "-journal").c_str());
  }
  Unfinished(Unfinished&&) = delete;

private:
  fs::path m_file;
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

Status verify(const fs::path& file, const fs::path& place) {
  const auto copied = Ledger::open(file.string(), OpenMode::read, {});
  if (!copied) { return fail(copied.error()); }
  const auto faults = copied->verify();
  if (faults.empty()) { return {}; }
  return fail(Errc::io, message("{0}: the backup does not verify, and was not kept: {1}", place.string(), faults.front()),
              message("see what 'scamdesk desk verify' says of the desk itself"));
}

}  // namespace

Status back_up(Ledger& ledger, const fs::path& file, BackUp how) {
  if (auto free = base::require_free(file, how.replace); !free) { return free; }
  const auto folder = file.has_parent_path() ? file.parent_path().string() : std::string(".");
  if (std::error_code ignored; !fs::is_directory(folder, ignored)) {
    return fail(Errc::cannot_create, message("{0}: {1}", file.string(), message("no such file or folder")));
  }
  const Snapshot snapshot(ledger.database());
  if (auto space = require_space(folder, size_of(ledger.database())); !space) { return space; }
  const auto beside = base::name_beside(file);
  if (auto made = make_private_file(beside.string()); !made) { return made; }
  const Unfinished unfinished(beside);
  copy(ledger.database(), beside);
  if (auto sound = verify(beside, file); !sound) { return sound; }
  return how.keep ? base::put_in_place(beside, file, how.replace) : Status();
}

}  // namespace scamdesk::ledger
