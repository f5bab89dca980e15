// SPDX-License-Identifier: Apache-2.0
#include "survey/queries.hpp"

#include "desk/records.hpp"
#include "desk/survey.hpp"
#include "survey/findings.hpp"

namespace scamdesk {

using desk::with_return;
using desk::writing;

namespace {

/// What the checks found in a filing, each asked with the reason that was recorded for it.
std::vector<Query> of_findings(const ledger::Filing& filing) {
  std::vector<Query> queries;
  for (const auto& finding : survey::from_json(filing.findings)) {
    if (finding.severity == "info") { continue; }
    Query query;
    query.field = finding.field;
    query.check = finding.check;
    query.asked = finding.overridden ? word(message("{0} (reason given: {1})", finding.message, finding.overridden->reason))
                                     : finding.message;
    queries.push_back(std::move(query));
  }
  return queries;
}

/// The queries that are to be raised on one return.
Result<std::vector<Query>> asked_of(const survey::Returns& returns, const NewQuery& given) {
  if (auto status = returns.require_filed(); !status) { return fail(status.error()); }
  auto filed = returns.show_filed();
  if (!filed) { return fail(filed.error()); }
  std::vector<Query> queries;
  if (given.from_findings) {
    queries = of_findings(*returns.filed());
  } else {
    const auto place = form::locate(returns.form(), filed->answers, given.field, {});
    if (!place) { return fail(place.error()); }
    Query query;
    query.field = given.field;
    query.asked = {given.text, given.text};
    queries.push_back(std::move(query));
  }
  for (auto& query : queries) {
    query.mission = filed->mission;
    query.round = filed->round;
    query.version = filed->version;
  }
  return queries;
}

/// The missions that are asked: the one named, or all that filed.
Result<std::vector<MissionCode>> missions_asked(Desk::Impl& desk, const NewQuery& given) {
  if (!given.mission.empty()) { return std::vector{MissionCode(given.mission)}; }
  const auto view = desk::round_view(desk, given.round);
  if (!view) { return fail(view.error()); }
  std::vector<MissionCode> missions;
  for (const auto& mission : view->status.missions) {
    if (mission.finalised_at) { missions.push_back(mission.mission); }
  }
  return missions;
}

Status check_asked(const NewQuery& given) {
  if (given.from_findings) {
    if (given.field.empty() && given.text.empty()) { return {}; }
    return fail(Errc::usage, message("--from-findings asks what the checks found: leave out --field and --text"));
  }
  if (given.mission.empty()) { return fail(Errc::usage, message("headquarters must name the mission"), message("give --mission CODE")); }
  if (given.field.empty()) { return fail(Errc::usage, message("the field is missing"), message("give --field NAME, e.g. countries[2].likelihood")); }
  if (given.text.empty()) { return fail(Errc::bad_input, message("the question is missing"), message("give it with --text \"…\"")); }
  return {};
}

}  // namespace

Result<QueriesRaised> Desk::raise_queries(const NewQuery& given) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  if (auto status = check_asked(given); !status) { return fail(status.error()); }
  return writing(*m_impl, [&]() -> Result<QueriesRaised> {
    const auto missions = missions_asked(*m_impl, given);
    if (!missions) { return fail(missions.error()); }
    QueriesRaised result;
    survey::Queries register_of(m_impl->registers);
    for (const auto& mission : *missions) {
      const auto asked = with_return(*m_impl, given.round, mission.value(),
                                     [&](survey::Returns& returns, const Mission&) { return asked_of(returns, given); });
      if (!asked) { return fail(asked.error()); }
      for (const auto& query : *asked) {
        auto raised = register_of.raise(query, m_impl->author());
        if (!raised) { return fail(raised.error()); }
        if (*raised) { result.raised.push_back(std::move(**raised)); } else { ++result.known; }
      }
    }
    return result;
  });
}

Result<std::vector<Query>> Desk::queries(const QueryFilter& filter) {
  return desk::reading(*m_impl, [&]() -> Result<std::vector<Query>> {
    if (!filter.round.empty()) {
      if (const auto round = survey::Rounds(m_impl->registers).find(filter.round); !round) { return fail(round.error()); }
    }
    if (!filter.mission.empty()) {
      if (const auto mission = desk::mission_for(*m_impl, filter.mission); !mission) { return fail(mission.error()); }
    }
    return survey::Queries(m_impl->registers).list(filter);
  });
}

Result<Query> Desk::answer_query(const std::string& id, const QueryAnswer& answer) {
  if (answer.value.empty() && answer.text.empty()) {
    return fail(Errc::bad_input, message("an answer is a corrected value or a text"), message("give --value VALUE, --text \"…\", or both"));
  }
  return writing(*m_impl, [&]() -> Result<Query> {
    survey::Queries register_of(m_impl->registers);
    const auto query = register_of.find(id);
    if (!query) { return query; }
    auto answered = register_of.answer(*query, answer.text, m_impl->author());
    if (!answered || answer.value.empty()) { return answered; }
    const auto corrected = with_return(*m_impl, query->round.value(), query->mission.value(), [&](survey::Returns& returns, const Mission&) {
      const auto reason = word(message("answer to query {0}", query->number), Lang::ko);
      return returns.reopen(reason, m_impl->author()).and_then([&](const Return&) {
        Assignments given = answer.value;
        for (auto& one : given) { one.name = query->field; }
        return returns.set(given, m_impl->author());
      });
    });
    if (!corrected) { return fail(corrected.error()); }
    return answered;
  });
}

Result<Query> Desk::close_query(const std::string& id, const std::string& note) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return writing(*m_impl, [&]() -> Result<Query> {
    survey::Queries register_of(m_impl->registers);
    const auto query = register_of.find(id);
    if (!query) { return query; }
    return register_of.close(*query, query->state == "answered" ? "accepted" : "withdrawn", note, m_impl->author());
  });
}

Result<Return> Desk::accept_return(const std::string& round, const std::string& mission) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) { return returns.accept(m_impl->author()); });
  });
}

Result<Table> Desk::return_history(const std::string& round, const std::string& mission) {
  return desk::reading(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) {
      return returns.record().map([&](const records::Record& record) { return desk::masked_history(*m_impl, record); });
    });
  });
}

Result<Return> Desk::show_return_version(const std::string& round, const std::string& mission, std::size_t version) {
  return desk::reading(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission&) { return returns.show_version(version); });
  });
}

}  // namespace scamdesk
