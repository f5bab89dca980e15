// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "register/identity.hpp"
#include "register/impl.hpp"
#include "register/uses.hpp"
#include "register/versions.hpp"

namespace scamdesk::records {
namespace {

using form::Form;
using form::Question;
using ledger::Change;
using ledger::NewRevision;
using ledger::RecordKey;

/// What is written of an answer: calculations are worked out wherever the record is read, but for those done once.
bool is_kept(const Question& question) {
  return question.holds_value() && (question.calculation.empty() || calls(question.calculation, "once"));
}

std::string_view last_part(std::string_view path) { return path.substr(path.find_last_of('/') + 1); }

/// Cells that `answers` has beyond `given`: defaults.
void add_missing(const Form& form, const Answers& answers, Cells& given) {
  for (const auto& [path, cell] : form::to_cells(form, answers)) {
    const auto* question = form.find(last_part(path));
    if ((question == nullptr || is_kept(*question)) && !given.contains(path)) { given.emplace(path, cell); }
  }
}

void leave_out_calculated(const Form& form, Cells& cells) {
  std::erase_if(cells, [&](const auto& cell) {
    const auto* question = form.find(last_part(cell.first));
    return question != nullptr && !is_kept(*question);
  });
}

void make_urls_canonical(const Form& form, Cells& cells) {
  for (const auto& name : form.key) {
    const auto* question = form.find(name);
    const auto found = cells.find(name);
    if (question == nullptr || found == cells.end() || !is_url(*question)) { continue; }
    if (auto url = canonical_url(found->second.text); !url.empty()) { found->second.text = std::move(url); }
  }
}

/// The values that make a keyed record's id. Errors: bad_input when one is blank.
Result<std::vector<std::string>> key_values(const Form& form, const Cells& cells) {
  std::vector<std::string> values;
  for (const auto& name : form.key) {
    const auto found = cells.find(name);
    if (found == cells.end() || !found->second.has_value()) {
      return fail(Errc::bad_input, message("{0} is needed: it makes the record's id", name));
    }
    values.push_back(found->second.text);
  }
  return values;
}

bool same(const Cells& cells, const std::string& path, const Cell& cell) {
  const auto found = cells.find(path);
  return found == cells.end() ? cell.state == CellState::blank : found->second == cell;
}

/// Findings that are not among those that stood `before`: a soft one of other values is another.
std::vector<form::Finding> brought(std::vector<form::Finding> findings, const std::vector<form::Finding>& before) {
  std::erase_if(findings, [&](const form::Finding& finding) {
    return std::any_of(before.begin(), before.end(), [&](const form::Finding& old) {
      const bool same = finding.severity == form::Severity::hard || old.values == finding.values;
      return same && old.check == finding.check && old.field == finding.field;
    });
  });
  return findings;
}

/// Hard findings as one error; empty when there is none.
std::optional<Error> refusal(const std::vector<form::Finding>& findings) {
  std::vector<Error> errors;
  for (const auto& finding : findings) {
    if (finding.severity != form::Severity::hard) { continue; }
    errors.push_back({Errc::bad_input, message("{0}: {1}", finding.field, finding.message), {}, {}, {}});
  }
  if (errors.empty()) { return std::nullopt; }
  Error first = std::move(errors.front());
  first.more.assign(std::make_move_iterator(errors.begin() + 1), std::make_move_iterator(errors.end()));
  return first;
}

}  // namespace

Answers Registers::answers(const Form& form, const RecordKey& key, const Cells& cells, Instant now) const {
  return m_impl->complete(form, key, form.kind == form::Kind::survey ? cells : form::VersionMap(form).read(cells), now);
}

Status Registers::Impl::may_write(const Form& form, const Owner& owner) const {
  const auto& desk = ledger.identity();
  if (ledger.is_revoked(desk.key)) {  // what it wrote would be here, and never count
    return fail(Errc::not_permitted, message("headquarters has revoked this desk's key: nothing written with it counts any more"),
                message("make a new one with 'scamdesk desk rotate --signing' and send headquarters the new card"));
  }
  if (form.shared != (owner == shared_owner)) {
    return form.shared ? Status(fail(Errc::not_permitted, message("records of {0} are shared by all: their owner is *", form.name.value())))
                       : Status(fail(Errc::not_permitted, message("a record of {0} belongs to a mission", form.name.value()),
                                     message("name the mission with --mission CODE")));
  }
  const bool own = owner.value() == desk.mission.value();
  if (desk.role == ledger::Role::headquarters || own || (form.shared && form.kind != form::Kind::system)) { return {}; }
  return fail(Errc::not_permitted, message("this desk belongs to {0} and cannot write a record of {1}", desk.mission.value(), owner.value()),
              message("ask that mission, or headquarters"));
}

ledger::Touched Registers::Impl::append(const RecordKey& key, Change change, const Cells& cells, const Author& author) {
  const NewRevision revision{key, change, cells, author.actor};
  auto touched = ledger.append({&revision, 1}, author.now, *author.random);
  follow(touched);
  return std::move(touched.front());
}

std::int64_t& Registers::Impl::next_number(const Form& form, const Owner& owner, const std::string& prefix) {
  const auto key = form.name.value() + '\n' + owner.value() + '\n' + prefix;
  auto found = next_numbers.find(key);
  if (found == next_numbers.end()) {
    std::int64_t last = 0;
    if (tables_of(form.name.value()) != nullptr) {
      ledger::Statement row(db(), fmt::format("SELECT CAST(substr(_number, ?) AS INTEGER) FROM {} WHERE _owner = ? AND "
                                              "_number >= ? AND _number < ? ORDER BY 1 DESC LIMIT 1",
                                              sql_name(table_name(form, {}, Holds::current))));
      row.bind(static_cast<std::int64_t>(prefix.size() + 1), owner.value(), prefix, prefix + '\x7f');
      if (row.step()) { last = row.integer(0); }
    }
    found = next_numbers.emplace(key, last + 1).first;
  }
  return found->second;
}

std::string Registers::Impl::prefix_of(const Owner& owner, Instant now) const {
  return number_prefix(owner == shared_owner ? ledger.identity().mission : MissionCode(owner.value()), now);
}

std::string Registers::Impl::new_number(const Form& form, const Owner& owner, Instant now) {
  const auto prefix = prefix_of(owner, now);
  return short_number(prefix, next_number(form, owner, prefix)++);
}

Result<Registers::Written> Registers::add(const Form& form, const Owner& owner, const Cells& given, const Author& author) {
  if (auto status = m_impl->may_write(form, owner); !status) { return fail(status.error()); }
  Cells cells = given;
  make_urls_canonical(form, cells);
  leave_out_calculated(form, cells);
  RecordKey key{owner, form.name, {}};
  if (form.key.empty()) {
    key.id = base::uuid_v7(author.now, *author.random);
  } else {
    const auto values = key_values(form, cells);
    if (!values) { return fail(values.error()); }
    key.id = keyed_id(form, *values);
    if (const auto no = m_impl->ledger.record_no(key)) { return change(*no, cells, author); }
  }
  const auto counts = m_impl->instances_of(owner);
  const form::CheckContext context{author.now, counts.get(), seed_of(key)};
  auto answers = form::to_answers(form, cells);
  if (auto status = form::calculate(form, answers, context, true); !status) { return fail(status.error()); }
  add_missing(form, answers, cells);
  std::erase_if(cells, [](const auto& cell) { return cell.second.state == CellState::blank; });
  Written written{0, key, {}, true, {}};
  if (form.kind == form::Kind::record) {
    auto findings = form::check(form, answers, context);
    if (!findings) { return fail(findings.error()); }
    if (auto refused = refusal(*findings)) { return fail(std::move(*refused)); }
    written.findings = std::move(*findings);
  }
  if (form.kind == form::Kind::survey) { cells.insert_or_assign(std::string(pin_path), pin_of(form)); }
  if (form.key.empty()) {
    written.number = m_impl->new_number(form, owner, author.now);
    cells["#"] = Cell::of(written.number);
  }
  written.no = m_impl->append(key, Change::set, cells, author).record_no;
  return written;
}

Status Registers::Impl::may_change(const Form& form, const ledger::RecordState& state, const Cells& change) const {
  if (state.retired) {
    return fail(Errc::not_permitted, message("the record is retired"), message("reinstate it first"));
  }
  for (const auto& [path, cell] : change) {
    const bool conflicted = std::any_of(state.conflicts.begin(), state.conflicts.end(),
                                        [&name = path](const ledger::Conflict& conflict) { return conflict.path == name; });
    if (conflicted) {
      return fail(Errc::not_permitted, message("{0}: it was changed apart to different values", path),
                  message("'scamdesk conflict list' shows them"));
    }
    if (std::find(form.key.begin(), form.key.end(), path) != form.key.end()) {
      return fail(Errc::not_permitted, message("{0}: it makes the record's id, and never changes", path),
                  message("retire this record and add another"));
    }
  }
  return {};
}

Result<std::vector<form::Finding>> Registers::Impl::checked(const Form& form, const RecordKey& key, const Cells& before, const Cells& change, const Author& author) {
  if (form.kind != form::Kind::record) { return std::vector<form::Finding>(); }
  const auto counts = instances_of(key.owner);
  const form::CheckContext context{author.now, counts.get(), seed_of(key)};
  Cells after = before;
  for (const auto& [path, cell] : change) { after.insert_or_assign(path, cell); }
  const auto stood = form::check(form, complete(form, key, before, author.now), context);
  if (!stood) { return fail(stood.error()); }
  auto stands = form::check(form, complete(form, key, after, author.now), context);
  if (!stands) { return fail(stands.error()); }
  auto found = brought(std::move(*stands), *stood);
  if (auto refused = refusal(found)) { return fail(std::move(*refused)); }
  return found;
}

Result<Registers::Written> Registers::change(std::int64_t record_no, const Cells& cells, const Author& author) {
  const auto record = read(record_no);
  if (!record) { return fail(record.error()); }
  const auto& form = *record->form;
  const auto& owner = record->key.owner;
  if (auto status = m_impl->may_write(form, owner); !status) { return fail(status.error()); }
  Cells change = cells;
  make_urls_canonical(form, change);
  leave_out_calculated(form, change);
  std::erase_if(change, [&](const auto& cell) { return same(record->state.cells, cell.first, cell.second); });
  const auto number = record->state.cells.find("#");
  Written written{record_no, record->key, number == record->state.cells.end() ? std::string() : number->second.text, false, {}};
  if (change.empty()) { return written; }
  if (auto status = m_impl->may_change(form, record->state, change); !status) { return fail(status.error()); }
  auto findings = m_impl->checked(form, record->key, record->state.cells, change, author);
  if (!findings) { return fail(findings.error()); }
  written.findings = std::move(*findings);
  m_impl->append(record->key, Change::set, m_impl->superseding(record_no, form, std::move(change)), author);
  written.changed = true;
  return written;
}

Result<Registers::Written> Registers::mark(std::int64_t record_no, Change change, const Cells& body, const Author& author) {
  const auto record = read(record_no);
  if (!record) { return fail(record.error()); }
  const auto& form = *record->form;
  const auto& owner = record->key.owner;
  if (auto status = m_impl->may_write(form, owner); !status) { return fail(status.error()); }
  const auto number = record->state.cells.find("#");
  Written written{record_no, record->key, number == record->state.cells.end() ? std::string() : number->second.text, false, {}};
  if (record->state.retired ? change == Change::retire : change == Change::reinstate) { return written; }
  Cells cells = body;
  if (change == Change::finalise) {  // what is worked out now is filed, and no later record changes it
    const auto answers = m_impl->complete(form, record->key, record->state.cells, author.now);
    for (const auto& [path, cell] : form::to_cells(form, answers)) {
      const auto* question = form.find(last_part(path));
      if (question != nullptr && !is_kept(*question)) { cells.emplace(path, cell); }
    }
  }
  m_impl->append(record->key, change, cells, author);
  written.changed = true;
  return written;
}

}  // namespace scamdesk::records
