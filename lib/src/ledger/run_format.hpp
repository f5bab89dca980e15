// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

namespace scamdesk::ledger {

/// The first byte of a run. What follows for each revision, written with base::Writer:
/// word(register) · uuid · count and ids of parents · milliseconds · word(actor) · change · fields · salt · (state
/// text)… word: 0 and a text not met before in this run, or the number (from 1) of one that was; fields: the same for
/// the count and paths of the fields that are set.
inline constexpr std::uint8_t run_version = 1;

/// The first byte of a run in which values of some revision were destroyed by law. Of such a one `change` has this bit
/// besides, and in place of salt and cells stands the hash of them that its header names.
inline constexpr std::uint8_t run_version_destroyed = 2;
inline constexpr std::uint8_t destroyed_bit = 0x80;

}  // namespace scamdesk::ledger
