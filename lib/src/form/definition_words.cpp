// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "form/definition.hpp"

namespace scamdesk::form {
namespace {

constexpr std::size_t longest_name = 63;

/// Lower-case words of letters and digits, the first beginning with a letter, joined by `joint`.
bool is_joined_words(std::string_view name, char joint) {
  if (name.empty() || name.size() > longest_name || name.front() < 'a' || name.front() > 'z') { return false; }
  char before = joint;
  for (const char c : name) {
    const bool word = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (!word && (c != joint || before == joint)) { return false; }
    before = c;
  }
  return before != joint;
}

}  // namespace

bool check_keys(const YamlNode& node, std::span<const std::string> known, const Message& of, Faults& faults) {
  if (!node.is_map()) {
    faults.error(node, message("{0} must be a map of keys and values", of));
    return false;
  }
  for (const auto& entry : node.entries) {
    if (std::find(known.begin(), known.end(), entry.key.text) == known.end()) {
      faults.error(entry.key, message("unknown key {0} in {1}", entry.key.text, of), nearest_hint(entry.key.text, known));
    }
  }
  return true;
}

Located text_of(const YamlNode& map, std::string_view key, Faults& faults) {
  const auto* node = map.find(key);
  if (node == nullptr) { return {}; }
  if (!node->is_scalar() || node->text.empty()) {
    faults.error(*node, message("{0} must be text", key));
    return {};
  }
  return Located(*node);
}

std::vector<Located> words_of(const YamlNode& map, std::string_view key, Faults& faults) {
  const auto* node = map.find(key);
  std::vector<Located> words;
  if (node == nullptr) { return words; }
  if (node->is_scalar()) { return {Located(*node)}; }
  if (!node->is_sequence()) {
    faults.error(*node, message("{0} must be a list of words", key));
    return words;
  }
  for (const auto& item : node->items) {
    if (item.is_scalar() && !item.text.empty()) {
      words.emplace_back(item);
    } else {
      faults.error(item, message("{0} must be a list of words", key));
    }
  }
  return words;
}

Text both_of(const YamlNode& map, std::string_view key, Faults& faults) {
  const auto* node = map.find(key);
  if (node == nullptr) { return {}; }
  if (!node->is_map()) {
    faults.error(*node, message("{0} must be given in both languages", key),
                 message("write {0}: {{ko: …, en: …}}", key));
    return {};
  }
  static const std::vector<std::string> languages{"ko", "en"};
  check_keys(*node, languages, message("{0}", key), faults);
  Text both;
  for (auto [language, words] : {std::pair(&languages[0], &both.ko), std::pair(&languages[1], &both.en)}) {
    const auto* given = node->find(*language);
    if (given == nullptr || !given->is_scalar() || given->text.empty()) {
      faults.error(given == nullptr ? *node : *given, message("{0} has no words in the language {1}", key, *language));
    } else {
      *words = given->text;
    }
  }
  return both;
}

bool flag_of(const YamlNode& map, std::string_view key, Faults& faults) {
  const auto word = text_of(map, key, faults);
  if (word.given() && word.text != "true" && word.text != "false") {
    faults.error(word, message("{0} must be true or false", key));
  }
  return word.text == "true";
}

bool is_snake_name(std::string_view name) { return is_joined_words(name, '_'); }
bool is_kebab_name(std::string_view name) { return is_joined_words(name, '-'); }

}  // namespace scamdesk::form
