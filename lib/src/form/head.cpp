// SPDX-License-Identifier: Apache-2.0
#include "form/head.hpp"

#include <algorithm>
#include <optional>

#include "base/files.hpp"
#include "form/definition.hpp"
#include "form/yaml_reader.hpp"

namespace scamdesk::form {
namespace {

/// The lines before the first long part; a key of the top map is the only thing that stands at a line's beginning.
std::string_view before_parts(std::string_view yaml) {
  auto end = yaml.size();
  for (const std::string_view part : {"\nchoices:", "\nquestions:", "\nchecks:"}) { end = std::min(end, yaml.find(part)); }
  return yaml.substr(0, end);
}

/// The word that a line of the top map gives a key, where it is written plainly, as `kind: register`.
std::optional<std::string_view> plain_word(std::string_view yaml, std::string_view key_line) {
  auto at = yaml.find(key_line);
  if (at == std::string_view::npos) { return std::nullopt; }
  at += key_line.size();
  const auto word = yaml.substr(at, yaml.find('\n', at) - at);
  return is_kebab_name(word) ? std::optional(word) : std::nullopt;
}

/// Starting yaml-cpp costs help a third of its time, and most heads need none of it.
std::optional<Head> plain_head(std::string_view yaml) {
  const auto name = plain_word(yaml, "\nform: ");
  const auto word = plain_word(yaml, "\nkind: ");
  for (const auto kind : {Kind::survey, Kind::record, Kind::system}) {
    if (name && word == to_string(kind)) { return Head{std::string(*name), kind}; }
  }
  return std::nullopt;
}

}  // namespace

Result<Head> read_head(const std::string& file) {
  const auto yaml = base::read_file(file, yaml_size_limit);
  if (!yaml) { return fail(yaml.error()); }
  const auto text = before_parts(*yaml);
  if (auto plain = plain_head(text)) { return std::move(*plain); }
  const auto root = read_yaml(text, file);
  if (!root) { return fail(root.error()); }
  Faults faults(file);
  Head head{text_of(*root, "form", faults).text, kind_of(*root, faults)};
  if (!faults.errors().empty()) { return fail(faults.errors().front()); }
  return head;
}

}  // namespace scamdesk::form
