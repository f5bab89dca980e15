// SPDX-License-Identifier: Apache-2.0
#include "register/row_cells.hpp"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace scamdesk::records {
namespace {

std::optional<double> real(std::string_view text) {
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::fixed);
  if (fault != std::errc{} || end != text.data() + text.size()) { return std::nullopt; }
  return value;
}

/// A path without its rows: `sites/place`.
std::string names_of(std::string_view path) {
  std::string names;
  std::size_t place = 0;
  for (const auto part : base::split(path, '/')) {
    if (place++ % 2 == 0) { names.append(names.empty() ? "" : "/").append(part); }
  }
  return names;
}

}  // namespace

std::optional<std::int64_t> whole(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc{} || end != text.data() + text.size()) { return std::nullopt; }
  return value;
}

std::optional<ledger::ColumnValue> column_value(form::Type type, std::string_view text) {
  if (type == form::Type::integer || type == form::Type::calculate) {
    if (const auto number = whole(text)) { return *number; }
    if (type == form::Type::integer) { return std::nullopt; }
    if (const auto number = real(text)) { return *number; }
  }
  return ledger::LastingText{text};
}

bool bind_value(ledger::Statement& statement, int index, form::Type type, std::string_view text) {
  const auto value = column_value(type, text);
  statement.bind_one(index, value.value_or(nullptr));
  return value.has_value();
}

std::string_view mark_of(CellState state) {
  switch (state) {
    case CellState::not_available: return "not_available";
    case CellState::not_applicable: return "not_applicable";
    case CellState::erased: return "erased";
    case CellState::blank: case CellState::value: break;
  }
  return {};
}

void Marks::add(const std::string& question, std::string_view mark) {
  if (!mark.empty()) { m_marks.push_back({question, std::string(mark)}); }
}

void Marks::add(const std::vector<ledger::Conflict>& conflicts) {
  for (const auto& conflict : conflicts) { m_conflicts.push_back(conflict.path); }
}

void Marks::add(const form::Form& form, const std::vector<form::Mapping>& mappings) {
  for (const auto& mapping : mappings) {
    const auto leaf = mapping.path.substr(mapping.path.find_last_of('/') + 1);
    if (leaf.starts_with('#')) { continue; }
    std::string word(form::to_string(mapping.became));
    const auto* question = form.find(leaf);
    const bool told = mapping.became != form::Became::recoded || (question != nullptr && !question->sensitive);
    if (told) { word.append(" ").append(names_of(mapping.was)); }
    auto& each = m_mapped[names_of(mapping.path)];
    if (std::find(each.begin(), each.end(), word) == each.end()) { each.push_back(std::move(word)); }
  }
}

std::optional<std::string> Marks::text() const {
  if (m_marks.empty() && m_conflicts.empty() && m_mapped.empty() && !m_version) { return std::nullopt; }
  nlohmann::json json;
  for (const auto& mark : m_marks) { json[mark.question] = mark.what; }
  if (!m_conflicts.empty()) { json["#conflict"] = m_conflicts; }
  for (const auto& [name, each] : m_mapped) { json["#mapped"][name] = base::join(each, ", "); }
  if (m_version) { json["#version"] = *m_version; }
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string table_columns(const Layout& layout, const TableRef& table, std::string_view schema) {
  std::string columns;
  const auto name = [&](std::string_view column) { columns += fmt::format("{}{}", columns.empty() ? "" : ", ", column); };
  for (const auto column : program_columns(table)) { name(column); }
  for (const auto& column : table.plan->columns) { name(sql_name(column.name)); }
  return fmt::format("{}.{} ({})", schema, sql_name(table_name(*layout.form, table.plan->repeat, table.holds)), columns);
}

std::size_t column_count(const TableRef& table) { return program_columns(table).size() + table.plan->columns.size(); }

}  // namespace scamdesk::records
