// SPDX-License-Identifier: Apache-2.0
#include "register/query.hpp"

#include <cctype>
#include <memory>
#include <set>
#include <sqlite3.h>

#include <fmt/format.h>

#include <scamdesk/text.hpp>

#include "base/text.hpp"

namespace scamdesk::records {
namespace {

struct Finalize {
  void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};
using StatementPtr = std::unique_ptr<sqlite3_stmt, Finalize>;

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Whether the query itself names the table, whatever quotes stand around it.
bool mentions(std::string_view query, std::string_view table) {
  for (std::size_t at = 0; at + table.size() <= query.size(); ++at) {
    if (sqlite3_strnicmp(query.data() + at, table.data(), static_cast<int>(table.size())) != 0) { continue; }
    const bool begins = at == 0 || !is_word(query[at - 1]);
    const bool ends = at + table.size() == query.size() || !is_word(query[at + table.size()]);
    if (begins && ends) { return true; }
  }
  return false;
}

/// What a query may touch, asked by SQLite while it is prepared. The tables of forms are reached through views alone,
/// so that masks hold: a query that names such a table itself is refused. (What SQLite says of the view that a read comes
/// from is no help: a subquery may bear a view's name, and a view's unread tables come without one.)
class Guard {
public:
  Guard(ledger::Database& db, std::string_view query) : m_db(db.handle()), m_query(query) {
    ledger::Statement views(db, "SELECT name FROM temp.sqlite_schema WHERE type = 'view' ORDER BY name");
    while (views.step()) { m_views.emplace(views.text(0)); }
    // SQLite sets up its JSON tables when they are first named, by a statement that the guard would refuse.
    ledger::Statement(db, "SELECT 1 FROM json_each('[]'), json_tree('[]')");
    sqlite3_set_authorizer(m_db, &Guard::asked, this);
  }
  ~Guard() { sqlite3_set_authorizer(m_db, nullptr, nullptr); }
  Guard(Guard&&) = delete;

  const std::string& refused() const { return m_refused; }
  std::vector<std::string> views() const { return {m_views.begin(), m_views.end()}; }
  const std::set<std::pair<std::string, std::string>>& reads() const { return m_reads; }

private:
  static int asked(void* self, int action, const char* first, const char* second, const char* schema, const char*) {
    switch (action) {
      case SQLITE_SELECT: case SQLITE_RECURSIVE: return SQLITE_OK;
      case SQLITE_FUNCTION: return std::string_view(second) == "load_extension" ? SQLITE_DENY : SQLITE_OK;
      case SQLITE_READ: return static_cast<Guard*>(self)->read(first, second, schema);
      default: return static_cast<Guard*>(self)->deny({});
    }
  }

  int deny(std::string_view what) {
    m_refused = what.empty() ? "#" : std::string(what);
    return SQLITE_DENY;
  }

  int read(const char* table, const char* column, const char* schema) {
    const std::string name(table == nullptr ? "" : table);
    if (m_views.contains(name)) { m_reads.emplace(name, column == nullptr ? "" : column); }
    if (m_views.contains(name) || name == "json_each" || name == "json_tree") { return SQLITE_OK; }
    const bool of_form = name.starts_with("r_") || name.starts_with("f_");
    if (of_form) { return mentions(m_query, name) ? deny(name) : SQLITE_OK; }
    const bool temporary = schema != nullptr && std::string_view(schema) == "temp" && !name.starts_with("sqlite_");
    return temporary ? SQLITE_OK : deny(name);
  }

