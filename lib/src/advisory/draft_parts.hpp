// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "advisory/draft.hpp"

namespace scamdesk::advisory {

/// Makes the parts of a draft, one after another, in the order of its template.
class DraftParts {
public:
  DraftParts(const DraftInput& input, const NoticeTemplate& notice);

  void add(const NoticeSection& section, std::vector<Block>& blocks) const;
  Text filled(const Text& text) const { return fill(text, m_slots); }
  const std::vector<AreaProposal>& areas() const { return m_areas; }

private:
  Slots make_slots() const;
  Text level_words(const std::string& code) const;
  Text area_names() const;
  Text mission_codes() const;
  /// How many areas change so, and which.
  Text changed_areas(std::string_view change) const;
  std::set<int> proposed_orders() const;

  std::vector<Block> part(const NoticeSection& section) const;
  std::vector<Block> proposal_table(const NoticeSection& section, bool kept) const;
  std::vector<TableCell> proposal_row(const AreaProposal& area, const Recommendation& recommendation) const;
  std::vector<Block> current_table(const NoticeSection& section) const;
  std::vector<TableCell> current_row(const CurrentLevel& current) const;
  std::vector<Block> guidance() const;
  std::vector<Block> penalty() const;
  std::vector<Block> figure_table(const NoticeSection& section) const;
  std::vector<Block> contacts() const;
  TableColumn column(std::string_view key, Align align = Align::left) const;

  const DraftInput& m_input;
  const NoticeTemplate& m_notice;
  std::vector<CurrentLevel> m_current;
  std::vector<AreaProposal> m_areas;
  Slots m_slots;
};

}  // namespace scamdesk::advisory
