// SPDX-License-Identifier: Apache-2.0
#include "exchange/import_rows.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace scamdesk::exchange {
namespace {

constexpr std::size_t rows_at_once = 512;  ///< few enough to stay in the processor's cache

bool has_default(const form::Question& question) {
  return !question.default_value.empty() && question.calculation.empty() && question.repeat < 0;
}

}  // namespace

ImportRows::ImportRows(ledger::Ledger& ledger, records::Registers& registers, const ImportOrder& order,
                       const records::Author& author, RowMaker& maker, std::vector<RowColumn> key, ImportNotes& notes)
    : m_ledger(ledger), m_registers(registers), m_form(*order.form), m_owner(order.owner), m_keep_good(order.keep_good), m_author(author),
      m_maker(maker), m_key(std::move(key)), m_notes(notes), m_instances(registers.instances(order.owner)),
      m_rules(m_form, {author.now, m_instances.get()}, maker.has_rows()) {
  if (!m_key.empty()) { m_present.emplace(ledger.database(), m_form, m_owner, m_key, maker.questions()); }
  const auto values = defaults();
  m_plain = !maker.has_rows() && m_form.key.empty() && values;
  if (values) { m_defaults = *values; }
  m_batch.resize(rows_at_once);
}

// What questions without a column begin with. Empty when a default looks at other answers, so that it differs by row.
std::optional<Cells> ImportRows::defaults() const {
  Cells cells;
  for (const auto& question : m_form.questions) {
    if (!has_default(question) || m_maker.question(question.name) != nullptr) { continue; }
    if (!form::references(question.default_value).empty()) { return std::nullopt; }
    form::Context context;
    context.now = m_author.now;
    context.zone = m_form.zone;
    const auto value = form::evaluate(question.default_value, context);
    if (value && form::to_cell(*value).has_value()) { cells.emplace(question.name, form::to_cell(*value)); }
  }
  return cells;
}

Status ImportRows::take(const SourceRow& row) {
  ++m_notes.report.rows;
  const auto before = m_notes.count();
  if (row.fault) {
    m_notes.note(row, m_maker, *row.fault);
  } else if (auto status = take_one(row); !status) {
    return status;
  }
  if (m_keep_good) { m_notes.reject(row, m_maker, before); }
  return {};
}

Status ImportRows::take_one(const SourceRow& row) {
  auto& cells = m_batch[m_waiting];
  m_maker.make(row, cells, m_errors);
  if (!m_errors.empty()) {
    m_notes.note(m_errors);
    return {};
  }
  if (!m_plain) { return take_by_assignment(row); }
  const auto found = match(row, cells);
  switch (found.found) {
    case Found::fault: return {};
    case Found::known: ++m_notes.report.known; return {};
    case Found::record: return change(row, found.no, cells);
    case Found::nothing: break;
  }
  return add(row, cells, found);
}

ImportRows::Match ImportRows::match(const SourceRow& row, const Cells& cells) {
  for (const auto* column : {m_maker.id(), m_maker.number()}) {
    if (column == nullptr) { continue; }
    if (const auto text = base::trim(row.cells[column->source]); !text.empty()) {
      return match_named(row, column->name, text);
    }
  }
  if (!m_present) {
    if (m_maker.id() == nullptr && m_maker.number() == nullptr) { return {}; }
    m_notes.note(row, m_maker, {Errc::bad_input, message("the row names no record"),
                                message("fill in its id, or match rows with --key FIELD"), {}, {}});
    return {Found::fault, 0, {}};
  }
  const auto key = m_present->key_of(cells);
  if (!key) {
    m_notes.note(row, m_maker, {Errc::bad_input, message("{0} is blank, and rows are matched by it", m_key.front().name),
                                message("fill it in, or match rows with --key FIELD"), {}, {}}, m_key.front().name);
    return {Found::fault, 0, {}};
  }
  const auto* entry = m_present->find(*key);
  if (entry == nullptr) { return {Found::nothing, 0, key}; }
  const bool same = !m_maker.has_rows() && !entry->answers.is_zero() && entry->answers == m_present->answers_of(cells);
  if (entry->retired || same) { return {Found::known, 0, {}}; }
  if (entry->no != 0) { return {Found::record, entry->no, {}}; }
  m_notes.note(row, m_maker, {Errc::bad_input, message("the same {0} stands with other answers in row {1} of {2}",
                                                       m_key.front().name, entry->row, entry->file), {}, {}, {}},
               m_key.front().name);
  return {Found::fault, 0, {}};
}

