// SPDX-License-Identifier: Apache-2.0
#include "form/head.hpp"

#include <algorithm>

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

}  // namespace

Result<Head> read_head(const std::string& file) {
  const auto yaml = base::read_file(file, yaml_size_limit);
  if (!yaml) { return fail(yaml.error()); }
  const auto root = read_yaml(before_parts(*yaml), file);
  if (!root) { return fail(root.error()); }
  Faults faults(file);
  Head head{text_of(*root, "form", faults).text, kind_of(*root, faults)};
  if (!faults.errors().empty()) { return fail(faults.errors().front()); }
  return head;
}

}  // namespace scamdesk::form
