// SPDX-License-Identifier: Apache-2.0
#include "desk/impl.hpp"
#include "desk/records.hpp"
#include "register/views.hpp"

namespace scamdesk {
namespace {

/// What one candidate says, masked where the question is sensitive.
Text words_of(const form::Form& form, const std::string& path, const Cell& cell) {
  const auto slash = path.rfind('/');
  const auto* question = form.find(slash == std::string::npos ? path : path.substr(slash + 1));
  if (question == nullptr) { return {cell.text, cell.text}; }
  if (cell.state == CellState::blank) { return TableCell::blank().text; }
  if (question->sensitive) { return {std::string(records::mask), std::string(records::mask)}; }
  return {form::display(form, *question, cell, Lang::ko), form::display(form, *question, cell, Lang::en)};
}

/// In words, but for what is no value: a reason is {"na": …}, a blank null.
Data value_of(const form::Form& form, const std::string& path, const Cell& cell) {
  switch (cell.state) {
    case CellState::blank: return {};
    case CellState::not_available: return Data::Object{{"na", "not_available"}};
    case CellState::not_applicable: return Data::Object{{"na", "not_applicable"}};
    case CellState::erased: return Data::Object{{"na", "erased"}};
    case CellState::value: break;
  }
  return words_of(form, path, cell).en;
}

Data datum_of(const form::Form& form, const ledger::Candidate& candidate, const std::string& path) {
  return Data(Data::Object{{"value", value_of(form, path, candidate.cell)},
                           {"revision", to_string(candidate.revision.value())},
                           {"time", to_string(candidate.time)},
                           {"actor", candidate.actor},
                           {"desk", fingerprint(candidate.desk.value())}});
}

/// `form` knows the questions of all versions, so that what an older one calls personal is masked.
std::vector<TableCell> row_of(const form::Form& form, const records::Record& record, const ledger::Conflict& conflict) {
  Text others;
  Data::Array data;
  for (const auto& candidate : conflict.candidates) {
    data.push_back(datum_of(form, candidate, conflict.path));
    if (&candidate == &conflict.candidates.front()) { continue; }
    const auto words = words_of(form, conflict.path, candidate.cell);
    const std::string who = " (" + candidate.actor + ", " + to_string(seoul_date(candidate.time)) + ")";
    others.ko += (others.ko.empty() ? "" : "; ") + words.ko + who;
    others.en += (others.en.empty() ? "" : "; ") + words.en + who;
  }
  const auto& current = conflict.candidates.front().cell;
  return {TableCell(record.form->title, record.key.form.value()), record.key.owner.value(), desk::id_cell(record.key.id),
          conflict.path, TableCell(words_of(form, conflict.path, current), value_of(form, conflict.path, current)),
          TableCell(others, Data(std::move(data)))};
}

}  // namespace

Result<Table> Desk::conflicts() {
  return desk::guarded(*m_impl, [&]() -> Result<Table> {
    Table table{"scamdesk.conflicts/1", "conflicts", {}, word(message("Conflicts")),
                {{"register", word(message("Register"))},
                 {"owner", word(message("Owner"))},
                 {"record", word(message("Record")), Align::left, false, true},
                 {"field", word(message("Field"))},
                 {"current", word(message("Current"))},
                 {"candidates", word(message("Others"))}},
                {}, {}};
    for (const auto& [record, conflict] : m_impl->registers.conflicts()) {
      const bool own = record.form->kind == form::Kind::survey;
      const auto every = own ? record.form : m_impl->registers.all_versions(record.key.form.value());
      table.rows.push_back(row_of(*every, record, conflict));
    }
    return table;
  });
}

}  // namespace scamdesk
