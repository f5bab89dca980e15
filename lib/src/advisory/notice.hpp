// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <scamdesk/error.hpp>

namespace scamdesk::advisory {

/// The words of a draft and the order of its parts: templates/advisories/notice.yaml.
struct NoticeSection {
  std::string part;  ///< summary, changed, kept, current, guidance, penalty, figures, legal, plan, contacts, end
  Text heading;
  Text table;        ///< the title of its table
  std::vector<Text> points;
  Text none;         ///< said instead when the part holds nothing
};
struct NoticeTemplate {
  Text title, subtitle, watermark;
  std::vector<NoticeSection> sections;
  std::map<std::string, Text, std::less<>> words;

  /// A word that every template has; read_notice has checked.
  const Text& word(std::string_view key) const { return words.find(key)->second; }
};

/// Errors: bad_input for unknown parts and keys, and for any word that is missing.
Result<NoticeTemplate> read_notice(std::string_view yaml, const std::string& file);
Result<NoticeTemplate> load_notice(const std::string& templates);

/// What stands for `{name}` in a template's text.
using Slots = std::map<std::string, Text, std::less<>>;
/// The text with its slots filled, each once: a value is never searched for slots again.
Text fill(const Text& text, const Slots& slots);

}  // namespace scamdesk::advisory
