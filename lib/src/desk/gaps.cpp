// SPDX-License-Identifier: Apache-2.0
#include "desk/exchanging.hpp"
#include "exchange/enrol.hpp"
#include "exchange/held.hpp"
#include "exchange/succession.hpp"
#include "ledger/notes.hpp"

/// What is missing here, and forks: how they are found, told and mended.
namespace scamdesk {

using desk::guarded;

namespace {

std::string name_of(const ledger::Ledger& ledger, const DeskKey& desk) {
  const auto enrolment = ledger.enrolment(desk);
  const auto print = fingerprint(desk.value());
  return enrolment ? enrolment->mission.value() + " " + print.substr(0, 9) : print.substr(0, 9);
}

TableCell count(std::uint64_t number) { return TableCell(std::size_t{number}); }
TableCell empty() { return {Text{}, Data()}; }
TableCell english(const Text& text) { return {text, Data(text.en)}; }

class Gaps {
public:
  Gaps(Desk::Impl& desk, Table& table) : m_ledger(desk.ledger), m_notes(desk.ledger.database()), m_table(table) {}

  void add(const ledger::Ledger::Gap& gap) {
    const auto desk = name_of(m_ledger, gap.desk);
    const auto enrolment = m_ledger.enrolment(gap.desk);
    const auto to_ask = asked(m_notes.last_packed(peer(enrolment ? enrolment->mission : MissionCode(""))));
    if (gap.need > gap.have) {
      m_table.rows.push_back({"chain", desk, gap.owner.value(), count(gap.have), count(gap.need),
                              english(word(message("part of a desk's changes has not come"))), to_ask});
    }
    for (const auto& parent : gap.parents) {
      m_table.rows.push_back({"parent", desk, gap.owner.value(), empty(), empty(),
                              english(word(message("a change waits for change {0}", to_string(parent.value()).substr(0, 12)))), to_ask});
    }
  }
  /// What is held since changes are missing is asked for; what waits for a key or a form is not.
  void add(const ledger::Ledger::Held& held) {
    const auto sender = exchange::sender_of(m_ledger.held_bytes(held.no));
    const auto reason = exchange::from_stored(held.reason);
    const auto words = word(reason);
    const bool missing = sender && reason.id == message("the changes {0} to {1} of {2} are missing", 0, 0, "").id;
    m_table.rows.push_back({"package", sender ? sender->value() : "", "", empty(), empty(),
                            english({held.file + ": " + words.ko, held.file + ": " + words.en}),
                            missing ? asked(m_notes.first_packed(peer(*sender), held.since)) : empty()});
  }
  void add(const exchange::Fork& fork) {
    const bool own = fork.desk == m_ledger.identity().key;
    const auto place = std::size_t{fork.place};
    const auto what = fork.mended ? message("the desk went on from an old copy of itself, at its change {0}; a new key of its has mended that", place)
                      : own       ? message("this desk went on from an old copy of itself, at its change {0}: 'scamdesk desk repair' mends it", place)
                                  : message("the desk went on from an old copy of itself, at its change {0}: pack to it, then 'scamdesk desk repair' there mends it", place);
    m_table.rows.push_back({fork.mended ? "mended" : "fork", name_of(m_ledger, fork.desk), fork.owner.value(), empty(), empty(),
                            english(word(what)), empty()});
  }

private:
  MissionCode peer(const MissionCode& mission) const {
    return m_ledger.identity().role == ledger::Role::headquarters ? mission : headquarters_code;
  }
  /// Every package asks for what is not here, since it tells what is.
  static TableCell asked(const std::optional<Instant>& since) {
    if (since) { return TableCell(to_string(*since)); }
    return {word(message("not yet: the next package does")), Data()};
  }

  ledger::Ledger& m_ledger;
  ledger::PackageNotes m_notes;
  Table& m_table;
};

}  // namespace

Result<Table> Desk::gaps(bool all) {
  return guarded(*m_impl, [&]() -> Result<Table> {
    Table table{"scamdesk.gaps/1", "gaps", {}, word(message("What is missing")),
                {{"kind", word(message("Kind"))},
                 {"desk", word(message("Desk"))},
                 {"owner", word(message("Owner"))},
                 {"have", word(message("Held up to")), Align::right},
                 {"need", word(message("Known up to")), Align::right},
                 {"what", word(message("What is missing"))},
                 {"asked", word(message("Asked for since (UTC)"))}},
                {}, {}};
    Gaps gaps(*m_impl, table);
    for (const auto& gap : m_impl->ledger.gaps()) { gaps.add(gap); }
    for (const auto& held : m_impl->ledger.held()) { gaps.add(held); }
    const bool headquarters = m_impl->headquarters();
    for (const auto& fork : exchange::forks(m_impl->ledger)) {
      const bool ours = headquarters || fork.desk == m_impl->identity().key;
      if (all || (ours && !fork.mended)) { gaps.add(fork); }
    }
    return table;
  });
}

Result<std::vector<ForkedDesk>> Desk::forked_desks() {
  return guarded(*m_impl, [&]() -> Result<std::vector<ForkedDesk>> { return exchange::to_public(m_impl->ledger); });
}

Result<Desk::Repair> Desk::repair() {
  const auto forked = guarded(*m_impl, [&]() -> Result<bool> { return exchange::is_forked(m_impl->ledger); });
  if (!forked) { return fail(forked.error()); }
  if (!*forked) { return Repair{false, m_impl->headquarters(), {}, fingerprint(m_impl->identity().key.value())}; }
  if (auto status = desk::unlock(*m_impl); !status) { return fail(status.error()); }
  return desk::writing(*m_impl, [&]() -> Result<Repair> {
    const auto former = fingerprint(m_impl->identity().key.value());
    if (auto status = exchange::check_renewal(m_impl->ledger, m_impl->registers); !status) { return fail(status.error()); }
    exchange::renew_signing_key(m_impl->ledger, m_impl->registers, m_impl->author(), "desk repair");
    desk::keep_own_card(*m_impl);
    return Repair{true, m_impl->headquarters(), former, fingerprint(m_impl->identity().key.value())};
  });
}

}  // namespace scamdesk
