// SPDX-License-Identifier: Apache-2.0
#include "survey/roster.hpp"

#include <algorithm>
#include <functional>
#include <map>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace scamdesk::survey {
namespace {

using Row = std::map<std::string, std::string, std::less<>>;

std::string at(const Row& row, std::string_view column) {
  const auto found = row.find(column);
  return found == row.end() ? std::string() : found->second;
}

Mission to_mission(const Row& row) {
  Mission mission;
  mission.code = MissionCode(at(row, "code"));
  mission.type = at(row, "type");
  mission.name = {at(row, "name_ko"), at(row, "name_en")};
  mission.city = {at(row, "city_ko"), at(row, "city_en")};
  mission.country = at(row, "country_iso2");
  mission.latitude = at(row, "lat");
  mission.longitude = at(row, "lon");
  mission.region = at(row, "region");
  const std::string accredited = at(row, "accredited_iso2");
  for (const auto part : base::split(accredited, ';')) {
    if (const auto code = base::trim(part); !code.empty()) { mission.accredited.emplace_back(code); }
  }
  mission.official_count = at(row, "official_count") == "yes";
  mission.consular_district = at(row, "consular_district") == "yes";
  mission.status = at(row, "status");
  mission.note = at(row, "note");
  mission.existence = at(row, "existence");
  mission.phone = at(row, "phone");
  mission.phone_24h = at(row, "phone_24h");
  mission.email = at(row, "email");
  mission.address = {at(row, "address_ko"), at(row, "address_en")};
  return mission;
}

/// The imported record's values over the built-in row's: what was left blank keeps the built-in value.
void lay_over(Row& row, const Cells& cells) {
  for (const auto& [path, cell] : cells) {
    if (cell.has_value()) { row.insert_or_assign(path, cell.text); }
  }
}

Result<std::vector<Row>> read_rows(const std::string& templates) {
  const std::string file = templates + "/missions/missions.csv";
  return base::read_file(file).and_then([&](const std::string& bytes) { return base::read_table(bytes, file); });
}

}  // namespace

const std::vector<std::string>& roster_columns() {
  static const std::vector<std::string> columns{
      "code", "type", "name_ko", "name_en", "city_ko", "city_en", "country_iso2", "lat", "lon", "region",
      "accredited_iso2", "official_count", "consular_district", "status", "note", "existence", "phone", "phone_24h",
      "email", "address_ko", "address_en"};
  return columns;
}

Result<Roster> Roster::read(const std::string& templates) {
  return read_rows(templates).map([](const std::vector<Row>& rows) {
    Roster roster;
    std::transform(rows.begin(), rows.end(), std::back_inserter(roster.m_missions), to_mission);
    return roster;
  });
}

Result<Roster> Roster::read(const std::string& templates, const records::Registers& registers) {
  auto rows = read_rows(templates);
  if (!rows) { return fail(rows.error()); }
  if (const auto form = registers.find("mission")) {
    const auto imported = registers.select(*form, {});
    if (!imported) { return fail(imported.error()); }
    for (const auto no : *imported) {
      const auto record = registers.read(no);
      if (!record) { return fail(record.error()); }
      const auto code = record->state.cells.find("code");
      if (code == record->state.cells.end()) { continue; }
      const auto same = std::find_if(rows->begin(), rows->end(),
                                     [&](const Row& row) { return at(row, "code") == code->second.text; });
      lay_over(same == rows->end() ? rows->emplace_back() : *same, record->state.cells);
    }
  }
  Roster roster;
  std::transform(rows->begin(), rows->end(), std::back_inserter(roster.m_missions), to_mission);
  return roster;
}

const Mission* Roster::find(const MissionCode& code) const {
  const auto found = std::find_if(m_missions.begin(), m_missions.end(),
                                  [&](const Mission& mission) { return mission.code == code; });
  return found == m_missions.end() ? nullptr : &*found;
}

Result<Mission> Roster::require(const std::string& code) const {
  if (const auto* mission = find(MissionCode(code))) { return *mission; }
  std::vector<std::string> codes;
  for (const auto& mission : m_missions) { codes.push_back(mission.code.value()); }
  const auto near = nearest(code, codes);
  return fail(Errc::not_found, message("{0}: no such mission", code),
              near ? message("did you mean {0}? 'scamdesk mission list' shows all", *near)
                   : message("'scamdesk mission list' shows all missions"));
}

std::vector<MissionCode> Roster::expected_by_default() const {
  std::vector<MissionCode> codes;
  for (const auto& mission : m_missions) {
    if (mission.consular_district) { codes.push_back(mission.code); }
  }
  return codes;
}

std::vector<std::string> Roster::countries(const Mission& mission) {
  std::vector<std::string> countries{mission.country};
  for (const auto& country : mission.accredited) {
    if (std::find(countries.begin(), countries.end(), country) == countries.end()) { countries.push_back(country); }
  }
  return countries;
}

}  // namespace scamdesk::survey
