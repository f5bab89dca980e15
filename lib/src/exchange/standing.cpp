// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "exchange/authority.hpp"
#include "exchange/enrol.hpp"

/// What is kept of every desk: whether it is enrolled, how far a revoked one is good, its card. All of it follows from the
/// records of register `desk`.
namespace scamdesk::exchange {
namespace {

/// Keeps what records of register `desk` come to.
class Keeper {
public:
  Keeper(ledger::Ledger& ledger, records::Registers& registers) : m_ledger(ledger), m_registers(registers) {}

  // What is said of headquarters' desks decides whose word counts, of these and of all others.
  void keep(const std::set<std::int64_t>& record_nos) {
    std::set<std::int64_t> others;
    bool of_headquarters = false;
    for (const auto no : record_nos) {
      if (is_of_headquarters(m_ledger.history(no))) {
        of_headquarters = true;
      } else {
        others.insert(no);
      }
    }
    if (of_headquarters) { others.merge(keep_headquarters()); }
    for (const auto no : others) { keep_mission(no); }
    others.insert(record_nos.begin(), record_nos.end());
    for (const auto no : others) { keep_card(no); }
  }

private:
  static bool is_of_headquarters(const std::vector<ledger::Revision>& history) {
    return std::ranges::any_of(history, [](const ledger::Revision& revision) {
      const auto said = enrolment_of(revision.cells);
      return said && said->role == ledger::Role::headquarters;
    });
  }

  /// The records of missions' desks of which those spoke whose standing changed.
  std::set<std::int64_t> keep_headquarters() {
    std::vector<std::vector<ledger::Revision>> histories;
    std::set<std::int64_t> missions, touched;
    for (const auto no : m_ledger.records(desk_register, std::nullopt)) {
      auto history = m_ledger.history(no);
      if (is_of_headquarters(history)) {
        histories.push_back(std::move(history));
      } else {
        missions.insert(no);
      }
    }
    std::vector<DeskKey> changed;
    for (const auto& [key, standing] : Authority(m_ledger, histories).standings()) {
      if (keep_standing(standing.enrolment, standing.good)) { changed.push_back(key); }
    }
    for (const auto& key : changed) { touched.merge(settle_again(key)); }
    std::erase_if(touched, [&](const std::int64_t no) { return !missions.contains(no); });
    return touched;
  }

  void keep_mission(std::int64_t record_no) {
    const auto cells = m_ledger.state(record_no).cells;
    if (const auto enrolment = enrolment_in(record_no, cells); enrolment && keep_standing(*enrolment, last_good_of(cells))) {
      settle_again(enrolment->key);
    }
  }

  /// Where nothing that enrolled a desk counts any more, since the desk of headquarters that did so was revoked, it stands
  /// as revoked itself, and nothing of it is good.
  std::optional<ledger::Enrolment> enrolment_in(std::int64_t record_no, const Cells& cells) const {
    if (auto enrolment = enrolment_of(cells)) { return enrolment; }
    for (const auto& revision : m_ledger.history(record_no)) {
      auto enrolment = enrolment_of(revision.cells);
      if (!enrolment) { continue; }
      enrolment->enrolled = enrolment->key == m_ledger.identity().key;
      return enrolment;
    }
    return std::nullopt;
  }

  /// True when other revisions of the desk count now than before.
  bool keep_standing(const ledger::Enrolment& desk, std::span<const ledger::ChainHead> good) {
    const auto standing = [&] { return m_ledger.is_revoked(desk.key) ? std::optional(m_ledger.last_good(desk.key)) : std::nullopt; };
    const auto before = standing();
    m_ledger.keep_enrolment(desk);
    if (m_ledger.last_good(desk.key) != std::vector(good.begin(), good.end())) { m_ledger.keep_last_good(desk.key, good); }
    return before != standing();
  }

  /// The records that it wrote on; those of desks among them.
  std::set<std::int64_t> settle_again(const DeskKey& desk) {
    const auto touched = m_ledger.touched_by(desk);
    m_registers.follow(touched);
    std::set<std::int64_t> desks;
    for (const auto& one : touched) {
      if (one.record.form == desk_register) { desks.insert(one.record_no); }
    }
    return desks;
  }

  void keep_card(std::int64_t record_no) {
    const auto card = card_of(m_ledger.state(record_no).cells, m_ledger.identity().exercise);
    if (card && card->key != m_ledger.identity().key) { m_ledger.keep_card(to_known(*card)); }
  }

  ledger::Ledger& m_ledger;
  records::Registers& m_registers;
};

}  // namespace

void keep_desks(ledger::Ledger& ledger, records::Registers& registers, const std::set<std::int64_t>& record_nos) {
  Keeper(ledger, registers).keep(record_nos);
}

}  // namespace scamdesk::exchange
