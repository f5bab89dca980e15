// SPDX-License-Identifier: Apache-2.0
#include "document/workbook.hpp"

#include <doctest/doctest.h>

#include "document/office/parts.hpp"

using namespace scamdesk;
using namespace scamdesk::document;

namespace {

WrittenWorkbook one_sheet(std::vector<CellValue> values) {
  WrittenWorkbook book{"제목", {}, {}};
  auto& sheet = book.sheets.emplace_back();
  sheet.name = "1. 개요";
  std::size_t row = 0;
  for (auto& value : values) {
    WrittenCell cell{++row, 2, std::move(value), {}};
    if (std::holds_alternative<Date>(cell.value)) { cell.look.shown = CellLook::Shown::date; }
    sheet.cells.push_back(std::move(cell));
  }
  return book;
}

std::string written(const WrittenWorkbook& book) {
  auto bytes = write_workbook(book);
  REQUIRE(bytes.has_value());
  return std::move(*bytes);
}

/// The rows of a sheet's XML between <sheetData> tags.
Result<std::vector<SheetRow>> rows_of(const std::string& data, office_module::CellContext context = {}) {
  context.file = "in.xlsx";
  office_module::CellCount count;
  return office_module::read_rows("<worksheet xmlns=\"x\"><sheetData>" + data + "</sheetData></worksheet>", "장", context, count);
}

SheetCell cell_of(const std::string& xml, const office_module::CellContext& context = {}) {
  const auto rows = rows_of("<row r=\"1\">" + xml + "</row>", context);
  REQUIRE(rows.has_value());
  REQUIRE(rows->size() == 1);
  return rows->front().cells.front();
}

}  // namespace

TEST_CASE("a workbook reads back as it was written, and its bytes are the same each time") {
  const auto book = one_sheet({std::string("감금 <1> & \"2\""), std::int64_t{-1234}, 0.1, Date(std::chrono::year{2025} / 10 / 15),
                               std::string("=1+1"), std::string("007"), std::string("두 줄\n둘째")});
  const auto bytes = written(book);
  CHECK(bytes == written(book));
  const auto read = read_workbook(bytes, "a.xlsx");
  REQUIRE(read.has_value());
  const auto* sheet = read->find("1. 개요");
  REQUIRE(sheet != nullptr);
  const auto text = [&](std::size_t row) { return sheet->row(row)->at(2)->text; };
  CHECK(text(1) == "감금 <1> & \"2\"");
  CHECK(text(2) == "-1234");
  CHECK(text(3) == "0.1");
  CHECK(text(4) == "2025-10-15");
  CHECK(sheet->row(4)->at(2)->kind == SheetKind::date);
  CHECK(text(5) == "=1+1");
  CHECK(sheet->row(5)->at(2)->kind == SheetKind::text);
  CHECK(text(6) == "007");
  CHECK(text(7) == "두 줄\n둘째");
  CHECK(sheet->row(8) == nullptr);
  CHECK(sheet->row(1)->at(1) == nullptr);
}

TEST_CASE("what is no workbook is refused by name") {
  for (const std::string bytes : {"", "PK", "<html/>", "PK\x05\x06 and no more than this little"}) {
    const auto fault = read_workbook(bytes, "a.xlsx");
    REQUIRE_FALSE(fault.has_value());
    CHECK(fault.error().code == Errc::bad_input);
    CHECK(fault.error().place->file == "a.xlsx");
  }
  auto bytes = written(one_sheet({std::string("x")}));
  for (std::size_t length = 0; length < bytes.size(); length += 97) {
    CHECK_FALSE(read_workbook(std::string_view(bytes).substr(0, length), "a.xlsx").has_value());
  }
}

TEST_CASE("a part that unpacks to more than the limits is not unpacked") {
  WrittenWorkbook book = one_sheet({});
  for (std::size_t row = 1; row <= 60000; ++row) { book.sheets[0].cells.push_back({row, 1, std::int64_t{1}, {}}); }
  const auto bytes = written(book);
  CHECK(read_workbook(bytes, "a.xlsx").has_value());
  WorkbookLimits limits;
  limits.ratio = 5;
  CHECK_FALSE(read_workbook(bytes, "a.xlsx", limits).has_value());
  limits = {};
  limits.part_bytes = 100000;
  CHECK_FALSE(read_workbook(bytes, "a.xlsx", limits).has_value());
  limits = {};
  limits.cells = 59999;
  CHECK_FALSE(read_workbook(bytes, "a.xlsx", limits).has_value());
  limits = {};
  limits.file_bytes = 100;
  CHECK_FALSE(read_workbook(bytes, "a.xlsx", limits).has_value());
}

