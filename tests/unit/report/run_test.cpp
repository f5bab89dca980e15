// SPDX-License-Identifier: Apache-2.0
#include "report/run.hpp"

#include <doctest/doctest.h>

using namespace scamdesk;
using report::SqlRows;

namespace {

/// Answers each query by the first known piece of it.
class Fake : public report::SqlRunner {
public:
  std::vector<std::pair<std::string, SqlRows>> answers;
  std::vector<std::string> asked;
  std::map<std::string, std::string> bound;

  Result<SqlRows> select(std::string_view sql, const std::map<std::string, std::string>& parameters) override {
    asked.emplace_back(sql);
    bound = parameters;
    for (const auto& [piece, rows] : answers) {
      if (sql.find(piece) != std::string_view::npos) { return rows; }
    }
    return fail(Errc::bad_input, message("no such view"));
  }
};

form::Question question(const std::string& name, form::Type type, int parent, int repeat) {
  form::Question q;
  q.name = name;
  q.type = type;
  q.label = {name + "-ko", name + "-en"};
  q.parent = parent;
  q.repeat = repeat;
  return q;
}

/// reports (integer, reasons), secret (sensitive), countries (repeat: country, likelihood).
form::FormPtr survey() {
  auto form = std::make_shared<form::Form>();
  form->name = FormName("scam-survey");
  form->choices = {{"likelihood", "", {{"high", {"높음", "High"}, {}}, {"low", {"낮음", "Low"}, {}}}},
                   {"country", "", {{"KH", {"캄보디아", "Cambodia"}, {}}, {"LA", {"라오스", "Laos"}, {}}}}};
  auto& q = form->questions;
  q.push_back(question("counts", form::Type::group, -1, -1));
  q.push_back(question("reports", form::Type::integer, 0, -1));
  q.back().may_be_not_available = true;
  q.back().unit = {"건", "reports"};
  q.push_back(question("secret", form::Type::text, 0, -1));
  q.back().sensitive = true;
  q.push_back(question("countries", form::Type::repeat, -1, -1));
  q.push_back(question("country", form::Type::select_one, 3, 3));
  q.back().list = "country";
  q.push_back(question("likelihood", form::Type::select_one, 3, 3));
  q.back().list = "likelihood";
  return form;
}

report::RunInput input() {
  report::RunInput in;
  in.parameters = {{"round", "2025-10"}, {"mission", "KH-PNH"}};
  in.words = {{"mission_name", {"주캄보디아 대사관", "Embassy in Cambodia"}}};
  in.coverage = {190, 150, 12, 11, 2, 15, *parse_instant("2025-11-15T08:00:00Z")};
  in.form = survey();
  return in;
}

report::Definition definition(const std::string& table) {
  const auto read = report::read_definition(
      "report: r\nversion: \"1\"\ntitle: {ko: \"{round} 보고\", en: \"Report {round} {mission_name}\"}\nparameters: [round]\n"
      "sections:\n  - heading: {ko: 나, en: b}\n    tables:\n      - name: t\n        title: {ko: 다, en: c}\n" + table, "r.yaml");
  REQUIRE(read.has_value());
  return *read;
}

const Table& table_of(const Document& document, std::size_t index = 0) {
  for (const auto& block : document.blocks) {
    if (const auto* table = std::get_if<Table>(&block); table != nullptr && index-- == 0) { return *table; }
  }
  FAIL("no such table");
  return std::get<Table>(document.blocks.front());
}

}  // namespace

TEST_CASE("every table says who has filed and when that was so") {
  CHECK(report::note(input().coverage).en ==
        "173 of 190 missions filed (nil 12, late 11, exempt 2, missing 15), as of 2025-11-15 17:00 KST");
  CHECK(report::note(input().coverage).ko ==
        "190개 공관 중 173개 공관 제출(해당 없음 12, 지연 11, 면제 2, 미제출 15), 2025. 11. 15. 17:00(한국시간) 기준");
  Fake sql;
  sql.answers = {{"SELECT", {{"x"}, {}}}};
  const auto document = report::run(definition("        note: {ko: 주의, en: care}\n        sql: SELECT x FROM y\n"
                                               "        columns: [{key: x, title: {ko: 라, en: d}}]\n"), sql, input());
  REQUIRE(document.has_value());
  CHECK(document->title == Text{"2025-10 보고", "Report 2025-10 Embassy in Cambodia"});
  CHECK(table_of(*document).note.en == report::note(input().coverage).en + "\ncare");
  CHECK(sql.bound.at("round") == "2025-10");
}

