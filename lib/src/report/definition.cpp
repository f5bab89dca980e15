// SPDX-License-Identifier: Apache-2.0
#include "report/definition.hpp"

#include <algorithm>
#include <cctype>

#include <scamdesk/text.hpp>

#include "base/files.hpp"
#include "base/text.hpp"
#include "form/yaml_map.hpp"

namespace scamdesk::report {
namespace {

using form::YamlFaults;
using form::YamlMap;
using form::YamlNode;

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
  });
}

void check_name(const YamlNode& node, const std::string& name, YamlFaults& faults) {
  if (!name.empty() && !is_name(name)) {
    faults.add(node, message("a name has letters, digits and _ alone: {0}", name));
  }
}

/// One SELECT and nothing behind it. What may be read is the connection's to enforce; this keeps mistakes readable.
void check_select(const YamlNode& node, const std::string& sql, YamlFaults& faults) {
  std::string start(base::trim(sql).substr(0, 6));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  if (!start.starts_with("select") && !start.starts_with("with")) {
    faults.add(node, message("a query begins with SELECT or WITH"));
  }
  if (sql.find(';') != std::string::npos) { faults.add(node, message("a query is one statement, without ;")); }
}

Words read_words(const YamlNode& node, YamlFaults& faults) {
  Words words;
  if (node.is_scalar()) {
    words.list = node.text;
    return words;
  }
  if (!node.is_sequence()) { faults.add(node, message("the name of a list, or a list of names and labels, is expected")); }
  for (const auto& item : node.items) {
    const YamlMap map(item, faults, {"name", "label"});
    words.labels.emplace_back(map.required_text("name"), map.required_words("label"));
  }
  return words;
}

Column read_column(const YamlNode& node, YamlFaults& faults) {
  const YamlMap map(node, faults, {"key", "title", "align", "choices", "ko", "en", "plain", "time"});
  Column column;
  column.key = map.required_text("key");
  check_name(node, column.key, faults);
  column.title = map.required_words("title");
  const auto align = map.text("align");
  if (!align.empty() && align != "left" && align != "right") { faults.add(node, message("align is left or right")); }
  column.align = align == "right" ? Align::right : Align::left;
  if (const auto* choices = map.find("choices")) { column.words = read_words(*choices, faults); }
  column.ko = map.text("ko");
  column.en = map.text("en");
  if (column.ko.empty() != column.en.empty()) { faults.add(node, message("ko and en go together")); }
  column.plain = map.flag("plain", false);
  column.time = map.flag("time", false);
  return column;
}

Bars read_bars(const YamlNode& node, YamlFaults& faults) {
  const YamlMap map(node, faults, {"title", "unit", "label", "value"});
  return {map.required_words("title"), map.words("unit"), map.required_text("label"), map.required_text("value")};
}

Figures read_figures(const YamlNode& node, YamlFaults& faults) {
  const YamlMap map(node, faults, {"from", "where", "of"});
  Figures figures{map.required_text("from"), map.required_text("where"), map.texts("of")};
  check_name(node, figures.from, faults);
  if (figures.where.find(';') != std::string::npos) { faults.add(node, message("a query is one statement, without ;")); }
  for (const auto& question : figures.of) { check_name(node, question, faults); }
  if (figures.of.empty()) { faults.add(node, message("{0} is missing", "of")); }
  return figures;
}

void check_bars(const YamlNode& node, const TablePlan& plan, YamlFaults& faults) {
  const auto* query = std::get_if<Query>(&plan.what);
  if (!plan.bars || query == nullptr) { return; }
  for (const auto& key : {plan.bars->label, plan.bars->value}) {
    const bool known = std::any_of(query->columns.begin(), query->columns.end(), [&](const Column& c) { return c.key == key; });
    if (!known) { faults.add(node, message("the chart names no column of the table: {0}", key)); }
  }
}

TablePlan read_table(const YamlNode& node, YamlFaults& faults) {
  const YamlMap map(node, faults, {"name", "title", "note", "sql", "columns", "figures", "answers", "chart"});
  TablePlan plan;
  plan.name = map.required_text("name");
  check_name(node, plan.name, faults);
  plan.title = map.required_words("title");
  plan.note = map.words("note");
  if (const auto* figures = map.find("figures")) {
    plan.what = read_figures(*figures, faults);
  } else if (const auto* answers = map.find("answers")) {
    const YamlMap inner(*answers, faults, {"from"});
    plan.what = AllAnswers{inner.required_text("from")};
    check_name(*answers, std::get<AllAnswers>(plan.what).from, faults);
  } else {
    Query query{map.required_text("sql"), {}};
    check_select(node, query.sql, faults);
    for (const auto& column : map.items("columns")) { query.columns.push_back(read_column(column, faults)); }
    if (query.columns.empty()) { faults.add(node, message("{0} is missing", "columns")); }
    plan.what = std::move(query);
  }
  if (const auto* bars = map.find("chart")) { plan.bars = read_bars(*bars, faults); }
  check_bars(node, plan, faults);
  return plan;
}

Section read_section(const YamlNode& node, YamlFaults& faults) {
  const YamlMap map(node, faults, {"heading", "level", "points", "tables"});
  Section section;
  section.heading = map.required_words("heading");
  section.level = map.number("level", 1);
  for (const auto& point : map.items("points")) { section.points.push_back(form::yaml_words(point, faults)); }
  for (const auto& table : map.items("tables")) { section.tables.push_back(read_table(table, faults)); }
  return section;
}

}  // namespace

Result<Definition> read_definition(std::string_view yaml, const std::string& file) {
  auto root = form::read_yaml(yaml, file);
  if (!root) { return fail(std::move(root.error())); }
  YamlFaults faults{file, {}};
  const YamlMap map(*root, faults, {"report", "version", "title", "subtitle", "form", "parameters", "sections"});
  Definition definition;
  definition.name = map.required_text("report");
  definition.version = map.required_text("version");
  definition.title = map.required_words("title");
  definition.subtitle = map.words("subtitle");
  definition.form = map.text("form");
  definition.parameters = map.texts("parameters");
  for (const auto& section : map.items("sections")) { definition.sections.push_back(read_section(section, faults)); }
  if (definition.sections.empty()) { faults.add(*root, message("{0} is missing", "sections")); }
  if (auto error = faults.take()) { return fail(std::move(*error)); }
  return definition;
}

Result<std::vector<Definition>> load_definitions(const std::string& templates) {
  const auto files = base::expand({templates + "/reports"}, ".yaml");
  if (!files) { return fail(files.error()); }
  std::vector<Definition> definitions;
  for (const auto& file : *files) {
    const auto text = base::read_file(file, form::yaml_size_limit);
    if (!text) { return fail(text.error()); }
    auto definition = read_definition(*text, file.string());
    if (!definition) { return fail(std::move(definition.error())); }
    definitions.push_back(std::move(*definition));
  }
  return definitions;
}

Result<Definition> load_definition(const std::string& templates, const std::string& name) {
  const auto files = base::expand({templates + "/reports"}, ".yaml");
  if (!files) { return fail(files.error()); }
  std::vector<std::string> names;
  for (const auto& file : *files) {
    names.push_back(file.stem().string());
    if (names.back() != name) { continue; }
    const auto text = base::read_file(file, form::yaml_size_limit);
    return text ? read_definition(*text, file.string()) : Result<Definition>(fail(text.error()));
  }
  const auto near = nearest(name, names);
  return fail(Errc::not_found, message("no such report: {0}", name),
              near ? message("did you mean {0}?", *near) : message("the reports are: {0}", base::join(names, ", ")));
}

}  // namespace scamdesk::report
