// SPDX-License-Identifier: Apache-2.0
#include "exchange/trust.hpp"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.hpp"

namespace scamdesk::exchange {
namespace {

using ledger::Change;
using ledger::Role;

// What headquarters alone does to a record, whoever owns it.
bool is_headquarters_change(Change change) {
  return change == Change::enrol || change == Change::revoke || change == Change::erase || change == Change::accept;
}

std::string value_of(const Cells& cells, std::string_view path) {
  const auto found = cells.find(path);
  return found != cells.end() && found->second.has_value() ? found->second.text : std::string();
}

}  // namespace

bool is_system_register(std::string_view form) {
  static constexpr std::array<std::string_view, 4> names{"desk", "form-definition", "mission", "round"};
  return std::ranges::find(names, form) != names.end();
}

std::optional<ledger::Enrolment> Trust::of(const DeskKey& desk) const {
  const auto& identity = m_ledger.identity();
  if (!identity.headquarters.value().is_zero() && desk == identity.headquarters && !m_ledger.is_revoked(desk)) {
    return ledger::Enrolment{desk, headquarters_code, Role::headquarters, true};
  }
  if (const auto learnt = m_learnt.find(desk); learnt != m_learnt.end() && learnt->second.enrolled) { return learnt->second; }
  auto enrolment = m_ledger.enrolment(desk);
  if (enrolment && !enrolment->enrolled) { enrolment.reset(); }
  return enrolment;
}

std::optional<ledger::Enrolment> Trust::revoked(const DeskKey& desk) const {
  if (of(desk)) { return std::nullopt; }
  if (auto kept = m_ledger.enrolment(desk)) { return kept; }
  const auto learnt = m_learnt.find(desk);
  return learnt != m_learnt.end() ? std::optional(learnt->second) : std::nullopt;
}

void Trust::learn(const ledger::Enrolment& enrolment) {
  if (enrolment.enrolled || !m_learnt.contains(enrolment.key)) { m_learnt.insert_or_assign(enrolment.key, enrolment); }
}

bool Trust::is_good(const ledger::ChainHead& head) const {
  const auto good = m_ledger.last_good(head.desk);
  return std::ranges::any_of(good, [&](const ledger::ChainHead& last) {
    return last.owner == head.owner && (head.length < last.length || (head.length == last.length && head.head == last.head));
  });
}

Trust::Answer Trust::may_write(const ledger::Enrolment& author, const Owner& owner, const FormName& register_name,
                               ledger::Change change) const {
  if (author.role == Role::headquarters) { return Answer::yes; }
  if (is_system_register(register_name.value()) || is_headquarters_change(change)) { return Answer::no; }
  if (owner.value() == author.mission.value()) { return Answer::yes; }
  if (owner != shared_owner) { return Answer::no; }
  const auto form = m_registers.find(register_name.value());
  if (!form) { return Answer::form_unknown; }
  return form->shared && form->kind != form::Kind::system ? Answer::yes : Answer::no;
}

std::optional<ledger::Enrolment> enrolment_of(const Cells& cells) {
  const auto key = parse_hash(value_of(cells, "public_key"));
  const auto mission = value_of(cells, "desk_mission");
  if (!key || mission.empty()) { return std::nullopt; }
  const auto role = value_of(cells, "role") == "headquarters" ? Role::headquarters : Role::mission;
  return ledger::Enrolment{DeskKey(*key), MissionCode(mission), role, value_of(cells, "enrolled") == "yes"};
}

Cells to_cells(const ledger::Enrolment& enrolment) {
  return {{"public_key", Cell::of(to_string(enrolment.key.value()))},
          {"desk_mission", Cell::of(enrolment.mission.value())},
          {"role", Cell::of(enrolment.role == Role::headquarters ? "headquarters" : "mission")},
          {"enrolled", Cell::of(enrolment.enrolled ? "yes" : "no")}};
}

Cells to_cells(const Card& card) {
  auto cells = to_cells(ledger::Enrolment{card.key, card.mission, card.role, true});
  if (card.sealing.is_zero()) { return cells; }
  cells["sealing_key"] = Cell::of(to_string(card.sealing));
  cells["card_made"] = Cell::of(to_string(card.made));
  cells["card_signature"] = Cell::of(to_hex(card.signature));
  return cells;
}

std::optional<Card> card_of(const Cells& cells, bool exercise) {
  const auto enrolment = enrolment_of(cells);
  const auto sealing = parse_hash(value_of(cells, "sealing_key"));
  const auto made = parse_instant(value_of(cells, "card_made"));
  const auto signature = parse_signature(value_of(cells, "card_signature"));
  if (!enrolment || !sealing || !made || !signature) { return std::nullopt; }
  const Card card{enrolment->key, enrolment->mission, enrolment->role, exercise, *signature, *sealing, *made};
  return is_sound(card) ? std::optional(card) : std::nullopt;
}

Cells to_cells(const ledger::Enrolment& revoked, std::span<const ledger::ChainHead> last_good) {
  auto cells = to_cells(ledger::Enrolment{revoked.key, revoked.mission, revoked.role, false});
  cells["last_good"] = Cell::of(to_words(last_good));
  return cells;
}

std::string to_words(std::span<const ledger::ChainHead> heads) {
  std::string words;
  for (const auto& head : heads) {
    words += (words.empty() ? "" : " ") + head.owner.value() + "/" + std::to_string(head.length) + "/" + to_string(head.head.value());
  }
  return words;
}

std::vector<ledger::ChainHead> heads_in(std::string_view words, const DeskKey& desk) {
  std::vector<ledger::ChainHead> heads;
  for (const auto word : base::split(words, ' ')) {
    const auto parts = base::split(word, '/');
    if (parts.size() != 3) { continue; }
    std::uint64_t length = 0;
    const auto read = std::from_chars(parts[1].data(), parts[1].data() + parts[1].size(), length);
    const auto head = parse_hash(parts[2]);
    if (read.ec == std::errc() && head) { heads.push_back({desk, Owner(std::string(parts[0])), 0, length, RevisionId(*head)}); }
  }
  std::ranges::sort(heads);
  heads.erase(std::unique(heads.begin(), heads.end()), heads.end());
  return heads;
}

std::vector<ledger::ChainHead> last_good_of(const Cells& cells) {
  const auto enrolment = enrolment_of(cells);
  if (!enrolment || enrolment->enrolled) { return {}; }
  return heads_in(value_of(cells, "last_good"), enrolment->key);
}

}  // namespace scamdesk::exchange
