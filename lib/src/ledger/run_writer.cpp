// SPDX-License-Identifier: Apache-2.0
#include "ledger/run.hpp"

#include <algorithm>

#include <scamdesk/text.hpp>

#include "base/hash.hpp"
#include "ledger/canonical.hpp"
#include "ledger/run_format.hpp"

namespace scamdesk::ledger {

RunWriter::RunWriter() { m_bytes.byte(run_version); }

void RunWriter::clear() {
  m_bytes.clear();
  m_bytes.byte(run_version);
  m_words.clear();
  m_fields.clear();
  m_last_fields = nullptr;
  m_lists.clear();
  m_count = 0;
}

void RunWriter::word(const std::string& word) {
  const auto [at, fresh] = m_words.try_emplace(word, m_words.size() + 1);
  if (!fresh) {
    m_bytes.integer(at->second);
    return;
  }
  m_bytes.integer(0).text(word);
}

std::string_view RunWriter::paths(const Cells& cells) {
  m_scratch.clear();
  write_paths(m_scratch, cells);
  if (m_last_fields == nullptr || m_last_fields->first != m_scratch.bytes()) {
    const auto [at, fresh] = m_fields.try_emplace(m_scratch.bytes(), m_fields.size() + 1);
    m_last_fields = &*at;
    if (fresh) {
      m_bytes.integer(0).append(at->first);
      return at->first;
    }
  }
  m_bytes.integer(m_last_fields->second);
  return m_last_fields->first;
}

void RunWriter::put_header(const Revision& revision) {
  ++m_count;
  word(revision.record.form.value());
  m_bytes.fixed(revision.record.id.bytes).integer(revision.parents.size());
  for (const auto& parent : revision.parents) { m_bytes.fixed(parent.value().bytes); }
  m_bytes.integer(static_cast<std::uint64_t>(revision.time.time_since_epoch().count()));
  word(revision.actor);
  const auto change = static_cast<std::uint8_t>(revision.change);
  m_bytes.byte(revision.destroyed ? static_cast<std::uint8_t>(change | destroyed_bit) : change);
  if (revision.destroyed) { m_bytes.replace_front(run_version_destroyed); }
}

RunWriter::Written RunWriter::put(const Revision& revision) {
  put_header(revision);
  const auto fields = paths(revision.cells);
  const auto body = m_bytes.size();
  if (revision.destroyed) {
    m_bytes.fixed(revision.destroyed->bytes);
  } else {
    write_body(m_bytes, revision);
  }
  return {fields, body};
}

void RunWriter::add(const Revision& revision) { put(revision); }

void RunWriter::identify_and_add(Revision& revision) {
  const auto written = put(revision);
  identify(revision, written.fields, written.body);
}

void RunWriter::identify(Revision& revision, std::string_view fields, std::size_t body) {
  const auto hash = base::blake2b(std::string_view(m_bytes.bytes()).substr(body));
  m_scratch.clear();
  write_header(m_scratch, revision, fields, hash);
  revision.id = RevisionId(base::blake2b(m_scratch.bytes()));
}

std::size_t RunWriter::identify_and_add(Revision& revision, const FieldList& fields, std::span<const CellView> values) {
  put_header(revision);
  put_fields(fields);
  const auto body = m_bytes.size();
  m_bytes.fixed(revision.salt);
  for (const auto& value : values) { m_bytes.byte(static_cast<std::uint8_t>(value.state)).text(value.text); }
  identify(revision, fields.bytes, body);
  return body;
}

std::size_t RunWriter::add(const Revision& revision, const FieldList& fields, std::string_view body) {
  put_header(revision);
  put_fields(fields);
  m_bytes.append(body);
  return m_bytes.size() - body.size();
}

void RunWriter::put_fields(const FieldList& fields) {
  auto [met, fresh] = m_lists.try_emplace(&fields, 0);
  if (fresh) {
    const auto [at, first] = m_fields.try_emplace(fields.bytes, m_fields.size() + 1);
    met->second = at->second;
    m_bytes.integer(first ? 0 : at->second);
    if (first) { m_bytes.append(fields.bytes); }
  } else {
    m_bytes.integer(met->second);
  }
}

bool RunWriter::can_write(const Revision& revision) {
  const bool header = is_utf8(revision.record.form.value()) && is_utf8(revision.actor) && revision.time >= Instant{} &&
                      revision.time <= last_instant;
  return header && std::all_of(revision.cells.begin(), revision.cells.end(), [](const auto& field) {
           const auto& [path, cell] = field;
           return is_utf8(path) && is_utf8(cell.text) && (cell.text.empty() || cell.has_value());
         });
}

}  // namespace scamdesk::ledger
