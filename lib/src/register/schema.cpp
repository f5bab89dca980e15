// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "base/codec.hpp"
#include "base/hash.hpp"
#include "base/text.hpp"
#include "register/impl.hpp"
#include "register/uses.hpp"
#include "register/views.hpp"

namespace scamdesk::records {
namespace {

using ledger::Statement;

/// The digest of everything that a form's tables and views are made by.
std::string digest_of(const Layout& layout) {
  base::Writer writer;
  for (const auto& table : all_tables(layout)) {
    for (const auto& statement : table_ddl(layout, table, "main")) { writer.text(statement); }
  }
  for (const auto& view : view_plans(layout)) { writer.text(view.name).text(view.select); }
  form::Form map;  // what the rows are read through
  map.changes = layout.form->changes;
  writer.text(form::freeze(map));
  return to_string(base::blake2b(writer.bytes()));
}

/// The columns of a table and their types, by name; empty when there is no such table.
std::map<std::string, std::string, std::less<>> columns_of(ledger::Database& db, const std::string& table) {
  std::map<std::string, std::string, std::less<>> columns;
  Statement rows(db, "SELECT name, type FROM pragma_table_info(?, 'main')");
  rows.bind(table);
  while (rows.step()) { columns.emplace(rows.text(0), rows.text(1)); }
  return columns;
}

/// What another form made already under a name that this one needs; empty: nothing.
struct Collision { std::string object, form; };
std::optional<Collision> collision(ledger::Database& db, const Layout& layout) {
  std::vector<std::string> names;
  for (const auto& table : all_tables(layout)) { names.push_back(table_name(*layout.form, table.plan->repeat, table.holds)); }
  for (const auto& view : view_plans(layout)) { names.push_back(view.name); }
  Statement row(db, "SELECT form FROM form_objects WHERE name = ? AND form <> ?");
  for (const auto& name : names) {
    if (row.bind(name, layout.form->name.value()).step()) { return Collision{name, std::string(row.text(0))}; }
  }
  return std::nullopt;
}

void claim(ledger::Database& db, const std::string& object, const std::string& form, std::string_view kind) {
  Statement(db, "INSERT OR REPLACE INTO form_objects (name, form, kind) VALUES (?, ?, ?)").bind(object, form, kind).run();
}

void create(ledger::Database& db, const Layout& layout, const TableRef& table, std::string_view schema) {
  for (const auto& statement : table_ddl(layout, table, schema)) { db.exec(statement); }
}

/// Makes one table as its form says; true when its rows have to be made (again).
bool align(ledger::Database& db, const Layout& layout, const TableRef& table, bool anew) {
  const auto name = table_name(*layout.form, table.plan->repeat, table.holds);
  claim(db, name, layout.form->name.value(), "table");
  const auto present = columns_of(db, name);
  const bool retyped = std::any_of(table.plan->columns.begin(), table.plan->columns.end(), [&](const Column& column) {
    const auto found = present.find(column.name);
    return found != present.end() && found->second != sql_type(column.type);
  });
  if (present.empty() || retyped || anew) {
    db.exec(fmt::format("DROP TABLE IF EXISTS main.{}", sql_name(name)));
    create(db, layout, table, "main");
    return true;
  }
  bool added = false;
  for (const auto& column : table.plan->columns) {
    if (present.contains(column.name)) { continue; }
    db.exec(fmt::format("ALTER TABLE main.{} ADD COLUMN {} {}", sql_name(name), sql_name(column.name),
                        sql_type(column.type)));
    added = true;
  }
  return added;
}

void claim_views(ledger::Database& db, const Layout& layout) {
  const auto& form = layout.form->name.value();
  Statement(db, "DELETE FROM form_objects WHERE form = ? AND kind = 'view'").bind(form).run();
  for (const auto& view : view_plans(layout)) { claim(db, view.name, form, "view"); }
}

}  // namespace

void Registers::Impl::make_bookkeeping() {
  db().exec("CREATE TABLE IF NOT EXISTS form_tables (form TEXT PRIMARY KEY, layout TEXT NOT NULL, uses TEXT NOT NULL) STRICT;"
            "CREATE TABLE IF NOT EXISTS form_objects (name TEXT PRIMARY KEY, form TEXT NOT NULL, kind TEXT NOT NULL) STRICT;"
            "CREATE TABLE IF NOT EXISTS conflicted_records (no INTEGER PRIMARY KEY) STRICT");
}

std::string Registers::Impl::kept_layout(const std::string& name) const {
  Statement row(db(), "SELECT layout FROM form_tables WHERE form = ?");
  return row.bind(name).step() ? std::string(row.text(0)) : std::string();
}

FormTables* Registers::Impl::tables_of(const std::string& name) {
  if (const auto found = tables.find(name); found != tables.end()) { return found->second.get(); }
  if (kept_layout(name).empty()) { return nullptr; }
  return laid_out(name);
}

FormTables* Registers::Impl::laid_out(const std::string& name) {
  const auto versions = catalog.versions(name);
  if (versions.empty()) { return nullptr; }
  ++layouts;
  auto made = std::make_unique<FormTables>();
  made->layout = lay_out(join_versions(versions));
  made->schema = "main";
  return (tables[name] = std::move(made)).get();
}

void Registers::Impl::make_tables(const std::string& name, bool anew) {
  tables.erase(name);
  ++layouts;
  auto* form = laid_out(name);
  if (form == nullptr) { return; }
  const auto digest = digest_of(form->layout);
  if (kept_layout(name) == digest && !anew) { return; }
  if (const auto taken = collision(db(), form->layout)) {
    catalog.blame({Errc::config, message("the forms {0} and {1} both make the table or view {2}", name, taken->form, taken->object),
                   message("give one of them another name or plural"), {}, {}});
    tables.erase(name);
    return;
  }
  bool fill = !catalog.writable() || !form->layout.form->changes.empty();
  if (catalog.writable()) {
    claim_views(db(), form->layout);
    for (const auto& table : all_tables(form->layout)) { fill = align(db(), form->layout, table, anew) || fill; }
    const auto counted = counted_registers(*form->layout.form);
    Statement(db(), "INSERT OR REPLACE INTO form_tables (form, layout, uses) VALUES (?, ?, ?)")
        .bind(name, digest, base::join(std::vector(counted.begin(), counted.end()), " "))
        .run();
    uses_known = false;
  } else {  // beside a store that cannot be written, for as long as it is open
    form->schema = "temp";
    for (const auto& table : all_tables(form->layout)) { create(db(), form->layout, table, "temp"); }
  }
  views_laid = false;
  if (fill) {
    for (const auto no : ledger.records(FormName(name), std::nullopt)) { settle(no); }
  }
  sign();
  if (!catalog.writable()) { return; }
  if (SignedBlocks blocks(db(), form->layout); blocks.drop_others()) { blocks.sign_all(); }
}

void Registers::Impl::lay_views() {
  if (views_laid) { return; }
  for (const auto& name : catalog.names()) {
    const auto* form = tables_of(name);
    if (form == nullptr) { continue; }
    for (const auto& view : view_plans(form->layout)) {
      db().exec(fmt::format("DROP VIEW IF EXISTS temp.{0}; CREATE TEMP VIEW {0} AS {1}", sql_name(view.name), view.select));
    }
  }
  views_laid = true;
}

}  // namespace scamdesk::records
