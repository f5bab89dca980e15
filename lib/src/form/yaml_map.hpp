// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "form/yaml_reader.hpp"

namespace scamdesk::form {

/// Every fault found while a definition is read, to be said at once.
struct YamlFaults {
  std::string file;
  std::vector<Error> errors;

  void add(const YamlNode& at, Message problem, std::optional<Message> hint = {});
  /// The first fault with the others as `more`; empty when there is none.
  std::optional<Error> take();
};

/// A map read by key, strictly: keys nobody knows, missing ones and values of another shape are faults with their place.
class YamlMap {
public:
  /// `known` are all the keys there may be.
  YamlMap(const YamlNode& node, YamlFaults& faults, const std::vector<std::string>& known);

  const YamlNode* find(std::string_view key) const { return m_node.is_map() ? m_node.find(key) : nullptr; }
  /// Text of a key; empty when it is not there.
  std::string text(std::string_view key) const;
  std::string required_text(std::string_view key) const;
  /// `{ko: …, en: …}`, both needed; empty when the key is not there.
  Text words(std::string_view key) const;
  Text required_words(std::string_view key) const;
  /// `true` or `false`; `fallback` when the key is not there.
  bool flag(std::string_view key, bool fallback) const;
  /// A whole number from 0; `fallback` when the key is not there.
  int number(std::string_view key, int fallback) const;
  /// The items of a list; none when the key is not there.
  const std::vector<YamlNode>& items(std::string_view key) const;
  /// A list of texts.
  std::vector<std::string> texts(std::string_view key) const;

private:
  const YamlNode& m_node;
  YamlFaults& m_faults;
};

/// `{ko: …, en: …}` of a node.
Text yaml_words(const YamlNode& node, YamlFaults& faults);

}  // namespace scamdesk::form
