// SPDX-License-Identifier: Apache-2.0
#include "exchange/xlsform_lists.hpp"

#include <filesystem>

#include "base/csv.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "exchange/xlsform_words.hpp"

namespace scamdesk::exchange::xlsform {

void Lists::read() {
  for (const auto& row : m_files.rows()) { m_all[m_files.text(row, "list_name")].file = m_files.text(row, "file"); }
  for (const auto& row : m_choices.rows()) {
    const auto list = m_choices.text(row, "list_name");
    const auto name = m_choices.text(row, "name");
    if (list.empty() || name.empty()) {
      m_faults.error(message("a choice needs its list_name and its name"), m_choices.place(row, list.empty() ? "name" : "list_name"));
      continue;
    }
    auto& into = m_all[our_name(list)];
    if (!into.names.insert(name).second) {
      m_faults.error(message("{0} stands twice in the list {1}", name, list), m_choices.place(row, "name"));
      continue;
    }
    auto label = m_choices.both(row, "label");
    if (label.empty()) { label = {name, name}; }
    into.lines.push_back("{name: " + yaml_text(name) + ", label: " + both_quoted(label) + filter_columns(row) + "}");
  }
}

std::string Lists::filter_columns(const document::SheetRow& row) const {
  static const std::set<std::string, std::less<>> own{"list_name", "name", "label", "media", "image", "audio", "video", "big-image"};
  std::string columns;
  for (const auto& column : m_choices.columns()) {
    const auto* cell = own.contains(column.name) || !column.language.empty() ? nullptr : row.at(column.at);
    if (cell != nullptr) { columns += ", " + our_name(column.name) + ": " + yaml_text(base::trim(cell->text)); }
  }
  return columns;
}

std::vector<std::string> Lists::names() const {
  std::vector<std::string> all;
  for (const auto& [name, list] : m_all) { all.push_back(name); }
  return all;
}

void Lists::add_acknowledge() {
  auto& list = m_all["acknowledge"];
  list.lines = {"{name: OK, label: " + both_quoted(word(message("confirmed"))) + "}"};
  list.names = {"OK"};
}

std::string Lists::with_other(const std::string& list) {
  if (m_all[list].names.contains("other")) { return list; }
  const auto name = list + "_or_other";
  auto copy = m_all[list];
  copy.names.insert("other");
  copy.lines.push_back("{name: other, label: " + both_quoted(word(message("other"))) + "}");
  m_all[name] = std::move(copy);
  return name;
}

bool Lists::read_file(const std::string& named, const SourcePlace& place) {
  const std::filesystem::path plain(named);
  if (plain.has_parent_path() || plain.extension() != ".csv") {
    m_faults.error(message("{0}: choices are read from a CSV that stands beside the workbook", named), place);
    return false;
  }
  const auto file = std::filesystem::path(m_workbook).parent_path() / plain;
  const auto bytes = base::read_file(file, std::uint64_t{16} << 20);
  const auto table = bytes.and_then([&](const std::string& text) { return base::read_table(text, file.string()); });
  if (!table) {
    m_faults.error(table.error().problem, place);
    return false;
  }
  auto& list = m_all[our_name(plain.stem().string())];
  if (!list.lines.empty()) { return true; }
  for (const auto& each : *table) {
    if (!each.contains("name") || !each.contains("label")) {
      m_faults.error(message("{0}: the columns name and label are missing", named), place);
      return false;
    }
    const auto& name = each.find("name")->second;
    const auto& label = each.find("label")->second;
    if (list.names.insert(name).second) { list.lines.push_back("{name: " + yaml_text(name) + ", label: " + both_quoted({label, label}) + "}"); }
  }
  return true;
}

std::vector<std::string> Lists::yaml() const {
  std::vector<std::string> lines;
  for (const auto& [name, list] : m_all) {
    if (list.lines.empty() && list.file.empty()) { continue; }
    if (lines.empty()) { lines.emplace_back("choices:"); }
    lines.push_back("  " + name + ": " + (list.file.empty() ? "[" + base::join(list.lines, ", ") + "]" : list.file));
  }
  return lines;
}

}  // namespace scamdesk::exchange::xlsform
