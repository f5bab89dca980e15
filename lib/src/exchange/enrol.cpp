// SPDX-License-Identifier: Apache-2.0
#include "exchange/enrol.hpp"

#include <array>

#include "base/files.hpp"
#include "exchange/package.hpp"

namespace scamdesk::exchange {

namespace {

Result<Card> sender_card(std::string_view bytes, const std::string& file) {
  const auto package = parse(bytes);
  if (package) { return package->header.card; }
  auto error = package.error();
  error.place = SourcePlace{file};
  return fail(std::move(error));
}

}  // namespace

Result<Card> read_card(const std::string& file) {
  const auto bytes = base::read_file(file, default_unpacked_limit);
  if (!bytes) { return fail(bytes.error()); }
  return bytes->starts_with("SDPK") ? sender_card(*bytes, file) : parse_card(*bytes, file);
}

Result<Card> read_kit_card(const std::string& file) {
  const auto bytes = base::read_file(file, default_unpacked_limit);
  if (!bytes) { return fail(bytes.error()); }
  return bytes->starts_with("{") ? parse_card(*bytes, file) : sender_card(*bytes, file);
}

bool is_package(const std::string& file) {
  const auto bytes = base::read_file(file, default_unpacked_limit);
  return bytes && bytes->starts_with("SDPK");
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
  const auto kept = ledger.card(card.key);
  const bool later = !card.sealing.is_zero() && (!kept || kept->made < card.made);
  if (present && present->enrolled && !later) { return false; }
  const auto form = registers.find(desk_register.value());
  const std::array key{to_string(card.key.value())};
  const ledger::NewRevision revision{{shared_owner, desk_register, records::keyed_id(*form, key)},
                                     ledger::Change::enrol, to_cells(card), author.actor};
  registers.follow(ledger.append(std::span(&revision, 1), author.now, *author.random));
  ledger.keep_enrolment(wanted);
  if (later) { ledger.keep_card(to_known(card)); }
  return true;
}

void revoke(ledger::Ledger& ledger, records::Registers& registers, const ledger::Enrolment& desk, const std::string& reason,
            const records::Author& author) {
  std::vector<ledger::ChainHead> good;
  for (const auto& chain : ledger.chains()) {
    if (chain.desk == desk.key && chain.branch == 0) { good.push_back(chain); }
  }
  auto cells = to_cells(desk, good);
  cells["#reason"] = Cell::of(reason);
  const auto form = registers.find(desk_register.value());
  const std::array key{to_string(desk.key.value())};
  const ledger::NewRevision revision{{shared_owner, desk_register, records::keyed_id(*form, key)}, ledger::Change::revoke,
                                     std::move(cells), author.actor};
  registers.follow(ledger.append(std::span(&revision, 1), author.now, *author.random));
  ledger.keep_enrolment({desk.key, desk.mission, desk.role, false});
  ledger.keep_last_good(desk.key, good);
}

}  // namespace scamdesk::exchange
