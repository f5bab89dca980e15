// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"
#include "desk/disclosure.hpp"
#include "desk/records.hpp"
#include "desk/survey.hpp"
#include "exchange/export.hpp"
#include "exchange/import.hpp"

namespace scamdesk {

using desk::owner_for;
using desk::register_form;

namespace {

/// The rows that were not taken, as they stood, and why: a file that can be set right and imported as it is.
Table rejects_table(const std::vector<exchange::RejectedRow>& rows) {
  Table table{"scamdesk.rejects/1", "rejects", {}, {}, {{"#rejected_place", {}}, {"#rejected_because", {}}}, {}, {}};
  for (const auto& row : rows) {
    std::vector<TableCell> cells(table.columns.size());
    std::vector<std::string> reasons;
    for (const auto& error : row.errors) { reasons.push_back(word(error.problem, Lang::ko)); }
    cells[0] = row.place.file + ":" + std::to_string(row.place.row);
    cells[1] = base::join(reasons, "; ");
    for (const auto& [name, text] : row.cells) {
      auto found = std::ranges::find(table.columns, name, &TableColumn::key);
      if (found == table.columns.end()) {
        found = table.columns.insert(found, {name, {}});
        cells.emplace_back();
      }
      cells[static_cast<std::size_t>(found - table.columns.begin())] = text;
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Status write_rejects(const std::string& file, const std::vector<exchange::RejectedRow>& rows) {
  if (file.empty() || rows.empty()) { return {}; }
  const WriteStyle with_mark{Lang::ko, 100, false, true};
  return base::write_file(file, write(rejects_table(rows), Format::csv, with_mark), {false});
}

/// Imports what `make_order` names, in one transaction: all rows or none, or the good ones where there is a file for
/// the others.
template <class MakeOrder>
Result<ImportReport> import_into(Desk::Impl& impl, Progress* progress, const std::string& rejects, MakeOrder make_order) {
  if (impl.options.as_of) {
    return fail(Errc::not_permitted, message("the past cannot be changed"), message("leave out --as-of to write"));
  }
  return desk::guarded(impl, [&]() -> Result<ImportReport> {
    const auto order = make_order();
    if (!order) { return fail(order.error()); }
    ledger::Transaction transaction(impl.ledger.database());
    auto imported = exchange::import_records(impl.ledger, impl.registers, *order, impl.author(), progress);
    if (!imported) { return fail(imported.error()); }
    ImportReport report{imported->rows, imported->added, imported->changed, imported->known, std::move(imported->errors)};
    report.rejected = imported->rejected.size();
    report.warnings = std::move(imported->warnings);
    report.warned = imported->warned;
    if (!report.errors.empty() && !order->keep_good) {
      report.added = report.changed = 0;  // nothing was written
    } else if (!impl.options.dry_run) {
      if (auto status = write_rejects(rejects, imported->rejected); !status) { return fail(status.error()); }
      transaction.commit();
    }
    return report;
  });
}

template <class Export>
auto export_of(const Desk::Impl& impl, const std::string& form, Export export_with, bool personal) {
  return register_form(impl, form).and_then([&](const form::FormPtr& definition) {
    return export_with(impl.registers, definition, personal);
  });
}

Status note_export(Desk::Impl& impl, const std::string& form, std::size_t records, const std::string& reason) {
  const auto definition = register_form(impl, form);
  if (!definition) { return fail(definition.error()); }
  ledger::Access access;
  access.action = ledger::Disclosed::exported;
  access.form = (*definition)->name;
  access.records = records;
  access.fields = desk::personal_fields(**definition);
  return desk::note_disclosure(impl, std::move(access), reason);
}

}  // namespace

Result<ImportReport> Desk::import_records(const std::string& form, const std::string& mission,
                                          const std::vector<std::string>& files, const ImportOptions& how, Progress* progress) {
  return import_into(*m_impl, progress, how.rejects, [&]() -> Result<exchange::ImportOrder> {
    const auto definition = register_form(*m_impl, form);
    if (!definition) { return fail(definition.error()); }
    return owner_for(*m_impl, **definition, mission).map([&](const Owner& owner) {
      return exchange::ImportOrder{*definition, owner, files, how.key, how.encoding, !how.rejects.empty()};
    });
  });
}

Result<ImportReport> Desk::import_missions(const std::string& file) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return import_into(*m_impl, nullptr, {}, [&]() -> Result<exchange::ImportOrder> {
    const auto form = m_impl->registers.find("mission");
    if (!form) {
      return fail(Errc::config, message("the form '{0}' is missing from the templates", "mission"),
                  message("install the templates again, or name their folder with --templates"));
    }
    return exchange::ImportOrder{form, shared_owner, {file}, {"code"}, "utf-8", false};
  });
}

Result<Table> Desk::export_records(const std::string& form) {
  return desk::reading(*m_impl, [&] { return export_of(*m_impl, form, exchange::export_records, false); });
}

Result<std::vector<Table>> Desk::export_sheets(const std::string& form) {
  return desk::reading(*m_impl, [&] { return export_of(*m_impl, form, exchange::export_sheets, false); });
}

Result<Table> Desk::disclose_records(const std::string& form, const std::string& reason) {
  return desk::disclosing(*m_impl, [&]() -> Result<Table> {
    auto table = export_of(*m_impl, form, exchange::export_records, true);
    if (!table) { return table; }
    return note_export(*m_impl, form, table->rows.size(), reason).map([&] { return std::move(*table); });
  });
}

Result<std::vector<Table>> Desk::disclose_sheets(const std::string& form, const std::string& reason) {
  return desk::disclosing(*m_impl, [&]() -> Result<std::vector<Table>> {
    auto sheets = export_of(*m_impl, form, exchange::export_sheets, true);
    if (!sheets) { return sheets; }
    return note_export(*m_impl, form, sheets->front().rows.size(), reason).map([&] { return std::move(*sheets); });
  });
}

}  // namespace scamdesk
