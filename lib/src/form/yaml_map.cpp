// SPDX-License-Identifier: Apache-2.0
#include "form/yaml_map.hpp"

#include <algorithm>
#include <charconv>

#include <scamdesk/text.hpp>

#include "base/errors.hpp"

namespace scamdesk::form {
namespace {

/// Nodes the reader gives a map when a key is not there.
const std::vector<YamlNode>& no_items() {
  static const std::vector<YamlNode> none;
  return none;
}

}  // namespace

void YamlFaults::add(const YamlNode& at, Message problem, std::optional<Message> hint) {
  if (errors.size() >= base::Errors::most) { return; }
  errors.push_back(Error{Errc::bad_input, std::move(problem), std::move(hint), SourcePlace{file, at.line, at.column}, {}});
}

std::optional<Error> YamlFaults::take() {
  if (errors.empty()) { return std::nullopt; }
  Error first = std::move(errors.front());
  first.more.assign(std::make_move_iterator(errors.begin() + 1), std::make_move_iterator(errors.end()));
  errors.clear();
  return first;
}

YamlMap::YamlMap(const YamlNode& node, YamlFaults& faults, const std::vector<std::string>& known)
    : m_node(node), m_faults(faults) {
  if (!node.is_map()) {
    faults.add(node, message("keys and values are expected here"));
    return;
  }
  for (const auto& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key.text) != known.end()) { continue; }
    const auto near = nearest(entry.key.text, known);
    faults.add(entry.key, message("unknown key: {0}", entry.key.text),
               near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt);
  }
}

std::string YamlMap::text(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr) { return {}; }
  if (!value->is_scalar()) { m_faults.add(*value, message("{0}: a text is expected", key)); }
  return value->text;
}

std::string YamlMap::required_text(std::string_view key) const {
  std::string value = text(key);
  if (value.empty()) { m_faults.add(m_node, message("{0} is missing", key)); }
  return value;
}

Text YamlMap::words(std::string_view key) const {
  const auto* value = find(key);
  return value == nullptr ? Text{} : yaml_words(*value, m_faults);
}

Text YamlMap::required_words(std::string_view key) const {
  if (find(key) == nullptr) { m_faults.add(m_node, message("{0} is missing", key)); }
  return words(key);
}

bool YamlMap::flag(std::string_view key, bool fallback) const {
  const auto* value = find(key);
  if (value == nullptr) { return fallback; }
  if (value->text != "true" && value->text != "false") {
    m_faults.add(*value, message("{0}: true or false is expected", key));
  }
  return value->text == "true";
}

int YamlMap::number(std::string_view key, int fallback) const {
  const auto* value = find(key);
  if (value == nullptr) { return fallback; }
  int result = fallback;
  const auto* end = value->text.data() + value->text.size();
  const auto read = std::from_chars(value->text.data(), end, result);
  if (!value->is_scalar() || read.ec != std::errc() || read.ptr != end || result < 0) {
    m_faults.add(*value, message("{0}: a whole number is expected", key));
    return fallback;
  }
  return result;
}

const std::vector<YamlNode>& YamlMap::items(std::string_view key) const {
  const auto* value = find(key);
  if (value == nullptr) { return no_items(); }
  if (!value->is_sequence()) { m_faults.add(*value, message("{0}: a list is expected", key)); }
  return value->items;
}

std::vector<std::string> YamlMap::texts(std::string_view key) const {
  std::vector<std::string> result;
  for (const auto& item : items(key)) {
    if (!item.is_scalar()) { m_faults.add(item, message("{0}: a text is expected", key)); }
    result.push_back(item.text);
  }
  return result;
}

Text yaml_words(const YamlNode& node, YamlFaults& faults) {
  const YamlMap map(node, faults, {"ko", "en"});
  if (!node.is_map()) { return {}; }
  for (const std::string_view lang : {"ko", "en"}) {
    if (map.find(lang) == nullptr) { faults.add(node, message("the text lacks its {0}", lang)); }
  }
  return {map.text("ko"), map.text("en")};
}

}  // namespace scamdesk::form
