// SPDX-License-Identifier: Apache-2.0
#include "desk/survey.hpp"

#include "exchange/answers.hpp"
#include "survey/status.hpp"

namespace scamdesk {

namespace desk {

Result<Mission> mission_for(const Desk::Impl& desk, const std::string& named) {
  const std::string& own = desk.identity().mission.value();
  if (desk.headquarters() && named.empty()) {
    return fail(Errc::usage, message("headquarters must name the mission"), message("give --mission CODE"));
  }
  if (!desk.headquarters() && !named.empty() && named != own) {
    return fail(Errc::not_permitted, message("this desk belongs to {0}, not to {1}", own, named),
                message("leave out --mission"));
  }
  return roster(desk).and_then([&](const survey::Roster& roster) { return roster.require(named.empty() ? own : named); });
}

Result<survey::Returns> find_return(Desk::Impl& desk, const std::string& round, const Mission& mission) {
  return survey::Rounds(desk.registers).find(round).and_then([&](const Round& found) {
    return survey::Returns::of(desk.registers, found, mission.code);
  });
}

}  // namespace desk

using desk::reading;
using desk::with_return;
using desk::writing;

Result<Return> Desk::start_return(const std::string& round, const std::string& mission) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission& of) {
      return returns.start(of, m_impl->author());
    });
  });
}

Result<Return> Desk::nil_return(const std::string& round, const std::string& mission) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission& of) {
      return returns.nil(of, m_impl->author());
    });
  });
}

Result<Return> Desk::set_return(const std::string& round, const std::string& mission, const Assignments& answers) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) {
      return returns.set(answers, m_impl->author());
    });
  });
}

Result<Return> Desk::import_return(const std::string& round, const std::string& mission, const std::string& file,
                                   const std::string& encoding) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission& of) -> Result<Return> {
      if (auto begun = returns.start(of, m_impl->author()); !begun) { return begun; }
      const auto present = returns.show();
      if (!present) { return present; }
      return exchange::read_answers(returns.form(), returns.confirmed_answers(), file, encoding)
          .and_then([&](const Assignments& answers) { return returns.set(answers, m_impl->author()); });
    });
  });
}

Result<std::vector<CheckFinding>> Desk::check_return(const std::string& round, const std::string& mission) {
  return reading(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) {
      return returns.check(m_impl->options.now);
    });
  });
}

Result<CheckFinding> Desk::override_check(const std::string& round, const std::string& mission, const std::string& check,
                                          const std::string& reason) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) {
      return returns.override_check(check, reason, m_impl->author());
    });
  });
}

Result<Return> Desk::show_return(const std::string& round, const std::string& mission, bool filed) {
  return reading(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) -> Result<Return> {
      auto shown = filed ? returns.show_filed() : returns.show();
      if (!shown) { return shown; }
      const bool stands = shown->state != "draft" && shown->state != "reopened";
      auto overrides = returns.overrides(filed || stands, m_impl->options.now);
      if (!overrides) { return fail(overrides.error()); }
      shown->overrides = std::move(*overrides);
      return shown;
    });
  });
}

Result<Return> Desk::finalise_return(const std::string& round, const std::string& mission) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) {
      return returns.finalise(m_impl->author());
    });
  });
}

Result<Return> Desk::reopen_return(const std::string& round, const std::string& mission, const std::string& reason) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) {
      return returns.reopen(reason, m_impl->author());
    });
  });
}

namespace {

Text state_label(const std::string& state) {
  if (state == "draft") { return word(message("draft")); }
  if (state == "filed") { return word(message("filed")); }
  if (state == "reopened") { return word(message("reopened")); }
  if (state == "queried") { return word(message("queried")); }
  return word(message("accepted"));
}

std::vector<TableCell> row_of(const Return& entry) {
  const std::string when = entry.finalised_at ? to_string(seoul_date(*entry.finalised_at)) : std::string();
  return {entry.round.value(),
          entry.mission.value(),
          TableCell(state_label(entry.state), entry.state),
          TableCell(word(entry.nil ? message("yes") : message("no")), entry.nil),
          entry.version,
          TableCell({when, when}, entry.finalised_at ? Data(to_string(*entry.finalised_at)) : Data()),
          entry.blank};
}

}  // namespace

Result<Table> Desk::returns(const std::string& only) {
  return reading(*m_impl, [&]() -> Result<Table> {
    Table table{"scamdesk.returns/1", "returns", {}, word(message("Returns")),
                {{"round", word(message("Round"))},
                 {"mission", word(message("Mission"))},
                 {"state", word(message("State"))},
                 {"nil", word(message("Nil"))},
                 {"version", word(message("Version")), Align::right},
                 {"finalised_at", word(message("Filed on"))},
                 {"blank", word(message("Blanks")), Align::right}},
                {}, {}};
    const auto rounds = survey::Rounds(m_impl->registers).list();
    if (!rounds) { return fail(rounds.error()); }
    for (const auto& round : *rounds) {
      if (!only.empty() && round.id.value() != only) { continue; }
      for (const auto& [mission, expected] : round.expected) {
        if (!m_impl->headquarters() && mission != m_impl->identity().mission) { continue; }
        const auto returns = survey::Returns::of(m_impl->registers, round, mission);
        if (!returns) { return fail(returns.error()); }
        if (!returns->begun()) { continue; }
        const auto shown = returns->show();
        if (!shown) { return fail(shown.error()); }
        table.rows.push_back(row_of(*shown));
      }
    }
    return table;
  });
}

}  // namespace scamdesk
