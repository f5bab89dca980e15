// SPDX-License-Identifier: Apache-2.0
#include <optional>

#include <fmt/format.h>

#include "register/impl.hpp"

namespace scamdesk::records {
namespace {

using ledger::Statement;

constexpr std::string_view again = "verify-";

/// The same form under another name, so that its tables can stand beside the ones they are compared with.
Layout beside(const Layout& layout) {
  auto form = std::make_shared<form::Form>(*layout.form);
  form->name = FormName(std::string(again) + form->name.value());
  return lay_out(std::move(form));
}

std::string columns_of(const TableRef& table) {
  std::string columns;
  for (const auto column : program_columns(table)) { columns += fmt::format("{}{}", columns.empty() ? "" : ", ", column); }
  for (const auto& column : table.plan->columns) { columns += ", " + sql_name(column.name); }
  return columns;
}

/// How many records stand otherwise in the table than in the one made again.
std::int64_t differing(ledger::Database& db, const std::string& kept, const std::string& made, const std::string& columns) {
  Statement row(db, fmt::format("SELECT count(DISTINCT _no) FROM (SELECT * FROM (SELECT {0} FROM {1} EXCEPT SELECT {0} FROM {2}) "
                                "UNION ALL SELECT * FROM (SELECT {0} FROM {2} EXCEPT SELECT {0} FROM {1}))", columns, kept, made));
  row.step();
  return row.integer(0);
}

}  // namespace

std::int64_t Registers::Impl::differing_records(const std::string& name) {
  auto* form = tables_of(name);
  if (form == nullptr) { return 0; }
  FormTables fresh{beside(form->layout), "temp", nullptr};
  for (const auto& table : all_tables(fresh.layout)) {
    db().exec(fmt::format("DROP TABLE IF EXISTS temp.{}", sql_name(table_name(*fresh.layout.form, table.plan->repeat, table.holds))));
    for (const auto& statement : table_ddl(fresh.layout, table, "temp")) { db().exec(statement); }
  }
  for (const auto no : ledger.records(FormName(name), std::nullopt)) { write_rows(fresh, no, *ledger.record(no), ledger.state(no)); }
  std::int64_t found = 0;
  for (const auto& table : all_tables(form->layout)) {
    const auto kept = sql_name(table_name(*form->layout.form, table.plan->repeat, table.holds));
    const auto made = sql_name(table_name(*fresh.layout.form, table.plan->repeat, table.holds));
    found = std::max(found, differing(db(), form->schema + "." + kept, "temp." + made, columns_of(table)));
  }
  fresh.writer.reset();
  for (const auto& table : all_tables(fresh.layout)) {
    db().exec(fmt::format("DROP TABLE temp.{}", sql_name(table_name(*fresh.layout.form, table.plan->repeat, table.holds))));
  }
  return found;
}

std::vector<Message> Registers::verify() const {
  std::vector<Message> faults;
  for (const auto& name : m_impl->catalog.names()) {
    if (const auto found = m_impl->differing_records(name); found > 0) {
      faults.push_back(message("{0}: {1} records stand otherwise in the tables than in the ledger; 'scamdesk desk verify --rebuild' makes the tables again", name, found));
    }
  }
  return faults;
}

void Registers::rebuild() {
  std::optional<ledger::Transaction> transaction;
  if (!m_impl->db().in_transaction()) { transaction.emplace(m_impl->db()); }
  m_impl->db().exec("DELETE FROM conflicted_records");
  std::set<std::string> unknown;
  m_impl->ledger.each_revision([&](const ledger::Revision& revision) { unknown.insert(revision.record.form.value()); });
  // Registers before the surveys whose calculations count them.
  std::vector<std::string> surveys;
  for (const auto& name : m_impl->catalog.names()) {
    const auto form = m_impl->catalog.find(name);
    unknown.erase(name);
    if (form != nullptr && form->kind == form::Kind::survey) { surveys.push_back(name); } else { m_impl->make_tables(name, true); }
  }
  for (const auto& name : surveys) { m_impl->make_tables(name, true); }
  for (const auto& name : unknown) {
    for (const auto no : m_impl->ledger.records(FormName(name), std::nullopt)) { m_impl->settle(no); }
  }
  if (transaction) { transaction->commit(); }
}

std::vector<std::pair<Record, ledger::Conflict>> Registers::conflicts() const {
  std::vector<std::int64_t> numbers;
  Statement rows(m_impl->db(), "SELECT no FROM conflicted_records ORDER BY no");
  while (rows.step()) { numbers.push_back(rows.integer(0)); }
  std::vector<std::pair<Record, ledger::Conflict>> found;
  for (const auto no : numbers) {
    const auto record = read(no);
    if (!record) { continue; }  // its form has not arrived: there is no name to call its fields by
    for (const auto& conflict : record->state.conflicts) { found.emplace_back(*record, conflict); }
  }
  return found;
}

}  // namespace scamdesk::records
