// SPDX-License-Identifier: Apache-2.0
#include "ledger/run.hpp"

#include <scamdesk/text.hpp>

#include "base/hash.hpp"
#include "ledger/canonical.hpp"
#include "ledger/run_format.hpp"

namespace scamdesk::ledger {

RunReader::RunReader(std::string_view bytes, RunPlace place) : m_rest(bytes), m_place(std::move(place)) {
  const auto version = m_rest.byte();
  m_may_lack = version == run_version_destroyed;
  if (version != run_version && !m_may_lack) { m_rest.fault(); }
}

RunReader::RunReader(std::string_view bytes, RunPlace place, std::span<const RevisionId> ids)
    : RunReader(bytes, std::move(place)) {
  m_ids = ids;
}

bool RunReader::next(Revision& revision) {
  if (!skim(revision)) { return false; }
  fill(revision);
  return true;
}

bool RunReader::skim(Revision& revision) {
  if (!m_rest.sound()) { return false; }
  if (m_rest.at_end()) {
    if (m_may_lack && !m_lacks) { m_rest.fault(); }  // a run has one form
    return false;
  }
  header(revision);
  field_list();
  if (!m_rest.sound()) { return false; }
  const auto body = m_rest.rest();
  if (revision.destroyed) {
    m_rest.fixed(revision.destroyed->bytes);
    m_values.assign(m_fields[m_field_list].paths.size(), {CellState::erased, {}});
  } else {
    m_salt = m_rest.take(std::tuple_size_v<decltype(Revision::salt)>);
    values(m_fields[m_field_list].paths.size());
  }
  if (!m_rest.sound()) { return false; }
  m_body = body.substr(0, body.size() - m_rest.rest().size());
  revision.id = identify(revision);
  m_place.previous = revision.id;
  ++m_place.first;
  return true;
}

RevisionId RunReader::identify(const Revision& revision) {
  if (m_next_id < m_ids.size()) { return m_ids[m_next_id++]; }
  m_scratch.clear();
  write_header(m_scratch, revision, m_fields[m_field_list].bytes, revision.destroyed ? *revision.destroyed : base::blake2b(m_body));
  return RevisionId(base::blake2b(m_scratch.bytes()));
}

void RunReader::header(Revision& revision) {
  revision.desk = m_place.desk;
  revision.record.owner = m_place.owner;
  revision.place = m_place.first;
  revision.previous = m_place.previous;
  std::string form;
  word(form);
  revision.record.form = FormName(std::move(form));
  m_rest.fixed(revision.record.id.bytes);
  parents(revision.parents);
  const auto time = m_rest.integer();
  if (time > static_cast<std::uint64_t>(last_instant.time_since_epoch().count())) { m_rest.fault(); }
  revision.time = Instant{std::chrono::milliseconds{static_cast<std::int64_t>(time)}};
  word(revision.actor);
  auto change = m_rest.byte();
  revision.destroyed.reset();
  if (m_may_lack && (change & destroyed_bit) != 0) {
    change = static_cast<std::uint8_t>(change & ~destroyed_bit);
    revision.destroyed.emplace();
    m_lacks = true;
  }
  revision.change = static_cast<Change>(change);
  if (!is_known(revision.change)) { m_rest.fault(); }
}

std::string_view RunReader::text() {
  const auto text = m_rest.text();
  if (m_ids.empty() && !is_utf8(text)) { m_rest.fault(); }  // of a run read before it is known
  return text;
}

void RunReader::word(std::string& out) {
  const auto number = m_rest.integer();
  if (number == 0) {
    const auto fresh = text();
    if (!m_rest.sound() || m_known_words.contains(fresh)) {
      m_rest.fault();
      return;
    }
    m_known_words.insert(m_words.emplace_back(fresh));
    out = fresh;
  } else if (number <= m_words.size()) {
    out = m_words[number - 1];
  } else {
    m_rest.fault();
  }
}

void RunReader::parents(std::vector<RevisionId>& out) {
  out.clear();
  auto count = m_rest.integer();
  for (; count > 0 && m_rest.sound(); --count) {
    Hash hash;
    m_rest.fixed(hash.bytes);
    const RevisionId parent(hash);
    if (!out.empty() && !(out.back() < parent)) { m_rest.fault(); }
    out.push_back(parent);
  }
}

void RunReader::field_list() {
  const auto number = m_rest.integer();
  if (number > 0) {
    if (number > m_fields.size()) { m_rest.fault(); }
    m_field_list = number - 1;
    return;
  }
  const auto start = m_rest.rest();
  FieldList list;
  for (auto count = m_rest.integer(); count > 0 && m_rest.sound(); --count) {
    const auto path = text();
    if (path.empty() || (!list.paths.empty() && !(list.paths.back() < path))) { m_rest.fault(); }
    list.paths.emplace_back(path);
  }
  list.bytes = start.substr(0, start.size() - m_rest.rest().size());
  if (!m_rest.sound() || m_known_fields.contains(list.bytes)) {
    m_rest.fault();
    return;
  }
  m_field_list = m_fields.size();
  m_known_fields.insert(m_fields.emplace_back(std::move(list)).bytes);
}

void RunReader::values(std::size_t count) {
  m_values.clear();
  for (; count > 0 && m_rest.sound(); --count) {
    const auto state = m_rest.byte();
    const auto value = text();
    if (state > static_cast<std::uint8_t>(CellState::erased)) { m_rest.fault(); }
    if (static_cast<CellState>(state) != CellState::value && !value.empty()) { m_rest.fault(); }
    m_values.push_back({static_cast<CellState>(state), value});
  }
}

void RunReader::fill(Revision& revision) const {
  if (revision.destroyed) {
    revision.salt = {};
  } else {
    std::copy(m_salt.begin(), m_salt.end(), reinterpret_cast<char*>(revision.salt.data()));
  }
  const auto& paths = m_fields[m_field_list].paths;
  auto& cells = revision.cells;
  auto at = cells.begin();
  for (std::size_t i = 0; i < paths.size(); ++i) {
    // Runs of a bulk import set the same fields again and again: keep their nodes.
    while (at != cells.end() && at->first < paths[i]) { at = cells.erase(at); }
    if (at == cells.end() || at->first != paths[i]) { at = cells.emplace_hint(at, paths[i], Cell{}); }
    at->second.state = m_values[i].state;
    at->second.text = m_values[i].text;
    ++at;
  }
  cells.erase(at, cells.end());
}

}  // namespace scamdesk::ledger
