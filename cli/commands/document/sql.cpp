// SPDX-License-Identifier: Apache-2.0
#include "commands/common.hpp"
#include "commands/document/document.hpp"
#include "output/file.hpp"

namespace scamdesk::cli {
namespace {

/// Rows as lists in the order of the columns: two columns of a query may have one name.
Data as_data(const Table& table) {
  Data::Array columns;
  for (const auto& column : table.columns) { columns.emplace_back(column.key); }
  Data::Array rows;
  for (const auto& row : table.rows) {
    Data::Array cells;
    for (const auto& cell : row) { cells.push_back(cell.data); }
    rows.emplace_back(std::move(cells));
  }
  return Data::Object{{"schema", "scamdesk.rows/1"}, {"columns", columns}, {"rows", rows}};
}

Result<Exit> run(Session& session, const std::string& word) {
  const auto query = word == "-" ? read_file(word) : Result<std::string>(word);
  if (!query) { return fail(query.error()); }
  const auto table = session.desk().and_then([&](Desk* desk) { return desk->sql(*query); });
  if (!table || session.format() != Format::json) { return show(session, table); }
  return session.show(std::string(), as_data(*table)).map([] { return Exit::ok; });
}

}  // namespace

Run sql(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("QUERY", *words, 1, 1).explain("QUERY", N_("one SELECT over the views (cases, persons, returns ...); - reads it"));
  spec.output().exits({Exit::data, Exit::no_input, Exit::no_permission, Exit::config});
  return [words](Session& session) { return run(session, words->front()); };
}

}  // namespace scamdesk::cli