  sqlite3* m_db;
  std::string_view m_query;
  std::set<std::string> m_views;
  std::string m_refused;
  std::set<std::pair<std::string, std::string>> m_reads;
};

tl::unexpected<Error> refusal(ledger::Database& db, const Guard& guard) {
  if (guard.refused() == "#") {
    return fail(Errc::not_permitted, message("only a SELECT is allowed here"), message("it reads and never writes"));
  }
  if (!guard.refused().empty()) {
    return fail(Errc::not_permitted, message("{0} cannot be read here", guard.refused()),
                message("read one of the views: {0}", base::join(guard.views(), ", ")));
  }
  const std::string words = sqlite3_errmsg(db.handle());
  constexpr std::string_view unknown = "no such table: ";
  if (!words.starts_with(unknown)) { return fail(Errc::usage, message("the query is none: {0}", words)); }
  const auto views = guard.views();
  const auto near = nearest(std::string_view(words).substr(unknown.size()), views);
  return fail(Errc::usage, message("the query is none: {0}", words),
              near ? message("did you mean {0}?", *near) : message("read one of the views: {0}", base::join(views, ", ")));
}

struct Prepared {
  StatementPtr statement;
  std::set<std::pair<std::string, std::string>> reads;
};

/// One prepared statement that only reads. Errors: as select_sql.
Result<Prepared> prepare(ledger::Database& db, std::string_view query) {
  const Guard guard(db, query);
  sqlite3_stmt* raw = nullptr;
  const char* rest = nullptr;
  if (sqlite3_prepare_v2(db.handle(), query.data(), static_cast<int>(query.size()), &raw, &rest) != SQLITE_OK) {
    ledger::raise_unless_wrong(db, sqlite3_extended_errcode(db.handle()));
    return refusal(db, guard);
  }
  StatementPtr statement(raw);
  if (statement == nullptr) { return fail(Errc::usage, message("the query is empty")); }
  sqlite3_stmt* next = nullptr;
  const auto left = static_cast<int>(query.data() + query.size() - rest);
  const bool more = sqlite3_prepare_v2(db.handle(), rest, left, &next, nullptr) != SQLITE_OK || next != nullptr;
  sqlite3_finalize(next);
  if (more) { return fail(Errc::usage, message("one query at a time")); }
  if (sqlite3_stmt_readonly(statement.get()) == 0 || sqlite3_column_count(statement.get()) == 0) {
    return fail(Errc::not_permitted, message("only a SELECT is allowed here"), message("it reads and never writes"));
  }
  return Prepared{std::move(statement), guard.reads()};
}

void bind(sqlite3_stmt* statement, const std::map<std::string, std::string>& parameters) {
  for (const auto& [name, value] : parameters) {
    const int index = sqlite3_bind_parameter_index(statement, (":" + name).c_str());
    if (index > 0) { sqlite3_bind_text64(statement, index, value.data(), value.size(), SQLITE_TRANSIENT, SQLITE_UTF8); }
  }
}

std::string bytes_of(const void* bytes, int size) {
  return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
}

std::string hex_of(const void* bytes, int size) {
  std::string digits;
  for (const char byte : bytes_of(bytes, size)) { digits += fmt::format("{:02x}", static_cast<unsigned char>(byte)); }
  return digits;
}

SqlCell cell_of(sqlite3_stmt* row, int column) {
  switch (sqlite3_column_type(row, column)) {
    case SQLITE_NULL: return std::monostate{};
    case SQLITE_INTEGER: return sqlite3_column_int64(row, column);
    case SQLITE_FLOAT: return sqlite3_column_double(row, column);
    case SQLITE_BLOB: return hex_of(sqlite3_column_blob(row, column), sqlite3_column_bytes(row, column));
    default: break;
  }
  const void* text = sqlite3_column_text(row, column);
  return bytes_of(text, sqlite3_column_bytes(row, column));
}

}  // namespace

Result<SqlRows> select_sql(ledger::Database& db, std::string_view query, const std::map<std::string, std::string>& parameters) {
  auto prepared = prepare(db, query);
  if (!prepared) { return fail(prepared.error()); }
  auto* row = prepared->statement.get();
  bind(row, parameters);
  SqlRows result;
  result.reads = std::move(prepared->reads);
  const int columns = sqlite3_column_count(row);
  for (int i = 0; i < columns; ++i) { result.columns.emplace_back(sqlite3_column_name(row, i)); }
  int code = sqlite3_step(row);
  for (; code == SQLITE_ROW; code = sqlite3_step(row)) {
    auto& cells = result.rows.emplace_back();
    for (int i = 0; i < columns; ++i) { cells.push_back(cell_of(row, i)); }
  }
  if (code == SQLITE_DONE) { return result; }
  ledger::raise_unless_wrong(db, code);
  return fail(Errc::usage, message("the query is none: {0}", sqlite3_errmsg(db.handle())));
}

}  // namespace scamdesk::records
