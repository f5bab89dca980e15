// SPDX-License-Identifier: Apache-2.0
#include "survey/exercise/plan.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <numeric>
#include <utility>

#include "survey/exercise/dice.hpp"

namespace scamdesk::survey::exercise {
namespace {

constexpr int days_before = 400;

/// How many of `all` stand for `share` of 190, rounded.
std::size_t share_of(std::size_t all, std::size_t share) { return (all * share + 95) / 190; }

/// All missions in an order of chance, those far from the harm first: they are the likelier ones to have nothing to
/// say.
std::vector<std::size_t> quiet_first(const std::vector<MissionPlan>& plan, Dice& dice) {
  std::vector<std::size_t> order(plan.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = order.size(); i > 1; --i) {
    std::swap(order[i - 1], order[dice.below(static_cast<std::uint32_t>(i))]);
  }
  std::stable_partition(order.begin(), order.end(),
                        [&](std::size_t i) { return weight_of(plan[i].mission.country, plan[i].mission.region) <= 3; });
  return order;
}

void give_fates(std::vector<MissionPlan>& plan, Dice& dice) {
  const auto order = quiet_first(plan, dice);
  std::size_t next = 0;
  constexpr std::array<std::pair<Fate, std::size_t>, 4> shares{
      {{Fate::nil, 20}, {Fate::missing, 4}, {Fate::late, 5}, {Fate::wrong, 2}}};
  for (const auto& [fate, share] : shares) {
    for (std::size_t count = share_of(plan.size(), share); count > 0 && next < order.size(); --count) {
      plan[order[next++]].fate = fate;
    }
  }
}

void spread_cases(std::vector<MissionPlan>& plan, Dice& dice, std::size_t cases) {
  std::vector<std::uint64_t> weights;
  for (const auto& [mission, fate, none] : plan) {
    const auto chance = static_cast<std::uint64_t>(dice.between(50, 150));
    weights.push_back(fate == Fate::nil ? 0
                                        : chance * weight_of(mission.country, mission.region) *
                                              (mission.type == "embassy" ? 4U : 1U));
  }
  const auto all = std::accumulate(weights.begin(), weights.end(), std::uint64_t{0});
  if (all == 0) { return; }
  std::size_t given = 0;
  for (std::size_t i = 0; i < plan.size(); ++i) {
    plan[i].cases = static_cast<std::size_t>(cases * weights[i] / all);
    given += plan[i].cases;
  }
  const auto heaviest = std::max_element(weights.begin(), weights.end()) - weights.begin();
  plan[static_cast<std::size_t>(heaviest)].cases += cases - given;
}

}  // namespace

std::string_view to_string(Fate fate) {
  switch (fate) {
    case Fate::filed: return "filed";
    case Fate::nil: return "nil";
    case Fate::late: return "late";
    case Fate::wrong: return "wrong";
    case Fate::missing: return "missing";
  }
  return "";
}

unsigned weight_of(std::string_view country, std::string_view region) {
  constexpr std::array<std::pair<std::string_view, unsigned>, 9> heavy{
      {{"KH", 400}, {"MM", 150}, {"LA", 150}, {"TH", 110}, {"VN", 90}, {"PH", 80}, {"MY", 40}, {"ID", 25}, {"AE", 12}}};
  for (const auto& [code, weight] : heavy) {
    if (code == country) { return weight; }
  }
  if (region == "ASEAN") { return 10; }
  return region == "Northeast & Central Asia" ? 5 : region == "Asia-Pacific" ? 3 : 1;
}

std::vector<MissionPlan> make_plan(const std::vector<Mission>& missions, const std::string& seed, std::size_t cases) {
  std::vector<MissionPlan> plan;
  for (const auto& mission : missions) { plan.push_back({mission, Fate::filed, 0}); }
  Dice dice("plan/" + seed);
  give_fates(plan, dice);
  spread_cases(plan, dice, cases);
  return plan;
}

Calendar::Calendar(Date as_of)
    : m_first(as_of.year() / std::chrono::January / 1), m_as_of(as_of), m_days(days_between(m_first, as_of)) {
  const auto start = std::chrono::sys_days(m_first) - std::chrono::days(days_before);
  for (int day = 0; day <= days_before + m_days; ++day) {
    m_texts.push_back(scamdesk::to_string(Date(start + std::chrono::days(day))));
  }
}

const std::string& Calendar::text(int day) const {
  return m_texts[static_cast<std::size_t>(std::clamp(day, -days_before, m_days) + days_before)];
}

}  // namespace scamdesk::survey::exercise
