// SPDX-License-Identifier: Apache-2.0
#include "register/arrivals.hpp"

#include <algorithm>

namespace scamdesk::records {
namespace {

constexpr std::size_t most_blocks = 8;  ///< waiting to be written: some hundred kilobytes each

}  // namespace

Registers::Arrivals::Arrivals(Impl& impl) : m_impl(impl), m_taker(impl.ledger), m_worker(most_blocks) {}

bool Registers::Arrivals::begin(const ledger::Revision& first, Instant came, std::int64_t arrival) {
  m_run_lists.clear();
  if (m_layouts != m_impl.layouts) {  // a form came: its table may be another
    m_rows.clear();
    m_form = FormName(std::string());
    m_layouts = m_impl.layouts;
  }
  return m_taker.begin(first, came, arrival);
}

NewRows* Registers::Arrivals::rows_of(const FormName& form) {
  if (form == m_form && !m_rows.empty()) { return m_form_rows; }
  auto found = m_rows.find(form);
  if (found == m_rows.end()) {
    settle();  // making the statement reads the store
    const auto* tables = m_impl.tables_of(form.value());
    const bool plain = tables != nullptr && tables->layout.form->kind == form::Kind::record &&
                       !tables->layout.calculated && tables->layout.form->changes.empty() &&
                       tables->layout.tables.size() == 1;
    found = m_rows.emplace(form, plain ? std::make_unique<NewRows>(m_impl.db(), *tables) : nullptr).first;
  }
  m_form = form;
  return m_form_rows = found->second.get();
}

bool Registers::Arrivals::take(const ledger::Revision& revision, const ledger::RunReader& reader) {
  if (rows_of(revision.record.form) == nullptr) { return false; }
  if (!m_taker.knows(revision.record.form)) { settle(); }  // the store is asked what it has
  if (!m_taker.is_new(revision)) { return false; }
  if (!m_taker.fits(revision)) { push(); }
  const auto list = reader.field_list_number();
  if (list >= m_run_lists.size()) { m_run_lists.resize(list + 1); }
  if (m_run_lists[list] == nullptr) { m_run_lists[list] = &m_lists.of(reader.field_bytes()); }
  m_taker.add(revision, *m_run_lists[list], reader);
  return true;
}

void Registers::Arrivals::push() {
  auto block = std::make_shared<const ledger::NewRecords>(m_taker.take());
  m_count += block->rows.size();
  m_numbers.emplace_back(block->rows.front().no, block->rows.back().no);
  if (m_impl.counting().contains(block->form.value())) { m_changed.emplace(block->owner, block->form.value()); }
  auto* rows = m_rows.find(block->form)->second.get();
  m_worker.push([this, rows, block = std::move(block)] {
    m_impl.ledger.write(*block);
    rows->write(*block);
  });
}

void Registers::Arrivals::settle() {
  if (m_taker.count() > 0) { push(); }
  m_worker.drain();
  m_impl.recount(std::exchange(m_changed, {}));
}

bool Registers::Arrivals::brought(std::int64_t record_no) const {
  const auto at = std::ranges::lower_bound(m_numbers, record_no, {}, [](const auto& numbers) { return numbers.second; });
  return at != m_numbers.end() && at->first <= record_no;
}

std::unique_ptr<Registers::Arrivals> Registers::arrivals() { return std::make_unique<Arrivals>(*m_impl); }

}  // namespace scamdesk::records
