// SPDX-License-Identifier: Apache-2.0
#include <doctest/doctest.h>
#include <filesystem>
#include <fstream>

#include "desks.hpp"
#include "register/query.hpp"

using namespace scamdesk;
using test::cells;
using test::StoreDesk;

namespace {

std::string survey(const std::string& version, const std::string& rest) {
  return "form: hotline\nkind: survey\nplural: hotlines\nkey: [round]\ntitle: {ko: 전화, en: Hotline}\nversion: \"" + version +
         "\"\nquestions:\n  - {name: round, type: text, required: true, label: {ko: 차수, en: Round}}\n" + rest;
}
const std::string first = survey("1", "  - {name: calls, type: integer, label: {ko: 전화, en: Calls}}\n"
                                      "  - {name: fax, type: text, sensitive: true, label: {ko: 팩스, en: Fax}}\n");
const std::string third = survey("3", "  - {name: received, type: integer, label: {ko: 접수, en: Received}}\n"
                                      "  - {name: line, type: text, label: {ko: 회선, en: Line}}\n"
                                      "changes:\n  \"1\": {renamed: {calls: answered}, retired: [fax]}\n"
                                      "  \"2\": {renamed: {answered: received}}\n");

/// The small templates and one version of the survey.
class Templates {
public:
  explicit Templates(const std::string& yaml) {
    std::filesystem::copy(test::small_templates() + "/forms", m_folder.file("forms"));
    std::ofstream(m_folder.file("forms/hotline.yaml")) << yaml;
  }
  const std::string& path() const { return m_folder.path(); }

private:
  test::TempFolder m_folder;
};

std::string asked(StoreDesk& desk, std::string_view query) {
  desk.registers().lay_views();
  const auto rows = records::select_sql(desk.ledger().database(), query);
  REQUIRE(rows);
  std::string text;
  for (const auto& row : rows->rows) {
    for (const auto& cell : row) {
      const auto* number = std::get_if<std::int64_t>(&cell);
      const auto* words = std::get_if<std::string>(&cell);
      text += (number != nullptr ? std::to_string(*number) : words != nullptr ? *words : "-") + "|";
    }
  }
  return text;
}

/// Every revision's bytes of one owner's chains.
std::vector<RevisionId> ids_of(const StoreDesk& desk, const Owner& owner) {
  std::vector<RevisionId> ids;
  const_cast<StoreDesk&>(desk).ledger().each_revision([&](const ledger::Revision& revision) {
    if (revision.record.owner == owner) { ids.push_back(ledger::identify(revision)); }
  });
  std::sort(ids.begin(), ids.end());
  return ids;
}

}  // namespace

TEST_CASE("a return filed on version 1 reads rightly at a desk of version 3, and goes on exactly as it was filed") {
  const Templates old_templates(first);
  const Templates new_templates(third);
  StoreDesk headquarters("HQ");
  StoreDesk mission("KH-PNH");
  StoreDesk second("KH-PNH", "second");
  REQUIRE(mission.registers().load(old_templates.path()));
  REQUIRE(headquarters.registers().load(new_templates.path()));
  REQUIRE(second.registers().load(old_templates.path()));
  headquarters.enrol(mission);
  headquarters.enrol(second);
  mission.pin(headquarters);
  second.pin(headquarters);
  const auto no = mission.add("hotline", cells({{"round", "2025-08"}, {"calls", "62"}, {"fax", "02-2100"}}));
  mission.writing([&] { return mission.registers().mark(no, ledger::Change::finalise, {}, mission.author()); }).value();

  CHECK(headquarters.merge(mission.pack("HQ")).outcome == Outcome::merged);
  CHECK(asked(headquarters, "SELECT round, received, line, form_version, mapped FROM filed_hotlines") ==
        "2025-08|62|-|1|{\"received\":\"renamed calls, renamed answered\"}|");
  const Owner owner("KH-PNH");
  CHECK(headquarters.ledger().digest(owner) == mission.ledger().digest(owner));
  const auto there = *headquarters.ledger().record_no(*mission.ledger().record(no));
  CHECK(headquarters.ledger().state(there) == mission.ledger().state(no));

  CHECK(second.merge(headquarters.pack("KH-PNH")).outcome == Outcome::merged);
  CHECK(ids_of(second, owner) == ids_of(mission, owner));
  CHECK(asked(second, "SELECT calls, fax, form_version FROM filed_hotlines") == "62|•••|1|");
  CHECK(headquarters.merge(mission.pack("HQ")).outcome == Outcome::known);
}
