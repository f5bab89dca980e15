// SPDX-License-Identifier: Apache-2.0
#include "register/views.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace scamdesk::records {
namespace {

using form::Question;
using form::Type;

/// The columns of one view: each has a name of its own.
class Columns {
public:
  void add(std::string name, std::string_view sql) {
    while (!m_taken.insert(name).second) { name += '_'; }
    m_list += fmt::format("{}{} AS {}", m_list.empty() ? "" : ", ", sql, sql_name(name));
  }
  const std::string& list() const { return m_list; }

private:
  std::set<std::string> m_taken;
  std::string m_list;
};

std::string value_sql(const Question& question, const std::string& column) {
  if (question.sensitive) { return fmt::format("CASE WHEN {} IS NOT NULL THEN '{}' END", column, mask); }
  if (question.type == Type::decimal) { return fmt::format("CAST({} AS REAL)", column); }
  return column;
}

void add_questions(const Layout& layout, const TablePlan& plan, std::string_view alias, Columns& columns) {
  std::vector<const Question*> with_reasons;
  for (const auto& column : plan.columns) {
    const auto& question = layout.form->questions[static_cast<std::size_t>(column.question)];
    columns.add(column.name, value_sql(question, fmt::format("{}.{}", alias, sql_name(column.name))));
    if (question.may_be_not_available || question.may_be_not_applicable) { with_reasons.push_back(&question); }
  }
  for (const auto* question : with_reasons) {
    columns.add(question->name + "_state",
                fmt::format("CASE WHEN {0}.{1} IS NOT NULL THEN 'value' ELSE coalesce(json_extract({0}._marks, '$.{1}'), "
                            "'blank') END", alias, sql_name(question->name)));
  }
}

/// Which version an answer speaks and what was read through the map. A register whose form never changed has neither.
void add_version(const Layout& layout, std::string_view alias, Columns& columns) {
  if (!layout.survey() && layout.form->changes.empty()) { return; }
  std::string own;
  for (const char c : layout.form->version) { own.append(c == '\'' ? 2 : 1, c); }
  columns.add("form_version", fmt::format("coalesce(json_extract({}._marks, '$.\"#version\"'), '{}')", alias, own));
  columns.add("mapped", fmt::format("json_extract({}._marks, '$.\"#mapped\"')", alias));
}

std::string plural_of(const Layout& layout) {
  const auto& form = *layout.form;
  auto plural = form.plural.empty() ? form.name.value() + "s" : form.plural;
  std::replace(plural.begin(), plural.end(), '-', '_');
  return plural;
}

/// The program's columns of a survey's returns; `f` is the filed row, joined when the view shows what stands now.
void add_standing(Holds holds, Columns& columns) {
  const bool filed = holds == Holds::filed;
  columns.add("version", filed ? "f._version" : "coalesce(f._version + f._reopened, 1)");
  columns.add("filed_at", "f._filed_at");
  columns.add("accepted", "coalesce(f._accepted, 0)");
  columns.add("changed_since_filed", "coalesce(f._changed_since_filed, 0)");
  columns.add("nil", "coalesce(f._nil, 0)");
  const std::string_view standing = "WHEN f._accepted THEN 'accepted' WHEN f._nil THEN 'nil' ELSE 'filed' END";
  columns.add("state", fmt::format("CASE {}{}", filed ? "" : "WHEN f._no IS NULL OR f._reopened THEN 'draft' ", standing));
}

ViewPlan record_view(const Layout& layout, Holds holds) {
  const auto& form = *layout.form;
  const std::string_view alias = holds == Holds::filed ? "f" : "r";
  Columns columns;
  columns.add("id", uuid_sql(fmt::format("{}._id", alias)));
  if (layout.survey()) {
    columns.add("mission", fmt::format("{}._owner", alias));
    add_standing(holds, columns);
  } else {
    columns.add("number", "r._number");
    columns.add("owner", "r._owner");
  }
  add_version(layout, alias, columns);
  add_questions(layout, layout.tables.front(), alias, columns);
  std::string from = fmt::format("{} {}", sql_name(table_name(form, {}, holds)), alias);
  if (layout.survey() && holds == Holds::current) {
    from += fmt::format(" LEFT JOIN {} f ON f._no = r._no", sql_name(table_name(form, {}, Holds::filed)));
  }
  return {(holds == Holds::filed ? "filed_" : "") + plural_of(layout),
          fmt::format("SELECT {} FROM {} WHERE NOT {}._retired", columns.list(), from, alias)};
}

ViewPlan rows_view(const Layout& layout, const TablePlan& plan, Holds holds) {
  const auto& form = *layout.form;
  Columns columns;
  columns.add("id", uuid_sql("r._id"));
  columns.add(layout.survey() ? "mission" : "owner", "r._owner");
  if (layout.survey()) {
    for (const auto& key : form.key) { columns.add(key, "r." + sql_name(key)); }
  }
  columns.add("row", "c._n");
  if (plan.repeats.size() > 1) { columns.add("parent_row", "c._parent_n"); }
  add_questions(layout, plan, "c", columns);
  auto suffix = plan.repeat;
  std::replace(suffix.begin(), suffix.end(), '-', '_');
  return {fmt::format("{}{}_{}", holds == Holds::filed ? "filed_" : "", plural_of(layout), suffix),
          fmt::format("SELECT {} FROM {} c JOIN {} r ON r._no = c._no WHERE NOT r._retired", columns.list(),
                      sql_name(table_name(form, plan.repeat, holds)), sql_name(table_name(form, {}, holds)))};
}

}  // namespace

std::string uuid_sql(std::string_view column) {
  return fmt::format("lower(substr(hex({0}), 1, 8) || '-' || substr(hex({0}), 9, 4) || '-' || substr(hex({0}), 13, 4) || "
                     "'-' || substr(hex({0}), 17, 4) || '-' || substr(hex({0}), 21))", column);
}

std::vector<ViewPlan> view_plans(const Layout& layout) {
  std::vector<ViewPlan> plans;
  for (const auto& table : all_tables(layout)) {
    plans.push_back(table.plan->repeats.empty() ? record_view(layout, table.holds)
                                                : rows_view(layout, *table.plan, table.holds));
  }
  return plans;
}

}  // namespace scamdesk::records
