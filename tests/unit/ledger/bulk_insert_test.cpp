// SPDX-License-Identifier: Apache-2.0
#include "ledger/bulk_insert.hpp"

#include <doctest/doctest.h>

#include <stdexcept>

using namespace scamdesk;
using namespace scamdesk::ledger;

namespace {

struct Numbers {
  Database db = Database::in_memory();
  Numbers() { db.exec("CREATE TABLE number (no INTEGER PRIMARY KEY, word TEXT NOT NULL) STRICT"); }

  /// So many rows, of which one may be without a word.
  static BulkInsert::Next counting(std::int64_t from, std::int64_t to, std::int64_t without = -1) {
    return [=, no = from](BulkInsert::Row& row) mutable {
      if (no > to) { return false; }
      row[0] = no;
      if (no != without) { row[1] = LastingText{"일"}; }
      ++no;
      return true;
    };
  }
  std::int64_t count() {
    Statement rows(db, "SELECT count(*) FROM number WHERE word = '일'");
    rows.step();
    return rows.integer(0);
  }
};

}  // namespace

TEST_CASE("every kind of value is written as it is given") {
  auto db = Database::in_memory();
  db.exec("CREATE TABLE given (a INTEGER, b REAL, c TEXT, d BLOB, e ANY) STRICT");
  BulkInsert insert(db, "given (d, c, b, a, e)", 5);
  const std::string bytes("\0\xff", 2);
  bool given = false;
  insert.run([&](BulkInsert::Row& row) {
    for (const auto& value : row) { CHECK(std::holds_alternative<std::nullptr_t>(value)); }
    row = {LastingBlob{bytes}, LastingText{"감금"}, 0.5, std::int64_t{-7}, nullptr};
    return !std::exchange(given, true);
  });
  Statement row(db, "SELECT a, b, c, d, e FROM given");
  REQUIRE(row.step());
  CHECK(row.integer(0) == -7);
  CHECK(row.real(1) == 0.5);
  CHECK(row.text(2) == "감금");
  CHECK(row.blob(3) == bytes);
  CHECK(row.is_null(4));
  CHECK_FALSE(row.step());
}

TEST_CASE("what is empty is not NULL") {
  Numbers numbers;
  BulkInsert insert(numbers.db, "number (no, word)", 2);
  bool given = false;
  insert.run([&](BulkInsert::Row& row) {
    row = {std::int64_t{1}, LastingText{{}}};
    return !std::exchange(given, true);
  });
  Statement row(numbers.db, "SELECT word IS NULL FROM number");
  REQUIRE(row.step());
  CHECK(row.integer(0) == 0);
}

TEST_CASE("blocks are written one after another, in two tables by turns, and by none at all") {
  Numbers numbers;
  numbers.db.exec("CREATE TABLE other (no INTEGER PRIMARY KEY, word TEXT) STRICT");
  BulkInsert insert(numbers.db, "number (no, word)", 2), other(numbers.db, "other (no, word)", 2);
  insert.run(Numbers::counting(1, 300));
  other.run(Numbers::counting(1, 20));
  insert.run(Numbers::counting(301, 300));
  insert.run(Numbers::counting(301, 500));
  CHECK(numbers.count() == 500);
}

TEST_CASE("a row that the table refuses is a fault, and the next block is written again") {
  Numbers numbers;
  BulkInsert insert(numbers.db, "number (no, word)", 2);
  {
    Transaction transaction(numbers.db);
    CHECK_THROWS_AS(insert.run(Numbers::counting(1, 9, 5)), StoreFault);
  }
  CHECK(numbers.count() == 0);
  insert.run(Numbers::counting(1, 9));
  CHECK(numbers.count() == 9);
  CHECK_THROWS_AS(insert.run(Numbers::counting(9, 12)), StoreFault);
}

TEST_CASE("what the source of the rows throws comes out, whatever it is") {
  Numbers numbers;
  BulkInsert insert(numbers.db, "number (no, word)", 2);
  const auto failing = [](std::int64_t good) {
    return [=, no = std::int64_t{0}](BulkInsert::Row& row) mutable {
      if (no == good) { throw std::runtime_error("no more"); }
      row = {++no, LastingText{"일"}};
      return true;
    };
  };
  for (const std::int64_t good : {0, 1, 7}) {
    Transaction transaction(numbers.db);
    CHECK_THROWS_WITH_AS(insert.run(failing(good)), "no more", std::runtime_error);
  }
  CHECK(numbers.count() == 0);
  insert.run(Numbers::counting(1, 3));
  CHECK(numbers.count() == 3);
}
