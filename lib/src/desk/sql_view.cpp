// SPDX-License-Identifier: Apache-2.0
#include "desk/sql_view.hpp"

#include "desk/survey.hpp"
#include "survey/sql_tables.hpp"
#include "survey/status.hpp"

namespace scamdesk::desk {

Status lay_sql_tables(Desk::Impl& desk) {
  const auto roster = desk::roster(desk);
  if (!roster) { return fail(roster.error()); }
  const auto rounds = survey::Rounds(desk.registers).list();
  if (!rounds) { return fail(rounds.error()); }
  std::vector<RoundStatus> statuses;
  std::vector<form::FormPtr> forms;
  for (const auto& round : *rounds) {
    if (const auto form = desk.registers.pinned(round.form_hash)) { forms.push_back(*form); }
    auto status = survey::status(round, *roster, desk.registers, desk.ledger, desk.options.now);
    if (!status) { return fail(status.error()); }
    statuses.push_back(std::move(*status));
  }
  desk.registers.lay_views();
  survey::lay_sql_tables(desk.ledger.database(), *roster, statuses, forms);
  return {};
}

report::Coverage coverage_of(const RoundStatus& status) {
  return {status.expected, status.filed, status.nil, status.late, status.exempt, status.missing, status.as_of};
}

Result<report::SqlRows> DeskSql::select(std::string_view sql, const std::map<std::string, std::string>& parameters) {
  auto selected = records::select_sql(m_desk.ledger.database(), sql, parameters);
  if (!selected) { return fail(selected.error()); }
  report::SqlRows rows{std::move(selected->columns), {}, std::move(selected->reads)};
  rows.rows.reserve(selected->rows.size());
  for (auto& row : selected->rows) {
    auto& out = rows.rows.emplace_back();
    for (auto& cell : row) {
      out.push_back(std::visit(
          [](auto& value) -> Data {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
              return {};
            } else {
              return {std::move(value)};
            }
          },
          cell));
    }
  }
  return rows;
}

}  // namespace scamdesk::desk
