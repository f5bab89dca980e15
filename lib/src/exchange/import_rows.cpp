// SPDX-License-Identifier: Apache-2.0
#include "exchange/import_rows.hpp"

#include "base/text.hpp"

namespace scamdesk::exchange {
namespace {

constexpr std::size_t changes_at_once = 1024;

}  // namespace

ImportRows::ImportRows(const Import& import, std::size_t file)
    : m_registers(import.registers), m_form(*import.order.form), m_order(import.order), m_author(import.author),
      m_maker(import.maker), m_present(import.present), m_notes(import.notes), m_adder(import.adder), m_file(file) {}

Status ImportRows::take(const SourceRow& row) {
  if (m_changes.size() == changes_at_once) {
    if (auto status = make_changes(); !status) { return status; }
  }
  m_notes.turn_to(++m_notes.report.rows);
  if (row.fault) {
    m_notes.note(row.number, m_maker, *row.fault);
  } else if (auto status = take_one(row); !status) {
    return status;
  }
  m_notes.reject(row, m_maker);
  return {};
}

Status ImportRows::take_one(const SourceRow& row) {
  m_maker.make(row, m_cells, m_errors);
  if (!m_errors.empty()) {
    m_notes.note(m_errors);
    return {};
  }
  if (!m_adder.serves()) { return take_by_assignment(row); }
  const auto found = match(row);
  switch (found.found) {
    case Found::fault: return {};
    case Found::known: ++m_notes.report.known; return {};
    case Found::record: return change_later(row, found);
    case Found::nothing: break;
  }
  return add(row, found);
}

Status ImportRows::finish() { return make_changes(); }

ImportRows::Match ImportRows::match(const SourceRow& row) {
  for (const auto* column : {m_maker.id(), m_maker.number()}) {
    if (column == nullptr) { continue; }
    if (const auto text = base::trim(row.cells[column->source]); !text.empty()) {
      return match_named(row, column->name, text);
    }
  }
  if (!m_present) {
    if (m_maker.id() == nullptr && m_maker.number() == nullptr) { return {}; }
    m_notes.note(row.number, m_maker, {Errc::bad_input, message("the row names no record"),
                                message("fill in its id, or match rows with --key FIELD"), {}, {}});
    return {Found::fault};
  }
  if (!m_present->key_of(m_cells, m_key)) {
    m_notes.note(row.number, m_maker, {Errc::bad_input, message("{0} is blank, and rows are matched by it", m_present->key_name()),
                                message("fill it in, or match rows with --key FIELD"), {}, {}}, m_present->key_name());
    return {Found::fault};
  }
  auto* entry = m_present->find(m_key);
  if (entry == nullptr) { return {Found::nothing, 0, nullptr, true}; }
  const bool same = !m_maker.has_rows() && !entry->answers.is_zero() && entry->answers == m_present->answers_of(m_cells);
  // What was not written was a bad row, or came after one: in another file it says nothing of this row, and a row like
  // it is as bad.
  if (entry->no == 0 && (entry->file != m_file || (same && m_order.keep_good))) { return {Found::nothing, 0, nullptr, true}; }
  if (entry->retired || same) { return {Found::known}; }
  if (entry->file != m_file || entry->answers.is_zero()) { return {Found::record, entry->no, entry}; }
  m_notes.note(row.number, m_maker, {Errc::bad_input, message("the same {0} stands with other answers in row {1} of {2}",
                                                       m_present->key_name(), entry->row, m_order.files[entry->file - 1]),
                                {}, {}, {}}, m_present->key_name());
  return {Found::fault};
}

ImportRows::Match ImportRows::match_named(const SourceRow& row, std::string_view name, std::string_view text) {
  m_adder.pause();
  const auto no = m_registers.resolve(m_form, text);
  if (no) { return {Found::record, *no}; }
  auto error = no.error();
  error.code = Errc::bad_input;
  error.hint = message("leave the columns id and number blank for new records, or leave them out");
  const auto* column = name == "id" ? m_maker.id() : m_maker.number();
  error.place = SourcePlace{m_maker.file(), row.number, column->source + 1};
  m_notes.note(row.number, m_maker, error);
  return {Found::fault};
}

Status ImportRows::add(const SourceRow& row, const Match& match) {
  PresentRows::Entry* entry = nullptr;
  if (match.by_key) { entry = &m_present->add(m_key, {0, m_present->answers_of(m_cells), false, m_file, row.number}); }
  const auto findings = m_adder.check(m_cells);
  if (!findings) { return fail(findings.error()); }
  for (const auto& finding : *findings) { m_notes.note(row.number, m_maker, finding.error, finding.field); }
  if (!findings->empty()) { return {}; }
  look_for_numbers(row);
  ++m_notes.report.added;
  if (!m_notes.clean() && !m_order.keep_good) { return {}; }  // nothing will be kept
  const auto no = m_adder.add();
  if (entry != nullptr) { entry->no = no; }
  return {};
}

Status ImportRows::change_later(const SourceRow& row, const Match& match) {
  Change change{m_notes.report.rows, row.number, match.no, {}, {}};
  const auto& columns = m_maker.questions();
  for (std::size_t i = 0; i < columns.size(); ++i) {
    change.cells.emplace(columns[i].name, Cell{m_cells[i].state, std::string(m_cells[i].text)});
  }
  if (m_order.keep_good) { change.typed.assign(row.cells.begin(), row.cells.end()); }
  m_changes.push_back(std::move(change));
  look_for_numbers(row);
  if (match.entry != nullptr) { match.entry->answers = {}; }  // a row that comes again is compared with the record itself
  return {};
}

void ImportRows::look_for_numbers(const SourceRow& row) {
  for (const auto& column : m_maker.free_texts()) {
    const auto found = form::personal_numbers(row.cells[column.source]);
    if (!found.empty()) { m_notes.warn(row.number, m_maker, column, found.front().kind); }
  }
}

Status ImportRows::make_changes() {
  if (m_changes.empty()) { return {}; }
  m_adder.settle();
  for (const auto& one : m_changes) {
    m_notes.turn_to(one.nth);
    if (auto status = change(one); !status) { return status; }
    m_notes.reject({one.row, {one.typed.begin(), one.typed.end()}, {}}, m_maker);
  }
  m_changes.clear();
  return {};
}

Status ImportRows::change(const Change& change) {
  const auto record = m_registers.read(change.no);
  if (!record) { return fail(record.error()); }
  if (record->state.retired) {
    ++m_notes.report.known;
  } else {
    count(m_registers.change(change.no, change.cells, m_author), false, change.row);
  }
  return {};
}

void ImportRows::count(const Result<records::Registers::Written>& written, bool added, std::size_t row) {
  if (!written) {
    m_notes.note(row, m_maker, written.error());
  } else if (added) {
    ++m_notes.report.added;
  } else {
    ++(written->changed ? m_notes.report.changed : m_notes.report.known);
  }
}

// A record whose key makes its id is found by that id.
ImportRows::Match ImportRows::match_keyed(const SourceRow& row) {
  const auto cells = m_registers.assign(m_form, {}, m_maker.assignments(row, {}), m_author, true);
  if (!cells) {
    m_notes.note(row.number, m_maker, cells.error());
    return {Found::fault};
  }
  std::vector<std::string> values;
  for (const auto& name : m_form.key) {
    const auto cell = cells->find(name);
    if (cell != cells->end() && cell->second.has_value()) { values.push_back(cell->second.text); }
  }
  if (values.size() != m_form.key.size()) { return {}; }
  const auto no = m_registers.find_keyed(m_form, m_order.owner, values);
  return no ? Match{Found::record, *no} : Match{};
}

// Repeat rows and keys that make ids: rarer, and left to the registers' own way of writing.
Status ImportRows::take_by_assignment(const SourceRow& row) {
  const auto found = m_form.key.empty() ? match(row) : match_keyed(row);
  if (found.found == Found::fault) { return {}; }
  if (found.found == Found::known) {
    ++m_notes.report.known;
    return {};
  }
  Answers present;
  if (found.found == Found::record) {
    const auto record = m_registers.read(found.no);
    if (!record) { return fail(record.error()); }
    if (record->state.retired) {
      ++m_notes.report.known;
      return {};
    }
    present = form::to_answers(m_form, record->state.cells);
  }
  const bool adds = found.found == Found::nothing;
  const auto cells = m_registers.assign(m_form, present, m_maker.assignments(row, present), m_author, adds);
  if (!cells) {
    m_notes.note(row.number, m_maker, cells.error());
    return {};
  }
  const auto written = adds ? m_registers.add(m_form, m_order.owner, *cells, m_author)
                            : m_registers.change(found.no, *cells, m_author);
  count(written, adds, row.number);
  if (written && written->changed) { look_for_numbers(row); }
  if (adds && written && found.by_key) { m_present->add(m_key, {written->no, Hash(), false, m_file, row.number}); }
  if (found.entry != nullptr) { found.entry->answers = {}; }
  return {};
}

}  // namespace scamdesk::exchange