TEST_CASE("one long text that very many cells refer to is not made as many texts") {
  office_module::CellContext context;
  context.shared = {std::string(1000, 'a')};
  context.limits.all_text_bytes = 99'999;
  std::string cells;
  for (int i = 0; i < 100; ++i) { cells += "<c t=\"s\"><v>0</v></c>"; }
  const auto rows = rows_of("<row r=\"1\">" + cells + "</row>", context);
  REQUIRE_FALSE(rows.has_value());
  CHECK(rows.error().place->column == 100);
  context.limits.all_text_bytes = 100'000;
  CHECK(rows_of("<row r=\"1\">" + cells + "</row>", context).has_value());
}

TEST_CASE("every kind of cell is read") {
  office_module::CellContext context;
  context.shared = {"가", "나"};
  context.dates = {false, true};
  CHECK(cell_of("<c r=\"C1\" t=\"s\"><v>1</v></c>", context).text == "나");
  CHECK(cell_of("<c r=\"C1\" t=\"s\"><v>1</v></c>", context).column == 3);
  CHECK(cell_of("<c t=\"inlineStr\"><is><r><t>가</t></r><r><t xml:space=\"preserve\"> 나</t></r><rPh><t>x</t></rPh></is></c>").text == "가 나");
  CHECK(cell_of("<c t=\"inlineStr\"><is><t>a_x000D_b_x005F_x0041_</t></is></c>").text == "a\rb_x0041_");
  CHECK(cell_of("<c t=\"str\"><f>A1</f><v>말</v></c>").text == "말");
  CHECK(cell_of("<c t=\"b\"><v>1</v></c>").text == "true");
  CHECK(cell_of("<c t=\"e\"><v>#N/A</v></c>").kind == SheetKind::fault);
  CHECK(cell_of("<c><v>0.30000000000000004</v></c>").text == "0.3");
  CHECK(cell_of("<c><v>1E3</v></c>").text == "1000");
  CHECK(cell_of("<c><v>-0</v></c>").text == "0");
  CHECK(cell_of("<c s=\"1\"><v>45945</v></c>", context).text == "2025-10-15");
  CHECK(cell_of("<c s=\"1\"><v>45945.5</v></c>", context).text == "2025-10-15T12:00:00");
  CHECK(cell_of("<c s=\"1\"><v>0.75</v></c>", context).text == "18:00:00");
  CHECK(cell_of("<c s=\"1\"><v>59</v></c>", context).text == "1900-02-28");
  context.from_1904 = true;
  CHECK(cell_of("<c s=\"1\"><v>44483</v></c>", context).text == "2025-10-15");
}

TEST_CASE("a damaged cell is named by sheet and place") {
  const auto place_of = [](const std::string& data, const office_module::CellContext& context = {}) {
    const auto rows = rows_of(data, context);
    REQUIRE_FALSE(rows.has_value());
    CHECK(rows.error().place->sheet == "장");
    return cell_name(rows.error().place->row, rows.error().place->column);
  };
  CHECK(place_of("<row r=\"7\"><c r=\"B7\" t=\"s\"><v>9</v></c></row>") == "B7");
  CHECK(place_of("<row r=\"7\"><c r=\"B7\"><v>x</v></c></row>") == "B7");
  CHECK(place_of("<row r=\"7\"/><row r=\"7\"/>") == "A7");
  CHECK(place_of("<row r=\"7\"><c r=\"B8\"/></row>") == "A7");
  CHECK(place_of("<row r=\"7\"><c r=\"B7\"/><c r=\"A7\"/></row>") == "A7");
  office_module::CellContext dates;
  dates.dates = {true};
  CHECK(place_of("<row r=\"7\"><c r=\"B7\"><v>60</v></c></row>", dates) == "B7");
  CHECK(place_of("<row r=\"7\"><c r=\"B7\"><v>-1</v></c></row>", dates) == "B7");
}

TEST_CASE("a style shows dates by its number or by the letters of its format") {
  office_module::CellContext context;
  const auto styles = office_module::read_date_styles(
      "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy\\-mm\\-dd\"/><numFmt numFmtId=\"165\" formatCode=\"[Red]0&quot;days&quot;\"/>"
      "<numFmt numFmtId=\"166\" formatCode=\"yyyy&quot;년&quot; m&quot;월&quot;\"/></numFmts>"
      "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/></cellXfs></styleSheet>",
      context);
  REQUIRE(styles.has_value());
  CHECK(*styles == std::vector<bool>{false, true, true, false, true});
}

TEST_CASE("cells are named as spreadsheets name them") {
  CHECK(cell_name(7, 2) == "B7");
  CHECK(cell_name(1, 27) == "AA1");
  CHECK(cell_name(1048576, 16384) == "XFD1048576");
}

TEST_CASE("a sheet gets a name it may have") {
  CHECK(sheet_name("2. 국가별 조사", {}) == "2. 국가별 조사");
  CHECK(sheet_name("신고/사건: [1]", {}) == "신고사건 1");
  CHECK(sheet_name("'x'", {}) == "x");
  CHECK(sheet_name("", {}) == "1");
  CHECK(sheet_name("가", {"가"}) == "가 (2)");
  CHECK(sheet_name(std::string(40, 'a'), {}).size() == 31);
}
