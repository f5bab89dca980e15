// SPDX-License-Identifier: Apache-2.0
#include "ledger/database.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <sqlite3.h>
#include <thread>
#include <utility>

namespace scamdesk::ledger {
namespace {

Errc code_of(int result) {
  switch (result & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return Errc::busy;
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH: return Errc::not_permitted;
    case SQLITE_NOTADB: return Errc::config;
    case SQLITE_IOERR:
    case SQLITE_FULL:
    case SQLITE_CORRUPT:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM: return Errc::io;
    default: return Errc::bug;
  }
}

[[noreturn]] void raise(sqlite3* db, int result) {
  throw StoreFault(code_of(result), db != nullptr ? sqlite3_errmsg(db) : sqlite3_errstr(result));
}

int size_of(std::string_view bytes) {
  if (bytes.size() > static_cast<std::size_t>(std::numeric_limits<int>::max())) {
    throw StoreFault(Errc::bad_input, "a value larger than 2 GiB");
  }
  return static_cast<int>(bytes.size());
}

/// SQLite takes a null pointer for NULL; an empty text is not NULL.
const char* data_of(std::string_view bytes) { return bytes.data() != nullptr ? bytes.data() : ""; }

sqlite3* open_handle(const char* file, int flags) {
  sqlite3* handle = nullptr;
  const int result = sqlite3_open_v2(file, &handle, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, nullptr);
  if (result == SQLITE_OK) { return handle; }
  const StoreFault fault(code_of(result), handle != nullptr ? sqlite3_errmsg(handle) : sqlite3_errstr(result));
  sqlite3_close_v2(handle);
  throw fault;
}

using std::chrono::milliseconds;

/// How a writer waits for its turn. SQLite's own handler asks the more seldom the longer it has waited, so that of many
/// writers the newest go first and some are never served: here those who have waited longest ask most often.
struct Patience {
  int times;
  milliseconds pause;
};
constexpr std::array<Patience, 4> patience{{{20, milliseconds{1}},    // a lone neighbour is soon done
                                            {28, milliseconds{10}},   // to 0.3 s
                                            {140, milliseconds{5}},   // to 1 s
                                            {std::numeric_limits<int>::max(), milliseconds{2}}}};

/// The pause after the n-th question, and what those before it add up to.
std::pair<milliseconds, milliseconds> pause_after(int asked) {
  milliseconds waited{0};
  for (const auto& step : patience) {
    if (asked < step.times) { return {step.pause, waited + asked * step.pause}; }
    asked -= step.times;
    waited += step.times * step.pause;
  }
  return {patience.back().pause, waited};
}

int wait_again(void* most, int asked) {
  const auto [pause, waited] = pause_after(asked);
  const auto left = milliseconds{reinterpret_cast<std::intptr_t>(most)} - waited;
  if (left <= milliseconds{0}) { return 0; }
  std::this_thread::sleep_for(std::min(pause, left));
  return 1;
}

}  // namespace

void raise_unless_wrong(const Database& db, int result) {
  const auto kind = result & 0xff;
  const bool of_statement = code_of(result) == Errc::bug || kind == SQLITE_AUTH || kind == SQLITE_NOMEM;
  if (!of_statement) { raise(db.handle(), result); }
}

Database::Database(const std::string& file, OpenMode mode, std::chrono::milliseconds wait, bool create)
    : Database(open_handle(file.c_str(), mode == OpenMode::read ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE)) {
  // The wait itself is the handler's state, so that it may outlive a move of this.
  sqlite3_busy_handler(m_handle, wait_again, reinterpret_cast<void*>(static_cast<std::intptr_t>(wait.count())));
  sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  // A rollback journal (SQLite's default) stays readable where nothing can be written; 16 KiB pages and a large cache
  // made it twice as fast as WAL with 4 KiB pages on whole packages.
  if (create) { exec("PRAGMA page_size = 16384; PRAGMA journal_mode = DELETE"); }
  // EXTRA is FULL and the folder synced after the journal is gone: else a power cut may bring the journal back, and with
  // it the state before a change that was acknowledged.
  exec("PRAGMA synchronous = EXTRA; PRAGMA cache_size = -32000; PRAGMA secure_delete = ON");
}

Database Database::in_memory() {
  Database database(open_handle(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_MEMORY));
  sqlite3_db_config(database.m_handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1, nullptr);
  return database;
}

Database::Database(Database&& other) noexcept : m_handle(std::exchange(other.m_handle, nullptr)) {}

Database& Database::operator=(Database&& other) noexcept {
  std::swap(m_handle, other.m_handle);
  return *this;
}

// Statements of the floor above may live a little longer: close_v2 waits for them.
Database::~Database() { sqlite3_close_v2(m_handle); }

void Database::exec(std::string_view sql) {
  const int result = sqlite3_exec(m_handle, std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) { raise(m_handle, result); }
}

void Database::rollback() noexcept {
  if (in_transaction()) { sqlite3_exec(m_handle, "ROLLBACK", nullptr, nullptr, nullptr); }
}

std::int64_t Database::changes() const { return sqlite3_changes64(m_handle); }
std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(m_handle); }
bool Database::in_transaction() const { return sqlite3_get_autocommit(m_handle) == 0; }

