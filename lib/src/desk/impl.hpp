// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include <scamdesk/desk.hpp>

#include "base/hash.hpp"
#include "ledger/ledger.hpp"
#include "register/registers.hpp"

namespace scamdesk {

/// An open desk: the store, its registers, and what this call was given from outside.
struct Desk::Impl {
  Impl(DeskOptions given, std::unique_ptr<base::Random> randomness, ledger::Ledger store)
      : options(std::move(given)), random(std::move(randomness)), ledger(std::move(store)), registers(ledger) {}
  Impl(Impl&&) = delete;  // the registers hold on to the ledger

  DeskOptions options;
  std::unique_ptr<base::Random> random;
  ledger::Ledger ledger;
  records::Registers registers;

  const ledger::Identity& identity() const { return ledger.identity(); }
  bool headquarters() const { return identity().role == ledger::Role::headquarters; }
  Owner own() const { return Owner(identity().mission.value()); }
  records::Author author() { return {options.actor, options.now, random.get()}; }
};

namespace desk {

/// The words of a store's fault.
Error to_error(const ledger::StoreFault& fault, const std::string& store);

/// Runs a use case; the one place where a fault of the store becomes an Error.
template <class Use>
std::invoke_result_t<Use> guarded(const Desk::Impl& desk, Use use) {
  try {
    return use();
  } catch (const ledger::StoreFault& fault) {
    return tl::unexpected<Error>(to_error(fault, desk.options.store));
  }
}

/// Runs a use case that only reads, on the desk as it is at one moment.
template <class Use>
std::invoke_result_t<Use> reading(Desk::Impl& desk, Use use) {
  return guarded(desk, [&] {
    const ledger::Snapshot snapshot(desk.ledger.database());
    return use();
  });
}

/// Writes the file anew where values erased by law may stand in its free space; where others read meanwhile it stays due.
/// What was done before is done: it gives no error.
void scrub(Desk::Impl& desk);

/// Runs a use case that writes, in one transaction: committed when it succeeds, and not on a dry run.
/// Errors: not_permitted when the desk is shown as of an earlier time.
template <class Use>
std::invoke_result_t<Use> writing(Desk::Impl& desk, Use use) {
  if (desk.options.as_of) {
    return fail(Errc::not_permitted, message("the past cannot be changed"), message("leave out --as-of to write"));
  }
  return guarded(desk, [&] {
    std::optional<ledger::Transaction> transaction(desk.ledger.database());
    auto result = use();
    const bool keeps = result && !desk.options.dry_run;
    const bool due = keeps && desk.ledger.needs_scrub();  // asked here, where nobody else holds the store
    if (keeps) { transaction->commit(); }
    transaction.reset();
    if (due) { scrub(desk); }
    return result;
  });
}

/// A seed alone would give every command of a test the same ids: the clock, the store and what it holds set them apart.
std::unique_ptr<base::Random> make_random(const DeskOptions& options, std::size_t revisions);

/// How the secret keys are to be kept.
ledger::Protection protection_of(const std::optional<Secret>& passphrase, LockCost cost);

/// Asks for the passphrase where the secret keys lie under one and it was not given yet.
/// Errors: config when nobody can be asked; not_permitted for a wrong one.
Status unlock(Desk::Impl& desk);

/// Signs this desk's card and keeps it, so that showing and sending it needs no secret. In the caller's
/// transaction; the keys must not be locked.
void keep_own_card(Desk::Impl& desk);

/// Unlocks where a package that is held is sealed: it may come in now. Errors: as unlock.
Status unlock_for_held(Desk::Impl& desk);

/// Takes headquarters' kit into a new mission desk: pins the key that signed it, then merges it; of
/// headquarters' card just the key.
/// Errors: not_permitted when it is not headquarters' package for this mission.
Result<MergeReport> open_kit(Desk::Impl& desk, const std::string& file);

/// Refuses what only headquarters may do.
Status require_headquarters(const Desk::Impl& desk);
/// The same, and its word counts: its key is not revoked, as far as it knows. Within guarded() or writing().
Status require_believed(const Desk::Impl& desk);

}  // namespace desk
}  // namespace scamdesk
