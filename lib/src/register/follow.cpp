// SPDX-License-Identifier: Apache-2.0
#include "base/text.hpp"
#include "register/impl.hpp"

namespace scamdesk::records {

using ledger::Statement;

FormWriter& Registers::Impl::writer_of(FormTables& form) {
  if (form.writer == nullptr) { form.writer = std::make_unique<FormWriter>(db(), form.layout, form.schema); }
  return *form.writer;
}

void Registers::Impl::sign() {
  for (const auto& [name, form] : tables) {
    if (form->writer != nullptr) { form->writer->sign(); }
  }
}

Answers Registers::Impl::complete(const form::Form& form, const ledger::RecordKey& key, const Cells& cells, Instant now) {
  auto answers = form::to_answers(form, cells);
  const auto counts = instances_of(key.owner);
  // A calculation that fails leaves its answer as it is; checks say so where the record is worked on.
  static_cast<void>(form::calculate(form, answers, {now, counts.get(), seed_of(key)}, false));
  return answers;
}

void Registers::Impl::note_conflicts(std::int64_t record_no, bool conflicted) {
  Statement(db(), conflicted ? "INSERT OR IGNORE INTO conflicted_records VALUES (?)"
                             : "DELETE FROM conflicted_records WHERE no = ?").bind(record_no).run();
}

void Registers::Impl::settle(std::int64_t record_no) {
  const auto key = ledger.record(record_no);
  if (!key) { return; }
  const auto state = ledger.state(record_no);
  if (catalog.writable()) { note_conflicts(record_no, !state.conflicts.empty()); }
  auto* form = tables_of(key->form.value());
  if (form == nullptr) { return; }
  write_rows(*form, record_no, *key, state);
}

void Registers::Impl::write_rows(FormTables& form, std::int64_t no, const ledger::RecordKey& key,
                                 const ledger::RecordState& state) {
  if (state.counted == 0) { return writer_of(form).remove(no); }  // all of it waits for what it follows
  writer_of(form).write({no, key, state, spoken(form, key, state)});
}

void Registers::Impl::follow(std::span<const ledger::Touched> touched) {
  std::set<std::pair<Owner, std::string>> changed;
  std::vector<std::int64_t> definitions;
  for (const auto& touch : touched) {
    const auto& name = touch.record.form.value();
    if (touch.record.form == definition_register) { definitions.push_back(touch.record_no); }
    if (counting().contains(name)) { changed.emplace(touch.record.owner, name); }
    auto* form = touch.simple ? tables_of(name) : nullptr;
    const bool quick = form != nullptr && !form->layout.survey() && !form->layout.calculated &&
                       !form::VersionMap(*form->layout.form).concerns(touch.cells);
    if (quick && touch.created) {
      writer_of(*form).add(touch.record_no, touch.record, touch.cells);
    } else if (!quick || !writer_of(*form).change(touch.record_no, touch.cells)) {
      settle(touch.record_no);
    }
  }
  if (!definitions.empty()) {
    catalog.arrived(definitions);
    for (const auto& name : catalog.take_changed()) { make_tables(name); }
  }
  recount(changed);
}

const std::map<std::string, std::set<std::string>>& Registers::Impl::counting() {
  if (uses_known) { return uses; }
  uses.clear();
  Statement rows(db(), "SELECT form, uses FROM form_tables WHERE uses <> ''");
  while (rows.step()) {
    for (const auto counted : base::split(rows.text(1), ' ')) { uses[std::string(counted)].emplace(rows.text(0)); }
  }
  uses_known = true;
  return uses;
}

void Registers::Impl::recount(const std::set<std::pair<Owner, std::string>>& changed) {
  std::set<std::int64_t> again;
  for (const auto& [owner, counted] : changed) {
    const auto whose = owner == shared_owner ? std::nullopt : std::optional(owner);
    for (const auto& survey : counting().at(counted)) {
      for (const auto no : ledger.records(FormName(survey), whose)) { again.insert(no); }
    }
  }
  for (const auto no : again) { settle(no); }
  sign();
}

}  // namespace scamdesk::records
