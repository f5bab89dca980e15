// SPDX-License-Identifier: Apache-2.0
#include <functional>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <scamdesk/text.hpp>

#include "register/bind.hpp"
#include "register/condition.hpp"
#include "register/impl.hpp"

namespace scamdesk::records {
namespace {

using ledger::Statement;

CellState state_of(std::string_view marks, const std::string& question) {
  const auto json = nlohmann::json::parse(marks, nullptr, false);
  if (!json.is_object()) { return CellState::blank; }
  const auto mark = json.value(question, std::string());
  if (mark == "not_available") { return CellState::not_available; }
  if (mark == "not_applicable") { return CellState::not_applicable; }
  return mark == "erased" ? CellState::erased : CellState::blank;
}

}  // namespace

/// The records of one owner, for instance('x') in a form's expressions.
class Registers::Impl::Counts : public form::Instances {
public:
  Counts(Impl& impl, Owner owner) : m_impl(impl), m_owner(std::move(owner)) {}

  Result<std::size_t> count(const form::InstanceQuery& query) override {
    std::size_t number = 0;
    return each(query, "count(*)", [&](Statement& row) { number = static_cast<std::size_t>(row.integer(0)); }).map([&] {
      return number;
    });
  }

  Result<std::vector<Cell>> values(const form::InstanceQuery& query) override {
    const auto* tables = m_impl.tables_of(query.instance);
    const auto* question = tables == nullptr ? nullptr : tables->layout.form->find(query.field);
    if (tables != nullptr && (question == nullptr || !question->holds_value() || question->repeat >= 0)) {
      return fail(Errc::bad_input, message("{0}: the register {1} has no such question", query.field, query.instance));
    }
    std::vector<Cell> cells;
    const auto take = [&](Statement& row) {
      if (row.is_null(0)) { cells.push_back({state_of(row.text(1), query.field), {}}); }
      else { cells.push_back(Cell::of(std::string(row.text(0)))); }
    };
    return each(query, sql_name(query.field) + ", _marks", take).map([&] { return std::move(cells); });
  }

private:
  Status each(const form::InstanceQuery& query, const std::string& columns, const std::function<void(Statement&)>& take) {
    const auto* tables = m_impl.tables_of(query.instance);
    if (tables == nullptr) {
      const auto names = m_impl.catalog.names();
      const auto near = nearest(query.instance, names);
      return fail(Errc::bad_input, message("instance('{0}'): no such register", query.instance),
                  near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt);
    }
    const auto& form = *tables->layout.form;
    SqlCondition condition{"1", {}};
    if (query.predicate != nullptr) {
      auto compiled = to_sql(form, *query.predicate, {.over_view = false, .sensitive = true, .now = {}});
      if (!compiled) { return fail(std::move(compiled.error())); }
      condition = std::move(*compiled);
    }
    auto& rows = statement(fmt::format("SELECT {} FROM {} WHERE _owner = ? AND NOT _retired AND ({}) ORDER BY _no", columns,
                                       sql_name(table_name(form, {}, Holds::current)), condition.sql));
    rows.bind(form.shared ? shared_owner.value() : m_owner.value());
    bind_all(rows, 2, condition.values);
    while (rows.step()) { take(rows); }
    return {};
  }

  /// A check of many rows asks the same again and again.
  Statement& statement(const std::string& sql) {
    const auto found = m_statements.find(sql);
    return found != m_statements.end() ? found->second : m_statements.emplace(sql, Statement(m_impl.db(), sql)).first->second;
  }

  Impl& m_impl;
  Owner m_owner;
  std::map<std::string, Statement> m_statements;
};

std::unique_ptr<form::Instances> Registers::Impl::instances_of(const Owner& owner) {
  return std::make_unique<Counts>(*this, owner);
}

std::unique_ptr<form::Instances> Registers::instances(const Owner& owner) const { return m_impl->instances_of(owner); }

}  // namespace scamdesk::records
