// SPDX-License-Identifier: Apache-2.0
#include "exchange/enrol.hpp"

#include <algorithm>
#include <array>

#include "base/files.hpp"
#include "exchange/authority.hpp"
#include "exchange/package.hpp"
#include "exchange/succession.hpp"

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

std::optional<std::int64_t> desk_record(const ledger::Ledger& ledger, const records::Registers& registers, const DeskKey& desk) {
  const std::array key{to_string(desk.value())};
  return ledger.record_no({shared_owner, desk_register, records::keyed_id(*registers.find(desk_register.value()), key)});
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

namespace {

void write(ledger::Ledger& ledger, records::Registers& registers, const ledger::NewRevision& revision, const records::Author& author) {
  const auto touched = ledger.append(std::span(&revision, 1), author.now, *author.random);
  registers.follow(touched);
  keep_desks(ledger, registers, {touched.front().record_no});
}

void write_enrolment(ledger::Ledger& ledger, records::Registers& registers, const Card& card, const records::Author& author,
                     const Cells& notes = {}) {
  const auto form = registers.find(desk_register.value());
  const std::array key{to_string(card.key.value())};
  auto cells = to_cells(card);
  cells.insert(notes.begin(), notes.end());
  const ledger::NewRevision revision{{shared_owner, desk_register, records::keyed_id(*form, key)},
                                     ledger::Change::enrol, std::move(cells), author.actor};
  write(ledger, registers, revision, author);
}

}  // namespace

bool enrol(ledger::Ledger& ledger, records::Registers& registers, const Card& card, const records::Author& author) {
  const auto present = ledger.enrolment(card.key);
  const auto kept = ledger.card(card.key);
  const bool later = !card.sealing.is_zero() && (!kept || kept->made < card.made);
  if (present && present->enrolled && !later) { return false; }
  write_enrolment(ledger, registers, card, author);
  if (later) { ledger.keep_card(to_known(card)); }
  return true;
}

void vouch(ledger::Ledger& ledger, records::Registers& registers, const Card& card, const records::Author& author) {
  write_enrolment(ledger, registers, card, author);
}

Result<std::vector<ledger::ChainHead>> good_heads(const ledger::Ledger& ledger, const DeskKey& desk, const std::string& last_good) {
  std::vector<ledger::ChainHead> heads;
  for (const auto& chain : ledger.chains()) {
    if (chain.desk == desk) { heads.push_back(chain); }
  }
  const auto in_order = [&] {
    for (auto& head : heads) { head.branch = 0; }  // a number of this desk's alone
    std::ranges::sort(heads);
    return std::move(heads);
  };
  if (last_good.empty()) { return in_order(); }
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
  return in_order();
}

void revoke(ledger::Ledger& ledger, records::Registers& registers, const ledger::Enrolment& desk,
            std::span<const ledger::ChainHead> good, const std::string& reason, const records::Author& author) {
  auto cells = to_cells(desk, good);
  cells["#reason"] = Cell::of(reason);
  const auto form = registers.find(desk_register.value());
  const std::array key{to_string(desk.key.value())};
  const ledger::NewRevision revision{{shared_owner, desk_register, records::keyed_id(*form, key)}, ledger::Change::revoke,
                                     std::move(cells), author.actor};
  write(ledger, registers, revision, author);
}

Status check_renewal(const ledger::Ledger& ledger, const records::Registers& registers) {
  const auto& self = ledger.identity();
  const bool first = self.role == ledger::Role::headquarters && self.headquarters.value().is_zero();
  const auto writes = [&](const ledger::ChainHead& chain) { return chain.desk == self.key; };
  if (first || std::ranges::none_of(ledger.chains(), writes)) { return {}; }
  const auto no = desk_record(ledger, registers, self.key);
  if (no && enrolment_of(ledger.state(*no).cells)) { return {}; }
  return fail(Errc::not_permitted, message("headquarters has not enrolled this desk's present key, as far as this desk knows"),
              message("merge headquarters' next package first: what was written with a key that it never knew could come in nowhere"));
}

void renew_signing_key(ledger::Ledger& ledger, records::Registers& registers, const records::Author& author, const std::string& reason) {
  const bool headquarters = ledger.identity().role == ledger::Role::headquarters;
  const auto old = own_card(ledger);
  const auto key = ledger.make_signing_key(*author.random);
  if (headquarters) {
    const Card successor{key, old.mission, old.role, old.exercise, {}, {}, {}};
    Cells notes;
    if (!is_forked(ledger)) { notes.emplace(end_note, Cell::of("yes")); }  // of a fork both branches go on to be heard
    write_enrolment(ledger, registers, successor, author, notes);
  }
  ledger.use_signing_key(key);
  if (!headquarters) { return succeed(ledger, registers, old.key, Ended::here, author); }
  vouch(ledger, registers, old, author);
  const ledger::Enrolment former{old.key, old.mission, old.role, false};
  revoke(ledger, registers, former, good_heads(ledger, old.key, {}).value(), reason, author);
}

}  // namespace scamdesk::exchange
