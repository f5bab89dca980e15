// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <filesystem>
#include <functional>

#include "ledger/ledger.hpp"

namespace scamdesk::ledger {

struct BackUp {
  bool replace = false;  ///< a file of that name may be replaced
  bool keep = true;      ///< false: the copy is made and verified, and goes away
};

/// Copies a desk as it is at one moment into a file that only its owner may read, verifies the copy, and only then gives it
/// its name. Others may read meanwhile, and who writes waits. The copy is a desk with the same keys.
/// Errors: cannot_create when the file exists; io when the disk is full or the copy does not verify.
Status back_up(Ledger& ledger, const std::filesystem::path& file, BackUp how);

/// Copies a backup, or a store that was copied, beside a place for a store, brings the copy up to date and verifies it; what
/// `finish` does to it and answers decides whether it then takes its place. Whatever is interrupted leaves neither.
/// Errors: not_found, config when it is no desk; cannot_create when the place is taken; io when it does not verify.
Status put_back(const std::filesystem::path& backup, const std::filesystem::path& store, BackUp how,
                const std::function<Status(Ledger)>& finish);

/// Copies a store of an older layout as it is, within the caller's snapshot; a file of that name is replaced. Errors: cannot_create, io.
Status back_up_older(Database& database, const std::filesystem::path& file);

}  // namespace scamdesk::ledger
