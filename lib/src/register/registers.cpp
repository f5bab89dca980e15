// SPDX-License-Identifier: Apache-2.0
#include "register/registers.hpp"

#include <optional>

#include "register/fingerprint.hpp"
#include "register/identity.hpp"
#include "register/impl.hpp"
#include "register/sql_functions.hpp"
#include "register/versions.hpp"

namespace scamdesk::records {

Registers::Registers(ledger::Ledger& ledger) : m_impl(std::make_unique<Impl>(ledger)) { add_sql_functions(ledger.database()); }
Registers::Registers(Registers&&) noexcept = default;
Registers& Registers::operator=(Registers&&) noexcept = default;
Registers::~Registers() = default;

Status Registers::load(const std::string& templates) {
  m_impl->templates = templates;
  m_impl->tables.clear();
  const auto fingerprint = fingerprint_of(templates);
  std::optional<ledger::Snapshot> snapshot(std::in_place, m_impl->db());
  if (!m_impl->catalog.current(fingerprint)) { snapshot.reset(); }  // something may be written
  const bool stale = m_impl->catalog.stale(fingerprint);
  std::optional<ledger::Transaction> transaction;
  if (stale && m_impl->catalog.writable() && !m_impl->db().in_transaction()) { transaction.emplace(m_impl->db()); }
  if (stale) { m_impl->make_bookkeeping(); }
  if (auto status = m_impl->catalog.load(templates, fingerprint); !status) { return status; }
  for (const auto& name : m_impl->catalog.take_changed()) { m_impl->make_tables(name); }
  if (transaction) { transaction->commit(); }
  return {};
}

std::vector<form::FormPtr> Registers::forms() const {
  std::vector<form::FormPtr> forms;
  for (const auto& name : m_impl->catalog.names()) {
    if (auto form = m_impl->catalog.find(name)) { forms.push_back(std::move(form)); }
  }
  return forms;
}

form::FormPtr Registers::find(std::string_view name) const { return m_impl->catalog.find(name); }

Result<form::FormPtr> Registers::pinned(const Hash& hash) const {
  if (auto form = m_impl->catalog.pinned(hash)) { return form; }
  return fail(Errc::not_found, message("the form {0} has not arrived", fingerprint(hash)));
}

const std::vector<Error>& Registers::faults() const { return m_impl->catalog.faults(); }

Status Registers::publish(const form::Source& source, const Author& author) {
  const auto hash = source.hash();
  const auto form = pinned(hash);
  Cells cells{{"hash", Cell::of(to_string(hash))}, {"definition", Cell::of(source.yaml)}};
  if (form) {
    cells["name"] = Cell::of((*form)->name.value());
    cells["form_version"] = Cell::of((*form)->version);
  } else {
    auto compiled = form::compile(source);
    if (compiled.form == nullptr) { return fail(compiled.errors.front()); }
    cells["name"] = Cell::of(compiled.form->name.value());
    cells["form_version"] = Cell::of(compiled.form->version);
  }
  int number = 0;
  for (const auto& [file, text] : source.code_files) {
    const auto row = "code_files/" + std::to_string(++number) + "/";
    cells[row + "#"] = Cell::of(std::to_string(number));
    cells[row + "file_name"] = Cell::of(file);
    cells[row + "file_text"] = Cell::of(text);
  }
  const ledger::RecordKey key{shared_owner, definition_register, base::uuid_v5(base::scamdesk_namespace, definition_register.value() + '\n' + to_string(hash))};
  if (m_impl->ledger.record_no(key)) { return {}; }
  m_impl->append(key, ledger::Change::set, cells, author);
  return {};
}

Result<Record> Registers::read(std::int64_t record_no) const {
  auto key = m_impl->ledger.record(record_no);
  if (!key) { return fail(Errc::not_found, message("no such record")); }
  auto state = m_impl->ledger.state(record_no);
  auto form = m_impl->pinned_form(key->form, state.cells);
  if (form == nullptr) { form = m_impl->catalog.find(key->form.value()); }
  if (form == nullptr || form->name != key->form) {
    return fail(Errc::not_found, message("the form {0} has not arrived", key->form.value()));
  }
  read_through(*form, state);
  return Record{record_no, std::move(*key), std::move(form), std::move(state)};
}

std::vector<form::FormPtr> Registers::versions(std::string_view name) const { return m_impl->catalog.versions(name); }

form::FormPtr Registers::all_versions(std::string_view name) const {
  const auto versions = m_impl->catalog.versions(name);
  return versions.empty() ? nullptr : join_versions(versions);
}

std::optional<std::int64_t> Registers::find_keyed(const form::Form& form, const Owner& owner,
                                                  std::span<const std::string> key_values) const {
  return m_impl->ledger.record_no({owner, form.name, keyed_id(form, key_values)});
}

void Registers::lay_views() const { m_impl->lay_views(); }

void Registers::follow(std::span<const ledger::Touched> touched) {
  m_impl->next_numbers.clear();  // others' numbers may have come
  m_impl->follow(touched);
}

}  // namespace scamdesk::records
