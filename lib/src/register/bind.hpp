// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>

#include "ledger/database.hpp"
#include "register/registers.hpp"

namespace scamdesk::records {

/// Binds values from the `?` at `index` on; returns the index after the last.
inline int bind_all(ledger::Statement& statement, int index, std::span<const SqlValue> values) {
  for (const auto& value : values) {
    std::visit([&](const auto& is) { statement.bind_one(index, is); }, value);
    ++index;
  }
  return index;
}

}  // namespace scamdesk::records
