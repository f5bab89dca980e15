// SPDX-License-Identifier: Apache-2.0
#include "advisory/draft.hpp"

#include <algorithm>
#include <fmt/format.h>

#include "advisory/draft_parts.hpp"
#include "base/hash.hpp"

namespace scamdesk::advisory {
namespace {

Data proposal_data(const AreaProposal& proposal) {
  Data::Array levels;
  for (const auto& level : proposal.levels) { levels.emplace_back(level); }
  Data::Array evidence;
  for (const auto& one : proposal.recommendations) {
    evidence.emplace_back(Data::Object{{"mission", one.mission.value()}, {"level", one.level}, {"reason", one.reason},
                                       {"evidence", one.evidence}});
  }
  const auto text_or_null = [](const std::string& text) { return text.empty() ? Data() : Data(text); };
  return Data(Data::Object{{"code", text_or_null(proposal.code)},
                           {"name_ko", proposal.name.ko},
                           {"name_en", proposal.name.en},
                           {"level_before", text_or_null(proposal.current)},
                           {"levels_proposed", std::move(levels)},
                           {"change", proposal.change},
                           {"recommendations", std::move(evidence)}});
}

Data figure_data(const Figure& figure) {
  return Data(Data::Object{{"what_ko", figure.what.ko}, {"what_en", figure.what.en}, {"value", figure.datum},
                           {"mission", figure.mission.value()}, {"as_of", figure.as_of}, {"source", figure.source},
                           {"evidence", figure.evidence}});
}

Data draft_data(const DraftInput& input, const std::vector<AreaProposal>& areas, const std::string& korean_hash) {
  Data::Array area_data;
  for (const auto& area : areas) { area_data.push_back(proposal_data(area)); }
  Data::Array figures;
  for (const auto& figure : input.figures) { figures.push_back(figure_data(figure)); }
  return Data(Data::Object{{"schema", "scamdesk.advisory/1"},
                           {"country", input.country},
                           {"round", input.round},
                           {"state", "draft"},
                           {"as_of", to_string(input.now)},
                           {"current_known", input.alerts.has_value()},
                           {"areas", std::move(area_data)},
                           {"figures", std::move(figures)},
                           {"effective_at", Data()},
                           {"valid_until", Data()},
                           {"legal_ground", Data()},
                           {"korean_hash", korean_hash}});
}

/// A level nobody has defined would be compared as if it were none.
Status check_levels(const DraftInput& input) {
  for (const auto& one : input.recommendations) {
    const bool said = one.said_now.empty() || input.levels.find(one.said_now) != nullptr;
    if (!said || input.levels.find(one.level) == nullptr) {
      return fail(Errc::bad_input, message("{0}: no such alert level: {1}", one.evidence, said ? one.level : one.said_now));
    }
  }
  return {};
}

}  // namespace

Result<Document> draft(const DraftInput& input, const NoticeTemplate& notice) {
  if (auto sound = check_levels(input); !sound) { return fail(std::move(sound.error())); }
  DraftParts parts(input, notice);
  Document document;
  document.schema = "scamdesk.advisory/1";
  document.title = parts.filled(notice.title);
  document.subtitle = parts.filled(notice.subtitle);
  document.watermark = notice.watermark;
  for (const auto& section : notice.sections) { parts.add(section, document.blocks); }
  WriteStyle korean;
  korean.lang = Lang::ko;
  const auto hash = to_string(base::blake2b(write(document, Format::markdown, korean)));
  const auto shown = hash.substr(0, 16);
  document.blocks.insert(document.blocks.begin(),
                         Item{4, fill(notice.word("translation"), {{"hash", {shown, shown}}}), false});
  document.data = draft_data(input, parts.areas(), hash);
  return document;
}

}  // namespace scamdesk::advisory
