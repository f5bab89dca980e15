// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "desk/survey.hpp"
#include "exchange/export.hpp"
#include "exchange/import.hpp"

namespace scamdesk {
namespace {

Result<form::FormPtr> register_form(const Desk::Impl& desk, const std::string& name) {
  auto form = desk.registers.find(name);
  if (form && form->kind == form::Kind::record) { return form; }
  if (form) {
    return fail(Errc::not_permitted, message("{0} is no register that takes files of records", name),
                form->kind == form::Kind::survey
                    ? std::optional(message("a return is read with 'scamdesk return import FILE'"))
                    : std::nullopt);
  }
  std::vector<std::string> names;
  for (const auto& known : desk.registers.forms()) { names.push_back(known->name.value()); }
  const auto near = nearest(name, names);
  return fail(Errc::not_found, message("{0}: no such register", name),
              near ? message("did you mean {0}?", *near) : message("'scamdesk form list' names them"));
}

Result<Owner> owner_for(const Desk::Impl& desk, const form::Form& form, const std::string& mission) {
  if (form.shared) { return shared_owner; }
  return desk::mission_for(desk, mission).map([](const Mission& of) { return Owner(of.code.value()); });
}

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
