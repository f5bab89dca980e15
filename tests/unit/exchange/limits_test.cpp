// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "exchange/answers.hpp"
#include "exchange/row_source.hpp"
#include "fuzz/trial_form.hpp"

/// Files made to be more than they look: what is read of them is bounded before it is expanded.
using namespace scamdesk;

namespace {

std::string times(std::size_t count, const std::string& piece) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) { out += piece; }
  return out;
}

Result<Assignments> answers(const std::string& text, const std::string& file) {
  return exchange::answers_in(fuzz::trial_form(), fuzz::trial_answers(), text, file);
}

std::string problem(const Error& error) { return word(error.problem, Lang::en); }

}  // namespace

TEST_CASE("of a submission that is wrong everywhere the first errors are told") {
  const auto read = answers("<data id=\"s\" version=\"1\">" + times(5000, "<z/>") + "</data>", "a.xml");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().more.size() == 1000);
  CHECK(problem(read.error().more.back()) == "more than 1000 errors: the others are not told");
}

TEST_CASE("a repeat takes so many rows from one file and no more") {
  CHECK(answers("<data id=\"s\" version=\"1\">" + times(10'000, "<r><t>a</t></r>") + "</data>", "a.xml").has_value());
  const auto read = answers("r:\n" + times(10'001, "  - {t: a}\n"), "a.yaml");
  REQUIRE_FALSE(read.has_value());
  CHECK(problem(read.error()) == "r: more than 10000 rows");
  CHECK(read.error().place->row == 10'002);
}

TEST_CASE("answers on one line are read in the time their length takes, and told of by their character") {
  const auto read = answers("r: [" + times(9000, "{t: 가나}, ") + "{t: [[a]]}]", "a.yaml");
  REQUIRE_FALSE(read.has_value());
  CHECK(read.error().place->row == 1);
  CHECK(read.error().place->column == 4 + 9000 * 9 + 5);
}

TEST_CASE("records that all name other questions are refused beyond a number of columns") {
  std::string lines;
  for (int i = 0; i < 5000; ++i) { lines += "{\"k" + std::to_string(i) + "\": 1}\n"; }
  const auto rows = exchange::open_rows(lines, "a.jsonl");
  REQUIRE_FALSE(rows.has_value());
  CHECK(problem(rows.error()) == "more than 4096 columns");
}

TEST_CASE("a file of lines that cannot be read is given up") {
  const auto rows = exchange::open_rows(times(10'001, "[\n"), "a.jsonl");
  REQUIRE_FALSE(rows.has_value());
  CHECK(problem(rows.error()) == "more than 10000 lines cannot be read");
  CHECK(rows.error().place->row == 10'001);
}
