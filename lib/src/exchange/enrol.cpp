// SPDX-License-Identifier: Apache-2.0
#include "exchange/enrol.hpp"

#include <algorithm>
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

/// As much of a chain as was written no later than a revision of the same desk.
ledger::ChainHead cut(const ledger::Ledger& ledger, const ledger::ChainHead& chain, const ledger::Revision& last) {
  auto head = chain;
  head.length = 0;
  bool past = false;
  ledger.visit_chain(chain, 1, [&](const ledger::Revision& revision) {
    past = past || (chain.owner == last.record.owner ? revision.place > last.place : revision.time > last.time);
    if (past) { return; }
    head.length = revision.place;
    head.head = revision.id;
  });
  return head;
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
  keep_standing(ledger, registers, wanted, {});
  if (later) { ledger.keep_card(to_known(card)); }
  return true;
}

Result<std::vector<ledger::ChainHead>> good_heads(const ledger::Ledger& ledger, const DeskKey& desk, const std::string& last_good) {
  std::vector<ledger::ChainHead> heads;
  for (const auto& chain : ledger.chains()) {
    if (chain.desk == desk && chain.branch == 0) { heads.push_back(chain); }
  }
  std::ranges::sort(heads, {}, &ledger::ChainHead::owner);
  if (last_good.empty()) { return heads; }
  std::optional<ledger::Revision> named;
  for (const auto& chain : heads) {
    ledger.visit_chain(chain, 1, [&](const ledger::Revision& revision) {
      if (last_good.size() >= 8 && to_string(revision.id.value()).starts_with(last_good)) { named = revision; }
    });
  }
  if (!named) {
    return fail(Errc::not_found, message("{0}: no revision of this desk begins so", last_good),
                message("'scamdesk desk log' and the histories of records show them: eight digits at least"));
  }
  for (auto& head : heads) { head = cut(ledger, head, *named); }
  std::erase_if(heads, [](const ledger::ChainHead& head) { return head.length == 0; });
  return heads;
}

void keep_standing(ledger::Ledger& ledger, records::Registers& registers, const ledger::Enrolment& desk,
                   std::span<const ledger::ChainHead> good) {
  const auto standing = [&] {
    const auto kept = ledger.enrolment(desk.key);
    return kept && !kept->enrolled ? std::optional(ledger.last_good(desk.key)) : std::nullopt;
  };
  const auto before = standing();
  ledger.keep_enrolment(desk);
  if (ledger.last_good(desk.key) != std::vector(good.begin(), good.end())) { ledger.keep_last_good(desk.key, good); }
  if (before != standing()) { registers.follow(ledger.touched_by(desk.key)); }
}

void revoke(ledger::Ledger& ledger, records::Registers& registers, const ledger::Enrolment& desk,
            std::span<const ledger::ChainHead> good, const std::string& reason, const records::Author& author) {
  auto cells = to_cells(desk, good);
  cells["#reason"] = Cell::of(reason);
  const auto form = registers.find(desk_register.value());
  const std::array key{to_string(desk.key.value())};
  const ledger::NewRevision revision{{shared_owner, desk_register, records::keyed_id(*form, key)}, ledger::Change::revoke,
                                     std::move(cells), author.actor};
  registers.follow(ledger.append(std::span(&revision, 1), author.now, *author.random));
  keep_standing(ledger, registers, {desk.key, desk.mission, desk.role, false}, good);
}

}  // namespace scamdesk::exchange
