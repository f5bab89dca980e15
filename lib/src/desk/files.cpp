// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "desk/records.hpp"
#include "desk/survey.hpp"
#include "exchange/export.hpp"
#include "exchange/import.hpp"

namespace scamdesk {

using desk::owner_for;
using desk::register_form;

namespace {

/// Imports what `make_order` names, in one transaction: all rows or none.
template <class MakeOrder>
Result<ImportReport> import_into(Desk::Impl& impl, Progress* progress, MakeOrder make_order) {
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
    if (!report.errors.empty()) {
      report.added = report.changed = 0;  // nothing was written
    } else if (!impl.options.dry_run) {
      transaction.commit();
    }
    return report;
  });
}

}  // namespace

Result<ImportReport> Desk::import_records(const std::string& form, const std::string& mission,
                                          const std::vector<std::string>& files, const std::vector<std::string>& key,
                                          const std::string& encoding, Progress* progress) {
  return import_into(*m_impl, progress, [&]() -> Result<exchange::ImportOrder> {
    const auto definition = register_form(*m_impl, form);
    if (!definition) { return fail(definition.error()); }
    return owner_for(*m_impl, **definition, mission).map([&](const Owner& owner) {
      return exchange::ImportOrder{*definition, owner, files, key, encoding};
    });
  });
}

Result<ImportReport> Desk::import_missions(const std::string& file) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return import_into(*m_impl, nullptr, [&]() -> Result<exchange::ImportOrder> {
    const auto form = m_impl->registers.find("mission");
    if (!form) {
      return fail(Errc::config, message("the form '{0}' is missing from the templates", "mission"),
                  message("install the templates again, or name their folder with --templates"));
    }
    return exchange::ImportOrder{form, shared_owner, {file}, {"code"}, "utf-8"};
  });
}

Result<Table> Desk::export_records(const std::string& form) {
  return desk::guarded(*m_impl, [&]() -> Result<Table> {
    const auto definition = register_form(*m_impl, form);
    if (!definition) { return fail(definition.error()); }
    return exchange::export_records(m_impl->registers, *definition);
  });
}

}  // namespace scamdesk
