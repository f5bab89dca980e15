// SPDX-License-Identifier: Apache-2.0
#include "exchange/import.hpp"

#include <doctest/doctest.h>

#include "desks.hpp"
#include "exchange/export.hpp"

using namespace scamdesk;
using exchange::Imported;
using test::cells;
using test::StoreDesk;

namespace {

/// Imports a text as a file of that name.
struct Importing {
  StoreDesk desk{"KH-PNH"};
  std::vector<std::string> key;
  std::string encoding;

  Result<Imported> from(const std::string& form, const std::string& name, std::string_view content) {
    REQUIRE(base::write_file(desk.file(name), content));
    return files(form, {desk.file(name)});
  }
  Result<Imported> files(const std::string& form, const std::vector<std::string>& names) {
    const auto definition = desk.registers().find(form);
    const auto owner = definition->shared ? shared_owner : Owner("KH-PNH");
    ledger::Transaction transaction(desk.ledger().database());
    auto result = exchange::import_records(desk.ledger(), desk.registers(), {definition, owner, names, key, encoding},
                                           desk.author(), nullptr);
    if (result && result->errors.empty()) { transaction.commit(); }
    return result;
  }
  std::size_t records(const std::string& form) { return desk.ledger().records(FormName(form), {}).size(); }
  Cells of(const std::string& form, std::size_t which) {
    return desk.registers().read(desk.ledger().records(FormName(form), {}).at(which))->state.cells;
  }
};

std::string told(const Imported& report) {
  std::string text;
  for (const auto& error : report.errors) {
    text += std::to_string(error.place->row) + ":" + std::to_string(error.place->column) + " " +
            word(error.problem, Lang::en) + "\n";
  }
  return text;
}

}  // namespace

TEST_CASE("rows of a CSV file become records") {
  Importing import;
  const auto report = import.from("case", "a.csv", "file_no,persons,opened_on,note\n1,3,2025-10-01,\"감금, 신고\"\n2,@not_available,,\n");
  REQUIRE(report);
  CHECK(told(*report) == "");
  CHECK(report->rows == 2);
  CHECK(report->added == 2);
  const auto first = import.of("case", 0);
  CHECK(first.at("persons") == Cell::of("3"));
  CHECK(first.at("note") == Cell::of("감금, 신고"));
  CHECK(first.at("status") == Cell::of("Active"));  // the default of a question that has no column
  CHECK(import.of("case", 1).at("persons") == Cell::not_available());
  CHECK(import.desk.registers().verify().empty());
}

TEST_CASE("importing twice adds nothing") {
  Importing import;
  const std::string content = "file_no,persons,note\n1,3,a\n2,,b\n";
  REQUIRE(import.from("case", "a.csv", content));
  const auto again = import.from("case", "other-name.csv", content);
  REQUIRE(again);
  CHECK(again->known == 2);
  CHECK(again->added == 0);
  CHECK(import.records("case") == 2);
}

TEST_CASE("a row that differs changes its record, and a blank clears an answer") {
  Importing import;
  REQUIRE(import.from("case", "a.csv", "file_no,persons,note\n1,3,a\n2,@not_available,b\n3,1,c\n"));
  const auto report = import.from("case", "a.csv", "file_no,persons,note\n1,3,\n2,5,b\n3,1,c\n4,,d\n");
  REQUIRE(report);
  CHECK(told(*report) == "");
  CHECK(report->changed == 2);
  CHECK(report->known == 1);
  CHECK(report->added == 1);
  CHECK_FALSE(import.of("case", 0).contains("note"));
  CHECK(import.of("case", 1).at("persons") == Cell::of("5"));
}

