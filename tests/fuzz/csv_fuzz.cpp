// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "base/csv.hpp"
#include "document/csv.hpp"
#include "exchange/row_source.hpp"
#include "exchange/text_file.hpp"
#include "fuzz/answers_fuzz.hpp"

namespace {

using Rows = std::vector<std::vector<std::string>>;

/// The rows up to the first fault.
Rows rows_of(std::string_view text) {
  Rows rows;
  scamdesk::document::CsvReader reader(text, "fuzz.csv");
  std::vector<std::string_view> row;
  for (auto more = reader.next(row); more && *more; more = reader.next(row)) { rows.emplace_back(row.begin(), row.end()); }
  return rows;
}

std::string written(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += i == 0 ? "\"" : ",\"";
      for (const char c : row[i]) { text += c == '"' ? std::string("\"\"") : std::string(1, c); }
      text += '"';
    }
    text += "\r\n";
  }
  return text;
}

void read_records(const std::string& text) {
  const auto source = scamdesk::exchange::open_rows(text, "fuzz.csv");
  if (!source) { return; }
  scamdesk::exchange::SourceRow row;
  for (auto more = (*source)->next(row); more && *more; more = (*source)->next(row)) {
    if (!row.fault && row.cells.size() != (*source)->columns().size()) { std::abort(); }
  }
}

}  // namespace

/// Any bytes, in either encoding, are rows, records and answers, or an error with its place; rows written again are
/// read as the same.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  for (const std::string_view encoding : {"utf-8", "cp949"}) {
    const auto text = scamdesk::exchange::text_in(bytes, encoding, "fuzz.csv");
    if (!text) {
      if (!text.error().place || text.error().place->file != "fuzz.csv") { std::abort(); }
      continue;
    }
    const auto rows = rows_of(*text);
    if (rows_of(written(rows)) != rows) { std::abort(); }
    read_records(*text);
    static_cast<void>(scamdesk::base::read_table(*text, "fuzz.csv"));
    scamdesk::fuzz::read_as_answers(*text, "fuzz.csv");
    const bool ascii = std::ranges::all_of(bytes, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    if (ascii) { break; }  // the same text in both
  }
  return 0;
}
