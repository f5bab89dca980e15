// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <set>

#include <scamdesk/text.hpp>

#include "base/text.hpp"
#include "desk/reasons.hpp"
#include "desk/records.hpp"
#include "exchange/erased_packages.hpp"
#include "exchange/receipts.hpp"
#include "form/changes.hpp"
#include "ledger/access.hpp"
#include "ledger/erasure.hpp"
#include "ledger/notes.hpp"

namespace scamdesk {
namespace desk {

void scrub(Desk::Impl& desk) {
  if (desk.options.dry_run || desk.options.as_of) { return; }
  try {
    if (desk.ledger.needs_scrub()) { desk.ledger.scrub(); }
  } catch (const ledger::StoreFault& fault) {
    // Somebody is reading, or the disk is too full for it: it stays due, `desk verify` says so, and the next command that
    // writes tries again. What was asked for is done.
    if (fault.code() == Errc::bug) { throw; }
  }
}

namespace {

std::string_view leaf_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// All that people wrote; the number, the marks of rows and what the program noted of filings stay.
bool is_content(std::string_view path) {
  if (path == "#reason" || path == "#findings") { return true; }
  return !path.starts_with('#') && !leaf_of(path).starts_with('#');
}

/// The fields of an order under every name that a version of the form gave them. Errors: not_found with the nearest.
Result<std::set<std::string>> names_of(const Desk::Impl& desk, const records::Record& record, const std::vector<std::string>& fields) {
  const auto form = desk.registers.all_versions(record.key.form.value());
  std::vector<std::string> known;
  for (const auto& question : form->questions) {
    if (question.holds_value()) { known.push_back(question.name); }
  }
  std::set<std::string> names(fields.begin(), fields.end());
  for (const auto& field : names) {
    if (std::ranges::find(known, field) != known.end()) { continue; }
    const auto near = nearest(field, known);
    return fail(Errc::not_found, message("{0}: the form {1} has no such question", field, record.key.form.value()),
                near ? std::optional(message("did you mean {0}?", *near)) : std::nullopt);
  }
  const form::VersionMap versions(*form);
  for (const auto& version : desk.registers.versions(record.key.form.value())) {
    for (const auto& question : version->questions) {
      if (names.contains(versions.name_of(question.name))) { names.insert(question.name); }
    }
  }
  return names;
}

Result<Reason> legal_reason(const Desk::Impl& desk, const std::string& text) {
  const auto codes = reason_codes(desk.options.templates, "erasure_reason");
  if (!codes) { return fail(codes.error()); }
  auto reason = split_reason(text);
  if (auto status = check_code(reason, *codes); !status) { return fail(status.error()); }
  if (!reason.note.empty()) { return reason; }
  return fail(Errc::usage, message("an erasure needs its legal basis in words"),
              message("write --reason \"{0}: the article, order or request\"", reason.code));
}

/// Desks that said they hold a revision that loses its values.
std::vector<Erasure::Holder> holders_of(const Desk::Impl& desk, const std::vector<ledger::Revision>& losing) {
  std::set<MissionCode> missions{headquarters_code};
  for (const auto& enrolment : desk.ledger.all_enrolments()) { missions.insert(enrolment.mission); }
  const auto holds = [&](const ledger::ChainHead& head) {
    return std::ranges::any_of(losing, [&](const ledger::Revision& revision) {
      return head.desk == revision.desk && head.owner == revision.record.owner && head.length >= revision.place;
    });
  };
  std::vector<Erasure::Holder> holders;
  for (const auto& mission : missions) {
    for (const auto& told : desk.ledger.acknowledged_by(mission)) {
      if (told.desk == desk.identity().key || std::ranges::none_of(told.heads, holds)) { continue; }
      holders.push_back({mission.value(), fingerprint(told.desk.value()).substr(0, 9)});
    }
  }
  return holders;
}

std::vector<Erasure::Copy> exports_of(Desk::Impl& desk, const FormName& form) {
  std::vector<Erasure::Copy> copies;
  for (const auto& access : ledger::AccessLog(desk.ledger.database()).latest(0)) {
    if (access.action == ledger::Disclosed::exported && access.form == form) { copies.push_back({access.time, access.actor}); }
  }
  return copies;
}

std::vector<Erasure::Package> as_public(const std::vector<exchange::Carried>& packages) {
  std::vector<Erasure::Package> shown;
  for (const auto& package : packages) {
    shown.push_back({package.file, package.mission.value(), exchange::receipt_of(package.package), package.time});
  }
  return shown;
}

/// Where copies of the values may lie, as far as this desk knows.
void tell_copies(Desk::Impl& desk, const FormName& form, const std::vector<ledger::Revision>& losing, Erasure& erasure) {
  erasure.exports = exports_of(desk, form);
  if (losing.empty()) { return; }
  erasure.holders = holders_of(desk, losing);
  erasure.sent = as_public(exchange::made_with(desk.ledger, losing));
  erasure.sent_since = ledger::PackageNotes(desk.ledger.database()).packed_since();
  erasure.received = as_public(exchange::brought_by(desk.ledger, losing));
}

/// What of the record lost its values: before and after.
void tell_losses(const std::vector<ledger::Revision>& before, const std::vector<ledger::Revision>& after, Erasure& erasure,
                 std::vector<ledger::Revision>& losing) {
  std::set<std::string> fields;
  for (const auto& old : before) {
    const auto now = std::ranges::find(after, old.id, &ledger::Revision::id);
    if (now == after.end()) { continue; }
    bool loses = false;
    for (const auto& [path, cell] : old.cells) {
      const bool gone = cell.has_value() && !now->cells.at(path).has_value();
      loses = loses || gone;
      if (gone && !path.starts_with('#')) { fields.emplace(leaf_of(path)); }
    }
    if (loses) { losing.push_back(old); }
  }
  erasure.fields.assign(fields.begin(), fields.end());
  erasure.revisions = static_cast<std::size_t>(std::ranges::count_if(losing, [](const auto& one) { return one.change != ledger::Change::erase; }));
}

Result<Erasure> erase(Desk::Impl& desk, const records::Record& record, const ErasureOrder& order, const Reason& reason) {
  const auto names = names_of(desk, record, order.fields);
  if (!names) { return fail(names.error()); }
  const auto taken = [&](std::string_view path) {
    return order.fields.empty() ? is_content(path) : names->contains(std::string(leaf_of(path)));
  };
  const auto before = desk.ledger.history(record.no);
  const Cells notes{{"#reason", Cell::of(reason.code + ": " + reason.note)}};
  const auto written = desk.registers.erase(record.no, taken, notes, desk.author());
  if (!written) { return fail(written.error()); }
  Erasure erasure{record.key.form.value(), to_string(record.key.id), written->number, record.key.owner.value(), written->changed,
                  {}, 0, {}, {}, {}, {}, {}, {}};
  std::vector<ledger::Revision> losing;
  tell_losses(before, desk.ledger.history(record.no), erasure, losing);
  tell_copies(desk, record.key.form, losing, erasure);
  for (const auto& package : exchange::drop_erased(desk.ledger)) { erasure.dropped.push_back({package.file, package.sender.value()}); }
  return erasure;
}

}  // namespace
}  // namespace desk

Result<Erasure> Desk::erase_record(const ErasureOrder& order) {
  if (auto status = desk::require_headquarters(*m_impl); !status) { return fail(status.error()); }
  return desk::writing(*m_impl, [&]() -> Result<Erasure> {
    const auto reason = desk::legal_reason(*m_impl, order.reason);
    if (!reason) { return fail(reason.error()); }
    return desk::find_record(*m_impl, order.form, order.id).and_then([&](const records::Record& record) {
      return desk::erase(*m_impl, record, order, *reason);
    });
  });
}

}  // namespace scamdesk