TEST_CASE("every bad row is told with row and column, and nothing is written") {
  Importing import;
  const auto report = import.from("case", "a.csv",
                                  "file_no,persons,opened_on,closed_on,status\n"
                                  "1,010,,,Active\n"
                                  "2,\"1,234\",,,Active\n"
                                  "3,,2026-02-30,,Active\n"
                                  "4,,,,Actve\n"
                                  "5,-1,,,Active\n"
                                  "6,,2025-10-02,2025-10-01,Active\n"
                                  "7,,,,\n"
                                  "8,@not_applicable,,,Active\n"
                                  "9,2,,,Closed\n"
                                  "9,3,,,Closed\n"
                                  ",3,,,Closed\n");
  REQUIRE(report);
  CHECK(import.records("case") == 0);
  const auto text = told(*report);
  for (const std::string place : {"2:2 ", "3:2 ", "4:3 ", "5:5 ", "6:2 ", "7:4 ", "8:5 ", "9:2 ", "11:1 ", "12:1 "}) {
    CHECK_MESSAGE(text.find(place) != std::string::npos, place << "is not in\n" << text);
  }
  CHECK(report->errors.size() == 10);
}

TEST_CASE("columns that the form does not have are refused, all at once, with the nearest name") {
  Importing import;
  const auto report = import.from("case", "a.csv", "file_no,persns,in_order\n1,2,3\n");
  REQUIRE_FALSE(report);
  CHECK(report.error().code == Errc::bad_input);
  CHECK(report.error().place->column == 2);
  CHECK(word(*report.error().hint, Lang::en) == "did you mean persons?");
  CHECK(report.error().more.size() == 1);
}

TEST_CASE("a row of too few or too many cells is one error, and those after it are read on") {
  Importing import;
  const auto report = import.from("case", "rows.csv", "file_no,note\n1\n2,2,3\n3\n");
  REQUIRE(report);
  CHECK(report->rows == 3);
  REQUIRE(report->errors.size() == 3);
  CHECK(report->errors[1].place->row == 3);
  const auto lines = import.from("case", "lines.jsonl", "{\"file_no\": \"1\"}\n7\n");
  REQUIRE(lines);
  CHECK(lines->errors.size() == 1);
}

TEST_CASE("what is no file of records is refused") {
  Importing import;
  const auto refused = [&](const std::string& name, std::string_view content) {
    CAPTURE(name);
    const auto report = import.from("case", name, content);
    REQUIRE_FALSE(report);
    CHECK(report.error().code == Errc::bad_input);
  };
  refused("empty.csv", "");
  refused("cut.csv", "file_no,note\n1,\"no end\n");
  refused("twice.csv", "file_no,file_no\n1,2\n");
  refused("nameless.csv", "file_no,\n1,2\n");
  refused("bytes.csv", "file_no,note\n1,\xb0\xa8\xb1\xdd\n");
  refused("records.txt", "file_no\n1\n");
  refused("records.yaml", "file_no: 1\n");
  refused("empty.json", "");
  refused("scalar.json", "7");
  refused("endless.csv", std::string(9 << 20, 'x'));
  std::filesystem::create_directory(import.desk.file("folder.csv"));
  CHECK(import.files("case", {import.desk.file("folder.csv")}).error().code == Errc::bad_input);
  CHECK(import.files("case", {import.desk.file("none.csv")}).error().code == Errc::not_found);
  CHECK(import.records("case") == 0);
}

TEST_CASE("the row of the bytes that are not UTF-8 is named") {
  Importing import;
  const auto report = import.from("case", "a.csv", "file_no,note\n1,a\n2,\xff\n");
  REQUIRE_FALSE(report);
  CHECK(report.error().place->row == 3);
}

TEST_CASE("a CP949 file with CRLF, a UTF-8 file with its mark and decomposed Hangul come to the same") {
  Importing import;
  SUBCASE("CP949") {
    import.encoding = "cp949";
    REQUIRE(import.from("case", "a.csv", "file_no,note\r\n1,\xb0\xa8\xb1\xdd\r\n"));
  }
  SUBCASE("with a byte order mark, decomposed") {
    REQUIRE(import.from("case", "a.csv", "\xef\xbb\xbf" "file_no,note\n1,\u1100\u1161\u11b7\u1100\u1173\u11b7\n"));
  }
  CHECK(import.of("case", 0).at("note") == Cell::of("감금"));
}

