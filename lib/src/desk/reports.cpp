// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/sql_view.hpp"
#include "desk/survey.hpp"
#include "report/definition.hpp"

namespace scamdesk {
namespace {

bool asks_for(const report::Definition& definition, std::string_view parameter) {
  return std::find(definition.parameters.begin(), definition.parameters.end(), parameter) != definition.parameters.end();
}

/// The mission a report is about: the one named; at a mission, its own.
Status name_mission(Desk::Impl& desk, const std::string& named, report::RunInput& input) {
  const auto mission = desk::mission_for(desk, named);
  if (!mission) { return fail(mission.error()); }
  input.parameters["mission"] = mission->code.value();
  input.words["mission_name"] = mission->name;
  return {};
}

/// A title before it is known what the report is about: `{round}` reads ROUND, as in the command's usage.
std::string with_words(std::string_view title) {
  std::string words;
  bool inside = false;
  for (const char c : title) {
    if (c == '{' || c == '}') {
      inside = c == '{';
    } else {
      words += inside && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
  }
  return words;
}

}  // namespace

Result<Table> list_reports(const std::string& templates) {
  const auto definitions = report::load_definitions(templates);
  if (!definitions) { return fail(definitions.error()); }
  Table table{"scamdesk.reports/1", "reports", {}, word(message("Reports")),
              {{"report", word(message("Report"))}, {"title", word(message("Title"))}}, {}, {}};
  for (const auto& definition : *definitions) {
    const Text title{with_words(definition.title.ko), with_words(definition.title.en)};
    table.rows.push_back({TableCell(definition.name), TableCell(title, title.ko)});
  }
  return table;
}

Result<Document> Desk::report(const std::string& name, const std::string& round_id, const std::string& mission) {
  return desk::guarded(*m_impl, [&]() -> Result<Document> {
    const auto definition = report::load_definition(m_impl->options.templates, name);
    if (!definition) { return fail(definition.error()); }
    const auto view = desk::round_view(*m_impl, round_id);
    if (!view) { return fail(view.error()); }
    const auto& round = view->status.round;
    const auto form = m_impl->registers.pinned(round.form_hash);
    if (!form) { return fail(form.error()); }
    if (auto laid = desk::lay_sql_tables(*m_impl); !laid) { return fail(laid.error()); }
    report::RunInput input{{{"round", round.id.value()}}, {}, desk::coverage_of(view->status), *form};
    if (asks_for(*definition, "mission")) {
      if (auto named = name_mission(*m_impl, mission, input); !named) { return fail(named.error()); }
    }
    desk::DeskSql sql(*m_impl);
    return report::run(*definition, sql, input);
  });
}

}  // namespace scamdesk
