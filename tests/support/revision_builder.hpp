// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

#include "base/hash.hpp"
#include "ledger/revision.hpp"

namespace scamdesk::test {

/// A desk's name made of a word.
inline DeskKey desk(std::string_view name) { return DeskKey(base::blake2b(name)); }

inline ledger::RecordKey record(std::string_view name, std::string_view owner = "KH-PNH") {
  return {Owner(std::string(owner)), FormName("case"), base::uuid_v5(base::scamdesk_namespace, name)};
}

/// Builds a revision that reads like the story; the dull fields are supplied.
class RevisionBuilder {
public:
  RevisionBuilder() {
    m_revision.desk = desk("PNH");
    m_revision.record = record("a case");
    m_revision.place = 1;
    m_revision.time = *parse_instant("2025-10-15T00:00:00Z");
    m_revision.actor = "officer";
  }
  template <class... Parents>
  RevisionBuilder& after(const Parents&... parents) {
    (see(parents), ...);
    std::sort(m_revision.parents.begin(), m_revision.parents.end());
    return *this;
  }
  RevisionBuilder& by(std::string_view name) {
    return with([&] { m_revision.desk = desk(name); });
  }
  RevisionBuilder& of(const ledger::RecordKey& key) {
    return with([&] { m_revision.record = key; });
  }
  RevisionBuilder& at(std::string_view time) {
    return with([&] { m_revision.time = *parse_instant(time); });
  }
  RevisionBuilder& is(ledger::Change change) {
    return with([&] { m_revision.change = change; });
  }
  RevisionBuilder& sets(std::string_view path, std::string_view value) {
    return with([&] { m_revision.cells[std::string(path)] = Cell::of(std::string(value)); });
  }
  RevisionBuilder& clears(std::string_view path) {
    return with([&] { m_revision.cells[std::string(path)] = {}; });
  }
  RevisionBuilder& follows(const ledger::Revision& in_chain) {
    return with([&] {
      m_revision.desk = in_chain.desk;
      m_revision.record.owner = in_chain.record.owner;
      m_revision.place = in_chain.place + 1;
      m_revision.previous = in_chain.id;
    });
  }

  operator ledger::Revision() const {
    auto made = m_revision;
    made.id = ledger::identify(made);
    return made;
  }

private:
  template <class Change>
  RevisionBuilder& with(Change change) {
    change();
    return *this;
  }
  void see(const ledger::Revision& parent) {
    m_revision.record = parent.record;
    m_revision.parents.push_back(parent.id);
    m_revision.time = std::max(m_revision.time, parent.time + std::chrono::milliseconds{1});
  }

  ledger::Revision m_revision;
};

inline RevisionBuilder revision() { return {}; }

}  // namespace scamdesk::test
