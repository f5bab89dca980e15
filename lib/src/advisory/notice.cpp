// SPDX-License-Identifier: Apache-2.0
#include "advisory/notice.hpp"

#include <algorithm>
#include <array>

#include "base/files.hpp"
#include "form/yaml_map.hpp"

namespace scamdesk::advisory {
namespace {

using form::YamlFaults;
using form::YamlMap;
using form::YamlNode;

constexpr std::array<std::string_view, 11> parts{"summary", "changed", "kept", "current", "guidance", "penalty",
                                                 "figures", "legal", "plan", "contacts", "end"};
constexpr std::array<std::string_view, 39> required_words{
    "not_known",      "raised",         "lowered",       "lifted",        "new",            "kept",
    "differ",         "unknown",        "none",          "level",         "special",        "cause",
    "whole_country",  "included",       "not_included",  "planning",      "present",        "main_line",
    "line_24h",       "email",          "suspended",     "inherited",     "end",            "translation",
    "column_area",    "column_current", "column_said",   "column_proposed", "column_change", "column_mission",
    "column_reason",  "column_evidence", "column_since", "column_until",  "column_remark",  "column_figure",
    "column_value",   "column_as_of",   "column_source"};

NoticeSection read_section(const YamlNode& node, YamlFaults& faults) {
  const YamlMap map(node, faults, {"part", "heading", "table", "points", "none"});
  NoticeSection section;
  section.part = map.required_text("part");
  if (std::find(parts.begin(), parts.end(), section.part) == parts.end()) {
    faults.add(node, message("no such part of a draft: {0}", section.part));
  }
  section.heading = map.words("heading");
  section.table = map.words("table");
  for (const auto& point : map.items("points")) { section.points.push_back(form::yaml_words(point, faults)); }
  section.none = map.words("none");
  return section;
}

std::string fill(std::string_view text, const Slots& slots, Lang lang) {
  std::string result;
  while (!text.empty()) {
    const auto open = std::min(text.find('{'), text.size());
    result += text.substr(0, open);
    text.remove_prefix(open);
    const auto close = text.find('}');
    if (close == std::string_view::npos) { break; }
    const auto slot = slots.find(text.substr(1, close - 1));
    result += slot == slots.end() ? text.substr(0, close + 1) : std::string_view(slot->second.in(lang));
    text.remove_prefix(close + 1);
  }
  return result += text;
}

}  // namespace

Text fill(const Text& text, const Slots& slots) {
  return {fill(text.ko, slots, Lang::ko), fill(text.en, slots, Lang::en)};
}

Result<NoticeTemplate> read_notice(std::string_view yaml, const std::string& file) {
  auto root = form::read_yaml(yaml, file);
  if (!root) { return fail(std::move(root.error())); }
  YamlFaults faults{file, {}};
  const YamlMap map(*root, faults, {"advisory", "version", "title", "subtitle", "watermark", "sections", "words"});
  NoticeTemplate notice;
  notice.title = map.required_words("title");
  notice.subtitle = map.words("subtitle");
  notice.watermark = map.required_words("watermark");
  for (const auto& section : map.items("sections")) { notice.sections.push_back(read_section(section, faults)); }
  if (notice.sections.empty()) { faults.add(*root, message("{0} is missing", "sections")); }
  if (const auto* words = map.find("words")) {
    for (const auto& entry : words->entries) { notice.words[entry.key.text] = form::yaml_words(entry.value, faults); }
  }
  for (const auto key : required_words) {
    if (notice.words.find(key) == notice.words.end()) { faults.add(*root, message("the words lack {0}", key)); }
  }
  if (auto error = faults.take()) { return fail(std::move(*error)); }
  return notice;
}

Result<NoticeTemplate> load_notice(const std::string& templates) {
  const auto file = templates + "/advisories/notice.yaml";
  const auto text = base::read_file(file, form::yaml_size_limit);
  return text ? read_notice(*text, file) : Result<NoticeTemplate>(fail(text.error()));
}

}  // namespace scamdesk::advisory
