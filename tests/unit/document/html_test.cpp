// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include <scamdesk/document.hpp>

using namespace scamdesk;

namespace {

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t found = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) { ++found; }
  return found;
}

Document report() {
  Document page;
  page.title = {"전수조사 <보고>", "Survey & report"};
  page.watermark = {"검토용 초안", "Draft for review"};
  Table table;
  table.title = {"\"현황\"", "State"};
  table.columns = {{"name", {"공관", "Mission"}, Align::left}, {"reports", {"신고", "Reports"}, Align::right}};
  table.rows = {{"<script>alert('x')</script>", 3}};
  table.note = {"190개 공관 중 180개 제출", "180 of 190 missions filed"};
  page.blocks = {Heading{1, {"가", "a"}}, table, Heading{1, {"나", "b"}}, Paragraph{{"첫 줄\n둘째 줄", "x"}},
                 Heading{1, {"다", "c"}}, Heading{2, {"작은", "small"}}, Heading{1, {"라", "d"}},
                 Chart{{"그림", "Chart"}, {{{"캄보디아", "Cambodia"}, 10}, {{"라오스", "Laos"}, 2.5}}, {"건", "reports"}}};
  return page;
}

}  // namespace

TEST_CASE("a page stands alone: its language named, no script, nothing fetched") {
  const auto html = write(report(), Format::html, {});
  CHECK(html.starts_with("<!DOCTYPE html>\n<html lang=\"ko\">"));
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("src=") == std::string::npos);
  CHECK(html.find("http:") == std::string::npos);
  CHECK(html.find("https:") == std::string::npos);
  CHECK(html.find("url(") == std::string::npos);
  CHECK(html.find("@import") == std::string::npos);
  CHECK(html.find("word-break:keep-all") != std::string::npos);
}

TEST_CASE("every text is escaped, in attributes too") {
  const auto html = write(report(), Format::html, {});
  CHECK(html.find("<title>전수조사 &lt;보고&gt;</title>") != std::string::npos);
  CHECK(html.find("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;") != std::string::npos);
  CHECK(html.find("aria-label=\"&quot;현황&quot;\"") != std::string::npos);
  CHECK(html.find("첫 줄<br>둘째 줄") != std::string::npos);
}

TEST_CASE("the watermark stands over every page and is said once at the head") {
  const auto html = write(report(), Format::html, {});
  CHECK(html.find("<div class=\"watermark\" aria-hidden=\"true\"><span>검토용 초안</span></div>") != std::string::npos);
  CHECK(html.find("<p class=\"draft\">검토용 초안</p>") != std::string::npos);
  CHECK(html.find(".watermark{position:fixed") != std::string::npos);
}

TEST_CASE("a table has its caption, header scopes, right-aligned figures and its note") {
  const auto html = write(report(), Format::html, {});
  CHECK(html.find("<th scope=\"col\" class=\"num\">신고</th>") != std::string::npos);
  CHECK(html.find("<td class=\"num\">3</td>") != std::string::npos);
  CHECK(html.find("<th scope=\"row\">") != std::string::npos);
  CHECK(html.find("<p class=\"note\">※ 190개 공관 중 180개 제출</p>") != std::string::npos);
  CHECK(html.find("thead{display:table-header-group}") != std::string::npos);
}

TEST_CASE("a long word of a cell may be broken at its joints, so that the columns beside it stay in sight") {
  Document page;
  Table table;
  table.columns = {{"evidence", {"근거", "Evidence"}, Align::left}, {"reason", {"사유", "Reason"}, Align::left}};
  table.rows = {{"2025-10/KH-PNH\ncountries[1].alert_areas[6].recommended_level", "short.word <b>"}};
  page.blocks = {table};
  const auto html = write(page, Format::html, {});
  CHECK(html.find("2025-10/KH-PNH\ncountries[1].<wbr>alert_<wbr>areas[6].<wbr>recommended_<wbr>level") !=
        std::string::npos);
  CHECK(html.find("short.word &lt;b&gt;") != std::string::npos);
}

TEST_CASE("a long document has contents whose links meet their headings, a short one has none") {
  auto page = report();
  const auto html = write(page, Format::html, {});
  CHECK(count(html, "<li><a href=\"#s") == 4);
  CHECK(html.find("<a href=\"#s5\">라</a>") != std::string::npos);
  CHECK(html.find("<h2 id=\"s5\">라</h2>") != std::string::npos);
  page.blocks.resize(3);
  CHECK(write(page, Format::html, {}).find("<nav") == std::string::npos);
}

TEST_CASE("bars are drawn in proportion and say their figures") {
  const auto html = write(report(), Format::html, {});
  CHECK(html.find("<rect width=\"100.00\"") != std::string::npos);
  CHECK(html.find("<rect width=\"25.00\"") != std::string::npos);
  CHECK(html.find("</svg>2.5</dd>") != std::string::npos);
}

TEST_CASE("a table alone makes a whole page in the language asked for") {
  WriteStyle style;
  style.lang = Lang::en;
  const auto html = write(std::get<Table>(report().blocks[1]), Format::html, style);
  CHECK(html.find("<html lang=\"en\">") != std::string::npos);
  CHECK(html.find("<caption>State</caption>") != std::string::npos);
}
