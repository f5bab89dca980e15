// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>

#include "unit/register/support.hpp"

using namespace scamdesk;
using scamdesk::test::cells;
using scamdesk::test::TestDesk;

namespace {

/// The register `site` in its three versions.
const std::string head = "form: site\nplural: sites\ntitle: {ko: 단지, en: Compound}\n";
const std::string site_1 = head + R"yaml(version: "1"
choices: {danger: [{name: hi, label: {ko: 높음, en: High}}, {name: low, label: {ko: 낮음, en: Low}}]}
questions:
  - {name: town, type: text, label: {ko: 도시, en: Town}}
  - {name: danger, type: select_one danger, label: {ko: 위험, en: Danger}}
  - {name: fax, type: text, label: {ko: 팩스, en: Fax}}
  - {name: passport, type: text, sensitive: true, label: {ko: 여권, en: Passport}}
  - name: gates
    type: repeat
    label: {ko: 문, en: Gates}
    questions:
      - {name: gate, type: text, label: {ko: 문, en: Gate}}
      - {name: guards, type: integer, label: {ko: 경비, en: Guards}}
)yaml";
const std::string site_3 = head + R"yaml(version: "3"
choices: {risk: [{name: severe, label: {ko: 심각, en: Severe}}, {name: low, label: {ko: 낮음, en: Low}}]}
questions:
  - {name: place, type: text, label: {ko: 장소, en: Place}}
  - {name: risk, type: select_one risk, label: {ko: 위험, en: Risk}}
  - {name: passport_no, type: text, sensitive: true, label: {ko: 여권, en: Passport}}
  - name: entrances
    type: repeat
    label: {ko: 입구, en: Entrances}
    questions:
      - {name: gate, type: text, label: {ko: 문, en: Gate}}
changes:
  "1":
    renamed: {town: city, danger: risk, gates: entrances}
    recoded: {danger: {hi: high}}
    retired: [fax]
  "2":
    renamed: {city: place, passport: passport_no}
    recoded: {risk: {high: severe}}
    retired: [guards]
)yaml";

Cells old_site() {
  return cells({{"town", "Poipet"}, {"danger", "hi"}, {"fax", "02-1"}, {"passport", "M1"},
                {"gates/x/#", "1"}, {"gates/x/gate", "north"}, {"gates/x/guards", "4"}});
}

std::string survey(const std::string& version, const std::string& rest) {
  return "form: scam-survey\nkind: survey\nplural: returns\nkey: [round]\ntitle: {ko: 조사, en: Survey}\nversion: \"" + version +
         "\"\nquestions:\n  - {name: round, type: text, required: true, label: {ko: 차수, en: Round}}\n" + rest;
}
const std::string survey_1 = survey("1", R"yaml(  - {name: reports, type: integer, label: {ko: 신고, en: Reports}}
  - {name: doubled, type: calculate, calculation: "${reports} * 2", label: {ko: 두 배, en: Doubled}}
)yaml");
const std::string survey_2 = survey("2", R"yaml(  - {name: received, type: integer, label: {ko: 접수, en: Received}}
  - {name: doubled, type: calculate, calculation: "${received} * 20", label: {ko: 두 배, en: Doubled}}
changes: {"1": {renamed: {reports: received}}}
)yaml");

}  // namespace

TEST_CASE("a record of version 1 is read as version 3 when its form comes: in its view, and alone") {
  TestDesk desk;
  desk.templates().write("site", site_1);
  REQUIRE(desk.load());
  const auto no = desk.add("site", old_site())->no;
  CHECK(desk.sql("SELECT town, danger, fax FROM sites") == "Poipet|hi|02-1");
  desk.templates().write("site", site_3);
  REQUIRE(desk.load());
  CHECK(desk.sql("SELECT place, risk, fax, passport_no, form_version FROM sites") == "Poipet|severe|02-1|•••|1");
  CHECK(desk.sql("SELECT mapped FROM sites") ==
        R"({"entrances/gate":"renamed gates","entrances/guards":"renamed gates",)"
        R"("passport_no":"renamed passport","place":"renamed town, renamed city",)"
        R"("risk":"recoded hi, renamed danger, recoded high"})");
  CHECK(desk.sql("SELECT row, gate, guards FROM sites_entrances") == "1|north|4");
  CHECK(desk.sql("SELECT town FROM sites") != "Poipet");
  const auto record = desk->read(no);
  REQUIRE(record);
  CHECK(record->state.cells.at("place").text == "Poipet");
  CHECK(record->state.cells.at("risk").text == "severe");
  CHECK(desk.ledger()->state(no).cells.at("town").text == "Poipet");
  CHECK(desk->verify().empty());
  CHECK(desk->select(*desk.form("site"), {.where = "risk = 'severe'"})->size() == 1);
}

TEST_CASE("a form without changes has neither version nor map in its view") {
  TestDesk desk;
  desk.templates().write("site", site_1);
  REQUIRE(desk.load());
  CHECK(desk.sql("SELECT form_version FROM sites").starts_with("!"));
}

