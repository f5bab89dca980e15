// SPDX-License-Identifier: Apache-2.0
#include "document/csv.hpp"

#include <doctest/doctest.h>
#include <random>

#include <scamdesk/document.hpp>

using namespace scamdesk;
using document::CsvReader;

namespace {

std::vector<std::vector<std::string>> read_all(std::string_view bytes, document::CsvLimits limits = {}) {
  CsvReader reader(bytes, "in.csv", limits);
  std::vector<std::vector<std::string>> rows;
  std::vector<std::string_view> row;
  while (true) {
    const auto more = reader.next(row);
    REQUIRE(more.has_value());
    if (!*more) { return rows; }
    rows.emplace_back(row.begin(), row.end());
  }
}

Error read_fault(std::string_view bytes, document::CsvLimits limits = {}) {
  CsvReader reader(bytes, "in.csv", limits);
  std::vector<std::string_view> row;
  while (true) {
    auto more = reader.next(row);
    if (!more) { return more.error(); }
    REQUIRE(*more);
  }
}

}  // namespace

TEST_CASE("rows end with LF or CR LF, and the last need not end at all") {
  const std::vector<std::vector<std::string>> expected{{"a", "b"}, {"1", ""}, {"", "2"}};
  CHECK(read_all("a,b\n1,\n,2") == expected);
  CHECK(read_all("a,b\r\n1,\r\n,2\r\n") == expected);
}

TEST_CASE("a byte order mark is no part of the first cell, and empty lines are no rows") {
  CHECK(read_all("\xef\xbb\xbf" "code\n\n\nKH-PNH\n\n") == std::vector<std::vector<std::string>>{{"code"}, {"KH-PNH"}});
  CHECK(read_all("").empty());
}

TEST_CASE("a quoted cell holds commas, newlines and doubled quotes") {
  const auto rows = read_all("\"a,b\",\"감\n금\",\"say \"\"no\"\" twice\",\"\"\n");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0] == std::vector<std::string>{"a,b", "감\n금", "say \"no\" twice", ""});
}

TEST_CASE("two cells of one row with doubled quotes do not disturb each other") {
  const auto rows = read_all("\"a\"\"1\",\"b\"\"2\",\"c\"\"3\"\n");
  CHECK(rows.at(0) == std::vector<std::string>{"a\"1", "b\"2", "c\"3"});
}

TEST_CASE("a fault names the row and the cell") {
  SUBCASE("a lone quote") { CHECK(read_fault("a,b\n1,x\"y\n").place == SourcePlace{"in.csv", 2, 2}); }
  SUBCASE("text after the closing quote") { CHECK(read_fault("\"a\"b\n").place == SourcePlace{"in.csv", 1, 1}); }
  SUBCASE("a quote that never closes") { CHECK(read_fault("a\n\n1\n\"open\n2\n").place == SourcePlace{"in.csv", 4, 1}); }
  SUBCASE("a lone carriage return") { CHECK(read_fault("a\rb\n").place == SourcePlace{"in.csv", 1, 1}); }
  SUBCASE("a carriage return at the very end") { CHECK(read_fault("a\r").code == Errc::bad_input); }
  SUBCASE("a NUL byte") { CHECK(read_fault(std::string_view("a,\0b\n", 5)).place == SourcePlace{"in.csv", 1, 2}); }
  SUBCASE("a NUL byte in quotes") { CHECK(read_fault(std::string_view("a,\"\0\"\n", 6)).place->column == 2); }
}

TEST_CASE("an endless line or cell is refused") {
  document::CsvLimits limits;
  limits.cell_bytes = 10;
  limits.row_bytes = 30;
  limits.row_cells = 5;
  CHECK(read_fault("12345678901\n", limits).code == Errc::bad_input);
  CHECK(read_fault("1,2,3,4,5,6\n", limits).place->column == 6);
  CHECK(read_fault("1234567890,1234567890,1234567890\n", limits).code == Errc::bad_input);
}

TEST_CASE("what a spreadsheet would run is guarded, and comes back as it was") {
  CHECK(document::guard_formula("=1+1") == "'=1+1");
  CHECK(document::guard_formula("@SUM(A1)") == "'@SUM(A1)");
  CHECK(document::guard_formula("-3.5") == "-3.5");
  CHECK(document::guard_formula("-1+cmd") == "'-1+cmd");
  for (const std::string text : {"=1", "+82-2-3210-0404", "-", "-3", "'", "''", "'=1", "plain", "", "\tx", "-3.", "'-3"}) {
    CHECK(document::unguard_formula(document::guard_formula(text)) == text);
  }
}

TEST_CASE("what is written as CSV is read again as it was") {
  std::mt19937 random(7);
  const std::vector<std::string> pieces{"a", ",", "\"", "\n", "\r\n", "감금", " ", "=", "'", "0"};
  for (int round = 0; round < 300; ++round) {
    Table table;
    table.columns = {{"x", {}, Align::left}, {"y", {}, Align::left}};
    for (int r = 0; r < 4; ++r) {
      std::vector<TableCell> row;
      for (int c = 0; c < 2; ++c) {
        std::string text;
        for (auto n = random() % 5; n > 0; --n) { text += pieces[random() % pieces.size()]; }
        row.emplace_back(text);
      }
      table.rows.push_back(row);
    }
    const auto rows = read_all(write(table, Format::csv, {}));
    REQUIRE(rows.size() == 5);
    for (std::size_t r = 0; r < 4; ++r) {
      for (std::size_t c = 0; c < 2; ++c) {
        CHECK(document::unguard_formula(rows[r + 1][c]) == table.rows[r][c].text.ko);
      }
    }
  }
}

TEST_CASE("any bytes end in rows or in an error") {
  std::mt19937 random(11);
  const std::string alphabet(",\"\n\r\0ab", 7);
  for (int round = 0; round < 2000; ++round) {
    std::string bytes;
    for (auto n = random() % 24; n > 0; --n) { bytes += alphabet[random() % alphabet.size()]; }
    CsvReader reader(bytes);
    std::vector<std::string_view> row;
    std::size_t rows = 0;
    for (auto more = reader.next(row); more && *more; more = reader.next(row)) { ++rows; }
    CHECK(rows <= bytes.size());
  }
}
