// SPDX-License-Identifier: Apache-2.0
#include "register/impl.hpp"

namespace scamdesk::records {

Result<Registers::Written> Registers::decide(std::int64_t record_no, ledger::Change change, const Cells& cells, const Author& author) {
  const auto record = read(record_no);
  if (!record) { return fail(record.error()); }
  const auto& form = *record->form;
  const auto& owner = record->key.owner;
  if (auto status = m_impl->may_write(form, owner); !status) { return fail(status.error()); }
  if (auto status = m_impl->checked(form, record->key, record->state.cells, cells, author); !status) { return fail(status.error()); }
  const auto number = record->state.cells.find("#");
  Written written{record_no, record->key, number == record->state.cells.end() ? std::string() : number->second.text, true};
  m_impl->append(record->key, change, m_impl->superseding(record_no, form, cells), author);
  return written;
}

std::vector<ledger::Filing> Registers::filings(std::int64_t record_no) const {
  return ledger::filings(m_impl->ledger.history(record_no));
}

}  // namespace scamdesk::records