ImportRows::Match ImportRows::match_named(const SourceRow& row, std::string_view name, std::string_view text) {
  const auto no = m_registers.resolve(m_form, text);
  if (no) { return {Found::record, *no, {}}; }
  auto error = no.error();
  error.code = Errc::bad_input;
  error.hint = message("leave the columns id and number blank for new records, or leave them out");
  const auto* column = name == "id" ? m_maker.id() : m_maker.number();
  error.place = SourcePlace{m_maker.file(), row.number, column->source + 1};
  m_notes.note(row, m_maker, error);
  return {Found::fault, 0, {}};
}

Status ImportRows::add(const SourceRow& row, Cells& cells, const Match& match) {
  if (match.key) {
    m_present->add(*match.key, {0, m_present->answers_of(cells), false, m_maker.file(), row.number});
  }
  cells.insert(m_defaults.begin(), m_defaults.end());
  const auto findings = m_rules.check(cells);
  if (!findings) { return fail(findings.error()); }
  for (const auto& finding : *findings) { m_notes.note(row, m_maker, finding.error, finding.field); }
  if (!findings->empty()) { return {}; }
  ++m_notes.report.added;
  return ++m_waiting == m_batch.size() ? flush() : Status();
}

Status ImportRows::flush() {
  const auto rows = std::span(m_batch).first(m_waiting);
  m_waiting = 0;
  if (rows.empty() || (!m_notes.clean() && !m_keep_good)) { return {}; }
  return m_registers.add_lent(m_form, m_owner, rows, m_author);
}

Status ImportRows::change(const SourceRow& row, std::int64_t no, const Cells& cells) {
  const auto record = m_registers.read(no);
  if (!record) { return fail(record.error()); }
  if (record->state.retired) {
    ++m_notes.report.known;
    return {};
  }
  Cells answers = cells;
  for (const auto& column : m_maker.questions()) { answers.try_emplace(column.name, Cell::blank()); }
  count(m_registers.change(no, answers, m_author), false, row);
  return {};
}

void ImportRows::count(const Result<records::Registers::Written>& written, bool added, const SourceRow& row) {
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
    m_notes.note(row, m_maker, cells.error());
    return {Found::fault, 0, {}};
  }
  std::vector<std::string> values;
  for (const auto& name : m_form.key) {
    const auto cell = cells->find(name);
    if (cell != cells->end() && cell->second.has_value()) { values.push_back(cell->second.text); }
  }
  if (values.size() != m_form.key.size()) { return {}; }
  const auto no = m_registers.find_keyed(m_form, m_owner, values);
  return no ? Match{Found::record, *no, {}} : Match{};
}

// Repeat rows and keys that make ids: rarer, and left to the registers' own way of writing.
Status ImportRows::take_by_assignment(const SourceRow& row) {
  const auto found = m_form.key.empty() ? match(row, m_batch[m_waiting]) : match_keyed(row);
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
    m_notes.note(row, m_maker, cells.error());
    return {};
  }
  const auto written = adds ? m_registers.add(m_form, m_owner, *cells, m_author)
                            : m_registers.change(found.no, *cells, m_author);
  count(written, adds, row);
  if (adds && written && found.key) {
    m_present->add(*found.key, {written->no, Hash(), false, m_maker.file(), row.number});
  }
  return {};
}

}  // namespace scamdesk::exchange
