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

}  // namespace

Result<ImportReport> Desk::import_records(const std::string& form, const std::string& mission,
                                          const std::vector<std::string>& files, const std::vector<std::string>& key,
                                          const std::string& encoding, Progress* progress) {
  if (m_impl->options.as_of) {
    return fail(Errc::not_permitted, message("the past cannot be changed"), message("leave out --as-of to write"));
  }
  return desk::guarded(*m_impl, [&]() -> Result<ImportReport> {
    const auto definition = register_form(*m_impl, form);
    if (!definition) { return fail(definition.error()); }
    const auto owner = owner_for(*m_impl, **definition, mission);
    if (!owner) { return fail(owner.error()); }
    ledger::Transaction transaction(m_impl->ledger.database());
    auto imported = exchange::import_records(m_impl->ledger, m_impl->registers,
                                             {*definition, *owner, files, key, encoding}, m_impl->author(), progress);
    if (!imported) { return fail(imported.error()); }
    ImportReport report{imported->rows, imported->added, imported->changed, imported->known, std::move(imported->errors)};
    if (!report.errors.empty()) {
      report.added = report.changed = 0;  // nothing was written
    } else if (!m_impl->options.dry_run) {
      transaction.commit();
    }
    return report;
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
