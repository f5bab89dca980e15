// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "survey/exercise/cases.hpp"
#include "survey/exercise/plan.hpp"
#include "survey/exercise/sheet.hpp"

namespace scamdesk::survey::exercise {

/// The plausible part of an invented return: what the shipped survey asks, by name.
class Figures {
public:
  Figures(const Calendar& calendar, const MissionPlan& plan, const Tally& tally, Dice& dice);
  void fill(Sheet& sheet);

private:
  void overview(Sheet& sheet);
  void country(Sheet& row, const std::string& code);
  void cooperation(Sheet& row, const std::string& code);
  void alert(Sheet& row, std::string_view likelihood);
  std::string_view likelihood_in(const std::string& code, std::size_t reports);
  void reports(Sheet& sheet);
  void cases(Sheet& sheet);
  void persons(Sheet& sheet);
  void estimates(Sheet& sheet);
  void sites(Sheet& sheet, std::size_t estimated);
  void lures(Sheet& sheet);
  void outcomes(Sheet& sheet);
  void capacity(Sheet& sheet);
  void clearance(Sheet& sheet);

  const Calendar& m_calendar;
  const MissionPlan& m_plan;
  const Tally& m_tally;
  Dice& m_dice;
  Tally::Counts m_kinds;       ///< reports by kind
  std::size_t m_received = 0;  ///< their sum
};

}  // namespace scamdesk::survey::exercise
