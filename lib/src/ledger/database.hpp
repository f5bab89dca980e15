// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>

#include <scamdesk/error.hpp>

struct sqlite3;
struct sqlite3_stmt;

namespace scamdesk::ledger {

/// A fault of the store itself. Flies inside `ledger` and `register`; `desk` catches it and answers with the Error.
class StoreFault : public std::runtime_error {
public:
  StoreFault(Errc code, const std::string& what) : std::runtime_error(what), m_code(code) {}
  Errc code() const { return m_code; }  ///< io, busy, config (not a store), not_permitted (read-only)

private:
  Errc m_code;
};

enum class OpenMode : std::uint8_t { read, write };

/// The mark in a SQLite file that makes it a desk: "scam".
inline constexpr std::int64_t application_id = 0x7363616d;

/// One SQLite connection with our pragmas. Opening reads nothing of the file yet.
class Database {
public:
  Database(const std::string& file, OpenMode mode, std::chrono::milliseconds wait, bool create);
  static Database in_memory();
  Database(Database&&) noexcept;
  Database& operator=(Database&&) noexcept;
  ~Database();

  void exec(std::string_view sql);
  void rollback() noexcept;
  std::int64_t changes() const;
  std::int64_t last_row() const;
  bool in_transaction() const;
  sqlite3* handle() const { return m_handle; }

private:
  explicit Database(sqlite3* handle) : m_handle(handle) {}
  sqlite3* m_handle = nullptr;
};

/// Raises a result code that speaks of the file or its disk; returns when it speaks of the statement.
void raise_unless_wrong(const Database& db, int result);

/// Bytes, as against text.
struct BlobView {
  std::string_view bytes;
};
/// Text that outlives the step it is bound for, so that it need not be copied: for hot loops.
struct LastingText {
  std::string_view text;
};
/// The same of bytes.
struct LastingBlob {
  std::string_view bytes;
};
/// What a column may hold; text and bytes are borrowed.
using ColumnValue = std::variant<std::nullptr_t, std::int64_t, double, LastingText, LastingBlob>;

/// Values are bound, never pasted. Views returned by `text` and `blob` live until the next step.
class Statement {
public:
  Statement(Database& db, std::string_view sql);

  template <class... Args>
  Statement& bind(const Args&... args) {
    reset();
    [[maybe_unused]] int index = 0;
    (bind_one(++index, args), ...);
    return *this;
  }
  bool step();  ///< true while there is a row
  void run() {
    while (step()) {}
  }
  void reset();
  void clear();  ///< every parameter is NULL again

  void bind_one(int index, std::int64_t value);
  void bind_one(int index, int value) { bind_one(index, static_cast<std::int64_t>(value)); }
  void bind_one(int index, double value);
  void bind_one(int index, std::string_view value);
  void bind_one(int index, const std::string& value) { bind_one(index, std::string_view(value)); }
  void bind_one(int index, const char* value) { bind_one(index, std::string_view(value)); }
  void bind_one(int index, BlobView value);
  void bind_one(int index, LastingText value);
  void bind_one(int index, LastingBlob value);
  void bind_one(int index, std::nullptr_t);
  void bind_one(int index, const ColumnValue& value) {
    std::visit([&](const auto& one) { bind_one(index, one); }, value);
  }
  template <class T>
  void bind_one(int index, const std::optional<T>& value) {
    if (value) {
      bind_one(index, *value);
    } else {
      bind_one(index, nullptr);
    }
  }

  bool is_null(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  std::string_view text(int column) const;
  std::string_view blob(int column) const;
  int columns() const;
  std::string_view column_name(int column) const;

private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const noexcept;
  };
  sqlite3* m_db;
  std::unique_ptr<sqlite3_stmt, Finalize> m_statement;
};

/// Leaving without `commit` rolls back. A dry run is the same code without the commit.
class Transaction {
public:
  explicit Transaction(Database& db) : m_db(db) { m_db.exec("BEGIN IMMEDIATE"); }
  ~Transaction() {
    if (!m_done) { m_db.rollback(); }
  }
  Transaction(Transaction&&) = delete;
  void commit() {
    m_db.exec("COMMIT");
    m_done = true;
  }

private:
  Database& m_db;
  bool m_done = false;
};

/// Everything read in it is of one moment, and the file is locked and looked at once instead of for each statement.
/// Within a transaction it adds nothing.
class Snapshot {
public:
  explicit Snapshot(Database& db) : m_db(db), m_begun(!db.in_transaction()) {
    if (m_begun) { m_db.exec("BEGIN"); }
  }
  ~Snapshot() {
    if (m_begun) { m_db.rollback(); }
  }
  Snapshot(Snapshot&&) = delete;

private:
  Database& m_db;
  const bool m_begun;
};

}  // namespace scamdesk::ledger
