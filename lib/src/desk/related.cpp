// SPDX-License-Identifier: Apache-2.0
#include "desk/related.hpp"

#include <algorithm>
#include <set>

namespace scamdesk::desk {
namespace {

class Related {
public:
  explicit Related(const Desk::Impl& desk) : m_desk(desk) {}

  std::set<ledger::RecordKey> of(const ledger::RecordKey& record) {
    add_named_by(record);
    for (const auto& naming : naming_records(record)) {
      m_found.insert(naming);
      add_named_by(naming);
    }
    m_found.erase(record);
    return m_found;
  }

private:
  static bool names_records(const form::Question& question) { return question.type == form::Type::record && question.repeat < 0; }

  void add_named_by(const ledger::RecordKey& record) {
    const auto form = m_desk.registers.find(record.form.value());
    const auto no = m_desk.ledger.record_no(record);
    if (form == nullptr || !no) { return; }
    const auto cells = m_desk.ledger.state(*no).cells;
    for (const auto& question : form->questions) {
      const auto cell = names_records(question) ? cells.find(question.name) : cells.end();
      const auto other = cell == cells.end() ? nullptr : m_desk.registers.find(question.list);
      if (other == nullptr || !cell->second.has_value()) { continue; }
      const auto named = m_desk.registers.resolve(*other, cell->second.text);
      const auto key = named ? m_desk.ledger.record(*named) : std::nullopt;
      if (key) { m_found.insert(*key); }
    }
  }

  std::vector<ledger::RecordKey> naming_records(const ledger::RecordKey& record) const {
    std::vector<ledger::RecordKey> naming;
    for (const auto& form : m_desk.registers.forms()) {
      if (form->kind != form::Kind::record) { continue; }
      for (const auto& question : form->questions) {
        if (!names_records(question) || question.sensitive || question.list != record.form.value()) { continue; }
        const auto rows = m_desk.registers.select(*form, {.where = question.name + " = '" + to_string(record.id) + "'"});
        if (!rows) { continue; }
        for (const auto no : *rows) {
          if (const auto key = m_desk.ledger.record(no)) { naming.push_back(*key); }
        }
      }
    }
    return naming;
  }

  const Desk::Impl& m_desk;
  std::set<ledger::RecordKey> m_found;
};

}  // namespace

std::vector<ledger::RecordKey> related_records(const Desk::Impl& desk, const ledger::RecordKey& record) {
  const auto found = Related(desk).of(record);
  return {found.begin(), found.end()};
}

}  // namespace scamdesk::desk
