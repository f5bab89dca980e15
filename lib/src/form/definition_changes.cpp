// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <optional>

#include "form/definition.hpp"

namespace scamdesk::form {
namespace {

class ChangeReader {
public:
  ChangeReader(std::string from, Faults& faults) : m_from(std::move(from)), m_faults(faults) {}

  void read(const YamlNode& node) {
    static const std::vector<std::string> known{"renamed", "moved", "split", "retired", "recoded"};
    if (!check_keys(node, known, message("the changes of a version"), m_faults)) { return; }
    // As they apply: by the names of the older version, which renaming changes last.
    read_nested(node.find("recoded"), Became::recoded, message("recoded"));
    read_pairs(node.find("moved"), Became::moved, message("moved"));
    read_nested(node.find("split"), Became::split, message("split"));
    for (const auto& word : words_of(node, "retired", m_faults)) { add(word, Became::retired); }
    read_pairs(node.find("renamed"), Became::renamed, message("renamed"));
  }

  std::vector<ChangeDraft> take() { return std::move(m_drafts); }

private:
  ChangeDraft& add(const Located& name, Became became) {
    auto& draft = m_drafts.emplace_back();
    draft.name = name;
    draft.change.became = became;
    draft.change.from = m_from;
    draft.change.name = name.text;
    draft.change.line = name.line;
    draft.change.column = name.column;
    return draft;
  }

  bool is_filled_map(const YamlNode& node, const Message& of) {
    if (node.is_map() && !node.entries.empty()) { return true; }
    m_faults.error(node, message("{0} must be a map of keys and values", of));
    return false;
  }

  /// `old: new`
  void read_pairs(const YamlNode* node, Became became, const Message& of) {
    if (node == nullptr || !is_filled_map(*node, of)) { return; }
    for (const auto& entry : node->entries) {
      auto& draft = add(Located(entry.key), became);
      draft.into = text_of(*node, entry.key.text, m_faults);
      draft.change.into = draft.into.text;
    }
  }

  /// `old: {key: word, …}`
  void read_nested(const YamlNode* node, Became became, const Message& of) {
    if (node == nullptr || !is_filled_map(*node, of)) { return; }
    for (const auto& [key, value] : node->entries) {
      if (!is_filled_map(value, message("{0}", key.text))) { continue; }
      auto& draft = add(Located(key), became);
      for (const auto& item : value.entries) {
        draft.items.emplace_back(Located(item.key), text_of(value, item.key.text, m_faults));
      }
    }
  }

  std::string m_from;
  Faults& m_faults;
  std::vector<ChangeDraft> m_drafts;
};

std::optional<std::uint64_t> number_of(std::string_view version) {
  std::uint64_t number = 0;
  const auto* end = version.data() + version.size();
  const auto [at, fault] = std::from_chars(version.data(), end, number);
  return fault == std::errc{} && at == end ? std::optional(number) : std::nullopt;
}

/// Versions that are numbers show whether they stand in order; other words are the author's to order.
bool goes_back(std::string_view before, std::string_view after) {
  const auto first = number_of(before);
  const auto second = number_of(after);
  return first && second && *first >= *second;
}

}  // namespace

std::vector<ChangeDraft> read_changes(const YamlNode& changes, const std::string& version, Faults& faults) {
  std::vector<ChangeDraft> drafts;
  if (!changes.is_map()) {
    faults.error(changes, message("{0} must be a map of keys and values", message("changes")),
                 message("write the older version, and below it what was renamed, moved, split, retired or recoded"));
    return drafts;
  }
  std::string before;
  for (const auto& [key, value] : changes.entries) {
    if (key.text == version || goes_back(key.text, version)) {
      faults.error(key, message("version {0} is not before this form's version {1}", key.text, version),
                   message("changes stand under the older version"));
    } else if (!before.empty() && goes_back(before, key.text)) {
      faults.error(key, message("version {0} stands after version {1}", key.text, before), message("the oldest comes first"));
    }
    before = key.text;
    ChangeReader reader(key.text, faults);
    reader.read(value);
    for (auto& draft : reader.take()) { drafts.push_back(std::move(draft)); }
  }
  return drafts;
}

}  // namespace scamdesk::form
