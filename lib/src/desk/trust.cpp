// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/exchanging.hpp"
#include "exchange/enrol.hpp"
#include "exchange/package.hpp"
#include "exchange/succession.hpp"

namespace scamdesk {

namespace {

/// A fingerprint as it may be typed: its digits, whatever stands between them.
std::string digits_of(std::string_view typed) {
  std::string digits;
  for (const char c : typed) {
    const bool upper = c >= 'A' && c <= 'F';
    if ((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || upper) { digits += upper ? static_cast<char>(c - 'A' + 'a') : c; }
  }
  return digits;
}

/// Desks whose packages are held: the card of each, once, and the file it came in.
using HeldCards = std::vector<std::pair<exchange::Card, std::string>>;
HeldCards cards_held(const ledger::Ledger& ledger) {
  HeldCards cards;
  for (const auto& held : ledger.held()) {
    const auto bytes = ledger.held_bytes(held.no);
    const auto package = exchange::parse(bytes);
    if (!package || ledger.enrolment(package->header.card.key)) { continue; }
    const auto& card = package->header.card;
    const auto same = [&](const auto& one) { return one.first.key == card.key; };
    const auto known = std::ranges::find_if(cards, same);
    if (known == cards.end()) {
      cards.emplace_back(card, held.file);
    } else if (known->first.made < card.made) {
      known->first = card;
    }
  }
  return cards;
}

Result<ledger::Enrolment> find_desk(const ledger::Ledger& ledger, const std::string& typed) {
  const auto digits = digits_of(typed);
  std::vector<ledger::Enrolment> found;
  for (const auto& desk : ledger.all_enrolments()) {
    if (digits.size() >= 4 && digits_of(fingerprint(desk.key.value())).starts_with(digits)) { found.push_back(desk); }
  }
  if (found.size() == 1) { return found.front(); }
  return fail(Errc::not_found, found.empty() ? message("{0}: no desk with this fingerprint", typed) : message("{0}: more than one desk begins so", typed),
              message("'scamdesk desk trust list' shows them"));
}

/// Whoever has the desk has those keys too. What is held of what was written with them is good.
void revoke_former_keys(Desk::Impl& desk, const DeskKey& key, const std::string& reason) {
  for (const auto& former : exchange::former_keys(desk.ledger, key)) {
    const auto enrolment = desk.ledger.enrolment(former);
    if (!enrolment || !enrolment->enrolled || former == desk.identity().key) { continue; }
    const auto good = exchange::good_heads(desk.ledger, former, {}).value();
    exchange::revoke(desk.ledger, desk.registers, *enrolment, good, reason, desk.author());
  }
}

std::vector<TableCell> trust_row(const ledger::Ledger& ledger, const ledger::Enrolment& desk, bool pinned) {
  const auto card = ledger.card(desk.key);
  const bool sealable = card && !card->sealing.is_zero();
  const auto state = pinned ? word(message("pinned")) : desk.enrolled ? word(message("enrolled")) : word(message("revoked"));
  const auto role = desk.role == ledger::Role::headquarters ? word(message("Headquarters")) : word(message("Mission"));
  return {desk.mission.value(), TableCell(role, Data(desk.role == ledger::Role::headquarters ? "headquarters" : "mission")),
          fingerprint(desk.key.value()), TableCell(state, Data(pinned ? "pinned" : desk.enrolled ? "enrolled" : "revoked")),
          TableCell(sealable ? word(message("yes")) : word(message("no")), Data(sealable)),
          sealable ? to_string(card->made) : std::string()};
}

}  // namespace

Result<std::vector<Desk::Enrolled>> Desk::held_desks() {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return desk::guarded(*m_impl, [&]() -> Result<std::vector<Enrolled>> {
    std::vector<Enrolled> desks;
    for (const auto& [card, file] : cards_held(m_impl->ledger)) {
      desks.push_back({file, card.mission, fingerprint(card.key.value()), false});
    }
    std::ranges::sort(desks, {}, [](const Enrolled& one) { return std::pair(one.mission, one.fingerprint); });
    return desks;
  });
}

Result<Desk::EnrolReport> Desk::enrol_held(const std::vector<std::string>& fingerprints) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return desk::exchanging(*m_impl, [&]() -> Result<EnrolReport> {
    if (auto status = desk::require_believed(*m_impl); !status) { return fail(status.error()); }
    const auto cards = cards_held(m_impl->ledger);
    EnrolReport report;
    if (auto status = desk::unlock_for_held(*m_impl); !status) { return fail(status.error()); }
    exchange::Scope scope(m_impl->ledger.database());
    for (const auto& typed : fingerprints) {
      const auto of_card = [&](const auto& one) { return digits_of(fingerprint(one.first.key.value())) == digits_of(typed); };
      const auto found = std::ranges::find_if(cards, of_card);
      if (found == cards.end()) {
        return fail(Errc::not_found, message("{0}: no package that is held comes from this desk", typed),
                    message("'scamdesk desk enrol --from-held' shows those there are"));
      }
      const auto& [card, file] = *found;
      if (auto status = exchange::check_enrolment(m_impl->ledger, card, file); !status) { return fail(status.error()); }
      const bool changed = exchange::enrol(m_impl->ledger, m_impl->registers, card, m_impl->author());
      report.desks.push_back({file, card.mission, fingerprint(card.key.value()), changed});
    }
    scope.commit();
    report.merged = desk::merger(*m_impl).merge({}, nullptr);
    return report;
  });
}

Result<Table> Desk::trusted() {
  return desk::guarded(*m_impl, [&]() -> Result<Table> {
    Table table{"scamdesk.trust/1", "desks", {}, word(message("Desks that are trusted")),
                {{"mission", word(message("Mission"))},
                 {"role", word(message("Role"))},
                 {"fingerprint", word(message("Fingerprint"))},
                 {"state", word(message("State"))},
                 {"can_be_sealed_to", word(message("Can be sealed to"))},
                 {"card_made", word(message("Card made (UTC)"))}},
                {}, {}};
    const auto& ledger = m_impl->ledger;
    const auto& pinned = m_impl->identity().headquarters;
    const bool holds = !pinned.value().is_zero() && !ledger.is_revoked(pinned);
    if (holds) {
      table.rows.push_back(trust_row(ledger, {pinned, headquarters_code, ledger::Role::headquarters, true}, true));
    }
    for (const auto& desk : ledger.all_enrolments()) {
      if (!holds || desk.key != pinned) { table.rows.push_back(trust_row(ledger, desk, false)); }
    }
    return table;
  });
}

Result<Desk::Enrolled> Desk::revoke(const Revocation& given) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  if (given.reason.empty()) { return fail(Errc::bad_input, message("a revocation needs a reason"), message("give --reason \"...\"")); }
  return desk::writing(*m_impl, [&]() -> Result<Enrolled> {
    if (auto status = desk::require_believed(*m_impl); !status) { return fail(status.error()); }
    const auto found = find_desk(m_impl->ledger, given.desk);
    if (!found) { return fail(found.error()); }
    if (found->key == m_impl->identity().key) { return fail(Errc::not_permitted, message("a desk does not revoke itself")); }
    const auto good = exchange::good_heads(m_impl->ledger, found->key, given.last_good);
    if (!good) { return fail(good.error()); }
    const bool changed = found->enrolled || (!given.last_good.empty() && m_impl->ledger.last_good(found->key) != *good);
    if (changed) {
      revoke_former_keys(*m_impl, found->key, given.reason);
      exchange::revoke(m_impl->ledger, m_impl->registers, *found, *good, given.reason, m_impl->author());
    }
    return Enrolled{{}, found->mission, fingerprint(found->key.value()), changed};
  });
}

Status Desk::rotate(bool signing) {
  if (auto status = desk::unlock(*m_impl); !status) { return status; }
  return desk::writing(*m_impl, [&]() -> Status {
    if (signing) {
      if (auto status = exchange::check_renewal(m_impl->ledger, m_impl->registers); !status) { return status; }
      exchange::renew_signing_key(m_impl->ledger, m_impl->registers, m_impl->author());
    }
    m_impl->ledger.renew_sealing_key(*m_impl->random);
    desk::keep_own_card(*m_impl);
    return {};
  });
}

}  // namespace scamdesk