TEST_CASE("a file without a key is known by its bytes") {
  Importing import;
  REQUIRE(import.from("site", "sites.csv", "name\nA\nB\n"));
  const auto again = import.from("site", "sites.csv", "name\nA\nB\n");
  REQUIRE(again);
  CHECK(again->known == 2);
  const auto changed = import.from("site", "sites.csv", "name\nA\nB\nC\n");
  REQUIRE_FALSE(changed);
  CHECK(changed.error().code == Errc::bad_input);
  import.key = {"name"};
  const auto keyed = import.from("site", "sites.csv", "name\nA\nB\nC\n");
  REQUIRE(keyed);
  CHECK(keyed->added == 1);
  CHECK(keyed->known == 2);
  import.key = {"nam"};
  CHECK(import.from("site", "sites.csv", "name\nA\n").error().code == Errc::usage);
}

TEST_CASE("records whose key makes their id meet themselves") {
  Importing import;
  const auto report = import.from("ad", "ads.csv", "url,platform\nhttps://Example.com/a,x\nhttps://example.com/a,x\nhttps://example.com/b,\n");
  REQUIRE(report);
  CHECK(told(*report) == "");
  CHECK(report->added == 2);
  CHECK(report->known == 1);
  const auto again = import.from("ad", "ads.csv", "url,platform\nhttps://example.com/a,y\n,\n");
  REQUIRE(again);
  CHECK(again->errors.size() == 1);
  CHECK(import.from("ad", "ads.csv", "url,platform\nhttps://example.com/a,y\n")->changed == 1);
}

TEST_CASE("rows of repeats are columns, whether new or there already") {
  Importing import;
  import.key = {"name"};
  const std::string content = "name,aliases[1].alias,aliases[1].since,aliases[3].alias\nA,one,2020,three\nB,,,\n";
  const auto report = import.from("site", "sites.csv", content);
  REQUIRE(report);
  CHECK(told(*report) == "");
  CHECK(report->added == 2);
  const auto form = import.desk.registers().find("site");
  const auto rows = form::to_answers(*form, import.of("site", 0)).repeats.at("aliases");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].answers.cells.at("since") == Cell::of("2020"));
  CHECK(rows[1].answers.cells.at("alias") == Cell::of("three"));
  const auto changed = import.from("site", "sites.csv", "name,aliases[1].alias,aliases[2].alias\nA,one,two\nB,,\n");
  REQUIRE(changed);
  CHECK(told(*changed) == "");
  CHECK(changed->changed == 1);
  CHECK(changed->known == 1);
}

TEST_CASE("what was exported is imported again as known, by its id") {
  Importing import;
  import.key = {"name"};
  REQUIRE(import.from("site", "sites.csv", "name,aliases[1].alias\n=A,@@not_available\nB,\n"));
  import.key = {};
  const auto form = import.desk.registers().find("site");
  const auto table = exchange::export_records(import.desk.registers(), form, false);
  REQUIRE(table);
  CHECK(table->columns.size() == 5);
  const auto csv = write(*table, Format::csv, {});
  const auto json = write(*table, Format::json, {});
  for (const auto& [name, content] : {std::pair{"out.csv", csv}, std::pair{"out.json", json}}) {
    CAPTURE(content);
    const auto again = import.from("site", name, content);
    REQUIRE(again);
    CHECK(told(*again) == "");
    CHECK(again->known == 2);
  }
  const auto unknown = import.from("site", "out.csv", "id,name\n0190d2f1-7c1e-7a3b-9f52-1d1c2b3a4f5e,C\n");
  REQUIRE(unknown);
  CHECK(unknown->errors.size() == 1);
}

TEST_CASE("an export leaves sensitive questions out") {
  Importing import;
  REQUIRE(import.from("case", "a.csv", "file_no,passport\n1,M12345678\n"));
  const auto table = exchange::export_records(import.desk.registers(), import.desk.registers().find("case"), false);
  REQUIRE(table);
  CHECK(write(*table, Format::csv, {}).find("M12345678") == std::string::npos);
  CHECK(write(*table, Format::csv, {}).find("passport") == std::string::npos);
}

