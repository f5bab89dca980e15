// SPDX-License-Identifier: Apache-2.0
#include "desk/disclosure.hpp"

#include <algorithm>
#include <set>

#include <scamdesk/text.hpp>

#include "base/text.hpp"
#include "desk/reasons.hpp"
#include "desk/records.hpp"
#include "desk/related.hpp"
#include "form/changes.hpp"
#include "form/personal.hpp"

namespace scamdesk {
namespace desk {
namespace {

/// How long a reason that was given for a record holds, for that record and those of the same case: a working day.
constexpr std::chrono::hours working_session{8};

/// Errors: usage.
Result<Reason> read_reason(const std::string& templates, const std::string& text) {
  const auto codes = reason_codes(templates, "access_reason");
  if (!codes) { return fail(codes.error()); }
  auto reason = split_reason(text);
  if (reason.code.empty()) { return fail(Errc::usage, message("personal data is shown only for a reason"), reason_hint(*codes)); }
  if (auto status = check_code(reason, *codes); !status) { return fail(status.error()); }
  if (reason.code == "other" && reason.note.empty()) {
    return fail(Errc::usage, message("another reason needs words"), message("write --reason \"other: your words\""));
  }
  return reason;
}

/// The reason that this officer last gave for the record, or for one that is worked on with it, and that holds still.
std::optional<ledger::Access> reason_held(const Desk::Impl& desk, const ledger::AccessLog& log, const ledger::Access& what) {
  const auto since = what.time - working_session;
  auto held = log.last_given(*what.record, what.actor, since);
  if (held) { return held; }
  for (const auto& record : related_records(desk, *what.record)) {
    auto given = log.last_given(record, what.actor, since);
    if (given && (!held || held->time < given->time)) { held = std::move(given); }
  }
  return held;
}

}  // namespace

std::vector<std::string> personal_fields(const form::Form& form) {
  std::vector<std::string> names;
  for (const auto& question : form.questions) {
    if (question.sensitive) { names.push_back(question.name); }
  }
  return names;
}

std::vector<std::string> personal_fields(const form::Form& form, const Cells& cells) {
  std::set<std::string> answered;
  const form::VersionMap versions(form);
  for (const auto& [path, cell] : cells) {
    if (!cell.has_value()) { continue; }
    const auto name = path.substr(path.rfind('/') + 1);
    answered.insert(form.find(name) != nullptr ? name : versions.name_of(name));
  }
  auto names = personal_fields(form);
  std::erase_if(names, [&](const std::string& name) { return !answered.contains(name); });
  return names;
}

Status note_disclosure(Desk::Impl& desk, ledger::Access what, const std::string& reason) {
  ledger::AccessLog log(desk.ledger.database());
  what.time = desk.options.now;
  what.actor = desk.options.actor;
  what.origin = desk.options.origin;
  const auto held = reason.empty() && what.record ? reason_held(desk, log, what) : std::nullopt;
  if (held) {
    what.reason = held->reason;
    what.note = held->note;
    what.given = false;
  } else {
    auto given = read_reason(desk.options.templates, reason);
    if (!given) { return fail(given.error()); }
    what.reason = std::move(given->code);
    what.note = std::move(given->note);
  }
  if (!what.fields.empty()) { log.add(what); }
  return {};
}

}  // namespace desk

namespace {

Text action_label(ledger::Disclosed action) {
  switch (action) {
    case ledger::Disclosed::shown: return word(message("shown"));
    case ledger::Disclosed::history: return word(message("history shown"));
    case ledger::Disclosed::exported: return word(message("exported"));
  }
  return {};
}

/// A record by its number, as people name it; gone ones by their id.
TableCell record_cell(const Desk::Impl& desk, const ledger::Access& access) {
  if (!access.record) { return TableCell(word(message("{0} records", access.records)), Data()); }
  const auto no = desk.ledger.record_no(*access.record);
  const auto number = no ? desk::number_of(desk.ledger.state(*no)) : std::string();
  const auto id = to_string(access.record->id);
  const auto shown = number.empty() ? id.substr(0, 8) : number;
  return TableCell(Text{shown, shown}, Data(id));
}

/// All of them for machines; for people the first few and how many more.
TableCell fields_cell(const std::vector<std::string>& names) {
  constexpr std::size_t most = 2;
  Data all = Data::Array(names.begin(), names.end());
  if (names.size() <= most) { return {{base::join(names, ", "), base::join(names, ", ")}, std::move(all)}; }
  const auto first = base::join(std::span(names).first(most), ", ");
  return {word(message("{0} and {1} more", first, names.size() - most)), std::move(all)};
}

}  // namespace

std::optional<Text> personal_number_in(const std::string& text) {
  const auto found = form::personal_numbers(text);
  return found.empty() ? std::nullopt : std::optional(word(form::name_of(found.front().kind)));
}

Result<Table> Desk::access_log(std::size_t limit) {
  return desk::reading(*m_impl, [&]() -> Result<Table> {
    const auto codes = desk::reason_codes(m_impl->options.templates, "access_reason");
    if (!codes) { return fail(codes.error()); }
    const ledger::AccessLog log(m_impl->ledger.database());
    const auto head = log.head();
    Table table{"scamdesk.access-log/1", "entries", {{"length", head.length}, {"head", to_string(head.hash)}}, word(message("Access log")),
                {{"time", word(message("Time (UTC)")), Align::left, false, true}, {"actor", word(message("Officer"))},
                 {"origin", word(message("Origin")), Align::left, true}, {"action", word(message("Disclosed"))}, {"register", word(message("Register"))},
                 {"record", word(message("Record")), Align::left, false, true}, {"owner", word(message("Owner"))},
                 {"records", word(message("Records")), Align::right, true}, {"fields", word(message("Fields"))},
                 {"reason", word(message("Reason"))}, {"note", word(message("In words"))}},
                {}, word(message("{0} entries; the head of the log is {1}", head.length, to_string(head.hash).substr(0, 16)))};
    for (const auto& access : log.latest(limit)) {
      const auto code = std::ranges::find(*codes, access.reason, &desk::ReasonCode::code);
      const auto label = code == codes->end() ? Text{access.reason, access.reason} : code->label;
      table.rows.push_back({to_string(access.time), access.actor, access.origin, TableCell(action_label(access.action), action_label(access.action).en),
                            access.form.value(), record_cell(*m_impl, access), access.record ? access.record->owner.value() : std::string(),
                            access.records, fields_cell(access.fields), TableCell(label, access.reason), access.note});
    }
    return table;
  });
}

Result<std::vector<Message>> Desk::verify_access_log() {
  return desk::reading(*m_impl, [&]() -> Result<std::vector<Message>> {
    std::vector<Message> faults;
    for (const auto place : ledger::AccessLog(m_impl->ledger.database()).verify()) { faults.push_back(desk::access_fault(place)); }
    return faults;
  });
}

}  // namespace scamdesk
