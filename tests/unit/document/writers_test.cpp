// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "document/writers.hpp"

using namespace scamdesk;

namespace {

Table sample() {
  Table table;
  table.schema = "scamdesk.sample/1";
  table.rows_key = "things";
  table.head = {{"round", "2025-10"}};
  table.columns = {{"name", {"이름", "Name"}, Align::left}, {"count", {"수", "Count"}, Align::right}};
  table.rows = {{"a|b", 1}, {TableCell({"모름", "unknown"}, Data()), TableCell(Text{"-", "-"}, Data())}};
  return table;
}

}  // namespace

TEST_CASE("a table's JSON begins with its schema, then its head, then its rows by column key") {
  CHECK(to_json(document::to_data(sample()), false) ==
        R"({"schema":"scamdesk.sample/1","round":"2025-10","things":[{"name":"a|b","count":1},{"name":null,"count":null}]})");
}

TEST_CASE("CSV has the keys as header and the data as cells, and begins with a mark when asked") {
  CHECK(write(sample(), Format::csv, {}) == "name,count\r\na|b,1\r\n,\r\n");
  WriteStyle style;
  style.bom = true;
  CHECK(write(sample(), Format::csv, style).starts_with("\xef\xbb\xbfname"));
}

TEST_CASE("CSV of several tables is one long table that names each cell") {
  Document page;
  page.blocks = {sample(), sample()};
  std::get<Table>(page.blocks[1]).rows_key = "others";
  const auto csv = write(page, Format::csv, {});
  CHECK(csv.starts_with("table,row,column,value\r\nthings,1,name,a|b\r\nthings,1,count,1\r\n"));
  CHECK(csv.find("others,2,count,\r\n") != std::string::npos);
  page.blocks.pop_back();
  CHECK(write(page, Format::csv, {}) == write(sample(), Format::csv, {}));
}

TEST_CASE("Markdown escapes what it would read as its own") {
  WriteStyle style;
  style.lang = Lang::en;
  CHECK(write(sample(), Format::markdown, style) ==
        "| Name | Count |\n| --- | ---: |\n| a\\|b | 1 |\n| unknown | - |\n");
  Document page;
  page.title = {"x", "A <b> & *c*"};
  page.blocks = {Paragraph{{"x", "# no heading"}}, Paragraph{{"x", "1. no list"}}, Item{2, {"x", "point"}, false}};
  const auto text = write(page, Format::markdown, style);
  CHECK(text == "# A \\<b\\> &amp; \\*c\\*\n\n\\# no heading\n\n1\\. no list\n\n\u3000○ point\n");
}

TEST_CASE("numbered items follow the order of official writing and a lone one takes no mark") {
  std::vector<Block> blocks;
  for (int i = 0; i < 15; ++i) { blocks.emplace_back(Item{2, {}, true}); }
  auto marks = document::item_marks(blocks, Lang::ko);
  CHECK(marks[0] == "가.");
  CHECK(marks[13] == "하.");
  CHECK(marks[14] == "거.");
  blocks = {Item{1, {}, true}, Item{2, {}, true}, Item{2, {}, true}, Item{1, {}, true}, Item{2, {}, true},
            Heading{1, {}}, Item{1, {}, true}};
  marks = document::item_marks(blocks, Lang::en);
  CHECK(marks == std::vector<std::string>{"1.", "a.", "b.", "2.", "", "", ""});
  blocks = {Item{7, {}, true}, Item{7, {}, true}};
  CHECK(document::item_marks(blocks, Lang::ko) == std::vector<std::string>{"①", "②"});
}

TEST_CASE("a document without data of its own is written with its tables") {
  Document page;
  page.schema = "scamdesk.report/1";
  page.title = {"보고", "Report"};
  page.blocks = {sample()};
  CHECK(to_json(document::to_data(page), false) ==
        R"({"schema":"scamdesk.report/1","title":{"ko":"보고","en":"Report"},"tables":[{"name":"things",)"
        R"("title":{"ko":"","en":""},"note":{"ko":"","en":""},"round":"2025-10","rows":[{"name":"a|b","count":1},{"name":null,"count":null}]}]})");
  page.data = Data(Data::Object{{"schema", "mine"}});
  CHECK(to_json(document::to_data(page), false) == R"({"schema":"mine"})");
}
