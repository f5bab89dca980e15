// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>

#include "desk/impl.hpp"
#include "exchange/merge.hpp"

namespace scamdesk::desk {

/// Runs a use case that makes a transaction for each package. On a dry run all of them happen in one that is never
/// committed, so that a package still sees what those before it brought.
template <class Use>
std::invoke_result_t<Use> exchanging(Desk::Impl& desk, Use use) {
  if (desk.options.as_of) {
    return fail(Errc::not_permitted, message("the past cannot be changed"), message("leave out --as-of to write"));
  }
  return guarded(desk, [&] {
    std::optional<ledger::Transaction> trial;
    if (desk.options.dry_run) { trial.emplace(desk.ledger.database()); }
    auto result = use();
    trial.reset();
    scrub(desk);
    return result;
  });
}

inline exchange::Merger merger(Desk::Impl& desk) { return {desk.ledger, desk.registers, desk.options.now}; }

}  // namespace scamdesk::desk
