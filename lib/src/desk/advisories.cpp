// SPDX-License-Identifier: Apache-2.0
#include "advisory/alerts.hpp"
#include "advisory/draft.hpp"
#include "advisory/notice.hpp"
#include "base/csv.hpp"
#include "base/files.hpp"
#include "desk/sql_view.hpp"
#include "desk/survey.hpp"
#include "report/coverage.hpp"
#include "report/definition.hpp"

namespace scamdesk {
namespace {

using Row = std::map<std::string, Data, std::less<>>;

std::string text_of(const Row& row, std::string_view column) {
  const auto found = row.find(column);
  if (found == row.end()) { return {}; }
  if (const auto* text = std::get_if<std::string>(&found->second.value())) { return *text; }
  if (const auto* number = std::get_if<std::int64_t>(&found->second.value())) { return std::to_string(*number); }
  return {};
}

/// The rows of one table of templates/advisories/evidence.yaml.
Result<std::vector<Row>> rows_of(const report::Definition& definition, std::string_view table, report::SqlRunner& sql,
                                 const std::map<std::string, std::string>& parameters) {
  for (const auto& section : definition.sections) {
    for (const auto& plan : section.tables) {
      const auto* query = std::get_if<report::Query>(&plan.what);
      if (plan.name != table || query == nullptr) { continue; }
      const auto selected = sql.select(query->sql, parameters);
      if (!selected) { return fail(selected.error()); }
      std::vector<Row> rows;
      for (const auto& values : selected->rows) {
        auto& row = rows.emplace_back();
        for (std::size_t i = 0; i < values.size(); ++i) { row.insert_or_assign(selected->columns[i], values[i]); }
      }
      return rows;
    }
  }
  return fail(Errc::config, message("templates/advisories/evidence.yaml has no table '{0}'", table));
}

advisory::Recommendation to_recommendation(const Row& row) {
  return {MissionCode(text_of(row, "mission")), text_of(row, "area_code"),    text_of(row, "area_name"),
          text_of(row, "current_level"),        text_of(row, "recommended_level"), text_of(row, "alert_reason"),
          text_of(row, "evidence")};
}

advisory::Figure to_figure(const Row& row) {
  const std::string value = text_of(row, "value");
  return {{text_of(row, "what_ko"), text_of(row, "what_en")},
          {value + text_of(row, "unit_ko"), value + " " + text_of(row, "unit_en")},
          row.at("value"),
          MissionCode(text_of(row, "mission")),
          text_of(row, "as_of"),
          text_of(row, "source"),
          text_of(row, "evidence")};
}

/// A country's names, from the code list. Errors: not_found for a code that is none.
Result<Text> country_name(const std::string& templates, const std::string& country) {
  const std::string file = templates + "/codes/countries.csv";
  const auto rows = base::read_file(file).and_then([&](const std::string& bytes) { return base::read_table(bytes, file); });
  if (!rows) { return fail(rows.error()); }
  for (const auto& row : *rows) {
    if (row.at("code") == country) { return Text{row.at("label_ko"), row.at("label_en")}; }
  }
  return fail(Errc::not_found, message("{0}: no such country", country),
              message("give the two letters of ISO 3166-1, e.g. KH"));
}

std::vector<advisory::Contact> contacts_in(const survey::Roster& roster, const std::string& country) {
  std::vector<advisory::Contact> contacts;
  for (const auto& mission : roster.missions()) {
    if (mission.country == country && mission.consular_district) {
      contacts.push_back({mission.name, mission.phone, mission.phone_24h, mission.email});
    }
  }
  return contacts;
}

/// What missions filed on the country: recommendations and figures, each with its cell.
Status read_evidence(Desk::Impl& desk, advisory::DraftInput& input) {
  const std::string file = desk.options.templates + "/advisories/evidence.yaml";
  const auto definition =
      base::read_file(file).and_then([&](const std::string& yaml) { return report::read_definition(yaml, file); });
  if (!definition) { return fail(definition.error()); }
  if (auto laid = desk::lay_sql_tables(desk); !laid) { return laid; }
  desk::DeskSql sql(desk);
  const std::map<std::string, std::string> parameters{{"round", input.round}, {"country", input.country}};
  const auto recommended = rows_of(*definition, "recommendations", sql, parameters);
  if (!recommended) { return fail(recommended.error()); }
  for (const auto& row : *recommended) { input.recommendations.push_back(to_recommendation(row)); }
  const auto figures = rows_of(*definition, "figures", sql, parameters);
  if (!figures) { return fail(figures.error()); }
  for (const auto& row : *figures) { input.figures.push_back(to_figure(row)); }
  return {};
}

}  // namespace

Result<Document> Desk::advisory_draft(const std::string& country, const std::string& round_id) {
  return desk::reading(*m_impl, [&]() -> Result<Document> {
    const std::string& templates = m_impl->options.templates;
    auto name = country_name(templates, country);
    if (!name) { return fail(name.error()); }
    const auto view = desk::round_view(*m_impl, round_id);
    if (!view) { return fail(view.error()); }
    auto levels = advisory::load_levels(templates);
    if (!levels) { return fail(levels.error()); }
    auto alerts = advisory::load_alerts(templates, country);
    if (!alerts) { return fail(alerts.error()); }
    const auto notice = advisory::load_notice(templates);
    if (!notice) { return fail(notice.error()); }
    advisory::DraftInput input;
    input.country = country;
    input.name = std::move(*name);
    input.round = view->status.round.id.value();
    input.now = m_impl->options.now;
    input.levels = std::move(*levels);
    input.alerts = std::move(*alerts);
    input.contacts = contacts_in(view->roster, country);
    input.coverage = report::note(desk::coverage_of(view->status));
    if (auto evidence = read_evidence(*m_impl, input); !evidence) { return fail(evidence.error()); }
    return advisory::draft(input, *notice);
  });
}

}  // namespace scamdesk
