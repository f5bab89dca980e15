// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include <scamdesk/error.hpp>

namespace scamdesk::cli {

struct Writing {
  bool replace = false;       ///< an existing file may be written over
  bool for_everybody = false; ///< as the umask has it; else its owner alone may read it, whatever the umask
};

/// Writes beside the file and renames, so that a reader never sees half of it.
/// Errors: cannot_create when it exists and `how.replace` is false, or its folder cannot be written; io.
Status write_file(const std::string& file, std::string_view bytes, Writing how);

/// The whole file; `-` is standard input. Errors: not_found, io, bad_input above 64 MiB.
Result<std::string> read_file(const std::string& file);

}  // namespace scamdesk::cli
