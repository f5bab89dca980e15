// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include "desk/impl.hpp"
#include "exchange/card.hpp"
#include "exchange/sealing.hpp"

namespace scamdesk::desk {

ledger::Protection protection_of(const std::optional<Secret>& passphrase, LockCost cost) {
  return {passphrase ? &*passphrase : nullptr, cost == LockCost::least ? base::least_cost : base::usual_cost};
}

Status unlock(Desk::Impl& desk) {
  if (!desk.ledger.locked()) { return {}; }
  if (!desk.options.passphrase) {
    return fail(Errc::config, message("{0}: the desk's keys lie under a passphrase", desk.options.store),
                message("give --passphrase-file FILE, or run it on a terminal"));
  }
  const auto passphrase = desk.options.passphrase();
  if (!passphrase) { return fail(passphrase.error()); }
  return desk.ledger.unlock(*passphrase);
}

void keep_own_card(Desk::Impl& desk) {
  const auto sign = [&](std::string_view bytes) { return desk.ledger.sign(bytes); };
  auto made = desk.options.now;
  // Of two cards the later one holds, whatever the clock says.
  if (const auto kept = desk.ledger.card(desk.identity().key); kept && kept->made >= made) {
    made = kept->made + std::chrono::milliseconds(1);
  }
  desk.ledger.keep_card(exchange::to_known(exchange::make_card(desk.identity(), sign, made)));
}

Status unlock_for_held(Desk::Impl& desk) {
  if (!desk.ledger.locked()) { return {}; }
  const auto held = desk.ledger.held();
  const bool sealed = std::ranges::any_of(held, [&](const auto& one) {
    return exchange::begins_sealed(desk.ledger.held_bytes(one.no));
  });
  return sealed ? unlock(desk) : Status{};
}

}  // namespace scamdesk::desk

namespace scamdesk {

Result<bool> Desk::change_passphrase(const WantedPassphrase& wanted, LockCost cost) {
  if (auto status = desk::unlock(*m_impl); !status) { return fail(status.error()); }
  const auto passphrase = wanted();
  if (!passphrase) { return fail(passphrase.error()); }
  return desk::writing(*m_impl, [&]() -> Result<bool> {
    const auto changed = m_impl->ledger.change_lock(desk::protection_of(*passphrase, cost), *m_impl->random);
    if (!changed) { return fail(changed.error()); }
    return passphrase->has_value();
  });
}

}  // namespace scamdesk
