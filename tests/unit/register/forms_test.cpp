// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "unit/register/support.hpp"

using namespace scamdesk;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

namespace {

constexpr std::string_view lead_form = R"yaml(form: lead
version: "1"
title: {ko: 단서, en: Lead}
plural: leads
questions:
  - {name: what, type: text, label: {ko: 내용, en: What}}
)yaml";

std::string with_question(std::string_view form, std::string_view question) {
  auto text = std::string(form);
  return text.insert(text.find("questions:\n") + std::string_view("questions:\n").size(), question);
}

std::int64_t changes(TestDesk& desk) {
  ledger::Statement row(desk.ledger()->database(), "SELECT total_changes()");
  row.step();
  return row.integer(0);
}

}  // namespace

TEST_CASE("a definition dropped into the templates is a register at the next load") {
  TestDesk desk;
  CHECK(desk.form("lead") == nullptr);
  desk.templates().write("lead", lead_form);
  REQUIRE(desk.load());
  REQUIRE(desk.form("lead"));
  CHECK(desk.form("leads") == desk.form("lead"));
  REQUIRE(desk.add("lead", cells({{"what", "a call"}})));
  CHECK(desk.sql("SELECT number, what FROM leads") == "PNH-25-0001|a call");
}

TEST_CASE("loading unchanged templates writes nothing") {
  TestDesk desk;
  const auto before = changes(desk);
  REQUIRE(desk.load());
  CHECK(changes(desk) == before);
  CHECK(desk->forms().size() == 4);
}

TEST_CASE("a question added to a form later is a new column, filled from what the ledger has kept") {
  TestDesk desk, other("other");
  other.templates().write("case", with_question(test::case_form, "  - {name: urgency, type: integer, label: {ko: 급, en: Urgency}}\n"));
  REQUIRE(other.load());
  REQUIRE(other.add("case", cells({{"title", "a"}, {"urgency", "3"}})));
  desk.merge(other);
  CHECK(desk.sql("SELECT title FROM cases") == "a");
  desk.templates().write("case", with_question(test::case_form, "  - {name: urgency, type: integer, label: {ko: 급, en: Urgency}}\n"));
  REQUIRE(desk.load());
  CHECK(desk.sql("SELECT title, urgency FROM cases") == "a|3");
  CHECK(desk->verify().empty());
}

TEST_CASE("a question that changes its type makes its table again") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "a"}, {"persons", "3"}})));
  auto text = std::string(test::case_form);
  text.replace(text.find("type: integer, missing"), 13, "type: text");
  desk.templates().write("case", text);
  REQUIRE(desk.load());
  CHECK(desk.sql("SELECT typeof(persons), persons FROM cases") == "text|3");
}

TEST_CASE("records of an unknown register are kept, and appear when their form does") {
  TestDesk desk, other("other");
  other.templates().write("lead", lead_form);
  REQUIRE(other.load());
  REQUIRE(other.add("lead", cells({{"what", "a call"}})));
  desk.merge(other);
  desk.templates().write("lead", lead_form);
  REQUIRE(desk.load());
  CHECK(desk.sql("SELECT what FROM leads") == "a call");
}

TEST_CASE("a broken template does not stop the desk: its last good version goes on, and the fault is told") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "a"}})));
  CHECK(desk->faults().empty());
  desk.templates().write("case", "form: case\nquestions: [\n");
  REQUIRE(desk.load());
  CHECK_FALSE(desk->faults().empty());
  CHECK(desk.form("case")->find("title") != nullptr);
  CHECK(desk.sql("SELECT title FROM cases") == "a");
  const auto before = changes(desk);
  REQUIRE(desk.load());
  CHECK_FALSE(desk->faults().empty());
  CHECK(changes(desk) == before);
  desk.templates().write("case", test::case_form);
  REQUIRE(desk.load());
  CHECK(desk->faults().empty());
}

TEST_CASE("two forms that would make the same view are a fault of the later one") {
  TestDesk desk;
  auto text = std::string(lead_form);
  desk.templates().write("lead", text.replace(text.find("leads"), 5, "cases"));
  REQUIRE(desk.load());
  REQUIRE(desk->faults().size() == 1);
  CHECK(desk.sql("SELECT count(*) FROM cases") == "0");
}

TEST_CASE("without any template a desk says where they should be") {
  test::TempLedger ledger;
  records::Registers registers(*ledger);
  const auto status = registers.load("/nonexistent");
  REQUIRE_FALSE(status);
  CHECK(status.error().code == Errc::config);
}

TEST_CASE("a published form travels, is known by its hash, and makes its tables where it arrives") {
  TestDesk hq("hq", "HQ"), desk;
  hq.templates().write("lead", lead_form);
  REQUIRE(hq.load());
  const auto source = form::read_source(hq.templates().file("lead"), hq.templates().path());
  REQUIRE(source);
  REQUIRE(hq.writing([&] { return hq->publish(*source, hq.author()); }));
  const auto revisions = hq.ledger()->size().revisions;
  REQUIRE(hq.writing([&] { return hq->publish(*source, hq.author()); }));
  CHECK(hq.ledger()->size().revisions == revisions);
  desk.merge(hq);
  REQUIRE(desk->pinned(source->hash()));
  CHECK(desk.form("lead")->hash == source->hash());
  REQUIRE(desk.add("lead", cells({{"what", "a call"}})));
  CHECK(desk.sql("SELECT what FROM leads") == "a call");
  REQUIRE(desk.load());
  CHECK(desk.form("lead") != nullptr);
  CHECK_FALSE(desk->pinned(Hash{}));
}

TEST_CASE("an arrived version adds its questions to the template's, and each stays known by its hash") {
  TestDesk hq("hq", "HQ"), desk;
  hq.templates().write("scam-survey", with_question(test::survey_form, "  - {name: rescued, type: integer, label: {ko: 구출, en: Rescued}}\n"));
  REQUIRE(hq.load());
  const auto source = form::read_source(hq.templates().file("scam-survey"), hq.templates().path());
  REQUIRE(hq.writing([&] { return hq->publish(*source, hq.author()); }));
  desk.merge(hq);
  CHECK(desk.form("scam-survey")->find("rescued") == nullptr);
  const auto pinned = desk->pinned(source->hash());
  REQUIRE(pinned);
  const auto added = desk.writing([&] {
    return desk->add(**pinned, Owner(std::string("KH-PNH")), cells({{"round", "2025-10"}, {"rescued", "4"}}), desk.author());
  });
  REQUIRE(added);
  CHECK(desk.sql("SELECT round, rescued FROM returns") == "2025-10|4");
}

TEST_CASE("a desk opened for reading sees a form that is new to it, and writes nothing") {
  TestDesk desk;
  REQUIRE(desk.add("case", cells({{"title", "a"}, {"passport", "M777"}})));
  desk.templates().write("case", with_question(test::case_form, "  - {name: urgency, type: integer, label: {ko: 급, en: Urgency}}\n"));
  auto opened = ledger::Ledger::open(desk.ledger().file(), ledger::OpenMode::read, std::chrono::milliseconds(0));
  REQUIRE(opened);
  records::Registers registers(*opened);
  REQUIRE(registers.load(desk.templates().path()));
  CHECK(registers.find("case")->find("urgency") != nullptr);
  CHECK(registers.select(*registers.find("case"), {.where = "urgency = ''"}).value().size() == 1);
  registers.lay_views();
  CHECK(records::select_sql(opened->database(), "SELECT urgency FROM cases")->rows.size() == 1);
  CHECK_FALSE(records::select_sql(opened->database(), "SELECT passport FROM r_case"));
}