TEST_CASE("a change under the new name takes the old one's place, and says so to older desks") {
  TestDesk desk;
  desk.templates().write("site", site_1);
  REQUIRE(desk.load());
  const auto no = desk.add("site", old_site())->no;
  desk.templates().write("site", site_3);
  REQUIRE(desk.load());
  CHECK_FALSE(desk.change(no, cells({{"place", "Poipet"}}))->changed);
  CHECK(desk.change(no, cells({{"place", "Pailin"}}))->changed);
  CHECK(desk.sql("SELECT place, risk FROM sites") == "Pailin|severe");
  CHECK_FALSE(desk.ledger()->state(no).cells.contains("town"));
  CHECK(desk.change(no, cells({{"risk", "low"}, {"entrances/x/gate", "south"}}))->changed);
  CHECK(desk.sql("SELECT place, risk FROM sites") == "Pailin|low");
  CHECK(desk.sql("SELECT row, gate, guards FROM sites_entrances") == "1|south|4");
  CHECK(desk->verify().empty());
}

TEST_CASE("desks of different versions that change one answer apart are in conflict over it") {
  TestDesk old("old");
  TestDesk young("young");
  old.templates().write("site", site_1);
  young.templates().write("site", site_3);
  REQUIRE(old.load());
  REQUIRE(young.load());
  const auto no = old.add("site", old_site())->no;
  young.merge(old);
  const auto there = *young.ledger()->record_no(*old.ledger()->record(no));
  CHECK(young.sql("SELECT place, form_version FROM sites") == "Poipet|1");
  REQUIRE(young.change(there, cells({{"place", "Pailin"}})));
  REQUIRE(old.change(no, cells({{"town", "Battambang"}})));
  young.merge(old);
  const auto state = young->read(there)->state;
  REQUIRE(state.conflicts.size() == 1);
  CHECK(state.conflicts.front().path == "place");
  CHECK_FALSE(young.change(there, cells({{"place", "Kampot"}})));
}

TEST_CASE("who changes an answer under its old name, having seen the new one, is read as the last") {
  TestDesk old("old");
  TestDesk young("young");
  old.templates().write("site", site_1);
  young.templates().write("site", site_3);
  REQUIRE(old.load());
  REQUIRE(young.load());
  const auto no = old.add("site", old_site())->no;
  young.merge(old);
  const auto there = *young.ledger()->record_no(*old.ledger()->record(no));
  REQUIRE(young.change(there, cells({{"place", "Pailin"}})));
  old.merge(young);
  CHECK(old.sql("SELECT town FROM sites") == "-");
  REQUIRE(old.change(no, cells({{"town", "Battambang"}})));
  young.merge(old);
  CHECK(young.sql("SELECT place FROM sites") == "Battambang");
  CHECK(young->read(there)->state.conflicts.empty());
}

TEST_CASE("a return keeps the form it was begun on, and the union view reads all versions as the newest") {
  TestDesk desk;
  desk.templates().write("scam-survey", survey_1);
  REQUIRE(desk.load());
  const auto first = desk.add("scam-survey", cells({{"round", "2025-10"}, {"reports", "5"}}))->no;
  desk.templates().write("scam-survey", survey_2);
  REQUIRE(desk.load());
  REQUIRE(desk.add("scam-survey", cells({{"round", "2025-11"}, {"received", "7"}})));
  const std::string_view all = "SELECT round, received, doubled, form_version, mapped FROM returns ORDER BY round";
  CHECK(desk.sql(all) == "2025-10|5|10|1|{\"received\":\"renamed reports\"}\n2025-11|7|140|2|-");
  SUBCASE("it is changed and filed by its own form, under its own names") {
    CHECK(desk->read(first)->form->version == "1");
    REQUIRE(desk.change(first, cells({{"reports", "6"}})));
    REQUIRE(desk.mark(first, ledger::Change::finalise));
    const auto state = desk.ledger()->state(first);
    CHECK(state.filed->cells.at("reports").text == "6");
    CHECK(state.filed->cells.at("doubled").text == "12");
    CHECK_FALSE(state.filed->cells.contains("received"));
    CHECK(desk.sql("SELECT received, doubled, form_version, mapped FROM filed_returns") == "6|12|1|{\"received\":\"renamed reports\"}");
    CHECK(desk.sql(all).starts_with("2025-10|6|12|1|"));
  }
  CHECK(desk->verify().empty());
}

TEST_CASE("the version that knows the others leads, though the templates hold an older one") {
  TestDesk desk;
  desk.templates().write("scam-survey", survey_2);
  REQUIRE(desk.load());
  REQUIRE(desk.add("scam-survey", cells({{"round", "2025-11"}, {"received", "7"}})));
  desk.templates().write("scam-survey", survey_1);
  REQUIRE(desk.load());
  REQUIRE(desk.add("scam-survey", cells({{"round", "2025-10"}, {"reports", "5"}})));
  CHECK(desk.sql("SELECT round, received, form_version FROM returns ORDER BY round") == "2025-10|5|1\n2025-11|7|2");
}
