// SPDX-License-Identifier: Apache-2.0
#include <filesystem>

#include "desk/exchanging.hpp"
#include "exchange/enrol.hpp"
#include "exchange/succession.hpp"
#include "ledger/backup.hpp"

namespace scamdesk {
namespace {

// The old key may have written more, somewhere, than the backup holds: it writes nothing further here but, at headquarters,
// the word by which the missions know the new one.
void go_on_under_new_key(Desk::Impl& desk) {
  auto& ledger = desk.ledger;
  const auto old = exchange::own_card(ledger);
  const auto key = ledger.make_signing_key(*desk.random);
  if (desk.headquarters()) {
    exchange::enrol(ledger, desk.registers, {key, old.mission, old.role, old.exercise, {}, {}, {}}, desk.author());
  }
  ledger.use_signing_key(key);
  if (desk.headquarters()) { exchange::vouch(ledger, desk.registers, old, desk.author()); }
  exchange::succeed(ledger, desk.registers, old.key, exchange::Ended::anywhere, desk.author());
  desk::keep_own_card(desk);
}

Status check(Desk::Impl& desk, const Desk::Restore& wanted) {
  if (wanted.exercise_only && !desk.identity().exercise) {
    return fail(Errc::not_permitted, message("{0}: a real desk is written with the real clock", wanted.backup),
                message("leave out --now, SCAMDESK_NOW and SCAMDESK_SEED, or use an exercise desk"));
  }
  if (const auto faults = desk.registers.verify(); !faults.empty()) {
    return fail(Errc::io, message("{0}: it does not verify, and was not put in place: {1}", wanted.backup, faults.front()),
                message("take an older backup"));
  }
  return {};
}

}  // namespace

Result<Desk::Restored> Desk::restore(const DeskOptions& options, const Restore& wanted) {
  if (std::error_code ignored; std::filesystem::equivalent(wanted.backup, options.store, ignored)) {
    return fail(Errc::cannot_create, message("{0}: this is the desk itself", wanted.backup), message("choose another name"));
  }
  Restored restored;
  const auto finish = [&](ledger::Ledger ledger) -> Status {
    restored.as_of = ledger.last_change();
    const auto size = ledger.size();
    restored.records = size.records;
    restored.revisions = size.revisions;
    auto random = desk::make_random(options, size.revisions);
    Impl impl(options, std::move(random), std::move(ledger));
    if (auto loaded = desk::guarded(impl, [&] { return impl.registers.load(options.templates); }); !loaded) { return loaded; }
    if (auto sound = desk::guarded(impl, [&] { return check(impl, wanted); }); !sound) { return sound; }
    if (auto opened = desk::unlock(impl); !opened) { return opened; }
    restored.mission = impl.identity().mission;
    restored.headquarters = impl.headquarters();
    restored.former = fingerprint(impl.identity().key.value());
    auto renewed = desk::guarded(impl, [&]() -> Status {
      ledger::Transaction transaction(impl.ledger.database());
      go_on_under_new_key(impl);
      transaction.commit();
      return {};
    });
    restored.fingerprint = fingerprint(impl.identity().key.value());
    return renewed;
  };
  auto put = ledger::put_back(wanted.backup, options.store, {wanted.replace, !options.dry_run}, finish);
  if (!put) { return fail(std::move(put.error())); }
  return restored;
}

}  // namespace scamdesk
