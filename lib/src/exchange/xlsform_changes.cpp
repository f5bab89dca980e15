// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsform_changes.hpp"

#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "exchange/xlsform_words.hpp"

namespace scamdesk::exchange::xlsform {
namespace {

/// The changes of one version, as YAML has them by kind.
struct Version {
  std::vector<std::string> renamed, moved, retired;
  std::map<std::string, std::vector<std::string>> recoded, split;
  SourcePlace place;
};

void add_line(std::vector<std::pair<std::string, SourcePlace>>& lines, const Version& version, const std::string& kind,
              const std::vector<std::string>& entries, bool list = false) {
  if (entries.empty()) { return; }
  const auto inside = base::join(entries, ", ");
  lines.emplace_back("    " + kind + ": " + (list ? "[" + inside + "]" : "{" + inside + "}"), version.place);
}

std::vector<std::string> nested(const std::map<std::string, std::vector<std::string>>& by_name) {
  std::vector<std::string> entries;
  for (const auto& [name, pairs] : by_name) { entries.push_back(name + ": {" + base::join(pairs, ", ") + "}"); }
  return entries;
}

}  // namespace

const std::vector<std::string>& change_columns() {
  static const std::vector<std::string> columns{"version", "what", "name", "into", "code", "formula"};
  return columns;
}

std::vector<std::vector<std::string>> change_rows(const std::vector<form::Change>& changes) {
  std::vector<std::vector<std::string>> rows;
  for (const auto& change : changes) {
    const std::string what(form::to_string(change.became));
    for (const auto& [code, now] : change.codes) { rows.push_back({change.from, what, change.name, now, code, ""}); }
    for (const auto& part : change.parts) { rows.push_back({change.from, what, change.name, part.into, "", part.value.text()}); }
    if (change.codes.empty() && change.parts.empty()) { rows.push_back({change.from, what, change.name, change.into, "", ""}); }
  }
  return rows;
}

std::vector<std::pair<std::string, SourcePlace>> changes_yaml(const FormSheet& sheet, SheetFaults& faults) {
  std::vector<std::pair<std::string, Version>> versions;
  for (const auto& row : sheet.rows()) {
    const auto from = sheet.text(row, "version");
    auto found = std::ranges::find(versions, from, &std::pair<std::string, Version>::first);
    if (found == versions.end()) { found = versions.insert(versions.end(), {from, Version{{}, {}, {}, {}, {}, sheet.place(row, "version")}}); }
    auto& version = found->second;
    const auto what = sheet.text(row, "what");
    const auto name = sheet.text(row, "name");
    const auto into = sheet.text(row, "into");
    if (what == "renamed") { version.renamed.push_back(name + ": " + into); }
    else if (what == "moved") { version.moved.push_back(name + ": " + into); }
    else if (what == "retired") { version.retired.push_back(name); }
    else if (what == "recoded") { version.recoded[name].push_back(yaml_text(sheet.text(row, "code")) + ": " + yaml_text(into)); }
    else if (what == "split") { version.split[name].push_back(into + ": " + yaml_text(sheet.text(row, "formula"))); }
    else { faults.error(message("{0}: no change that is known", what), sheet.place(row, "what"), message("the changes are renamed, moved, recoded, split and retired")); }
  }
  std::vector<std::pair<std::string, SourcePlace>> lines;
  for (const auto& [from, version] : versions) {
    if (lines.empty()) { lines.emplace_back("changes:", version.place); }
    lines.emplace_back("  " + yaml_text(from) + ":", version.place);
    add_line(lines, version, "renamed", version.renamed);
    add_line(lines, version, "moved", version.moved);
    add_line(lines, version, "recoded", nested(version.recoded));
    add_line(lines, version, "split", nested(version.split));
    add_line(lines, version, "retired", version.retired, true);
  }
  return lines;
}

}  // namespace scamdesk::exchange::xlsform
