// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "unit/register/support.hpp"

using namespace scamdesk;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

TEST_CASE("a record is found by its number, its id, or the beginning of either") {
  TestDesk desk;
  std::vector<records::Registers::Written> made;
  for (int i = 0; i < 12; ++i) { made.push_back(*desk.add("case", cells({{"title", "a"}}))); }
  const auto form = desk.form("case");
  CHECK(desk->resolve(*form, "PNH-25-0003").value() == made[2].no);
  CHECK(desk->resolve(*form, " pnh-25-0003 ").value() == made[2].no);
  CHECK(desk->resolve(*form, to_string(made[4].key.id)).value() == made[4].no);
  CHECK(desk->resolve(*form, "PNH-25-000").error().code == Errc::bad_input);
  CHECK(word(desk->resolve(*form, "PNH-25-001").error().problem, Lang::en) ==
        "PNH-25-001: several records match: PNH-25-0010, PNH-25-0011, PNH-25-0012");
  CHECK(desk->resolve(*form, "PNH-26").error().code == Errc::not_found);
  CHECK(desk->resolve(*form, "").error().code == Errc::not_found);
  CHECK(desk->resolve(*form, to_string(Uuid{})).error().code == Errc::not_found);
}

TEST_CASE("a keyed record is found by the beginning of its id") {
  TestDesk desk;
  const auto ad = desk.add("ad", cells({{"url", "example.com"}}), "*");
  const auto id = to_string(ad->key.id);
  CHECK(desk->resolve(*desk.form("ad"), id.substr(0, 8)).value() == ad->no);
  CHECK(desk->resolve(*desk.form("ad"), id.substr(0, 13)).value() == ad->no);
  CHECK(desk->resolve(*desk.form("ad"), id).value() == ad->no);
  const std::string key = "HTTPS://example.com";
  CHECK(desk->find_keyed(*desk.form("ad"), shared_owner, {&key, 1}) == ad->no);
}

TEST_CASE("words are found in texts, choices, numbers and rows, but never in what is sensitive") {
  TestDesk desk;
  const auto no = desk.add("case", cells({{"title", "캄보디아 취업 100%_"}, {"country", "KH"}, {"persons", "42"}, {"passport", "M777"},
                                          {"places/x/#", "1"}, {"places/x/place", "Golden Compound"}}))->no;
  REQUIRE(desk.add("case", cells({{"title", "other"}})));
  const auto found = [&](const std::string& text) { return desk->select(*desk.form("case"), {.text = text}).value(); };
  const std::vector<std::int64_t> only{no};
  CHECK(found("취업") == only);
  CHECK(found("golden kh") == only);
  CHECK(found("42") == only);
  CHECK(found("100%_") == only);
  CHECK(found("PNH-25-0001") == only);
  CHECK(found("M777").empty());
  CHECK(found("취업 없는말").empty());
  CHECK(found("\xe1\x84\x8e\xe1\x85\xb1\xe1\x84\x8b\xe1\x85\xa5\xe1\x86\xb8") == only);  // decomposed Hangul
}

TEST_CASE("records are selected by owner and number, as many as wanted, retired ones on request") {
  TestDesk desk("hq", "HQ");
  const auto first = desk.add("case", cells({{"title", "a"}}), "LA-VTE")->no;
  const auto second = desk.add("case", cells({{"title", "b"}}), "KH-PNH")->no;
  const auto third = desk.add("case", cells({{"title", "c"}}), "KH-PNH")->no;
  const auto form = desk.form("case");
  CHECK(desk->select(*form, {}).value() == std::vector{second, third, first});
  CHECK(desk->select(*form, {.limit = 1}).value() == std::vector{second});
  CHECK(desk->select(*form, {.owner = Owner(std::string("LA-VTE"))}).value() == std::vector{first});
  REQUIRE(desk.mark(second, ledger::Change::retire));
  CHECK(desk->select(*form, {}).value() == std::vector{third, first});
  CHECK(desk->select(*form, {.retired = true}).value().size() == 3);
}

TEST_CASE("lists follow the running part of short numbers, also when it outgrows four digits, whole and cut short") {
  TestDesk desk("hq", "HQ");
  const std::vector<std::string> wanted{"HAN-25-10001", "PNH-24-0200", "PNH-25-0012", "PNH-25-0013", "PNH-25-10000", "PNH-25-10002", "VTE-25-0001"};
  for (const auto i : {4, 0, 3, 6, 1, 5, 2}) {
    const auto& number = wanted[static_cast<std::size_t>(i)];
    const std::string owner = number.starts_with("VTE") ? "LA-VTE" : number.starts_with("HAN") ? "AA-HAN" : "KH-PNH";
    desk.writing([&]() -> Result<int> {
      const ledger::NewRevision revision{{Owner(owner), FormName("case"), base::uuid_v7(desk.now(), *desk.author().random)},
                                         ledger::Change::set, cells({{"#", number}, {"title", number}}), "officer"};
      const auto touched = desk.ledger()->append({&revision, 1}, desk.now(), *desk.author().random);
      desk->follow(touched);
      return 0;
    });
  }
  const auto order = [&](std::size_t limit, const std::string& where) {
    std::vector<std::string> numbers;
    const auto rows = desk->select(*desk.form("case"), {.where = where, .limit = limit});
    REQUIRE(rows);
    for (const auto no : *rows) {
      numbers.push_back(desk->read(no)->state.cells.at("#").text);
    }
    return numbers;
  };
  for (std::size_t limit = 1; limit <= wanted.size(); ++limit) {
    CAPTURE(limit);
    CHECK(order(limit, "") == std::vector(wanted.begin(), wanted.begin() + static_cast<std::ptrdiff_t>(limit)));
  }
  CHECK(order(0, "") == wanted);
  CHECK(order(2, "starts-with(title, 'PNH-25')") == std::vector<std::string>{"PNH-25-0012", "PNH-25-0013"});
  CHECK(order(9, "starts-with(title, 'PNH-25-1')") == std::vector<std::string>{"PNH-25-10000", "PNH-25-10002"});
}
