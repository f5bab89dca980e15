// SPDX-License-Identifier: Apache-2.0
#include "commands/mission/mission.hpp"

#include <algorithm>

#include <scamdesk/mission.hpp>
#include <scamdesk/text.hpp>

#include "commands/common.hpp"

namespace scamdesk::cli {
namespace {

/// The desk's roster where there is a desk (headquarters may have changed it), else the one that was shipped.
Result<std::vector<Mission>> roster(Session& session) {
  if (!session.has_desk()) { return list_missions(session.settings().templates); }
  return session.desk().and_then([](Desk* desk) { return desk->missions(); });
}

Data codes(const std::vector<std::string>& list) {
  Data::Array all;
  for (const auto& code : list) { all.emplace_back(code); }
  return all;
}

/// Everything of a mission, as JSON and CSV have it: keys are promises.
std::vector<std::pair<TableColumn, TableCell>> all_of(const Mission& m) {
  const auto text = [](const char* key, const std::string& value) {
    return std::pair{TableColumn{key, plain(key)}, TableCell(value)};
  };
  const auto flag = [](const char* key, bool value) {
    return std::pair{TableColumn{key, plain(key)}, TableCell(yes_or_no(value), Data(value))};
  };
  return {text("code", m.code.value()), text("type", m.type), text("name_ko", m.name.ko), text("name_en", m.name.en),
          text("city_ko", m.city.ko), text("city_en", m.city.en), text("country", m.country),
          text("latitude", m.latitude), text("longitude", m.longitude), text("region", m.region),
          {{"accredited", plain("accredited")}, {plain(join(m.accredited, " ")), codes(m.accredited)}},
          flag("official_count", m.official_count), flag("consular_district", m.consular_district),
          text("status", m.status), text("note", m.note), text("existence", m.existence), text("phone", m.phone),
          text("phone_24h", m.phone_24h), text("email", m.email), text("address_ko", m.address.ko),
          text("address_en", m.address.en)};
}

Table whole_table(const std::vector<Mission>& missions) {
  Table table;
  table.schema = "scamdesk.missions/1";
  table.rows_key = "missions";
  for (const auto& mission : missions) {
    const bool first = table.columns.empty();
    auto& row = table.rows.emplace_back();
    for (auto& [column, cell] : all_of(mission)) {
      if (first) { table.columns.push_back(column); }
      row.push_back(std::move(cell));
    }
  }
  return table;
}

Table short_table(const std::vector<Mission>& missions) {
  Table table;
  table.columns = {{"code", said("Code")}, {"name", said("Mission")}, {"country", said("Country")},
                   {"city", said("City")}, {"accredited", said("Also accredited to")}};
  std::size_t expected = 0;
  for (const auto& mission : missions) {
    expected += mission.consular_district ? 1 : 0;
    const auto accredited = join(mission.accredited, " ");
    table.rows.push_back({mission.code.value(), {mission.name, {}}, mission.country, {mission.city, {}}, accredited});
  }
  table.note = word(message("{0} missions; {1} have a consular district and are expected in a round", missions.size(),
                            expected));
  return table;
}

Document as_page(const Mission& mission) {
  const std::vector<Line> lines{{said("Code"), plain(mission.code.value())},
                                {said("Name in Korean"), plain(mission.name.ko)},
                                {said("Name in English"), plain(mission.name.en)},
                                {said("City"), mission.city},
                                {said("Country"), plain(mission.country)},
                                {said("Also accredited to"), plain(join(mission.accredited, " "))},
                                {said("Consular district"), yes_or_no(mission.consular_district)},
                                {said("Telephone"), plain(mission.phone)},
                                {said("Telephone, day and night"), plain(mission.phone_24h)},
                                {said("E-mail"), plain(mission.email)},
                                {said("Address"), mission.address},
                                {said("Note"), plain(mission.note)}};
  Data::Object data{{"schema", "scamdesk.mission/1"}};
  for (auto& [column, cell] : all_of(mission)) { data.emplace_back(column.key, cell.data); }
  return page("scamdesk.mission/1", mission.name, lines, data);
}

Result<Exit> show_one(Session& session, const std::string& code) {
  const auto missions = roster(session);
  if (!missions) { return fail(missions.error()); }
  std::vector<std::string> known;
  for (const auto& mission : *missions) {
    if (mission.code.value() == code) { return show(session, Result<Document>(as_page(mission))); }
    known.push_back(mission.code.value());
  }
  const auto near = nearest(code, known);
  return fail(Errc::not_found, message("{0}: no such mission", code),
              near ? message("did you mean {0}?", *near) : message("'scamdesk mission list' shows the codes"));
}

}  // namespace

Run mission_list(Spec& spec) {
  spec.output().reads_files();
  return [](Session& session) {
    return show(session, roster(session).map([&](const std::vector<Mission>& missions) {
      return session.format() == Format::text ? short_table(missions) : whole_table(missions);
    }));
  };
}

Run mission_show(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("CODE", *words, 1, 1).explain("CODE", N_("a mission's code, e.g. KH-PNH"));
  spec.formats({"text", "json"}).exits({Exit::no_input});
  return [words](Session& session) { return show_one(session, words->front()); };
}

Run mission_import(Spec& spec) {
  const auto words = std::make_shared<std::vector<std::string>>();
  spec.words("FILE", *words, 1, 1).explain("FILE", N_("a CSV with a column code and what is to change"));
  spec.writes().formats({"text", "json"});
  return [words](Session& session) {
    return show_import(session,
                       session.desk().and_then([&](Desk* desk) { return desk->import_missions(words->front()); }));
  };
}

}  // namespace scamdesk::cli
