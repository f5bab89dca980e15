// SPDX-License-Identifier: Apache-2.0
// floor STORE FILE.csv...: the least that any import has to do. Parses the files and inserts every column, keyed by a
// 16-byte id, into one STRICT table in one transaction, with scamdesk's pragmas.
#include <cstdio>
#include <string>
#include <vector>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "document/csv.hpp"
#include "ledger/database.hpp"
#include "ledger/file_system.hpp"

using namespace scamdesk;

namespace {

std::string table_sql(const std::vector<std::string>& columns) {
  std::string sql = "CREATE TABLE cases(id BLOB PRIMARY KEY";
  for (const auto& column : columns) { sql += ", \"" + column + "\" TEXT"; }
  return sql + ") STRICT";
}

std::string insert_sql(std::size_t columns) {
  std::string sql = "INSERT INTO cases VALUES(?";
  for (std::size_t i = 0; i < columns; ++i) { sql += ",?"; }
  return sql + ")";
}

int fault(const Error& error) {
  std::fprintf(stderr, "floor: %s\n", word(error.problem, Lang::en).c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fprintf(stderr, "usage: floor STORE FILE.csv...\n");
    return 2;
  }
  if (const auto made = ledger::make_private_file(argv[1]); !made) { return fault(made.error()); }
  ledger::Database database(argv[1], ledger::OpenMode::write, std::chrono::milliseconds(0), true);
  ledger::Transaction transaction(database);
  std::optional<ledger::Statement> insert;
  const auto random = base::seeded_random("floor");
  const auto now = *parse_instant("2025-10-20T00:00:00Z");
  std::vector<std::string_view> row;
  for (int i = 2; i < argc; ++i) {
    const auto bytes = base::read_file(argv[i]);
    if (!bytes) { return fault(bytes.error()); }
    document::CsvReader reader(*bytes, argv[i]);
    auto more = reader.next(row);
    if (more && *more && !insert) {
      database.exec(table_sql({row.begin(), row.end()}));
      insert.emplace(database, insert_sql(row.size()));
    }
    while ((more = reader.next(row)) && *more) {
      const auto id = base::uuid_v7(now, *random);
      insert->reset();
      insert->bind_one(1, ledger::BlobView{base::as_text(id.bytes)});
      for (std::size_t column = 0; column < row.size(); ++column) {
        if (row[column].empty()) { insert->bind_one(static_cast<int>(column) + 2, nullptr); }
        else { insert->bind_one(static_cast<int>(column) + 2, row[column]); }
      }
      insert->run();
    }
    if (!more) { return fault(more.error()); }
  }
  transaction.commit();
  return 0;
}
