// SPDX-License-Identifier: Apache-2.0
#include "desk/exchanging.hpp"
#include "desk/survey.hpp"
#include "exchange/enrol.hpp"

namespace scamdesk {

using desk::guarded;

Result<std::string> Desk::card() {
  return guarded(*m_impl, [&]() -> Result<std::string> {
    return exchange::to_json(exchange::own_card(m_impl->ledger));
  });
}

Result<std::string> card_fingerprint(const std::string& file) {
  return exchange::read_kit_card(file).map([](const exchange::Card& card) { return fingerprint(card.key.value()); });
}

namespace {

// All cards are read and checked before the first is enrolled: all or none.
Result<std::vector<exchange::Card>> read_cards(Desk::Impl& impl, const std::vector<std::string>& files) {
  const auto roster = desk::roster(impl);
  if (!roster) { return fail(roster.error()); }
  std::vector<exchange::Card> cards;
  for (const auto& file : files) {
    const auto card = exchange::read_card(file);
    if (!card) { return fail(card.error()); }
    if (card->mission != headquarters_code) {
      if (const auto mission = roster->require(card->mission.value()); !mission) { return fail(mission.error()); }
    }
    if (auto status = exchange::check_enrolment(impl.ledger, *card, file); !status) { return fail(status.error()); }
    cards.push_back(*card);
  }
  return cards;
}

}  // namespace

Result<Desk::EnrolReport> Desk::enrol(const std::vector<std::string>& files) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return desk::exchanging(*m_impl, [&]() -> Result<EnrolReport> {
    if (auto status = desk::require_believed(*m_impl); !status) { return fail(status.error()); }
    const auto cards = read_cards(*m_impl, files);
    if (!cards) { return fail(cards.error()); }
    if (auto status = desk::unlock_for_held(*m_impl); !status) { return fail(status.error()); }
    EnrolReport report;
    exchange::Scope scope(m_impl->ledger.database());
    for (std::size_t i = 0; i < cards->size(); ++i) {
      const auto& card = (*cards)[i];
      const bool changed = exchange::enrol(m_impl->ledger, m_impl->registers, card, m_impl->author());
      report.desks.push_back({files[i], card.mission, fingerprint(card.key.value()), changed});
    }
    scope.commit();
    report.merged = desk::merger(*m_impl).merge({}, nullptr);
    return report;
  });
}

}  // namespace scamdesk
