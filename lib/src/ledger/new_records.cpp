// SPDX-License-Identifier: Apache-2.0
#include "ledger/new_records.hpp"

#include <algorithm>

#include "ledger/intake.hpp"

namespace scamdesk::ledger {

void NewRecords::read(const Row& row, std::vector<CellView>& cells) const {
  base::Reader reader(std::string_view(run).substr(row.body));
  cells.resize(row.fields->paths.size());
  for (auto& cell : cells) {
    cell.state = static_cast<CellState>(reader.byte());
    cell.text = reader.text();
  }
}

NewRecordsMaker::NewRecordsMaker(Ledger& ledger, const RecordKey& kind, const std::string& actor, Instant now,
                                 base::Random& random)
    : m_random(random) {
  m_revision.desk = ledger.identity().key;
  m_revision.record = kind;
  m_revision.time = now;
  m_revision.actor = actor;
  if (!RunWriter::can_write(m_revision)) {
    throw StoreFault(Errc::bad_input, "a change whose text is not UTF-8, or whose time is before 1970 or after 9999");
  }
  m_block.owner = kind.owner;
  m_block.form = kind.form;
  m_block.came = now;
  const auto place = ledger.place_for_new(kind);
  m_block.owner_no = place.owner_no;
  m_block.register_no = place.register_no;
  m_block.chain = place.chain;
  m_block.block = place.next_block;
  m_next_record = place.next_record;
  m_revision.place = place.length;
  m_revision.id = place.head;
  begin();
}

void NewRecordsMaker::begin() {
  m_block.first = m_revision.place + 1;
  m_block.previous = m_revision.id;
  m_block.rows.clear();
  m_block.rows.reserve(Intake::block_size);
  m_run.clear();
  m_salts.resize(Intake::block_size * m_revision.salt.size());
  m_random.fill(m_salts);
}

bool NewRecordsMaker::full() const { return m_block.rows.size() == Intake::block_size; }

std::int64_t NewRecordsMaker::add(const Uuid& id, const FieldList& fields, std::span<const CellView> values) {
  m_revision.record.id = id;
  m_revision.previous = m_revision.id;
  ++m_revision.place;
  const auto salt = m_salts.cbegin() + static_cast<std::ptrdiff_t>(m_block.rows.size() * m_revision.salt.size());
  std::copy_n(salt, m_revision.salt.size(), m_revision.salt.begin());
  const auto body = m_run.identify_and_add(m_revision, fields, values);
  m_block.rows.push_back({m_next_record, id, m_revision.time, m_revision.id, &fields, body + m_revision.salt.size()});
  return m_next_record++;
}

NewRecords NewRecordsMaker::take() {
  NewRecords taken = m_block;
  taken.run = m_run.bytes();
  ++m_block.block;
  begin();
  return taken;
}

bool NewRecordsTaker::begin(const Revision& first, Instant came, std::int64_t arrival) {
  const auto place = m_ledger.place_for_arrivals(first);
  if (!place) { return false; }
  m_block = {};
  m_block.owner = first.record.owner;
  m_block.owner_no = place->owner_no;
  m_block.chain = place->chain;
  m_block.block = place->next_block;
  m_block.arrival = arrival;
  m_block.came = came;
  m_length = place->length;
  m_head = place->head;
  m_next_record = place->next_record;
  m_registers.clear();
  m_run.clear();
  return true;
}

NewRecordsTaker::Register& NewRecordsTaker::register_of(const FormName& form) {
  const auto [at, fresh] = m_registers.try_emplace(form);
  if (fresh) {
    const auto held = m_ledger.greatest_record(RecordKey{m_block.owner, form, {}});
    at->second = {held.register_no, held.greatest};
  }
  return at->second;
}

bool NewRecordsTaker::is_new(const Revision& revision) {
  if (revision.change != Change::set || !revision.parents.empty() || revision.destroyed) { return false; }
  const auto& greatest = register_of(revision.record.form).greatest;
  return !greatest || *greatest < revision.record.id;
}

bool NewRecordsTaker::fits(const Revision& revision) const {
  return m_block.rows.empty() || (m_block.rows.size() < Intake::block_size && m_block.form == revision.record.form);
}

void NewRecordsTaker::add(const Revision& revision, const FieldList& fields, const RunReader& reader) {
  auto& own = register_of(revision.record.form);
  if (m_block.rows.empty()) {
    m_block.form = revision.record.form;
    m_block.register_no = own.no;
    m_block.first = m_length + 1;
    m_block.previous = m_head;
  }
  const auto body = m_run.add(revision, fields, reader.body()) + revision.salt.size();
  m_block.rows.push_back({m_next_record++, revision.record.id, revision.time, revision.id, &fields, body});
  own.greatest = revision.record.id;
  m_head = revision.id;
  ++m_length;
}

NewRecords NewRecordsTaker::take() {
  NewRecords taken = m_block;
  taken.run = m_run.bytes();
  taken.packed = m_packer.pack(taken.run);  // the thread that writes has the most to do
  m_run.clear();
  m_block.rows.clear();
  ++m_block.block;
  return taken;
}

}  // namespace scamdesk::ledger
