// SPDX-License-Identifier: Apache-2.0
#include "desk/conflicts.hpp"

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "desk/records.hpp"
#include "register/versions.hpp"
#include "register/views.hpp"
#include "survey/past.hpp"

namespace scamdesk {
namespace desk {
namespace {

constexpr std::size_t id_digits = 12;
constexpr std::size_t least_digits = 4;

std::string id_of(const ledger::RecordKey& record, const std::string& path) {
  const auto named = record.owner.value() + '\n' + record.form.value() + '\n' + to_string(record.id) + '\n' + path;
  return to_string(base::blake2b(named)).substr(0, id_digits);
}

Text label_of(const FoundConflict& found) {
  if (found.conflict.path == "#retired") { return word(message("whether the record is retired")); }
  if (found.conflict.path == "#filed") { return word(message("which filing stands")); }
  if (found.conflict.path == records::pin_path) { return word(message("the form it was begun on")); }
  const auto leaf = survey::leaf_of(found.conflict.path);
  if (leaf == "#") { return word(message("the row's number")); }
  if (leaf == "#gone") { return word(message("whether the row is taken out")); }
  const auto* question = found.question();
  return question == nullptr ? Text{} : question->label;
}

/// A filing's version, of those that stand apart.
std::size_t version_of(const FoundConflict& found, const ledger::Candidate& candidate, const ledger::Ledger& ledger) {
  for (const auto& filing : ledger::filings(ledger.history(found.record.no))) {
    if (filing.revision == candidate.revision) { return filing.version; }
  }
  return 0;
}

}  // namespace

const form::Question* FoundConflict::question() const {
  return conflict.path.starts_with('#') ? nullptr : every->find(survey::leaf_of(conflict.path));
}

Text FoundConflict::words(const Cell& cell) const {
  const auto* asked = question();
  if (survey::leaf_of(conflict.path) == "#gone") { return cell.has_value() ? word(message("taken out")) : word(message("stays")); }
  if (asked == nullptr) { return {cell.text, cell.text}; }
  if (cell.state == CellState::blank) { return TableCell::blank().text; }
  if (asked->sensitive) { return {std::string(records::mask), std::string(records::mask)}; }
  return {form::display(*every, *asked, cell, Lang::ko), form::display(*every, *asked, cell, Lang::en)};
}

Data FoundConflict::data(const ledger::Candidate& candidate, const ledger::Ledger& ledger) const {
  if (conflict.path.starts_with('#')) { return words(candidate, ledger).en; }
  switch (candidate.cell.state) {
    case CellState::blank: return {};
    case CellState::not_available: return Data::Object{{"na", "not_available"}};
    case CellState::not_applicable: return Data::Object{{"na", "not_applicable"}};
    case CellState::erased: return Data::Object{{"na", "erased"}};
    case CellState::value: break;
  }
  return words(candidate.cell).en;
}

Text FoundConflict::words(const ledger::Candidate& candidate, const ledger::Ledger& ledger) const {
  if (conflict.path == "#retired") {
    return candidate.cell.has_value() ? word(message("retired")) : word(message("goes on"));
  }
  if (conflict.path == "#filed") { return word(message("version {0} as filed", version_of(*this, candidate, ledger))); }
  return words(candidate.cell);
}

std::vector<FoundConflict> all_conflicts(const Desk::Impl& desk) {
  std::vector<FoundConflict> found;
  for (auto& [record, conflict] : desk.registers.conflicts()) {
    const bool own = record.form->kind == form::Kind::survey;
    const auto every = own ? record.form : desk.registers.all_versions(record.key.form.value());
    found.push_back({record, conflict, every == nullptr ? record.form : every});
  }
  return found;
}

Result<FoundConflict> find_conflict(const Desk::Impl& desk, const std::string& id) {
  std::vector<FoundConflict> matches;
  const auto typed = std::string(base::trim(id));
  for (auto& found : all_conflicts(desk)) {
    const bool matching = typed.size() >= least_digits && id_of(found.record.key, found.conflict.path).starts_with(typed);
    if (matching) { matches.push_back(std::move(found)); }
  }
  if (matches.size() == 1) { return std::move(matches.front()); }
  if (matches.empty()) {
    return fail(Errc::not_found, message("{0}: no open conflict has this id; it may be settled already", typed),
                message("'scamdesk conflict list' shows the open ones"));
  }
  std::vector<std::string> ids;
  for (const auto& found : matches) { ids.push_back(id_of(found.record.key, found.conflict.path)); }
  return fail(Errc::bad_input, message("{0}: several conflicts match: {1}", typed, base::join(ids, ", ")),
              message("write more of the id"));
}

namespace {

/// What of one filing the others do not have alike, by path; of a row that they lack, the row alone.
std::vector<std::string> unlike(const Cells& cells, const std::vector<Cells>& filed) {
  const auto agreed = [&](const std::string& path, const Cell& cell) {
    return std::ranges::all_of(filed, [&](const Cells& other) {
      const auto there = other.find(path);
      return there != other.end() && there->second == cell;
    });
  };
  std::vector<std::string> paths;
  for (const auto& [path, cell] : cells) {  // a row's own mark stands before its answers
    const bool in_row = !paths.empty() && paths.back().ends_with("/#") &&
                        path.starts_with(std::string_view(paths.back()).substr(0, paths.back().size() - 1));
    if (!in_row && !agreed(path, cell)) { paths.push_back(path); }
  }
  return paths;
}

/// The fields in which the filings that stand apart do not agree, as they are set.
std::vector<std::string> differing(const FoundConflict& found, const ledger::Ledger& ledger) {
  std::vector<Cells> filed;
  for (const auto& filing : ledger::filings(ledger.history(found.record.no))) {
    const auto& apart = found.conflict.candidates;
    if (std::ranges::find(apart, filing.revision, &ledger::Candidate::revision) != apart.end()) { filed.push_back(filing.cells); }
  }
  std::set<std::string> names;
  for (const auto& cells : filed) {
    for (const auto& path : unlike(cells, filed)) {
      auto name = survey::name_of(form::to_answers(*found.every, cells), path);
      if (name.ends_with(".#")) { name.resize(name.size() - 2); }
      names.insert(std::move(name));
    }
  }
  return {names.begin(), names.end()};
}

}  // namespace

OpenConflict describe(const Desk::Impl& desk, const FoundConflict& found) {
  const auto& [record, conflict, every] = found;
  OpenConflict result;
  result.id = id_of(record.key, conflict.path);
  result.form = record.key.form;
  result.form_title = record.form->title;
  result.owner = record.key.owner;
  result.record = record.key.id;
  result.number = number_of(record.state);
  result.field = conflict.path.starts_with('#') ? conflict.path
                                                : survey::name_of(form::to_answers(*every, record.state.cells), conflict.path);
  result.label = label_of(found);
  const auto* question = found.question();
  result.sensitive = question != nullptr && question->sensitive;
  result.takes_value = question != nullptr && !question->read_only && question->type != form::Type::calculate;
  if (conflict.path == "#filed") { result.differing = differing(found, desk.ledger); }
  for (const auto& candidate : conflict.candidates) {
    const auto writer = desk.ledger.enrolment(candidate.desk);
    result.values.push_back({found.words(candidate, desk.ledger), found.data(candidate, desk.ledger), candidate.time, candidate.actor,
                             writer ? writer->mission : MissionCode(), fingerprint(candidate.desk.value()),
                             to_string(candidate.revision.value())});
  }
  return result;
}

}  // namespace desk

namespace {

Data datum_of(const ConflictValue& value) {
  return Data(Data::Object{{"value", value.data}, {"revision", value.revision}, {"time", to_string(value.time)},
                           {"actor", value.actor}, {"mission", value.mission.value()}, {"desk", value.desk}});
}

std::vector<TableCell> row_of(const OpenConflict& conflict) {
  Text others;
  Data::Array data;
  for (const auto& value : conflict.values) {
    data.push_back(datum_of(value));
    if (&value == &conflict.values.front()) { continue; }
    const std::string who = " (" + value.actor + ", " + to_string(seoul_date(value.time)) + ")";
    others.ko += (others.ko.empty() ? "" : "; ") + value.words.ko + who;
    others.en += (others.en.empty() ? "" : "; ") + value.words.en + who;
  }
  const auto shown = conflict.id.substr(0, 8);
  const auto& current = conflict.values.front();
  return {TableCell({shown, shown}, conflict.id), TableCell(conflict.form_title, conflict.form.value()), conflict.owner.value(),
          desk::id_cell(conflict.record), conflict.field, TableCell(current.words, current.data),
          TableCell(others, Data(std::move(data)))};
}

}  // namespace

Result<Table> Desk::conflicts() {
  return desk::reading(*m_impl, [&]() -> Result<Table> {
    Table table{"scamdesk.conflicts/1", "conflicts", {}, word(message("Conflicts")),
                {{"id", {"id", "id"}, Align::left, false, true},
                 {"register", word(message("Register"))},
                 {"owner", word(message("Owner"))},
                 {"record", word(message("Record")), Align::left, false, true},
                 {"field", word(message("Field"))},
                 {"current", word(message("Current"))},
                 {"candidates", word(message("Others"))}},
                {}, {}};
    for (const auto& found : desk::all_conflicts(*m_impl)) { table.rows.push_back(row_of(desk::describe(*m_impl, found))); }
    return table;
  });
}

Result<OpenConflict> Desk::conflict(const std::string& id) {
  return desk::reading(*m_impl, [&]() -> Result<OpenConflict> {
    return desk::find_conflict(*m_impl, id).map([&](const desk::FoundConflict& found) { return desk::describe(*m_impl, found); });
  });
}

}  // namespace scamdesk
