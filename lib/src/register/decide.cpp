// SPDX-License-Identifier: Apache-2.0
#include "ledger/erasure.hpp"
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

Result<Registers::Written> Registers::erase(std::int64_t record_no, const std::function<bool(std::string_view path)>& taken,
                                            const Cells& notes, const Author& author) {
  if (m_impl->ledger.identity().role != ledger::Role::headquarters) {
    return fail(Errc::not_permitted, message("only headquarters erases by law"), message("ask headquarters; its erasure reaches this desk by the next package"));
  }
  const auto record = read(record_no);
  if (!record) { return fail(record.error()); }
  if (record->form->kind == form::Kind::system) {
    return fail(Errc::not_permitted, message("the register {0} is the program's own", record->form->name.value()));
  }
  const auto number = record->state.cells.find("#");
  Written written{record_no, record->key, number == record->state.cells.end() ? std::string() : number->second.text, false};
  auto cells = ledger::erasing(m_impl->ledger.history(record_no), taken);
  if (cells.empty()) { return written; }
  cells.back().insert(notes.begin(), notes.end());
  written.changed = true;
  std::vector<ledger::NewRevision> revisions;
  for (auto& each : cells) { revisions.push_back({record->key, ledger::Change::erase, std::move(each), author.actor}); }
  m_impl->follow(m_impl->ledger.append(revisions, author.now, *author.random));
  return written;
}

std::vector<ledger::Filing> Registers::filings(std::int64_t record_no) const {
  return ledger::filings(m_impl->ledger.history(record_no));
}

}  // namespace scamdesk::records
