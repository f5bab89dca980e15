// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/hash.hpp"
#include "ledger/ledger.hpp"
#include "support/temp_folder.hpp"

namespace scamdesk::test {

/// A new store with its own key, in a folder of its own.
class TempLedger {
public:
  explicit TempLedger(std::string_view name = "desk", std::string_view mission = "KH-PNH")
      : m_random(base::seeded_random(name)), m_ledger(make(std::string(mission))) {}

  ledger::Ledger& operator*() { return m_ledger; }
  ledger::Ledger* operator->() { return &m_ledger; }
  std::string file() const { return m_folder.file("desk.db"); }

  /// One change, written in a transaction of its own.
  ledger::Touched write(const ledger::RecordKey& key, Cells cells, ledger::Change change = ledger::Change::set,
                        Instant now = *parse_instant("2025-10-15T00:00:00Z")) {
    return write_all({{key, change, std::move(cells), "officer"}}, now).front();
  }
  std::vector<ledger::Touched> write_all(const std::vector<ledger::NewRevision>& changes,
                                         Instant now = *parse_instant("2025-10-15T00:00:00Z")) {
    ledger::Transaction transaction(m_ledger.database());
    auto touched = m_ledger.append(changes, now, *m_random);
    transaction.commit();
    return touched;
  }
  ledger::Ledger::Reception receive(const std::vector<ledger::Revision>& segment,
                                    Instant arrival = *parse_instant("2025-10-20T00:00:00Z")) {
    ledger::Transaction transaction(m_ledger.database());
    auto reception = m_ledger.receive(segment, arrival, 1);
    transaction.commit();
    return reception;
  }
  /// Takes all that another holds, chain by chain.
  void receive_all(const ledger::Ledger& other) {
    for (const auto& chain : other.chains()) { receive(other.read_chain(chain, 1)); }
  }

private:
  ledger::Ledger make(const std::string& mission) {
    ledger::Identity identity;
    identity.mission = MissionCode(mission);
    identity.role = mission == "HQ" ? ledger::Role::headquarters : ledger::Role::mission;
    return std::move(ledger::Ledger::create(file(), identity, *m_random).value());
  }

  TempFolder m_folder;
  std::unique_ptr<base::Random> m_random;
  ledger::Ledger m_ledger;
};

}  // namespace scamdesk::test