Statement::Statement(Database& db, std::string_view sql) : m_db(db.handle()) {
  sqlite3_stmt* statement = nullptr;
  const int result = sqlite3_prepare_v3(m_db, sql.data(), size_of(sql), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (result != SQLITE_OK) { raise(m_db, result); }
  m_statement.reset(statement);
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }

bool Statement::step() {
  const int result = sqlite3_step(m_statement.get());
  if (result == SQLITE_ROW) { return true; }
  if (result == SQLITE_DONE) { return false; }
  sqlite3_reset(m_statement.get());
  raise(m_db, result);
}

void Statement::reset() { sqlite3_reset(m_statement.get()); }
void Statement::clear() { sqlite3_clear_bindings(m_statement.get()); }

namespace {
void check(sqlite3* db, int result) {
  if (result != SQLITE_OK) { raise(db, result); }
}
}  // namespace

void Statement::bind_one(int index, std::int64_t value) {
  check(m_db, sqlite3_bind_int64(m_statement.get(), index, value));
}
void Statement::bind_one(int index, double value) { check(m_db, sqlite3_bind_double(m_statement.get(), index, value)); }
void Statement::bind_one(int index, std::string_view value) {
  check(m_db, sqlite3_bind_text(m_statement.get(), index, data_of(value), size_of(value), SQLITE_TRANSIENT));
}
void Statement::bind_one(int index, BlobView value) {
  const auto bytes = value.bytes;
  check(m_db, sqlite3_bind_blob(m_statement.get(), index, data_of(bytes), size_of(bytes), SQLITE_TRANSIENT));
}
void Statement::bind_one(int index, LastingText value) {
  check(m_db, sqlite3_bind_text(m_statement.get(), index, data_of(value.text), size_of(value.text), SQLITE_STATIC));
}
void Statement::bind_one(int index, LastingBlob value) {
  const auto bytes = value.bytes;
  check(m_db, sqlite3_bind_blob(m_statement.get(), index, data_of(bytes), size_of(bytes), SQLITE_STATIC));
}
void Statement::bind_one(int index, std::nullptr_t) { check(m_db, sqlite3_bind_null(m_statement.get(), index)); }

bool Statement::is_null(int column) const { return sqlite3_column_type(m_statement.get(), column) == SQLITE_NULL; }
std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(m_statement.get(), column); }
double Statement::real(int column) const { return sqlite3_column_double(m_statement.get(), column); }

std::string_view Statement::text(int column) const {
  const auto* text = sqlite3_column_text(m_statement.get(), column);
  if (text == nullptr) { return {}; }
  return {reinterpret_cast<const char*>(text),
          static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

std::string_view Statement::blob(int column) const {
  const auto* blob = sqlite3_column_blob(m_statement.get(), column);
  if (blob == nullptr) { return {}; }
  return {static_cast<const char*>(blob), static_cast<std::size_t>(sqlite3_column_bytes(m_statement.get(), column))};
}

int Statement::columns() const { return sqlite3_column_count(m_statement.get()); }
std::string_view Statement::column_name(int column) const { return sqlite3_column_name(m_statement.get(), column); }

}  // namespace scamdesk::ledger
