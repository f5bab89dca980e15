// SPDX-License-Identifier: Apache-2.0
#include "desk/survey.hpp"

#include "exchange/held.hpp"
#include "exchange/receipts.hpp"
#include "survey/status.hpp"

namespace scamdesk {

namespace desk {

Result<RoundView> round_view(Desk::Impl& desk, const std::string& id) {
  auto known = roster(desk);
  if (!known) { return fail(known.error()); }
  const auto round = survey::Rounds(desk.registers).find(id);
  if (!round) { return fail(round.error()); }
  auto status = survey::status(*round, *known, desk.registers, desk.ledger, desk.options.now);
  if (!status) { return fail(status.error()); }
  return RoundView{std::move(*known), std::move(*status)};
}

}  // namespace desk

using desk::guarded;
using desk::reading;
using desk::writing;

Result<std::vector<Mission>> Desk::missions() {
  return guarded(*m_impl, [&] { return desk::roster(*m_impl); }).map([](const survey::Roster& roster) {
    return roster.missions();
  });
}

Result<Round> Desk::open_round(const OpenRound& wanted) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return writing(*m_impl, [&]() -> Result<Round> {
    const auto roster = desk::roster(*m_impl);
    if (!roster) { return fail(roster.error()); }
    const auto source = form::read_source(m_impl->options.templates + "/forms/" + wanted.form + ".yaml", m_impl->options.templates);
    if (!source) { return fail(source.error()); }
    const auto form = m_impl->registers.find(wanted.form);
    if (form == nullptr || form->kind != form::Kind::survey) {
      return fail(Errc::bad_input, message("{0} is not a survey's form", wanted.form),
                  message("'scamdesk form list' names the forms and their kinds"));
    }
    if (wanted.lock && *wanted.lock < wanted.due) {
      return fail(Errc::bad_input, message("the lock date {0} is before the due date {1}", to_string(*wanted.lock), to_string(wanted.due)),
                  message("give --lock a day on or after --due"));
    }
    Round round{wanted.id, form->name, source->hash(), wanted.due, wanted.lock, true, seoul_date(m_impl->options.now), {}};
    for (const auto& code : wanted.expect.empty() ? roster->expected_by_default() : wanted.expect) {
      if (const auto mission = roster->require(code.value()); !mission) { return fail(mission.error()); }
      round.expected.emplace(code, Expected{});
    }
    return survey::Rounds(m_impl->registers).open(round, *source, m_impl->author());
  });
}

Result<std::vector<Round>> Desk::rounds() {
  return reading(*m_impl, [&] { return survey::Rounds(m_impl->registers).list(); });
}

Result<RoundStatus> Desk::round_status(const std::string& id) {
  return reading(*m_impl, [&]() -> Result<RoundStatus> {
    auto view = desk::round_view(*m_impl, id);
    if (!view) { return fail(view.error()); }
    auto& status = view->status;
    const auto came = ledger::PackageNotes(m_impl->ledger.database()).came();
    for (const auto& held : m_impl->ledger.held()) {
      const auto sender = exchange::sender_of(m_impl->ledger.held_bytes(held.no));
      for (auto& mission : status.missions) {
        if (sender != mission.mission) { continue; }
        mission.waiting.push_back({held.file, true, held.since, exchange::receipt_of(held.package), word(exchange::from_stored(held.reason))});
      }
    }
    for (auto& mission : status.missions) {
      for (const auto& refused : exchange::refused_of(came, mission.mission)) {
        mission.waiting.push_back({refused.file, false, refused.time, exchange::receipt_of(refused.package), word(exchange::from_stored(refused.reason))});
      }
    }
    return std::move(status);
  });
}

namespace {

/// One change to a round, by headquarters.
template <class Change>
Status change_round(Desk::Impl& impl, const std::string& id, Change change) {
  if (auto status = desk::require_headquarters(impl); !status) { return status; }
  return writing(impl, [&]() -> Status {
    survey::Rounds rounds(impl.registers);
    return rounds.find(id).and_then([&](const Round& round) { return change(rounds, round); });
  });
}

}  // namespace

Status Desk::extend_round(const std::string& id, const MissionCode& mission, Date due, const std::string& reason) {
  return change_round(*m_impl, id, [&](survey::Rounds& rounds, const Round& round) {
    return rounds.extend(round, mission, due, reason, m_impl->author());
  });
}

Status Desk::exempt_round(const std::string& id, const MissionCode& mission, const std::string& reason) {
  return change_round(*m_impl, id, [&](survey::Rounds& rounds, const Round& round) {
    return rounds.exempt(round, mission, reason, m_impl->author());
  });
}

Status Desk::close_round(const std::string& id) {
  return change_round(*m_impl, id, [&](survey::Rounds& rounds, const Round& round) {
    return rounds.close(round, m_impl->author());
  });
}

}  // namespace scamdesk
