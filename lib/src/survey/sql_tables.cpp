// SPDX-License-Identifier: Apache-2.0
#include "survey/sql_tables.hpp"

#include "base/text.hpp"
#include "survey/rounds.hpp"

namespace scamdesk::survey {
namespace {

void lay_missions(ledger::Database& database, const Roster& roster) {
  database.exec("DROP TABLE IF EXISTS temp.missions");
  database.exec(
      "CREATE TEMP TABLE missions (code TEXT PRIMARY KEY, type TEXT, name_ko TEXT, name_en TEXT, city_ko TEXT, city_en TEXT,"
      " country TEXT, region TEXT, accredited TEXT, official_count INTEGER, consular_district INTEGER, status TEXT) STRICT");
  ledger::Statement insert(database, "INSERT INTO temp.missions VALUES (?,?,?,?,?,?,?,?,?,?,?,?)");
  for (const auto& mission : roster.missions()) {
    insert
        .bind(mission.code.value(), mission.type, mission.name.ko, mission.name.en, mission.city.ko, mission.city.en,
              mission.country, mission.region, base::join(mission.accredited, " "), mission.official_count ? 1 : 0,
              mission.consular_district ? 1 : 0, mission.status)
        .run();
  }
}

std::optional<std::string> text_of(const std::optional<Instant>& instant) {
  return instant ? std::optional(to_string(*instant)) : std::nullopt;
}

void lay_round_missions(ledger::Database& database, const Roster& roster, const std::vector<RoundStatus>& rounds) {
  database.exec("DROP TABLE IF EXISTS temp.round_missions");
  database.exec(
      "CREATE TEMP TABLE round_missions (round TEXT, mission TEXT, name_ko TEXT, name_en TEXT, region TEXT, country TEXT,"
      " state TEXT, due TEXT, filed_at TEXT, received_at TEXT, findings INTEGER, PRIMARY KEY (round, mission)) STRICT");
  ledger::Statement insert(database, "INSERT INTO temp.round_missions VALUES (?,?,?,?,?,?,?,?,?,?,?)");
  for (const auto& status : rounds) {
    for (const auto& entry : status.missions) {
      const auto* mission = roster.find(entry.mission);
      const std::string& code = entry.mission.value();
      const bool filed = entry.finalised_at.has_value();
      insert
          .bind(status.round.id.value(), code, mission ? mission->name.ko : code, mission ? mission->name.en : code,
                mission ? mission->region : std::string(), mission ? mission->country : code.substr(0, 2),
                to_string(entry.standing), to_string(due_of(status.round, entry.mission)), text_of(entry.finalised_at),
                text_of(entry.received_at),
                filed ? std::optional(static_cast<std::int64_t>(entry.findings)) : std::nullopt)
          .run();
    }
  }
}

void lay_overrides(ledger::Database& database, const std::vector<RoundStatus>& rounds) {
  database.exec("DROP TABLE IF EXISTS temp.overrides");
  database.exec(
      "CREATE TEMP TABLE overrides (round TEXT, mission TEXT, check_id TEXT, field TEXT, message_ko TEXT, message_en TEXT,"
      " reason TEXT, actor TEXT, at TEXT) STRICT");
  ledger::Statement insert(database, "INSERT INTO temp.overrides VALUES (?,?,?,?,?,?,?,?,?)");
  for (const auto& status : rounds) {
    for (const auto& mission : status.missions) {
      for (const auto& finding : mission.overridden) {
        insert
            .bind(status.round.id.value(), mission.mission.value(), finding.check, finding.field, finding.message.ko,
                  finding.message.en, finding.overridden->reason, finding.overridden->actor, to_string(finding.overridden->at))
            .run();
      }
    }
  }
}

void lay_choices(ledger::Database& database, const std::vector<form::FormPtr>& forms) {
  database.exec("DROP TABLE IF EXISTS temp.choices");
  database.exec(
      "CREATE TEMP TABLE choices (form TEXT, list TEXT, code TEXT, label_ko TEXT, label_en TEXT, position INTEGER,"
      " PRIMARY KEY (form, list, code)) STRICT");
  ledger::Statement insert(database, "INSERT OR IGNORE INTO temp.choices VALUES (?,?,?,?,?,?)");
  for (const auto& form : forms) {
    for (const auto& list : form->choices) {
      std::int64_t position = 0;
      for (const auto& choice : list.choices) {
        insert.bind(form->name.value(), list.name, choice.name, choice.label.ko, choice.label.en, ++position).run();
      }
    }
  }
}

}  // namespace

void lay_sql_tables(ledger::Database& database, const Roster& roster, const std::vector<RoundStatus>& rounds,
                    const std::vector<form::FormPtr>& forms) {
  lay_missions(database, roster);
  lay_round_missions(database, roster, rounds);
  lay_overrides(database, rounds);
  lay_choices(database, forms);
}

}  // namespace scamdesk::survey
