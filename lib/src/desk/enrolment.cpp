// SPDX-License-Identifier: Apache-2.0
#include "desk/exchanging.hpp"
#include "desk/survey.hpp"
#include "exchange/enrol.hpp"
#include "exchange/held.hpp"

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

namespace {

Text plain(std::string text) { return {text, text}; }

std::vector<TableCell> gap_row(const char* kind, std::string desk, std::string owner, Data have, Data need, Text what) {
  const auto number = [](const Data& data) {
    const auto* value = std::get_if<std::int64_t>(&data.value());
    return TableCell(plain(value != nullptr ? std::to_string(*value) : ""), data);
  };
  auto words = what.en;
  return {kind, std::move(desk), std::move(owner), number(have), number(need), TableCell(std::move(what), std::move(words))};
}

std::string name_of(const ledger::Ledger& ledger, const DeskKey& desk) {
  const auto enrolment = ledger.enrolment(desk);
  const auto print = fingerprint(desk.value());
  return enrolment ? enrolment->mission.value() + " " + print.substr(0, 9) : print.substr(0, 9);
}

void add_chain_gap(Table& table, const ledger::Ledger& ledger, const ledger::Ledger::Gap& gap) {
  if (gap.need > gap.have) {
    table.rows.push_back(gap_row("chain", name_of(ledger, gap.desk), gap.owner.value(), std::size_t{gap.have},
                                 std::size_t{gap.need}, word(message("part of a desk's changes has not come"))));
  }
  for (const auto& parent : gap.parents) {
    table.rows.push_back(gap_row("parent", name_of(ledger, gap.desk), gap.owner.value(), {}, {},
                                 word(message("a change waits for change {0}", to_string(parent.value()).substr(0, 12)))));
  }
}

}  // namespace

Result<Table> Desk::gaps() {
  return guarded(*m_impl, [&]() -> Result<Table> {
    const auto& ledger = m_impl->ledger;
    Table table{"scamdesk.gaps/1", "gaps", {}, word(message("What is missing")),
                {{"kind", word(message("Kind"))},
                 {"desk", word(message("Desk"))},
                 {"owner", word(message("Owner"))},
                 {"have", word(message("Held up to")), Align::right},
                 {"need", word(message("Known up to")), Align::right},
                 {"what", word(message("What is missing"))}},
                {}, {}};
    for (const auto& gap : ledger.gaps()) { add_chain_gap(table, ledger, gap); }
    for (const auto& held : ledger.held()) {
      const auto sender = exchange::sender_of(ledger.held_bytes(held.no));
      const auto reason = word(exchange::from_stored(held.reason));
      table.rows.push_back(gap_row("package", sender ? sender->value() : "", "", {}, {},
                                   {held.file + ": " + reason.ko, held.file + ": " + reason.en}));
    }
    for (const auto& fork : ledger.forks()) {
      table.rows.push_back(gap_row("fork", name_of(ledger, fork.desk), fork.owner.value(), {}, {},
                                   word(message("the desk went on from an old copy of itself, at its change {0}", fork.place))));
    }
    return table;
  });
}

}  // namespace scamdesk
