// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "advisory/draft.hpp"
#include "base/text.hpp"

namespace scamdesk::advisory {
namespace {

/// Names as people write them: without spaces, folded.
std::string same_name(std::string_view name) {
  std::string folded = base::fold(base::trim(name));
  folded.erase(std::remove(folded.begin(), folded.end(), ' '), folded.end());
  return folded;
}

bool is_named(const Text& name, const std::string& typed) {
  return same_name(name.ko) == typed || same_name(name.en) == typed;
}

/// The known area that a recommendation is about; null when the data do not know it.
const Area* area_of(const DraftInput& input, const Recommendation& recommendation, const Text& whole_country) {
  if (!input.alerts) { return nullptr; }
  if (const auto* area = input.alerts->find(recommendation.area_code)) { return area; }
  const auto typed = same_name(recommendation.area_name);
  if (is_named(whole_country, typed) || is_named(input.name, typed)) { return input.alerts->find(input.country); }
  const auto& areas = input.alerts->areas;
  const auto found = std::find_if(areas.begin(), areas.end(), [&](const Area& area) { return is_named(area.name, typed); });
  return found == areas.end() ? nullptr : &*found;
}

int order_of(const DraftInput& input, const std::string& level) {
  const auto* found = input.levels.find(level);
  return found == nullptr ? 0 : found->order;
}

std::string change_of(const DraftInput& input, const AreaProposal& proposal) {
  if (proposal.levels.size() > 1) { return "differ"; }
  if (proposal.current.empty()) { return "unknown"; }
  const int before = order_of(input, proposal.current);
  const int after = order_of(input, proposal.levels.front());
  if (before == after) { return "kept"; }
  if (before == 0) { return "new"; }
  if (after == 0) { return "lifted"; }
  return after > before ? "raised" : "lowered";
}

/// The proposal a recommendation belongs to, made when it is the first of its area.
AreaProposal& place_for(std::vector<AreaProposal>& found, const Area* area, const Recommendation& recommendation) {
  const auto same = std::find_if(found.begin(), found.end(), [&](const AreaProposal& proposal) {
    if (area != nullptr) { return proposal.code == area->code; }
    return proposal.code.empty() && is_named(proposal.name, same_name(recommendation.area_name));
  });
  if (same != found.end()) { return *same; }
  AreaProposal proposal;
  proposal.code = area == nullptr ? std::string() : area->code;
  proposal.name = area == nullptr ? Text{recommendation.area_name, recommendation.area_name} : area->name;
  found.push_back(std::move(proposal));
  return found.back();
}

}  // namespace

std::vector<AreaProposal> proposals(const DraftInput& input, const Text& whole_country) {
  std::vector<AreaProposal> found;
  for (const auto& recommendation : input.recommendations) {
    auto& proposal = place_for(found, area_of(input, recommendation, whole_country), recommendation);
    if (std::find(proposal.levels.begin(), proposal.levels.end(), recommendation.level) == proposal.levels.end()) {
      proposal.levels.push_back(recommendation.level);
    }
    proposal.recommendations.push_back(recommendation);
  }
  std::vector<CurrentLevel> current;
  if (input.alerts) { current = current_levels(*input.alerts, input.now, input.levels.special); }
  const auto rank = [&](const AreaProposal& proposal) {
    return std::find_if(current.begin(), current.end(), [&](const CurrentLevel& c) { return c.area == proposal.code; });
  };
  for (auto& proposal : found) {
    if (const auto at = rank(proposal); at != current.end()) { proposal.current = at->level; }
    std::sort(proposal.levels.begin(), proposal.levels.end(),
              [&](const auto& a, const auto& b) { return order_of(input, a) < order_of(input, b); });
    proposal.change = change_of(input, proposal);
  }
  std::stable_sort(found.begin(), found.end(), [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return found;
}

}  // namespace scamdesk::advisory
