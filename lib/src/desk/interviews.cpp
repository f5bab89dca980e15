// SPDX-License-Identifier: Apache-2.0
#include "desk/survey.hpp"

namespace scamdesk {

using desk::reading;
using desk::with_return;
using desk::writing;

namespace {

/// Where an interview stands is a matter of this desk alone: it does not travel.
std::string place_of(const RoundId& round, const MissionCode& mission) {
  return "interview/" + round.value() + '/' + mission.value();
}

}  // namespace

Result<Interview> Desk::interview(const std::string& round, const std::string& mission) {
  return reading(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission& of) {
      return returns.interview(m_impl->options.now).map([&](Interview&& asked) {
        asked.place = m_impl->ledger.setting(place_of(asked.round, of.code)).value_or(std::string());
        return std::move(asked);
      });
    });
  });
}

Result<Return> Desk::answer_interview(const std::string& round, const std::string& mission, const Assignments& answers,
                                      const std::string& place) {
  return writing(*m_impl, [&] {
    return with_return(*m_impl, round, mission, [&](survey::Returns& returns, const Mission& of) {
      auto filled = answers.empty() ? returns.show() : returns.set(answers, m_impl->author());
      if (filled) { m_impl->ledger.keep_setting(place_of(filled->round, of.code), place); }
      return filled;
    });
  });
}

}  // namespace scamdesk
