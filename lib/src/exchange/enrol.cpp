// SPDX-License-Identifier: Apache-2.0
#include "exchange/enrol.hpp"

#include <array>

#include "base/files.hpp"
#include "exchange/package.hpp"

namespace scamdesk::exchange {

Result<Card> read_card(const std::string& file) {
  const auto bytes = base::read_file(file, default_unpacked_limit);
  if (!bytes) { return fail(bytes.error()); }
  if (!bytes->starts_with("SDPK")) { return parse_card(*bytes, file); }
  const auto package = parse(*bytes);
  if (package) { return package->header.card; }
  auto error = package.error();
  error.place = SourcePlace{file};
  return fail(std::move(error));
}

Status check_enrolment(const ledger::Ledger& ledger, const Card& card, const std::string& file) {
  const auto refuse = [&](Message problem, Message hint) -> Status {
    return fail(Errc::not_permitted, std::move(problem), std::move(hint), SourcePlace{file});
  };
  if (card.exercise != ledger.identity().exercise) {
    return refuse(card.exercise ? message("an exercise desk cannot be enrolled in a real one")
                                : message("a real desk cannot be enrolled in an exercise"),
                  message("real and exercise desks never meet"));
  }
  const auto present = ledger.enrolment(card.key);
  if (present && present->enrolled && (present->mission != card.mission || present->role != card.role)) {
    return refuse(message("this desk is enrolled for {0} already", present->mission.value()),
                  message("a desk belongs to one mission for life; make a new one for {0}", card.mission.value()));
  }
  return {};
}

bool enrol(ledger::Ledger& ledger, records::Registers& registers, const Card& card, const records::Author& author) {
  const ledger::Enrolment wanted{card.key, card.mission, card.role, true};
  const auto present = ledger.enrolment(card.key);
  if (present && present->enrolled) { return false; }
  const auto form = registers.find(desk_register.value());
  const std::array key{to_string(card.key.value())};
  const ledger::NewRevision revision{{shared_owner, desk_register, records::keyed_id(*form, key)},
                                     ledger::Change::enrol, to_cells(wanted), author.actor};
  registers.follow(ledger.append(std::span(&revision, 1), author.now, *author.random));
  ledger.keep_enrolment(wanted);
  return true;
}

}  // namespace scamdesk::exchange
