// SPDX-License-Identifier: Apache-2.0
#include "register/bulk.hpp"

#include "register/identity.hpp"

namespace scamdesk::records {
namespace {

constexpr std::size_t most_blocks = 8;  ///< waiting to be written: some hundred kilobytes each

}  // namespace

bool Registers::Bulk::serves(Impl& impl, const form::Form& form) {
  const auto* tables = impl.tables_of(form.name.value());
  return tables != nullptr && form.key.empty() && form.name != definition_register && !tables->layout.survey() &&
         !tables->layout.calculated && tables->layout.form->changes.empty();
}

Registers::Bulk::Bulk(Impl& impl, const form::Form& form, const Owner& owner, const Author& author)
    : m_impl(impl), m_kind{owner, form.name, {}}, m_author(author), m_prefix(impl.prefix_of(owner, author.now)),
      m_next_number(impl.next_number(form, owner, m_prefix)), m_ids(author.now, *author.random),
      m_rows(impl.db(), *impl.tables_of(form.name.value())), m_worker(most_blocks) {}

std::int64_t Registers::Bulk::add(const ledger::FieldList& fields, std::span<ledger::CellView> values) {
  if (!m_maker) { m_maker.emplace(m_impl.ledger, m_kind, m_author.actor, m_author.now, *m_author.random); }
  m_number = short_number(m_prefix, m_next_number++);
  values.front() = {CellState::value, m_number};
  const auto no = m_maker->add(m_ids.next(), fields, values);
  if (m_maker->full()) { push(); }
  return no;
}

void Registers::Bulk::push() {
  auto block = std::make_shared<const ledger::NewRecords>(m_maker->take());
  m_worker.push([this, block = std::move(block)] {
    m_impl.ledger.write(*block);
    m_rows.write(*block);
  });
}

void Registers::Bulk::settle() {
  if (!m_maker) { return; }
  if (m_maker->count() > 0) { push(); }
  m_worker.drain();
  m_maker.reset();
  if (m_impl.counting().contains(m_kind.form.value())) { m_impl.recount({{m_kind.owner, m_kind.form.value()}}); }
}

Result<std::unique_ptr<Registers::Bulk>> Registers::bulk(const form::Form& form, const Owner& owner,
                                                         const Author& author) {
  if (auto status = m_impl->may_write(form, owner); !status) { return fail(status.error()); }
  if (!Bulk::serves(*m_impl, form)) { return nullptr; }
  return std::make_unique<Bulk>(*m_impl, form, owner, author);
}

}  // namespace scamdesk::records
