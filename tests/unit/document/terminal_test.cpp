// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <scamdesk/document.hpp>
#include <scamdesk/text.hpp>

#include "base/text.hpp"
#include "document/terminal_table.hpp"

using namespace scamdesk;

namespace {

Table missions() {
  Table table;
  table.schema = "scamdesk.missions/1";
  table.rows_key = "missions";
  table.columns = {{"code", {"코드", "Code"}, Align::left}, {"name", {"공관", "Mission"}, Align::left},
                   {"reports", {"신고", "Reports"}, Align::right}};
  table.rows = {{"KH-PNH", TableCell({"주캄보디아 대사관", "Embassy in Cambodia"}, "KH-PNH"), 330},
                {"LA-VTE", TableCell({"주라오스 대사관", "Embassy in Laos"}, "LA-VTE"), 7}};
  return table;
}

}  // namespace

TEST_CASE("columns line up by display width, figures to the right") {
  CHECK(write(missions(), Format::text, {}) ==
        "코드    공관               신고\n"
        "──────  ─────────────────  ────\n"
        "KH-PNH  주캄보디아 대사관   330\n"
        "LA-VTE  주라오스 대사관       7\n");
}

TEST_CASE("the title stands over the grid and the note under it") {
  auto table = missions();
  table.title = {"공관", "Missions"};
  table.note = {"기준", "as of"};
  WriteStyle style;
  style.lang = Lang::en;
  const auto text = write(table, Format::text, style);
  CHECK(text.starts_with("Missions\nCode "));
  CHECK(text.ends_with("\n※ as of\n"));
}

TEST_CASE("a table too wide wraps its widest column and never exceeds the terminal") {
  auto table = missions();
  table.rows[0][1] = TableCell(std::string("이 칸은 매우 길어서 터미널의 너비를 훨씬 넘으므로 여러 줄로 나뉘어야 합니다"));
  table.rows[1][1] = TableCell(std::string(70, 'x'));
  WriteStyle style;
  style.width = 40;
  const auto written = write(table, Format::text, style);
  for (const auto line : base::split(written, '\n')) { CHECK(display_width(line) <= 40); }
  CHECK(document::fit({10, 60, 20}, 64) == std::vector<std::size_t>{10, 30, 20});
  CHECK(document::fit({10, 60, 60}, 64) == std::vector<std::size_t>{10, 25, 25});
}

TEST_CASE("a table without rows says so") {
  auto table = missions();
  table.rows.clear();
  CHECK(write(table, Format::text, {}).ends_with("(없음)\n"));
}

TEST_CASE("escape sequences and direction overrides in a value do not reach the terminal") {
  auto table = missions();
  table.rows[0][1] = TableCell(std::string("\x1b[2Jevil\xe2\x80\xae\xc2\x9b"));
  const auto text = write(table, Format::text, {});
  CHECK(text.find('\x1b') == std::string::npos);
  CHECK(text.find("\xe2\x80\xae") == std::string::npos);
  CHECK(text.find("\xc2\x9b") == std::string::npos);
}

TEST_CASE("colour comes only when asked for") {
  WriteStyle style;
  CHECK(write(missions(), Format::text, style).find('\x1b') == std::string::npos);
  style.colour = true;
  CHECK(write(missions(), Format::text, style).find("\x1b[1m") != std::string::npos);
}

TEST_CASE("a document reads with its watermark, headings, official items and bars") {
  Document page;
  page.title = {"보고", "Report"};
  page.watermark = {"검토용 초안", "Draft for review"};
  page.blocks = {Heading{1, {"현황", "State"}}, Item{1, {"개요", "x"}, false}, Item{2, {"접수 330건", "x"}, false},
                 Item{1, {"첫째", "x"}, true}, Item{2, {"홀로", "x"}, true}, Item{1, {"둘째", "x"}, true},
                 Chart{{"신고", "Reports"}, {{{"캄보디아", "KH"}, 330}, {{"라오스", "LA"}, 0}}, {"건", "n"}}};
  const auto text = write(page, Format::text, {});
  CHECK(text.starts_with("[검토용 초안]\n보고\n\n현황\n────\n\n□ 개요\n  ○ 접수 330건\n"));
  CHECK(text.find("\n1. 첫째\n  홀로\n\n2. 둘째\n") != std::string::npos);
  CHECK(text.find("캄보디아  ████") != std::string::npos);
  CHECK(text.find("라오스    0\n") != std::string::npos);
}

TEST_CASE("an id is never broken, however narrow the terminal") {
  CHECK(document::fit({12, 60, 20}, 64, {false, true, false}) == std::vector<std::size_t>{8, 60, 8});
  CHECK(document::fit({36}, 20, {true}) == std::vector<std::size_t>{36});
  auto table = missions();
  const std::string id = "fd8597fb-ff6b-5efa-8d2c-3b0a53a2a1c0";
  table.rows[0][0] = TableCell(id);
  table.columns[0].whole = true;
  WriteStyle style;
  style.width = 30;
  CHECK(write(table, Format::text, style).find(id) != std::string::npos);
}
