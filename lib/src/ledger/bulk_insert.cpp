// SPDX-License-Identifier: Apache-2.0
#include "ledger/bulk_insert.hpp"

#include <algorithm>
#include <cstdint>
#include <exception>
#include <new>
#include <sqlite3.h>
#include <string>

#include <fmt/format.h>

namespace scamdesk::ledger {
namespace {

void give(sqlite3_context* to, std::nullptr_t) { sqlite3_result_null(to); }
void give(sqlite3_context* to, std::int64_t value) { sqlite3_result_int64(to, value); }
void give(sqlite3_context* to, double value) { sqlite3_result_double(to, value); }
void give(sqlite3_context* to, LastingText value) {
  sqlite3_result_text64(to, value.text.empty() ? "" : value.text.data(), value.text.size(), SQLITE_STATIC, SQLITE_UTF8);
}
void give(sqlite3_context* to, LastingBlob value) {
  sqlite3_result_blob64(to, value.bytes.empty() ? "" : value.bytes.data(), value.bytes.size(), SQLITE_STATIC);
}

}  // namespace

/// The table that a statement reads: https://www.sqlite.org/vtab.html, eponymous, one reader at a time.
class BulkInsert::Source {
public:
  Source(Database& db, std::size_t columns) : m_db(db.handle()), m_row(columns) {
    const int result = sqlite3_create_module_v2(m_db, name().c_str(), module(), this, nullptr);
    if (result != SQLITE_OK) { throw StoreFault(Errc::io, sqlite3_errmsg(m_db)); }
  }
  ~Source() { sqlite3_create_module_v2(m_db, name().c_str(), nullptr, nullptr, nullptr); }
  Source(Source&&) = delete;

  /// No other of the same database has it.
  std::string name() const { return fmt::format("rows_at_{:x}", reinterpret_cast<std::uintptr_t>(this)); }

  void begin(const Next& next) {
    m_next = &next;
    m_fault = nullptr;
  }
  void end() {
    m_next = nullptr;
    if (m_fault) { std::rethrow_exception(m_fault); }
  }

private:
  struct Table : sqlite3_vtab { Source* source; };
  static Source& of(sqlite3_vtab_cursor* cursor) { return *static_cast<Table*>(cursor->pVtab)->source; }

  // SQLite is C: nothing may be thrown through it.
  int advance() noexcept {
    try {
      std::ranges::fill(m_row, nullptr);
      m_at_end = m_next == nullptr || !(*m_next)(m_row);
      return SQLITE_OK;
    } catch (...) {
      m_fault = std::current_exception();
      return SQLITE_ERROR;
    }
  }

  static int connect(sqlite3* db, void* source, int, const char* const*, sqlite3_vtab** table, char**) noexcept;
  static const sqlite3_module* module();

  sqlite3* m_db;
  Row m_row;
  const Next* m_next = nullptr;
  std::exception_ptr m_fault;
  bool m_at_end = true;
};

int BulkInsert::Source::connect(sqlite3* db, void* source, int, const char* const*, sqlite3_vtab** table, char**) noexcept {
  try {
    auto made = std::make_unique<Table>();
    made->source = static_cast<Source*>(source);
    std::string columns;
    for (std::size_t i = 0; i < made->source->m_row.size(); ++i) { columns += fmt::format("{}c{}", i == 0 ? "" : ", ", i); }
    const int result = sqlite3_declare_vtab(db, fmt::format("CREATE TABLE x ({})", columns).c_str());
    if (result == SQLITE_OK) { *table = made.release(); }
    return result;
  } catch (...) {
    return SQLITE_NOMEM;
  }
}

const sqlite3_module* BulkInsert::Source::module() {
  static const sqlite3_module table = [] {
    sqlite3_module made{};  // without xCreate the table is there by the module's name
    made.xConnect = connect;
    made.xBestIndex = [](sqlite3_vtab*, sqlite3_index_info*) noexcept { return SQLITE_OK; };
    made.xDisconnect = [](sqlite3_vtab* at) noexcept { delete static_cast<Table*>(at); return SQLITE_OK; };
    made.xOpen = [](sqlite3_vtab*, sqlite3_vtab_cursor** cursor) noexcept {
      *cursor = new (std::nothrow) sqlite3_vtab_cursor{};
      return *cursor == nullptr ? SQLITE_NOMEM : SQLITE_OK;
    };
    made.xClose = [](sqlite3_vtab_cursor* cursor) noexcept { delete cursor; return SQLITE_OK; };
    made.xFilter = [](sqlite3_vtab_cursor* cursor, int, const char*, int, sqlite3_value**) noexcept { return of(cursor).advance(); };
    made.xNext = [](sqlite3_vtab_cursor* cursor) noexcept { return of(cursor).advance(); };
    made.xEof = [](sqlite3_vtab_cursor* cursor) noexcept { return of(cursor).m_at_end ? 1 : 0; };
    made.xColumn = [](sqlite3_vtab_cursor* cursor, sqlite3_context* to, int column) noexcept {
      std::visit([&](const auto& value) { give(to, value); }, of(cursor).m_row[static_cast<std::size_t>(column)]);
      return SQLITE_OK;
    };
    made.xRowid = [](sqlite3_vtab_cursor*, sqlite3_int64* row) noexcept { *row = 0; return SQLITE_OK; };
    return made;
  }();
  return &table;
}

// OR FAIL, for a fault ends the transaction anyway: to undo a statement by itself SQLite would keep what its pages held
// before, on the disk, outside the store.
BulkInsert::BulkInsert(Database& db, std::string_view target, std::size_t columns)
    : m_source(std::make_unique<Source>(db, columns)),
      m_insert(db, fmt::format("INSERT OR FAIL INTO {} SELECT * FROM {}", target, m_source->name())) {}

BulkInsert::~BulkInsert() = default;

void BulkInsert::run(const Next& next) {
  m_source->begin(next);
  try {
    m_insert.run();
  } catch (const StoreFault&) {
    m_source->end();  // which tells first what `next` threw
    throw;
  }
  m_insert.reset();
  m_source->end();
}

}  // namespace scamdesk::ledger
