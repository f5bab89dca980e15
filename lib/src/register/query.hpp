// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include <scamdesk/error.hpp>

#include "ledger/database.hpp"

namespace scamdesk::records {

using SqlCell = std::variant<std::monostate, std::int64_t, double, std::string>;  ///< monostate: NULL
struct SqlRows {
  std::vector<std::string> columns;
  std::vector<std::vector<SqlCell>> rows;
  std::set<std::pair<std::string, std::string>> reads;  ///< what the query reads: view and column
};

/// Runs one SELECT (or WITH … SELECT, or VALUES) that reads the documented views and temporary tables, and nothing else:
/// what writes, reads other tables, or asks for the store's inside is refused. `parameters` are bound where the query
/// says `:name`; those it does not name are passed over.
/// Errors: usage with SQLite's words for a query that is none; not_permitted for anything else than reading views.
Result<SqlRows> select_sql(ledger::Database& db, std::string_view query,
                           const std::map<std::string, std::string>& parameters = {});

}  // namespace scamdesk::records