TEST_CASE("codes are worded from the form, numbers grouped, and what has no value says why") {
  Fake sql;
  sql.answers = {{"SELECT", {{"country", "n", "n_state", "at"},
                             {{"KH LA", 1234567, "value", "2025-11-15T08:00:00Z"}, {"KH", Data(), "not_available", Data()},
                              {"XX", Data(), "blank", Data()}, {"KH", 0, "value", Data()}}}}};
  const auto document = report::run(definition("        sql: SELECT 1\n        columns:\n"
                                               "          - {key: country, title: {ko: 라, en: d}, choices: country}\n"
                                               "          - {key: n, title: {ko: 마, en: e}, align: right}\n"
                                               "          - {key: at, title: {ko: 바, en: f}, time: true}\n"
                                               "        chart: {title: {ko: 사, en: g}, label: country, value: n}\n"), sql, input());
  REQUIRE(document.has_value());
  const auto& rows = table_of(*document).rows;
  CHECK(rows[0][0].text.ko == "캄보디아, 라오스");
  CHECK(rows[0][1].text.en == "1,234,567");
  CHECK(rows[0][2].text.ko == "2025. 11. 15. 17:00(한국시간)");
  CHECK(rows[1][1].text.ko == "파악 불가");
  CHECK(to_json(rows[1][1].data, false) == R"({"na":"not_available"})");
  CHECK(rows[2][0].text.ko == "XX");
  CHECK(rows[2][1].text.ko == "–");
  CHECK(to_json(rows[2][1].data, false) == "null");
  CHECK(rows[3][1].text.ko == "0");
  const auto& chart = std::get<Chart>(document->blocks.back());
  CHECK(chart.bars.size() == 2);  // a blank has no bar, a zero has one
}

TEST_CASE("totals say how many of how many answered, and a total nobody answered is no zero") {
  Fake sql;
  sql.answers = {{"COUNT(*)", {{"a", "b", "c", "d", "e"}, {{10, 330, 6, 3, 0}}}}};
  auto document = report::run(definition("        figures: {from: filed_returns, where: \"round = :round\", of: [reports]}\n"), sql, input());
  REQUIRE(document.has_value());
  CHECK(to_json(Data(Data::Array{table_of(*document).rows[0][1].data}), false) == "[330]");
  CHECK(table_of(*document).rows[0][1].text == Text{"330건", "330 reports"});
  CHECK(table_of(*document).rows[0][2].text.ko == "6");
  CHECK(table_of(*document).rows[0][6].text.ko == "1");
  CHECK(sql.asked.front().find("FILTER (WHERE \"reports_state\" = 'not_available')") != std::string::npos);
  sql.answers = {{"COUNT(*)", {{}, {{10, Data(), 0, 0, 0}}}}};
  document = report::run(definition("        figures: {from: filed_returns, where: \"round = :round\", of: [reports]}\n"), sql, input());
  CHECK(table_of(*document).rows[0][1].text.ko == "–");
}

TEST_CASE("a figure that is no number of the form, or is sensitive, is refused") {
  Fake sql;
  for (const std::string name : {"secret", "nothing", "country"}) {
    const auto document = report::run(definition("        figures: {from: v, where: a, of: [" + name + "]}\n"), sql, input());
    REQUIRE_FALSE(document.has_value());
    CHECK(document.error().code == Errc::config);
  }
}

TEST_CASE("a return is shown section by section with its rows, and nothing sensitive is asked for") {
  Fake sql;
  sql.answers = {{"filed_returns_countries", {{}, {{1, 0, "KH", Data(), "high", Data()}, {2, 0, "LA", Data(), Data(), "blank"}}}},
                 {"filed_returns", {{}, {{0, 0, 330, "value"}}}}};
  const auto document = report::run(definition("        answers: {from: filed_returns}\n"), sql, input());
  REQUIRE(document.has_value());
  for (const auto& query : sql.asked) { CHECK(query.find("secret") == std::string::npos); }
  CHECK(std::get<Heading>(document->blocks[1]).text.ko == "counts-ko");
  CHECK(table_of(*document).rows[0][1].text.ko == "330건");
  const auto& rows = table_of(*document, 1).rows;
  REQUIRE(rows.size() == 2);
  CHECK(rows[0][1].text.ko == "캄보디아");
  CHECK(rows[0][2].text.ko == "높음");
  CHECK(rows[1][2].text.ko == "–");
  CHECK_FALSE(table_of(*document, 1).note.empty());
}

TEST_CASE("a mission that has not filed has no answers, and says so") {
  Fake sql;
  sql.answers = {{"filed_returns", {{}, {}}}};
  const auto document = report::run(definition("        answers: {from: filed_returns}\n"), sql, input());
  REQUIRE(document.has_value());
  CHECK(std::holds_alternative<Paragraph>(document->blocks.back()));
}

TEST_CASE("the report's JSON has the coverage and the rows of every table") {
  Fake sql;
  sql.answers = {{"SELECT", {{"x"}, {{7}}}}};
  const auto document = report::run(definition("        sql: SELECT x FROM y\n        columns: [{key: x, title: {ko: 라, en: d}}]\n"), sql, input());
  const auto json = write(*document, Format::json, {});
  CHECK(json.find("\"expected\": 190") != std::string::npos);
  CHECK(json.find("\"missing\": 15") != std::string::npos);
  CHECK(json.find("\"x\": 7") != std::string::npos);
  CHECK(json.find("\"round\": \"2025-10\"") != std::string::npos);
}

TEST_CASE("a missing parameter, a missing column and a failing query are errors") {
  Fake sql;
  auto in = input();
  in.parameters.clear();
  const std::string table = "        sql: SELECT x FROM y\n        columns: [{key: x, title: {ko: 라, en: d}}]\n";
  CHECK(report::run(definition(table), sql, in).error().code == Errc::usage);
  CHECK(report::run(definition(table), sql, input()).error().code == Errc::bad_input);
  sql.answers = {{"SELECT", {{"other"}, {}}}};
  CHECK(report::run(definition(table), sql, input()).error().code == Errc::config);
}