TEST_CASE("JSON Lines hold values, reasons and rows") {
  Importing import;
  import.key = {"name"};
  const auto report = import.from("site", "a.jsonl", "{\"name\":\"A\",\"aliases\":[{\"#\":1,\"alias\":\"x\",\"since\":2020}]}\n{\"name\":\"B\"}\n");
  REQUIRE(report);
  CHECK(told(*report) == "");
  CHECK(report->added == 2);
  import.key = {};
  const auto cases = import.from("case", "c.jsonl", "{\"file_no\":\"1\",\"persons\":{\"na\":\"not_available\"}}\n{\"file_no\":\"2\",\"persons\":4}\n");
  REQUIRE(cases);
  CHECK(told(*cases) == "");
  CHECK(import.of("case", 0).at("persons") == Cell::not_available());
}

TEST_CASE("files of one import go on from each other: what one adds another changes, however the rows are mixed") {
  Importing import;
  std::string first = "file_no,persons,opened_on,closed_on,note\n";
  std::string second = first;
  for (int i = 0; i < 600; ++i) {
    const auto no = std::to_string(i);
    first += no + "," + no + ",2025-10-01,2025-10-0" + std::to_string(1 + i % 9) + ",감금 " + no + "\n";
    second += no + "," + std::to_string(i % 3 == 0 ? 7000 : i) + ",2025-10-01,2025-10-0" + std::to_string(1 + i % 9) + ",감금 " + no + "\n";
    second += "new-" + no + ",1,,,b\n";
  }
  REQUIRE(base::write_file(import.desk.file("a.csv"), first));
  REQUIRE(base::write_file(import.desk.file("b.csv"), second));
  const auto report = import.files("case", {import.desk.file("a.csv"), import.desk.file("b.csv")});
  REQUIRE(report);
  CHECK(told(*report) == "");
  CHECK(report->added == 1200);
  CHECK(report->changed == 200);
  CHECK(report->known == 400);
  CHECK(import.desk.registers().verify().empty());
  CHECK(import.desk.ledger().verify().empty());
  const auto again = import.from("case", "c.csv", second);
  REQUIRE(again);
  CHECK(again->known == 1200);
}

TEST_CASE("errors stand in the order of the rows, and the rows before and after them leave nothing behind") {
  Importing import;
  REQUIRE(import.from("case", "a.csv", "file_no,persons,opened_on,closed_on\n1,1,2025-10-02,2025-10-03\n"));
  const auto report = import.from("case", "b.csv",
                                  "file_no,persons,opened_on,closed_on\n"
                                  "1,1,2025-10-02,2025-10-01\n"
                                  "2,-1,,\n"
                                  "3,1,2025-10-02,2025-10-01\n"
                                  "4,1,2025-10-02,2025-10-03\n"
                                  "4,2,2025-10-02,2025-10-03\n");
  REQUIRE(report);
  REQUIRE(report->errors.size() == 4);
  for (std::size_t i = 0; i < 3; ++i) { CHECK(report->errors[i].place->row == i + 2); }
  CHECK(report->errors[3].place->row == 6);
  CHECK(import.records("case") == 1);
  REQUIRE(import.from("case", "c.csv", "file_no,persons\n5,1\n"));
  CHECK(import.desk.ledger().verify().empty());
  CHECK(import.desk.registers().verify().empty());
}

TEST_CASE("rows of a large file name records by their numbers") {
  Importing import;
  std::string cases = "file_no\n", memos = "line,about\n";
  for (int i = 1; i <= 900; ++i) {
    cases += std::to_string(i) + "\n";
    memos += std::to_string(i) + (i % 2 == 0 ? ",PNH-25-" + std::string(4 - std::to_string(i).size(), '0') + std::to_string(i) : ",") + "\n";
  }
  REQUIRE(import.from("case", "cases.csv", cases));
  const auto report = import.from("memo", "memos.csv", memos);
  REQUIRE(report);
  CHECK(told(*report) == "");
  CHECK(report->added == 900);
  const auto named = import.desk.ledger().records(FormName("case"), {}).at(499);
  CHECK(import.of("memo", 499).at("about") == Cell::of(to_string(import.desk.ledger().record(named)->id)));
  CHECK(import.desk.registers().verify().empty());
}
