// SPDX-License-Identifier: Apache-2.0
#include "exchange/trust.hpp"

#include <algorithm>
#include <array>

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
  if (!identity.headquarters.value().is_zero() && desk == identity.headquarters) {
    return ledger::Enrolment{desk, headquarters_code, Role::headquarters, true};
  }
  if (const auto learnt = m_learnt.find(desk); learnt != m_learnt.end()) { return learnt->second; }
  auto enrolment = m_ledger.enrolment(desk);
  if (enrolment && !enrolment->enrolled) { enrolment.reset(); }
  return enrolment;
}

Trust::Answer Trust::may_write(const ledger::Enrolment& author, const ledger::Revision& revision) const {
  if (author.role == Role::headquarters) { return Answer::yes; }
  const auto& record = revision.record;
  if (is_system_register(record.form.value()) || is_headquarters_change(revision.change)) { return Answer::no; }
  if (record.owner.value() == author.mission.value()) { return Answer::yes; }
  if (record.owner != shared_owner) { return Answer::no; }
  const auto form = m_registers.find(record.form.value());
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

}  // namespace scamdesk::exchange
